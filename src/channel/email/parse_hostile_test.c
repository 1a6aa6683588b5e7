#include <stdio.h>

#include "channel/email/body.h"
#include "channel/email/parse.h"
#include "test/hostile.h"
#include "text/utf8.h"

/* Every mail of the sets is read, its flat form is read again and says the same. */
static void must_read(struct arena *a, str raw)
{
    struct mail m, again = { 0 };
    mail_parse(a, raw, &m);
    struct text flat = { .arena = a }, second = { .arena = a };
    mail_write(&flat, &m);
    check(mail_read(a, text_str(&flat), &again));
    mail_write(&second, &again);
    check(str_is(text_str(&flat), text_str(&second)));
    check(m.parts.n <= MAIL_PARTS && m.fields.n <= MAIL_FIELDS && m.to.n <= MAIL_ADDRESSES);
}

static size_t read_folder(const char *folder, const char *ending)
{
    struct arena *a = arena_open(), *each = arena_open();
    struct str_list names = hostile_names(a, folder, ending);
    for (size_t i = 0; i < names.n; i++) {
        must_read(each, hostile_file(each, str_z(a, names.at[i])));
        arena_reset(each);
    }
    size_t n = names.n;
    arena_close(each);
    arena_close(a);
    return n;
}

PURE(every_mail_of_the_sets_can_be_read_and_crosses_a_pipe_unchanged)
{
    size_t n = read_folder("email", "") + read_folder("bounces", "") + read_folder("generated/email", ".eml") +
               read_folder("generated/autoreply", "");
    printf("# %zu mails read\n", n);
    check(n > 1800);
}

/* The readings of another parser (stalwart), part by part: what kind, how deep, and the text once decoded. */
struct oracle {
    struct arena *arena;
    const struct mail *mail;
    size_t at, parts, agreed;
    bool trees;
    const char *why;
};

static str without_cr(struct arena *a, str s)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] != '\r') text_addc(&out, s.at[i]);
    return text_str(&out);
}

/* The other parser leaves flowed lines as they are: then what stands between the words does not count. */
static str words_of(struct arena *a, str s)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(" \r\n>", s.at[i])) text_addc(&out, s.at[i]);
    return text_str(&out);
}

static bool is_kind(const struct mail_part *p, const char *kind)
{
    bool html = str_is(p->type, STR("text/html")), text = str_starts(p->type, STR("text/"));
    if (strcmp(kind, "Multipart") == 0) return p->form == MULTIPART;
    if (strcmp(kind, "Message") == 0) return p->form == MESSAGE;
    if (p->form != LEAF) return false;
    if (strcmp(kind, "Html") == 0) return html;
    if (strcmp(kind, "Text") == 0) return text && !html;
    return !text;
}

static bool same_content(struct oracle *o, const struct mail_part *p, const json_t *body)
{
    bool read = (p->uses & (USE_TEXT | USE_HTML)) && !(p->uses & USE_FILE);
    str ours = read ? p->bytes : body_text(o->arena, p);
    if (json_is_string(body) && p->flow) return str_is(words_of(o->arena, ours), words_of(o->arena, json_text(body)));
    if (json_is_string(body)) return str_is(without_cr(o->arena, ours), without_cr(o->arena, json_text(body)));
    struct text bytes = { .arena = o->arena };
    for (size_t i = 0; i < json_array_size(body); i++)
        text_addc(&bytes, (char)json_integer_value(json_array_get(body, i)));
    return str_is(without_cr(o->arena, p->bytes), without_cr(o->arena, text_str(&bytes)));
}

static void compare_message(struct oracle *o, const json_t *message, int64_t depth);

static void compare_part(struct oracle *o, const json_t *parts, size_t which, int64_t depth)
{
    json_t *body = json_object_get(json_array_get(parts, which), "body"), *inner, *child;
    const char *kind = json_object_iter_key(json_object_iter(body));
    inner = json_object_iter_value(json_object_iter(body));
    o->parts++;
    if (o->at >= o->mail->parts.n) {
        o->trees = false;
        return;
    }
    const struct mail_part *p = &o->mail->parts.at[o->at++];
    bool leaf = strcmp(kind, "Multipart") != 0 && strcmp(kind, "Message") != 0;
    bool same_kind = p->depth == depth && is_kind(p, kind);
    bool same = same_kind && (!leaf || same_content(o, p, inner));
    o->trees &= same_kind;
    o->agreed += same;
    if (!same && !o->why) o->why = !same_kind ? kind : "content";
    size_t i;
    if (strcmp(kind, "Multipart") == 0)
        json_array_foreach(inner, i, child) compare_part(o, parts, (size_t)json_integer_value(child), depth + 1);
    if (strcmp(kind, "Message") == 0) compare_message(o, inner, depth + 1);
}

static void compare_message(struct oracle *o, const json_t *message, int64_t depth)
{
    compare_part(o, json_object_get(message, "parts"), 0, depth);
}

/* Where the two differ, and why ours is meant so. */
static const struct {
    const char *mail, *why;
} differences[] = {
    { "legacy/001", "UTF-7 is never decoded" },
    { "legacy/005", "UTF-7 is never decoded" },
    { "legacy/034", "UTF-7 is never decoded" },
    { "legacy/017", "we decode uuencode" },
    { "legacy/026", "we decode uuencode" },
    { "legacy/048", "we decode uuencode" },
    { "legacy/033", "says UTF-8 and is windows-1252: we read it so" },
    { "legacy/052", "says nothing and is windows-1252: we read it so" },
    { "malformed/000", "parts without a byte are parts" },
    { "malformed/001", "a boundary that begins with another one" },
    { "malformed/002", "one boundary that never closes is a multipart of one" },
    { "malformed/004", "a boundary that begins with another one" },
    { "malformed/007", "a multipart of nothing but its end: its text is shown" },
    { "malformed/008", "an outer boundary ends the inner multipart (RFC 2046 §5.1.2)" },
    { "malformed/009", "an outer boundary ends the inner multipart (RFC 2046 §5.1.2)" },
    { "malformed/011", "an outer boundary ends the inner multipart (RFC 2046 §5.1.2)" },
    { "malformed/012", "an outer boundary ends the inner multipart (RFC 2046 §5.1.2)" },
    { "malformed/016", "a boundary longer than RFC 2046 allows, beside the same one cut" },
    { "malformed/017", "a boundary on a type that is no multipart" },
    { "malformed/022", "a mail inside that is none: what stands there is its header" },
    { "rfc/000", "what says base64 is decoded, also when it was meant as an example" },
    { "rfc/008", "a mail in base64 (forbidden by RFC 2046 §5.2.1) stays one file" },
    { "thirdparty/000", "NUL never reaches a text" },
    { "thirdparty/001", "broken base64 is decoded as far as it goes" },
    { "thirdparty/002", "says UTF-8 and is windows-1252: we read it so" },
    { "legacy/049", "a lone CR ends a line" },
    { "thirdparty/005", "says UTF-8 and is windows-1252: we read it so" },
    { "thirdparty/015", "a mail in base64 (forbidden by RFC 2046 §5.2.1) stays one file" },
};

static const char *difference(str path)
{
    for (size_t i = 0; i < COUNT_OF(differences); i++)
        if (str_find(path, str_of(differences[i].mail)) >= 0) return differences[i].why;
    return NULL;
}

PURE(trees_and_texts_agree_with_another_parser_or_the_reason_is_listed)
{
    struct arena *a = arena_open();
    struct str_list names = hostile_names(a, "email/stalwart-mail-parser/eml", ".eml");
    size_t parts = 0, agreed = 0, trees = 0, listed = 0, unlisted = 0;
    for (size_t i = 0; i < names.n; i++) {
        struct mail m;
        str bare = str_cut(names.at[i], names.at[i].n - 4);
        json_t *said = hostile_json(a, str_z(a, str_format(a, "%.*s.json", STR_ARG(bare))));
        mail_parse(a, hostile_file(a, str_z(a, names.at[i])), &m);
        struct oracle o = { .arena = a, .mail = &m, .trees = true };
        compare_message(&o, said, 0);
        o.trees &= o.at == m.parts.n;
        bool same = o.trees && o.agreed == o.parts;
        listed += !same && difference(bare);
        parts += same || !difference(bare) ? o.parts : 0;
        agreed += same || !difference(bare) ? o.agreed : 0;
        trees += o.trees;
        unlisted += !same && !difference(bare);
        if (!same && !difference(bare))
            printf("# %.*s: %zu of %zu parts, %s: %s\n", STR_ARG(bare), o.agreed, o.parts,
                   o.trees ? "same tree" : "another tree", o.why ? o.why : "more parts");
        json_decref(said);
    }
    printf("# of %zu mails %zu have the same tree, %zu differ for a listed reason, %zu for none; parts of the others: "
           "%zu of %zu\n",
           names.n, trees, listed, unlisted, agreed, parts);
    check(agreed * 100 >= parts * 99 && unlisted * 100 <= names.n);
    arena_close(a);
}
