/* Any bytes as a head laid out as libmicrohttpd leaves one: the judge never reads outside it, and a path it lets
 * through is clean. */
#include "net/head.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    struct arena *a = arena_open();
    str rest = { .at = (const char *)at, .n = n };
    static struct head h;
    h = (struct head){ .bytes = n };
    str line = str_split(&rest, '\n');
    h.method = str_split(&line, ' ');
    h.target = h.raw = str_split(&line, ' ');
    h.version = line;
    for (; rest.n > 0; h.n++) {
        str value = str_split(&rest, '\n');
        str name = str_split(&value, ':');
        if (h.n < HEAD_LINES) h.line[h.n] = (struct head_line){ .name = name, .value = value };
    }
    struct head_told told;
    struct why w = { 0 };
    int code = 0;
    (void)!head_read(a, &w, &h, &told, &code);
    str path = { 0 };
    if (head_path(a, h.raw, &path)) {
        if (path.n == 0 || path.at[0] != '/' || memchr(path.at, 0, path.n) || !utf8_valid(path))
            bug("a bad path was let through");
        if (str_find(path, STR("//")) >= 0 || str_find(path, STR("/../")) >= 0 || str_ends(path, STR("/..")))
            bug("a path that climbs");
    }
    (void)head_host(h.raw);
    arena_close(a);
    return 0;
}
