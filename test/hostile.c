#include "test/hostile.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

/* A test that is skipped does not come back to close its arena, and the leak would fail the whole program. */
_Noreturn static void skip_without(struct arena *a, const char *why)
{
    arena_close(a);
    skip(why);
}

str hostile_file(struct arena *a, const char *path)
{
    if (!test_hostile()) skip_without(a, "the hostile sets are not here (REGULARS_HOSTILE)");
    str name = str_format(a, "%s/%s", test_hostile(), path);
    FILE *file = fopen(str_z(a, name), "rb");
    if (!file) skip_without(a, "this hostile set is not here");
    struct text out = { .arena = a };
    for (size_t n = 1; n > 0; out.n += n) n = fread(text_room(&out, 1 << 16), 1, 1 << 16, file);
    fclose(file);
    return text_str(&out);
}

/* nftw has no room for a word of ours. */
static struct {
    struct arena *arena;
    struct str_list found;
    const char *ending;
    size_t skip;
} walk;

static int walk_one(const char *path, const struct stat *what, int flag, struct FTW *where)
{
    (void)what;
    (void)where;
    if (flag == FTW_F && str_ends(str_of(path), str_of(walk.ending)))
        *LIST_ADD(walk.arena, &walk.found) = str_copy(walk.arena, str_of(path + walk.skip));
    return 0;
}

static int by_bytes(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

struct str_list hostile_names(struct arena *a, const char *folder, const char *ending)
{
    if (!test_hostile()) skip_without(a, "the hostile sets are not here (REGULARS_HOSTILE)");
    str path = str_format(a, "%s/%s", test_hostile(), folder);
    walk.arena = a;
    walk.found = (struct str_list){ 0 };
    walk.ending = ending;
    walk.skip = strlen(test_hostile()) + 1;
    if (nftw(str_z(a, path), walk_one, 16, FTW_PHYS) != 0 || walk.found.n == 0)
        skip_without(a, "this hostile set is not here");
    qsort(walk.found.at, walk.found.n, sizeof *walk.found.at, by_bytes);
    return walk.found;
}

json_t *json_made(json_t *tree)
{
    check(tree != NULL);
    return tree;
}

json_t *hostile_json(struct arena *a, const char *path)
{
    str text = hostile_file(a, path);
    return json_made(json_loadb(text.at, text.n, JSON_ALLOW_NUL, NULL));
}

bool hostile_line(str *rest, json_t **out)
{
    str line = { 0 };
    while (rest->n && str_empty(line)) line = str_trim(str_split(rest, '\n'));
    if (str_empty(line)) return false;
    *out = json_made(json_loadb(line.at, line.n, JSON_ALLOW_NUL, NULL));
    return true;
}

str json_text(const json_t *value)
{
    if (!json_is_string(value)) return (str){ 0 };
    return (str){ .at = json_string_value(value), .n = json_string_length(value) };
}
