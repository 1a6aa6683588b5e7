#include "command/command.h"

#include <stdio.h>

static int in_house(const struct command *c, struct house_options *options, int n, char **words)
{
    struct arena *a = arena_open();
    struct why why = { 0 };
    struct house *h = NULL;
    options->quiet_clock = true;
    int code = house_open(options, &why, a, &h) == OK ? c->in_house(h, a, n, words) : command_complain(&why);
    if (h) house_close(h, 0);
    arena_close(a);
    return code;
}

int command_run(const struct command *c, struct house_options *options, int n, char **words)
{
    return c->run ? c->run(options, n, words) : in_house(c, options, n, words);
}

int command_complain(const struct why *why)
{
    fprintf(stderr, "regulars: %.*s%s%.*s\n", STR_ARG(why->field), why->field.n ? ": " : "", STR_ARG(why->words));
    return 1;
}

int command_print(const struct text *x)
{
    return fwrite(x->at, 1, x->n, stdout) == x->n ? 0 : 1;
}

enum err command_read_file(struct arena *a, struct why *w, const char *path, size_t most, str *out)
{
    FILE *file = fopen(path, "rb");
    if (!file) return why_fail(w, a, NOT_FOUND, str_of(path), "there is no such file, or it cannot be read");
    char *at = arena_take(a, most);
    *out = (str){ .at = at, .n = fread(at, 1, most, file) };
    bool whole = !ferror(file) && fgetc(file) == EOF;
    fclose(file);
    return whole ? OK
                 : why_fail(w, a, TOO_LARGE, str_of(path), "it cannot be read whole: %zu bytes are the most", most);
}
