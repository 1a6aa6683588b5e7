#include "text/url.h"

#include <stdio.h>

#include "test/hostile.h"

PURE(an_address_is_taken_apart)
{
    struct arena *a = arena_open();
    struct url u;
    check_ok(url_read(a, NULL, STR("HTTPS://Example.ORG:8443/a/b%20c?d=e&f=\xC3\xA9#g"), &u));
    check_str(u.host, "example.org");
    check_str(u.path, "/a/b%20c");
    check_str(u.query, "d=e&f=%C3%A9");
    check(u.secure && u.port == 8443);
    check_ok(url_read(a, NULL, STR("http://127.0.0.1"), &u));
    check(u.port == 80 && !u.secure && str_is(u.path, STR("/")));
    check_ok(url_read(a, NULL, STR("http://[2001:DB8:0::1]:81/"), &u));
    check_str(u.host, "[2001:db8::1]");
    arena_close(a);
}

PURE(a_doubtful_address_is_refused)
{
    struct arena *a = arena_open();
    const char *const wrong[] = { "",
                                  "http://",
                                  "https:///x",
                                  "ftp://a",
                                  "javascript:x",
                                  "http://a b",
                                  "http://a\\b",
                                  "http://u@a",
                                  "http://u:p@a",
                                  "http://0x7f.1",
                                  "http://2130706433",
                                  "http://127.1",
                                  "http://0177.0.0.1",
                                  "http://1.2.3.256",
                                  "http://a:0",
                                  "http://a:65536",
                                  "http://a:",
                                  "http://a:+80",
                                  "http://a:080",
                                  "http://[::1",
                                  "http://[::1]x",
                                  "http://[1.2.3.4]",
                                  "http://[fe80::1%25eth0]",
                                  "http://a..b",
                                  "http://.a",
                                  "http://a.",
                                  "http://-a",
                                  "http://a%41",
                                  "http://a/%zz",
                                  "http://a/%4",
                                  "http://a/../b",
                                  "http://a/%2e%2E/b",
                                  "http://a/.",
                                  " http://a",
                                  "http://a\n",
                                  "//a",
                                  "/a" };
    struct url u;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check_err(url_read(a, NULL, str_of(wrong[i]), &u), INVALID);
    arena_close(a);
}

PURE(only_paths_of_ours_are_our_own)
{
    struct arena *a = arena_open();
    check(url_is_own_path(STR("/")) && url_is_own_path(STR("/a/b?c=//d&e=%2F#f")) &&
          url_is_own_path(STR("/conversation/1/")));
    str all = hostile_file(a, "generated/redirect/next.jsonl");
    json_t *line;
    int seen = 0;
    for (; hostile_line(&all, &line); seen++) {
        check(!url_is_own_path(json_text(json_object_get(line, "next"))));
        json_decref(line);
    }
    check_int(seen, 39);
    arena_close(a);
}

/* Against the browsers' own tests (WPT): what must fail there fails here; what both read means the same host, port,
 * path and query. What a browser repairs or guesses and we refuse on purpose: */
enum reason { AGREED, OTHER_SCHEME, RELATIVE, USER_INFO, REPAIRED, NOT_ASCII_HOST, ODD_HOST, REASONS };

static enum reason reason_for(json_t *test, str input)
{
    str protocol = json_text(json_object_get(test, "protocol"));
    if (!str_is(protocol, STR("http:")) && !str_is(protocol, STR("https:"))) return OTHER_SCHEME;
    if (!str_is_nocase(str_cut(input, 7), STR("http://")) && !str_is_nocase(str_cut(input, 8), STR("https://")))
        return RELATIVE;
    if (json_text(json_object_get(test, "username")).n || json_text(json_object_get(test, "password")).n ||
        str_find(input, STR("@")) > 0)
        return USER_INFO;
    for (size_t i = 0; i < str_cut(input, 40).n; i++)
        if ((unsigned char)input.at[i] >= 0x80) return NOT_ASCII_HOST;
    str after = str_from(input, str_find(input, STR("://")) < 0 ? 0 : (size_t)str_find(input, STR("://")) + 3),
        href = json_text(json_object_get(test, "href"));
    return str_find(href, str_cut(after, after.n)) < 0 ? REPAIRED : ODD_HOST;
}

static void must_agree(struct arena *a, json_t *test, str input, const struct url *u)
{
    str port = json_text(json_object_get(test, "port")), search = json_text(json_object_get(test, "search"));
    if (!str_is(u->host, json_text(json_object_get(test, "hostname"))) ||
        !str_is(u->path, json_text(json_object_get(test, "pathname"))))
        fprintf(stderr, "url differs: %.*s: %.*s %.*s\n", STR_ARG(input), STR_ARG(u->host), STR_ARG(u->path));
    check(str_is(u->host, json_text(json_object_get(test, "hostname"))));
    check(str_is(u->path, json_text(json_object_get(test, "pathname"))));
    check(str_is(u->query, str_from(search, 1)) || str_find(u->query, STR("'")) >= 0); /* a browser writes ' as %27 */
    check(port.n == 0 ? u->port == (u->secure ? 443 : 80) : str_is(port, str_format(a, "%d", u->port)));
}

static void count_file(struct arena *a, const char *path, int counts[REASONS], int *failing)
{
    json_t *list = hostile_json(a, path), *test;
    size_t i;
    json_array_foreach(list, i, test)
    {
        if (!json_is_object(test)) continue;
        str input = json_text(json_object_get(test, "input"));
        struct url u;
        bool accepted = url_read(a, NULL, input, &u) == OK;
        str base = json_text(json_object_get(test, "base"));
        if (str_is(base, STR("http://[0:0:0:0:0:0:0:0")))
            continue; /* its base is what fails; the address itself is fine */
        if (json_is_true(json_object_get(test, "failure"))) {
            if (accepted) fprintf(stderr, "accepted: %.*s\n", STR_ARG(input));
            check(!accepted);
            ++*failing;
        } else if (accepted) {
            must_agree(a, test, input, &u);
            counts[AGREED]++;
        } else
            counts[reason_for(test, input)]++;
    }
    json_decref(list);
}

PURE(no_address_is_read_that_browsers_refuse)
{
    struct arena *a = arena_open();
    int counts[REASONS] = { 0 }, failing = 0;
    count_file(a, "url/wpt-via-ada/urltestdata.json", counts, &failing);
    count_file(a, "url/wpt-via-ada/ada_extra_urltestdata.json", counts, &failing);
    const int should[REASONS] = {
        [AGREED] = 58,
        [OTHER_SCHEME] = 387, /* not http or https: mailto, file, data, javascript, non-special schemes */
        [RELATIVE] = 82,      /* needs a base, or lacks the two slashes: http:a */
        [USER_INFO] = 27,     /* a user or password: phishing's favourite */
        [REPAIRED] = 62, /* tabs, blanks, backslashes, dot steps, 0x7f.1, missing %: a browser's href differs from what
                            was typed */
        [NOT_ASCII_HOST] = 10, /* asked for in its xn-- form */
        [ODD_HOST] = 14,       /* broken % kept as it is, ^ | in paths, a trailing dot, port 0, names with ! $ & ( ) */
    };
    check_int(failing, 278);
    for (int i = 0; i < REASONS; i++) check_int(counts[i], should[i]);
    arena_close(a);
}

struct visit {
    str name;
    int64_t n;
    bool news;
    struct str_list tags;
    uint64_t given;
};
static const struct shape visit_shape = SHAPE(struct visit, F_TEXT(struct visit, name, .required = true, .max = 10),
                                              F_INT(struct visit, n, .min = 1, .max = 5), F_BOOL(struct visit, news),
                                              F_TEXTS(struct visit, tags), F_GIVEN(struct visit, given));

PURE(a_form_is_read_into_a_shape)
{
    struct arena *a = arena_open();
    struct visit v = { 0 };
    check_ok(form_read(a, NULL, STR("name=Ann+L%C3%B6&n=&news=on&tags=a&tags=b&&"), &visit_shape, &v, 0));
    check_str(v.name, "Ann L\xC3\xB6");
    check(v.n == 0 && v.news && v.tags.n == 2 && str_is(v.tags.at[1], STR("b")));
    check_int(v.given, 1 | 4 | 8);
    const struct {
        const char *body, *field, *words;
    } wrong[] = { { "", "name", "is required" },
                  { "name=+", "name", "must not be empty" },
                  { "name=12345678901", "name", "must be at most 10 characters (this has 11)" },
                  { "name=a&name=b", "name", "is named twice" },
                  { "name=a&x=1", "x", "is not a field here" },
                  { "name=a&given=1", "given", "is not a field here" },
                  { "name=a&n=6", "n", "must be between 1 and 5" },
                  { "name=a&n=1.0", "n", "must be a whole number" },
                  { "name=a&news=maybe", "news", "must be true or false" },
                  { "name=a%00b", "name", "must not contain the character NUL" },
                  { "name=%FF", "", "not a form: a broken % escape, or not valid UTF-8" },
                  { "name=%4", "", "not a form: a broken % escape, or not valid UTF-8" } };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct why w = { 0 };
        struct visit out = { 0 };
        check(form_read(a, &w, str_of(wrong[i].body), &visit_shape, &out, 0) != OK);
        check_str(w.field, wrong[i].field);
        check_str(w.words, wrong[i].words);
    }
    arena_close(a);
}

PURE(a_line_end_in_a_form_is_one_character_however_it_came)
{
    struct arena *a = arena_open();
    struct visit v = { 0 };
    check_ok(form_read(a, NULL, STR("name=12345%0D%0A7890"), &visit_shape, &v, 0)); /* 10 characters, as typed */
    check_str(v.name, "12345\n7890");
    str rest = STR("a=%0D%0A%0D%0A&b=x%0Dy%0Az%0D&c=%0D%0D%0A&d=plain"), name, value;
    const char *const values[] = { "\n\n", "x\ny\nz\n", "\n\n", "plain" };
    enum err err;
    size_t n = 0;
    for (; form_next(a, &rest, &name, &value, &err); n++) check_str(value, values[n]);
    check_ok(err);
    check_int(n, COUNT_OF(values));
    arena_close(a);
}
