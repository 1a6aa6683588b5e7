/* The map against reading every row from the top, which is what it must agree with. */
#include "spine/map.h"

#include "test/test.h"

static enum err nothing(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)t, (void)ask, (void)in, (void)out;
    return OK;
}

#define ROW(words)                                                                                                     \
    {                                                                                                                  \
        .on = words, .run = nothing                                                                                    \
    }
static const struct route first[] = { ROW("GET /"), ROW("GET /a"), ROW("GET /a/{x}"), ROW("POST /a/{x}"), { 0 } };
static const struct route second[] = { ROW("GET /a/b"),       ROW("GET /a/{y}/c"),  ROW("DELETE /a/{x}/{y}"),
                                       ROW("GET /{any}/a/b"), ROW("POST /a/b/c/d"), { 0 } };
static const struct module one = { .name = "one", .routes = first }, two = { .name = "two", .routes = second };
static const struct module *const both[] = { &one, &two, NULL };

static const struct route *found(const struct map *m, enum method method, const char *path)
{
    unsigned allowed = 0;
    return map_find(m, method, str_of(path), &allowed);
}

PURE(a_route_is_found_by_how_it_begins_and_the_first_row_wins)
{
    struct arena *a = arena_open();
    const struct map *m = map_make(a, both);
    check(found(m, GET, "/") == &first[0]);
    check(found(m, GET, "/a") == &first[1]);
    check(found(m, HEAD, "/a/7") == &first[2]);
    check(found(m, GET, "/a/b") == &first[2]); /* stands above the row without a variable */
    check(found(m, POST, "/a/b") == &first[3]);
    check(found(m, GET, "/a/b/c") == &second[1]);
    check(found(m, DELETE, "/a/b/c") == &second[2]);
    check(found(m, GET, "/z/a/b") == &second[3]);
    check(found(m, POST, "/a/b/c/d") == &second[4]);
    check(found(m, GET, "/a/") == &first[1]);
    arena_close(a);
}

PURE(what_is_no_route_says_which_methods_there_would_be)
{
    struct arena *a = arena_open();
    const struct map *m = map_make(a, both);
    unsigned allowed = 0;
    check(!map_find(m, PUT, STR("/a/b"), &allowed));
    check_int(allowed, 1u << GET | 1u << POST);
    static const char *const none[] = { "", "/b", "/a//c", "/a/b/c/d/e", "/{x}", "/z/a/c" };
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        check(!map_find(m, PATCH, str_of(none[i]), &allowed));
        check_int(allowed, 0);
    }
    arena_close(a);
}
