/* The page for people who write to us by program: every call with what it takes, gives and refuses, and a line that
 * runs. */
#include "spine/api_page.h"

#include "spine/call.h"
#include "text/json.h"
#include "text/url.h"

/* ---- a line to try it with ---- */

static str example_of(const struct field *f)
{
    if (f->example) return str_of(f->example);
    switch (f->kind) {
        case FIELD_TIME: return STR("2026-01-31T09:30:00Z");
        case FIELD_BOOL: return STR("true");
        case FIELD_ENUM: return str_of(f->words[0]);
        case FIELD_JSON: return STR("{}");
        case FIELD_TEXT: return STR("example");
        default: return STR("1");
    }
}

static void put_value(struct text *out, const struct field *f);

static void put_members(struct text *out, const struct shape *shape, const struct call *c)
{
    bool first = true;
    text_addc(out, '{');
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        if ((c && !call_is_input(c, f)) || f->kind == FIELD_GIVEN) continue;
        if (!f->required && !f->example) continue;
        if (!first) text_addc(out, ',');
        first = false;
        json_quote(out, str_of(f->name));
        text_addc(out, ':');
        put_value(out, f);
    }
    text_addc(out, '}');
}

static void put_value(struct text *out, const struct field *f)
{
    bool many = f->kind == FIELD_IDS || f->kind == FIELD_TEXTS || f->kind == FIELD_LIST;
    if (many) text_addc(out, '[');
    if (f->kind == FIELD_SHAPE || f->kind == FIELD_LIST)
        put_members(out, f->shape, NULL);
    else if (f->kind == FIELD_INT || f->kind == FIELD_REAL || f->kind == FIELD_BOOL || f->kind == FIELD_JSON)
        text_add(out, example_of(f));
    else
        json_quote(out, example_of(f));
    if (many) text_addc(out, ']');
}

static void put_address(struct text *out, const struct call *c)
{
    const char *between = "?";
    str rest = str_from(c->path, 1);
    while (rest.n) {
        str part = str_split(&rest, '/');
        bool variable = part.n > 2 && part.at[0] == '{';
        text_addc(out, '/');
        text_add(out, variable ? example_of(shape_field(c->route->takes, (str){ part.at + 1, part.n - 2 })) : part);
    }
    for (size_t i = 0; c->route->takes && !c->body && i < c->route->takes->n; i++) {
        const struct field *f = &c->route->takes->fields[i];
        if (!call_is_input(c, f) || (!f->required && !f->example)) continue;
        text_addf(out, "%s%s=", between, f->name);
        url_encode(out, example_of(f));
        between = "&";
    }
}

/* The body stands in single quotes: an apostrophe in it is written so that JSON reads one and a shell sees none. */
static void put_body(struct text *out, const struct call *c)
{
    struct text body = { .arena = out->arena };
    put_members(&body, c->route->takes, c);
    text_addz(out, " -H 'Content-Type: application/json' -d '");
    for (size_t i = 0; i < body.n; i++)
        if (body.at[i] == '\'')
            text_addz(out, "\\u0027");
        else
            text_addc(out, body.at[i]);
    text_addc(out, '\'');
}

static str curl_of(struct arena *a, const struct call *c)
{
    struct text out = { .arena = a };
    if (c->route->type && strcmp(c->route->type, A_SOCKET) == 0) return (str){ 0 };
    text_addz(&out, "curl");
    if (!str_is(c->method, STR("GET"))) text_addf(&out, " -X %.*s", STR_ARG(c->method));
    text_addz(&out, " \"$REGULARS");
    put_address(&out, c);
    text_addc(&out, '"');
    if (strcmp(c->route->may, PUBLIC) != 0) text_addz(&out, " -H \"Authorization: Bearer $KEY\"");
    if (c->route->keyed) text_addz(&out, " -H 'Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324'");
    if (c->route->upload) text_addz(&out, " --data-binary 'Hello'");
    if (c->body && call_has_body(c)) put_body(&out, c);
    return text_str(&out);
}

/* ---- what the page shows ---- */

static const struct shape api_field_shape = SHAPE(struct api_field, F_TEXT(struct api_field, name),
                                                  F_TEXT(struct api_field, type), F_TEXT(struct api_field, limits),
                                                  F_TEXT(struct api_field, help), F_BOOL(struct api_field, required));

static const struct shape api_refusal_shape = SHAPE(struct api_refusal, F_INT(struct api_refusal, status),
                                                    F_TEXT(struct api_refusal, name), F_TEXT(struct api_refusal, help));

static const struct shape api_call_shape = SHAPE(
    struct api_call, F_TEXT(struct api_call, id), F_TEXT(struct api_call, method), F_TEXT(struct api_call, path),
    F_TEXT(struct api_call, help), F_TEXT(struct api_call, may), F_TEXT(struct api_call, gives),
    F_TEXT(struct api_call, refusals), F_TEXT(struct api_call, curl), F_BOOL(struct api_call, open),
    F_BOOL(struct api_call, signed_in), F_BOOL(struct api_call, keyed), F_BOOL(struct api_call, many),
    F_LIST(struct api_call, takes, api_field_shape));

static const struct shape api_noun_shape = SHAPE(struct api_noun, F_TEXT(struct api_noun, name),
                                                 F_LIST(struct api_noun, calls, api_call_shape));

static const struct shape api_given_shape = SHAPE(struct api_given, F_TEXT(struct api_given, name),
                                                  F_LIST(struct api_given, fields, api_field_shape));

const struct shape api_page_shape = SHAPE(
    struct api_page, F_TEXT(struct api_page, address), F_LIST(struct api_page, nouns, api_noun_shape),
    F_LIST(struct api_page, shapes, api_given_shape), F_LIST(struct api_page, refusals, api_refusal_shape));

/* ---- filling it ---- */

static str words_joined(struct arena *a, const char *const *words)
{
    struct text out = { .arena = a };
    for (int i = 0; words[i]; i++) text_addf(&out, "%s%s", i ? " | " : "", words[i]);
    return text_str(&out);
}

static str type_of(struct arena *a, const struct field *f)
{
    switch (f->kind) {
        case FIELD_ID: return STR("id");
        case FIELD_TIME: return STR("time");
        case FIELD_INT: return STR("integer");
        case FIELD_REAL: return STR("number");
        case FIELD_BOOL: return STR("true | false");
        case FIELD_TEXT: return STR("text");
        case FIELD_ENUM: return words_joined(a, f->words);
        case FIELD_SHAPE: return shape_title(a, f->shape);
        case FIELD_LIST: return str_join(a, shape_title(a, f->shape), STR("[]"));
        case FIELD_IDS: return STR("id[]");
        case FIELD_TEXTS: return STR("text[]");
        default: return STR("JSON");
    }
}

static str limits_of(struct arena *a, const struct field *f)
{
    if (f->min == 0 && f->max == 0) return (str){ 0 };
    int64_t least = f->min ? f->min : f->kind == FIELD_TEXT && f->required;
    if (f->max == 0) return str_format(a, "%lld …", (long long)least);
    return str_format(a, "%lld … %lld", (long long)least, (long long)f->max);
}

static struct api_field field_row(struct arena *a, const struct field *f)
{
    return (struct api_field){ .name = str_of(f->name),
                               .type = type_of(a, f),
                               .limits = limits_of(a, f),
                               .help = str_of(f->help),
                               .required = f->required };
}

static void add_fields(struct arena *a, const struct shape *shape, struct api_field_list *out)
{
    for (size_t i = 0; shape && i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        if (f->kind != FIELD_GIVEN && f->kind != FIELD_BYTES) *LIST_ADD(a, out) = field_row(a, f);
    }
}

static str refusals_of(struct arena *a, const struct call *c)
{
    enum err all[CALL_REFUSALS_MOST];
    size_t n = call_refusals(c, all);
    struct text out = { .arena = a };
    for (size_t i = 0; i < n; i++) text_addf(&out, i ? " · %d" : "%d", (int)all[i]);
    return text_str(&out);
}

static struct api_call call_row(struct arena *a, const struct call *c)
{
    const struct route *r = c->route;
    struct api_call row = { .id = c->id,
                            .method = c->method,
                            .path = c->path,
                            .help = str_of(r->help),
                            .may = str_of(r->may),
                            .open = strcmp(r->may, PUBLIC) == 0,
                            .signed_in = strcmp(r->may, SIGNED_IN) == 0,
                            .keyed = r->keyed,
                            .many = r->gives_list,
                            .refusals = refusals_of(a, c),
                            .curl = curl_of(a, c) };
    row.gives = r->type ? str_of(r->type) : r->gives ? shape_title(a, r->gives) : (str){ 0 };
    add_fields(a, r->takes, &row.takes);
    return row;
}

void api_page_fill(struct arena *a, const struct module *const *all, struct api_page *page)
{
    struct call_list calls = { 0 };
    struct shapes given = { .n = 0 };
    call_list(a, all, &calls);
    call_shapes(&calls, &given);
    for (size_t i = 0; i < calls.n; i++) {
        bool same = i && str_is(calls.at[i - 1].noun, calls.at[i].noun);
        if (!same) *LIST_ADD(a, &page->nouns) = (struct api_noun){ .name = calls.at[i].noun };
        *LIST_ADD(a, &page->nouns.at[page->nouns.n - 1].calls) = call_row(a, &calls.at[i]);
    }
    for (size_t i = 0; i < given.n; i++) {
        struct api_given *row = LIST_ADD(a, &page->shapes);
        *row = (struct api_given){ .name = shape_title(a, given.at[i]) };
        add_fields(a, given.at[i], &row->fields);
    }
    for (size_t i = 0; i < call_all_refusals_n; i++) {
        enum err err = call_all_refusals[i];
        *LIST_ADD(a, &page->refusals) = (struct api_refusal){ .status = err,
                                                              .name = str_of(err_name(err)),
                                                              .help = str_of(call_refusal_help(err)) };
    }
}
