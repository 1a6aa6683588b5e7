#include "test/snapshot.h"

#include <stdio.h>
#include <stdlib.h>

str test_file_read(struct arena *a, const char *path)
{
    struct text all = { .arena = a };
    char some[4096];
    FILE *f = fopen(path, "r");
    for (size_t n; f && (n = fread(some, 1, sizeof some, f)) > 0;) text_add(&all, (str){ .at = some, .n = n });
    if (f) fclose(f);
    return text_str(&all);
}

void test_file_write(const char *path, str words)
{
    FILE *f = fopen(path, "w");
    check(f && fwrite(words.at, 1, words.n, f) == words.n);
    check_int(fclose(f), 0);
}

void check_snapshot(struct arena *a, const char *path, str now, const char *only)
{
    if (getenv("REGULARS_SNAPSHOT")) test_file_write(path, now);
    bool same = str_is(test_file_read(a, path), now);
    if (!same) fprintf(stderr, "  %s differs: REGULARS_SNAPSHOT=write build/debug/tests --only %s\n", path, only);
    check(same);
}
