#include <unistd.h>

#include "test/test.h"

/* Standard error goes into a pipe while one line is written. */
static size_t caught(char *to, size_t room, enum log_format format, str value)
{
    int ends[2], saved = dup(STDERR_FILENO);
    if (pipe(ends) != 0) return 0;
    dup2(ends[1], STDERR_FILENO);
    log_setup(format, LOG_NOTE);
    log_with(LOG_TRACE, "unheard", LOG_INT("n", 1));
    log_note("said", LOG_TEXT("value", value), LOG_INT("n", -5), LOG_REAL("share", 0.5));
    log_setup(LOG_READABLE, LOG_NOTE);
    dup2(saved, STDERR_FILENO);
    close(ends[1]);
    close(saved);
    ssize_t n = read(ends[0], to, room);
    close(ends[0]);
    return n < 0 ? 0 : (size_t)n;
}

PURE(no_value_can_forge_a_log_line)
{
    static const char hostile[] = "x\n2026 alarm forged\r\x1B[31m\xE2\x80\xAE\xFF\"\\ \xC3\xA9\xC2\x85 \xE2\x80\xA8";
    char line[16384];
    for (int format = 0; format < 2; format++) {
        size_t n = caught(line, sizeof line, (enum log_format)format, str_of(hostile));
        str s = { .at = line, .n = n };
        check(n > 0 && line[n - 1] == '\n');
        for (size_t i = 0; i + 1 < n; i++) check((unsigned char)line[i] >= 0x20);
        check(str_find(s, STR("\xE2\x80\xAE")) < 0 && str_find(s, STR("\xC2\x85")) < 0 &&
              str_find(s, STR("\xE2\x80\xA8")) < 0);
        check(str_find(s, STR("\xC3\xA9")) > 0 && str_find(s, STR("\\n2026 alarm")) > 0 &&
              str_find(s, STR("unheard")) < 0);
        uint32_t code;
        for (size_t i = 0, step; i < n; i += step) check((step = str_rune(s, i, &code)) > 0);
    }
}

PURE(a_long_value_is_cut_and_the_line_stays_whole)
{
    static char much[100000], line[16384];
    memset(much, 1, sizeof much);
    size_t n = caught(line, sizeof line, LOG_JSON, (str){ .at = much, .n = sizeof much });
    str s = { .at = line, .n = n };
    check(str_ends(s, STR("…\",\"n\":-5,\"share\":0.5}\n")));
}

PURE(counters_are_printed_for_prometheus)
{
    struct arena *a = arena_open();
    struct text x = { .arena = a };
    int64_t before = count_read(COUNT_TURNS);
    count_add(COUNT_TURNS, 3);
    check_int(count_read(COUNT_TURNS), before + 3);
    count_print(&x);
    check(str_find(text_str(&x), STR("# TYPE regulars_turns_total counter\nregulars_turns_total ")) > 0);
    check(str_find(text_str(&x), STR("# TYPE regulars_websockets gauge\n")) > 0);
    arena_close(a);
}

PURE(a_failure_keeps_its_words_and_field)
{
    struct arena *a = arena_open();
    struct why w = { 0 };
    check_err(why_fail(&w, a, INVALID, STR("score"), "must be between %d and %d", 1, 5), INVALID);
    check_str(w.field, "score");
    check_str(w.words, "must be between 1 and 5");
    check_err(why_fail(NULL, NULL, NOT_FOUND, (str){ 0 }, "x"), NOT_FOUND);
    char much[3000];
    memset(much, '\xA9', sizeof much);
    for (size_t i = 0; i < sizeof much; i += 2) much[i] = '\xC3';
    check_err(why_fail(&w, a, BROKEN, (str){ 0 }, "x%.*s", (int)sizeof much, much), BROKEN);
    check(w.words.n <= 1024 && w.words.at[w.words.n - 1] == '\xA9');
    check_str(str_of(err_name(TOO_MANY)), "too_many");
    arena_close(a);
}
