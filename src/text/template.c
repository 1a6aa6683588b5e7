#include "text/template.h"

#include "base/zone.h"
#include "text/html.h"
#include "text/json.h"
#include "text/markup.h"
#include "text/url.h"

/* A thing, and the thing around it: {{../name}}. */
struct scope {
    const struct scope *outer;
    const struct shape *shape;
    const void *thing;
};

struct page {
    struct text *out;
    const struct words *words;
    str zone;
};

struct value {
    const struct field *field; /* NULL: there is no such member */
    const void *at;
};

/* "customer.name", as many scopes outside as `outer` says. */
static struct value member(const struct scope *s, unsigned outer, str path)
{
    struct value v = { 0 };
    while (outer-- && s) s = s->outer;
    if (!s) return v;
    const struct shape *shape = s->shape;
    const char *thing = s->thing;
    while (path.n) {
        v.field = shape ? shape_field(shape, str_split(&path, '.')) : NULL;
        if (!v.field) return (struct value){ 0 };
        v.at = thing ? thing + v.field->offset : NULL;
        shape = v.field->kind == FIELD_SHAPE ? v.field->shape : NULL;
        thing = v.at;
    }
    return v;
}

static struct value arg_member(const struct scope *s, str path)
{
    unsigned outer = 0;
    for (; str_starts(path, STR("../")); outer++) path = str_from(path, 3);
    return member(s, outer, path);
}

static struct value must(const struct scope *s, const struct template_op *op)
{
    struct value v = member(s, op->outer, op->text);
    if (!v.field) bug("a page names %.*s, which there is not", STR_ARG(op->text));
    return v;
}

static str enum_word(struct value v)
{
    int value = *(const int *)v.at;
    for (int i = 0; v.field->words[i]; i++)
        if (i == value) return str_of(v.field->words[i]);
    bug("%s has no word for %d", v.field->name, value);
}

static str plain(struct arena *a, struct value v)
{
    struct text x = { .arena = a };
    switch (v.field->kind) {
        case FIELD_ID:
        case FIELD_INT: text_addi(&x, *(const int64_t *)v.at); return text_str(&x);
        case FIELD_TIME: return *(const usec *)v.at ? time_iso(a, *(const usec *)v.at) : (str){ 0 };
        case FIELD_REAL: json_number(&x, *(const double *)v.at); return text_str(&x);
        case FIELD_BOOL: return *(const bool *)v.at ? STR("true") : STR("false");
        case FIELD_TEXT:
        case FIELD_JSON: return *(const str *)v.at;
        case FIELD_ENUM: return enum_word(v);
        default: bug("%s cannot be shown as text", v.field->name);
    }
}

static void put(struct page *p, enum template_place place, str s)
{
    if (place == IN_URL)
        html_url(p->out, s);
    else if (place == IN_URL_PART)
        url_encode(p->out, s);
    else
        html_text(p->out, s);
}

static bool holds(const struct scope *s, const struct template_op *op)
{
    struct value v = must(s, op);
    if (op->is.n) return str_is(enum_word(v), op->is);
    switch (v.field->kind) {
        case FIELD_ID:
        case FIELD_TIME:
        case FIELD_INT: return *(const int64_t *)v.at != 0;
        case FIELD_REAL: return *(const double *)v.at != 0;
        case FIELD_BOOL: return *(const bool *)v.at;
        case FIELD_TEXT:
        case FIELD_JSON: return ((const str *)v.at)->n != 0;
        case FIELD_ENUM: return *(const int *)v.at != 0;
        case FIELD_LIST:
        case FIELD_IDS:
        case FIELD_TEXTS: return ((const struct list *)v.at)->n != 0;
        default: return true;
    }
}

static str word_key(struct arena *a, str prefix, str word)
{
    return str_format(a, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(word));
}

/* 24 November 2026, 10:30 GMT+1 */
static str time_words(struct page *p, usec at)
{
    struct arena *a = p->out->arena;
    if (at == 0) return (str){ 0 };
    str iso = time_iso(a, zone_wall(p->zone, at));
    str month = words_get(p->words, word_key(a, STR("time"), str_format(a, "month_%.*s", 2, iso.at + 5)));
    str day = str_cut(str_from(iso, 8), 2);
    struct word_arg args[] = { { .name = "year", .text = str_cut(iso, 4) },
                               { .name = "month", .text = month },
                               { .name = "day", .text = day.at[0] == '0' ? str_from(day, 1) : day },
                               { .name = "clock", .text = str_cut(str_from(iso, 11), 5) },
                               { .name = "zone", .text = zone_label(a, p->zone, at, str_of(p->words->language)) } };
    struct text x = { .arena = a };
    words_write(&x, p->words, STR("time.format"), args, COUNT_OF(args));
    return text_str(&x);
}

/* <time datetime="2026-11-24T09:30:00.000000Z">24 November 2026, 10:30 GMT+1</time> */
static void put_time(struct page *p, usec at)
{
    if (at == 0) return;
    str iso = time_iso(p->out->arena, at);
    text_addf(p->out, "<time datetime=\"%.*s\">", STR_ARG(iso));
    html_text(p->out, time_words(p, at));
    text_add(p->out, STR("</time>"));
}

static void put_word(struct page *p, const struct scope *s, const struct template_op *op)
{
    struct word_arg args[8];
    struct text x = { .arena = p->out->arena };
    if (op->n_args > COUNT_OF(args)) bug("%.*s has more than 8 arguments", STR_ARG(op->text));
    for (size_t i = 0; i < op->n_args; i++) {
        struct value v = arg_member(s, op->args[i].member);
        if (!v.field) bug("a page names %.*s, which there is not", STR_ARG(op->args[i].member));
        bool number = v.field->kind == FIELD_INT;
        args[i] = (struct word_arg){ .name = op->args[i].name, .is_number = number };
        if (number)
            args[i].number = *(const int64_t *)v.at;
        else if (v.field->kind == FIELD_TIME)
            args[i].text = time_words(p, *(const usec *)v.at);
        else
            args[i].text = plain(p->out->arena, v);
    }
    words_write(&x, p->words, op->text, args, op->n_args);
    put(p, op->place, text_str(&x));
}

/* Again, though it was cleaned when it was kept: the rules may be stricter by now. */
static void put_markup(struct text *out, str html)
{
    struct markup it = { 0 };
    markup_clean(out->arena, html, NULL, &it);
    text_add(out, it.html);
}

static void put_op(struct page *p, const struct scope *s, const struct template_op *op)
{
    struct value v;
    switch (op->verb) {
        case T_HTML: text_add(p->out, op->text); break;
        case T_MEMBER: put(p, op->place, plain(p->out->arena, must(s, op))); break;
        case T_LINKED: html_linked(p->out, plain(p->out->arena, must(s, op))); break;
        case T_MARKUP: put_markup(p->out, plain(p->out->arena, must(s, op))); break;
        case T_LINES: html_lines(p->out, plain(p->out->arena, must(s, op))); break;
        case T_TIME:
            v = must(s, op);
            put_time(p, *(const usec *)v.at);
            break;
        case T_WORD: put_word(p, s, op); break;
        case T_WORD_OF:
            v = must(s, op);
            put(p, op->place, words_get(p->words, word_key(p->out->arena, op->is, enum_word(v))));
            break;
        case T_EACH:
        case T_IF:
        case T_ELSE:
        case T_END:
        case T_USE: break;
    }
}

static void run(struct page *p, const struct scope *s, const struct template *t, size_t from, size_t to);

static void run_each(struct page *p, const struct scope *s, const struct template *t, size_t i)
{
    struct value v = must(s, &t->ops[i]);
    const struct list *list = v.at;
    for (size_t item = 0; item < list->n; item++) {
        const char *thing = (const char *)list->at + item * v.field->size;
        run(p, &(struct scope){ .outer = s, .shape = v.field->shape, .thing = thing }, t, i + 1, t->ops[i].jump);
    }
}

static void run(struct page *p, const struct scope *s, const struct template *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct template_op *op = &t->ops[i];
        if (op->verb == T_EACH) {
            run_each(p, s, t, i);
            i = op->jump;
        } else if (op->verb == T_IF) {
            if (holds(s, op) == op->negated) i = op->jump - 1;
        } else if (op->verb == T_ELSE)
            i = op->jump; /* met only at the end of the part that held */
        else if (op->verb == T_USE)
            run(p, s, op->use, 0, op->use->n);
        else
            put_op(p, s, op);
    }
}

void template_write(struct text *out, const struct template *page, const struct shape *shape, const void *thing,
                    const struct surroundings *around)
{
    struct page p = { .out = out, .words = around->words, .zone = str_empty(around->zone) ? STR("UTC") : around->zone };
    struct scope outside = { .shape = around->shape, .thing = around->thing };
    run(&p, &(struct scope){ .outer = &outside, .shape = shape, .thing = thing }, page, 0, page->n);
}

/* ---- template_check: the same walk, over shapes only ---- */

struct checker {
    struct arena *arena;
    struct why *why;
};

static enum err wrong(struct checker c, const struct template *t, const char *what, str name)
{
    return why_fail(c.why, c.arena, INVALID, name, "%s: %s", t->name, what);
}

static bool has_key(str key)
{
    return words_get(words_all[0], key).at != key.at;
}

static enum err check_word_of(struct checker c, const struct template *t, const struct template_op *op, struct value v)
{
    if (v.field->kind != FIELD_ENUM) return wrong(c, t, "word_of needs an enum", op->text);
    for (int i = 0; v.field->words[i]; i++) {
        str key = word_key(c.arena, op->is, str_of(v.field->words[i]));
        if (!has_key(key)) return wrong(c, t, "words/ has no such key", key);
    }
    return OK;
}

static bool can_show(const struct field *f)
{
    return f->kind != FIELD_SHAPE && f->kind != FIELD_LIST && f->kind != FIELD_IDS && f->kind != FIELD_TEXTS &&
           f->kind != FIELD_BYTES && f->kind != FIELD_GIVEN;
}

static enum err check_word(struct checker c, const struct scope *s, const struct template *t,
                           const struct template_op *op)
{
    if (!has_key(op->text)) return wrong(c, t, "words/ has no such key", op->text);
    for (size_t i = 0; i < op->n_args; i++) {
        struct value v = arg_member(s, op->args[i].member);
        if (!v.field || !can_show(v.field)) return wrong(c, t, "no such member to show", op->args[i].member);
    }
    return OK;
}

static enum err check_member(struct checker c, const struct template *t, const struct template_op *op, struct value v)
{
    int value;
    if (!v.field) return wrong(c, t, "no such member", op->text);
    switch (op->verb) {
        case T_MEMBER:
        case T_LINKED:
        case T_LINES: return can_show(v.field) ? OK : wrong(c, t, "cannot be shown as text", op->text);
        case T_TIME: return v.field->kind == FIELD_TIME ? OK : wrong(c, t, "is not a time", op->text);
        case T_EACH: return v.field->kind == FIELD_LIST ? OK : wrong(c, t, "is not a list", op->text);
        case T_WORD_OF: return check_word_of(c, t, op, v);
        case T_IF:
            if (op->is.n == 0) return OK;
            if (v.field->kind != FIELD_ENUM) return wrong(c, t, "\"is\" needs an enum", op->text);
            return field_word(v.field, op->is, &value) ? OK : wrong(c, t, "the enum has no such word", op->is);
        default: return OK;
    }
}

static enum err check_run(struct checker c, const struct scope *s, const struct template *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct template_op *op = &t->ops[i];
        if (op->verb == T_HTML || op->verb == T_ELSE || op->verb == T_END) continue;
        if (op->verb == T_WORD) {
            TRY(check_word(c, s, t, op));
            continue;
        }
        if (op->verb == T_USE) {
            TRY(check_run(c, s, op->use, 0, op->use->n));
            continue;
        }
        struct value v = member(s, op->outer, op->text);
        TRY(check_member(c, t, op, v));
        if (op->verb != T_EACH) continue;
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): check_member refused what has no field */
        TRY(check_run(c, &(struct scope){ .outer = s, .shape = v.field->shape }, t, i + 1, op->jump));
        i = op->jump;
    }
    return OK;
}

enum err template_check(struct arena *a, struct why *w, const struct template *page, const struct shape *shape,
                        const struct shape *around)
{
    struct checker c = { .arena = a, .why = w };
    struct scope outside = { .shape = around };
    return check_run(c, &(struct scope){ .outer = &outside, .shape = shape }, page, 0, page->n);
}
