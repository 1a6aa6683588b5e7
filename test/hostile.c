#include "test/hostile.h"

#include <stdio.h>

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
