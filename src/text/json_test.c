#include "text/json.h"

#include <math.h>

#include "test/test.h"

struct answer {
    int64_t score;
    str words;
};
static const struct shape answer_shape = SHAPE(struct answer,
                                               F_INT(struct answer, score, .required = true, .min = 1, .max = 5),
                                               F_TEXT(struct answer, words, .max = 5));

struct answer_list {
    struct answer *at;
    size_t n, room;
};
struct reply {
    id conversation;
    str body;
    usec at;
    double share;
    bool internal;
    enum { NOTE, MESSAGE } kind;
    struct answer first;
    struct answer_list answers;
    struct id_list people;
    struct str_list tags;
    str extra;
    uint64_t given;
};
static const char *const kinds[] = { "note", "message", NULL };
static const struct shape reply_shape = SHAPE(
    struct reply, F_ID(struct reply, conversation, .required = true),
    F_TEXT(struct reply, body, .required = true, .max = 20), F_TIME(struct reply, at), F_REAL(struct reply, share),
    F_BOOL(struct reply, internal), F_ENUM(struct reply, kind, kinds), F_SHAPE(struct reply, first, answer_shape),
    F_LIST(struct reply, answers, answer_shape), F_IDS(struct reply, people), F_TEXTS(struct reply, tags),
    F_JSON(struct reply, extra), F_GIVEN(struct reply, given));

static const char whole[] =
    "{\"conversation\":\"9007199254740993\",\"body\":\"\\u003cb\\u003e "
    "\\u2028\\n\",\"at\":\"2026-11-24T09:30:00.000001Z\","
    "\"share\":0.1,\"internal\":true,\"kind\":\"message\",\"first\":{\"score\":5,\"words\":\"\"},"
    "\"answers\":[{\"score\":1,\"words\":\"a\"},{\"score\":2,\"words\":\"\"}],\"people\":[\"1\",\"2\"],\"tags\":[\"x\"]"
    ","
    "\"extra\":{\"a\":[1,-2.5,null,true,\"\\\"\"]}}";

PURE(what_json_says_is_written_back_the_same)
{
    struct arena *a = arena_open();
    struct reply it = { 0 };
    struct text x = { .arena = a };
    check_ok(json_read(a, NULL, str_of(whole), &reply_shape, &it));
    check_str(it.body, "<b> \xE2\x80\xA8\n");
    check(it.conversation == 9007199254740993 && it.kind == MESSAGE && it.answers.n == 2 &&
          it.answers.at[1].score == 2);
    check_int(it.given, 0x7FF);
    json_write(&x, &reply_shape, &it);
    check_str(text_str(&x), whole);
    arena_close(a);
}

PURE(nothing_is_null_and_what_is_no_number_too)
{
    struct arena *a = arena_open();
    struct reply it = { .share = NAN };
    struct text x = { .arena = a };
    json_write(&x, &reply_shape, &it);
    check(str_starts(text_str(&x),
                     STR("{\"conversation\":null,\"body\":\"\",\"at\":null,\"share\":null,\"internal\":false,")));
    check_ok(json_check(a, NULL, text_str(&x)));
    x.n = 0;
    json_quote(&x, STR("\xFF\x01\x7F</script>&"));
    check_str(text_str(&x), "\"\xEF\xBF\xBD\\u0001\x7F\\u003c/script\\u003e\\u0026\"");
    arena_close(a);
}

struct moved {
    id team;
};
static const struct shape moved_shape = SHAPE(struct moved,
                                              F_ID(struct moved, team, .required = true, .nullable = true));

PURE(a_field_that_must_be_named_may_be_named_to_say_that_there_is_none)
{
    struct arena *a = arena_open();
    struct moved it = { .team = 7 };
    struct why w = { 0 };
    check_ok(json_read(a, &w, STR("{\"team\":null}"), &moved_shape, &it));
    check_int(it.team, 0);
    check_err(json_read(a, &w, STR("{}"), &moved_shape, &it), INVALID);
    check_str(w.words, "is required");
    arena_close(a);
}

PURE(a_wrong_body_is_told_with_the_path_of_the_field)
{
    struct arena *a = arena_open();
    const struct {
        const char *json;
        enum err err;
        const char *field, *words;
    } wrong[] = {
        { "", MALFORMED, "", "not JSON: the body is empty" },
        { "{\"body\":\n  x}", MALFORMED, "", "not JSON: line 2, column 3: invalid token near 'x'" },
        { "[]", INVALID, "", "must be an object in braces" },
        { "{}", INVALID, "conversation", "is required" },
        { "{\"conversation\":null,\"body\":\"x\"}", INVALID, "conversation", "is required" },
        { "{\"conversation\":1}", INVALID, "conversation", "must be text in quotes, or null" },
        { "{\"conversation\":\"1\",\"body\":\" \"}", INVALID, "body", "must not be empty" },
        { "{\"conversation\":\"1\",\"body\":\"123456789012345678901\"}", INVALID, "body",
          "must be at most 20 characters (this has 21)" },
        { "{\"strange\":1}", INVALID, "strange", "is not a field here" },
        { "{\"given\":1}", INVALID, "given", "is not a field here" },
        { "{\"kind\":\"x\"}", INVALID, "kind", "must be one of: note, message" },
        { "{\"first\":{\"score\":9}}", INVALID, "first.score", "must be between 1 and 5" },
        { "{\"answers\":[{\"score\":1},{\"score\":2,\"words\":\"abcdef\"}]}", INVALID, "answers[1].words",
          "must be at most 5 characters (this has 6)" },
        { "{\"answers\":[{\"score\":1},7]}", INVALID, "answers[1]", "must be an object in braces" },
        { "{\"people\":[\"1\",\"x\"]}", INVALID, "people[1]", "must be an id: digits only" },
        { "{\"first\":{\"score\":1,\"score\":2}}", INVALID, "first.score", "is named twice" },
        { "{\"answers\":[{\"score\":1e999}]}", INVALID, "answers[0].score", "is a number out of range (64 bits)" },
        { "{\"first\":{\"score\":9223372036854775808}}", INVALID, "first.score", "is a number out of range (64 bits)" },
        { "{\"body\":\"a\\u0000\"}", INVALID, "body", "must not contain the character NUL" },
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct reply it = { 0 };
        struct why w = { 0 };
        check_err(json_read(a, &w, str_of(wrong[i].json), &reply_shape, &it), wrong[i].err);
        check_str(w.field, wrong[i].field);
        check_str(w.words, wrong[i].words);
    }
    arena_close(a);
}

PURE(fields_from_the_path_are_not_taken_from_the_body)
{
    struct arena *a = arena_open();
    struct reply it = { .conversation = 7 };
    check_ok(json_read_some(a, NULL, STR("{\"body\":\"x\"}"), &reply_shape, &it, 1));
    check_int(it.conversation, 7);
    check_err(json_read_some(a, NULL, STR("{\"body\":\"x\",\"conversation\":\"8\"}"), &reply_shape, &it, 1), INVALID);
    arena_close(a);
}

PURE(json_has_limits)
{
    struct arena *a = arena_open();
    struct why w = { 0 };
    struct text deep = { .arena = a };
    for (int i = 0; i < JSON_DEPTH; i++) text_addc(&deep, '[');
    for (int i = 0; i < JSON_DEPTH; i++) text_addc(&deep, ']');
    check_ok(json_check(a, &w, text_str(&deep)));
    check_err(json_check(a, &w, str_format(a, "[%.*s]", STR_ARG(text_str(&deep)))), INVALID);
    struct text large = { .arena = a };
    for (int i = 0; i <= JSON_BYTES; i++) text_addc(&large, ' ');
    check_err(json_check(a, &w, text_str(&large)), TOO_LARGE);
    arena_close(a);
}

/* Eight bytes are judged at once: each byte that needs an escape, at each place of a long run of plain ones. */
PURE(every_byte_is_escaped_or_not_wherever_it_stands)
{
    struct arena *a = arena_open();
    for (int c = 1; c < 0x80; c++)
        for (size_t place = 0; place < 24; place++) {
            char in[24];
            memset(in, 'a', sizeof in);
            in[place] = (char)c;
            struct text out = { .arena = a }, want = { .arena = a };
            json_quote(&out, (str){ .at = in, .n = sizeof in });
            bool plain = c >= 0x20 && !strchr("\"\\<>&", c);
            check_int(out.n == sizeof in + 2, plain);
            if (plain) continue;
            json_quote(&want, (str){ .at = in + place, .n = 1 });
            check(str_find(text_str(&out), (str){ .at = want.at + 1, .n = want.n - 2 }) == (ptrdiff_t)place + 1);
        }
    arena_close(a);
}
