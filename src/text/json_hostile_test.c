#include <dirent.h>
#include <stdio.h>

#include "test/hostile.h"
#include "text/json.h"

/* What JSONTestSuite says must be accepted and we refuse: I-JSON (RFC 7493 §2.3) forbids duplicate names, and no text
 * of ours can hold NUL (PostgreSQL's cannot). */
static const char *const refused_on_purpose[] = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
};

/* What a reader may decide ("i_"), and what we accept; all others we refuse:
 * numbers that overflow (no infinity), invalid UTF-8, lone surrogates, a byte order mark, UTF-16, more than 64 levels.
 */
static const char *const accepted_by_choice[] = {
    "i_number_double_huge_neg_exp.json", /* 123.456e-789 is 0: underflow loses no more than a double always does */
    "i_number_real_underflow.json",
};

static bool is_in(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, list[i]) == 0) return true;
    return false;
}

static bool should_accept(const char *name)
{
    if (name[0] == 'i') return is_in(name, accepted_by_choice, COUNT_OF(accepted_by_choice));
    return name[0] == 'y' && !is_in(name, refused_on_purpose, COUNT_OF(refused_on_purpose));
}

PURE(json_test_suite_is_judged_as_it_should_be)
{
    struct arena *a = arena_open();
    hostile_file(a, "json/JSONTestSuite/LICENSE");
    str folder = str_format(a, "%s/json/JSONTestSuite/test_parsing", test_hostile());
    DIR *files = opendir(str_z(a, folder));
    check(files != NULL);
    int judged = 0, free_choice = 0;
    for (struct dirent *f; (f = readdir(files));) {
        if (!str_ends(str_of(f->d_name), STR(".json"))) continue;
        str json = hostile_file(a, str_z(a, str_format(a, "json/JSONTestSuite/test_parsing/%s", f->d_name)));
        struct why w = { 0 };
        enum err err = json_check(a, &w, json);
        if ((err == OK) != should_accept(f->d_name))
            fprintf(stderr, "%s: %s %.*s\n", f->d_name, err_name(err), STR_ARG(w.words));
        check((err == OK) == should_accept(f->d_name));
        check(err == OK || w.words.n > 0);
        if (f->d_name[0] == 'i')
            free_choice++;
        else
            judged++;
    }
    closedir(files);
    check_int(judged, 283);
    check_int(free_choice, 35);
    arena_close(a);
}

struct customer {
    str name, email;
    int64_t points, limit;
    usec due_at;
    uint64_t given;
};
static const struct shape customer_shape = SHAPE(
    struct customer, F_TEXT(struct customer, name, .max = 200), F_TEXT(struct customer, email, .max = 320),
    F_INT(struct customer, points, .min = 0, .max = 1000000), F_INT(struct customer, limit, .min = 1, .max = 100),
    F_TIME(struct customer, due_at), F_GIVEN(struct customer, given));

/* Against this shape only these are what they should be: text is text, whatever it says, and -0 is 0. */
static const char *const fine[] = { "neg-zero.json", "rlo.json", "zw.json" };

PURE(hostile_bodies_are_refused_with_the_field_named)
{
    struct arena *a = arena_open();
    hostile_file(a, "generated/MANIFEST.jsonl");
    DIR *files = opendir(str_z(a, str_format(a, "%s/generated/json-api", test_hostile())));
    check(files != NULL);
    int seen = 0;
    for (struct dirent *f; (f = readdir(files));) {
        if (!str_ends(str_of(f->d_name), STR(".json"))) continue;
        struct customer it = { 0 };
        struct why w = { 0 };
        enum err err = json_read(a, &w, hostile_file(a, str_z(a, str_format(a, "generated/json-api/%s", f->d_name))),
                                 &customer_shape, &it);
        if ((err == OK) != is_in(f->d_name, fine, COUNT_OF(fine)))
            fprintf(stderr, "%s: %s\n", f->d_name, err_name(err));
        check((err == OK) == is_in(f->d_name, fine, COUNT_OF(fine)));
        check(err == OK || err == MALFORMED || err == INVALID || err == TOO_LARGE);
        check(err == OK || w.words.n > 0);
        seen++;
    }
    closedir(files);
    check_int(seen, 38);
    arena_close(a);
}

PURE(naughty_strings_come_back_through_json)
{
    struct arena *a = arena_open();
    json_t *list = hostile_json(a, "strings/naughty-strings/blns.json"), *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        struct customer it = { .name = json_text(item) }, back = { 0 };
        struct text x = { .arena = a };
        json_write(&x, &customer_shape, &it);
        for (size_t at = 0; at < x.n; at++) check(!strchr("<>&", x.at[at]) || x.at[at] == 0);
        struct field name = { .name = "name", .kind = FIELD_TEXT, .offset = offsetof(struct customer, name) };
        struct shape one = { .name = "one", .size = sizeof it, .fields = &name, .n = 1 };
        x.n = 0;
        json_write(&x, &one, &it);
        check_ok(json_read(a, NULL, text_str(&x), &one, &back));
        check(str_is(back.name, it.name));
    }
    check_int(i, 515);
    json_decref(list);
    arena_close(a);
}
