/* regulars try: one function that reads what strangers send, on a file. For a report of a strange message, without a
 * house. */
#include "command/command.h"
#include "text/json.h"
#include "text/url.h"
#include "text/utf8.h"

#include <stdio.h>

enum { FILE_BYTES = 4 << 20 };

static enum err try_json(struct arena *a, struct why *w, str bytes)
{
    return json_check(a, w, bytes);
}

static enum err try_utf8(struct arena *a, struct why *w, str bytes)
{
    if (utf8_valid(bytes)) return OK;
    return why_fail(w, a, MALFORMED, (str){ 0 }, "is not UTF-8");
}

static enum err try_url(struct arena *a, struct why *w, str bytes)
{
    struct url url = { 0 };
    return url_read(a, w, str_trim(bytes), &url);
}

static const struct attempt {
    const char *name;
    enum err (*run)(struct arena *a, struct why *w, str bytes);
} attempts[] = { { "json", try_json }, { "utf8", try_utf8 }, { "url", try_url } };

static int report(enum err err, const struct why *why)
{
    if (err == OK) return puts("accepted"), 0;
    printf("refused: %s %.*s %.*s\n", err_name(err), STR_ARG(why->field), STR_ARG(why->words));
    return 1;
}

static int run(struct house_options *options, int n, char **words)
{
    (void)options;
    struct arena *a = arena_open();
    struct why why = { 0 };
    str bytes = { 0 };
    int code = 2;
    if (n == 2 && command_read_file(a, &why, words[1], FILE_BYTES, &bytes) != OK) code = command_complain(&why);
    for (size_t i = 0; i < COUNT_OF(attempts) && bytes.at; i++)
        if (strcmp(attempts[i].name, words[0]) == 0) code = report(attempts[i].run(a, &why, bytes), &why);
    if (code == 2) fprintf(stderr, "regulars: try json|utf8|url FILE\n");
    arena_close(a);
    return code;
}

const struct command command_try = { .name = "try", .run = run, .help = "json|utf8|url FILE  would this be accepted?" };
