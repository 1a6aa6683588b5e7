#include "base/log.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/count.h"
#include "base/time.h"

/* A line is built on the stack and written by one write(2), so that two threads never mix theirs and
 * an alarm about memory needs no memory. A value shows at most VALUE_BYTES of itself. */
enum { LINE_BYTES = 16 * 1024, VALUE_BYTES = 512, FIELD_ROOM = VALUE_BYTES * 6 + 256 };

struct line {
    size_t n;
    char at[LINE_BYTES];
};

static _Atomic(enum log_format) chosen_format = LOG_READABLE;
static _Atomic(enum log_level) chosen_level = LOG_NOTE;
static const char *const level_names[] = { "trace", "note", "warn", "alarm" };

void log_setup(enum log_format format, enum log_level from)
{
    chosen_format = format;
    chosen_level = from;
}

static void add(struct line *l, str s)
{
    s = str_cut(s, sizeof l->at - l->n);
    if (s.n) memcpy(l->at + l->n, s.at, s.n);
    l->n += s.n;
}

static void add_z(struct line *l, const char *z)
{
    add(l, str_of(z));
}

/* What could forge a line, recolour a terminal or turn its text around. */
static bool is_dangerous(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

static void add_escape(struct line *l, uint32_t c)
{
    char hex[16];
    if (c == '\n')
        snprintf(hex, sizeof hex, "\\n");
    else if (c == '\t')
        snprintf(hex, sizeof hex, "\\t");
    else if (c >= 0x10000)
        snprintf(hex, sizeof hex, "\\u%04x\\u%04x", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
    else
        snprintf(hex, sizeof hex, "\\u%04x", c);
    add_z(l, hex);
}

static void add_quoted(struct line *l, str s)
{
    uint32_t code;
    str shown = str_cut(s, VALUE_BYTES);
    add_z(l, "\"");
    for (size_t at = 0, n; at < shown.n; at += n ? n : 1) {
        n = str_rune(shown, at, &code);
        if (n == 0)
            add_z(l, "\xEF\xBF\xBD");
        else if (is_dangerous(code))
            add_escape(l, code);
        else {
            if (code == '"' || code == '\\') add_z(l, "\\");
            add(l, (str){ .at = shown.at + at, .n = n });
        }
    }
    add_z(l, shown.n < s.n ? "…\"" : "\"");
}

static bool is_plain(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (c == 0 || !strchr("._:/@+-", c))) return false;
    }
    return s.n > 0 && s.n <= VALUE_BYTES;
}

static void add_value(struct line *l, enum log_format format, const struct log_field *f)
{
    char number[40];
    if (f->kind == LOG_IS_TEXT) {
        if (format == LOG_READABLE && is_plain(f->text))
            add(l, f->text);
        else
            add_quoted(l, f->text);
        return;
    }
    if (f->kind == LOG_IS_INT)
        snprintf(number, sizeof number, "%lld", (long long)f->n);
    else if (isfinite(f->real))
        snprintf(number, sizeof number, "%.6g", f->real);
    else
        snprintf(number, sizeof number, "null");
    add_z(l, number);
}

static void add_field(struct line *l, enum log_format format, const struct log_field *f)
{
    str key = str_cut(str_of(f->key), 64);
    if (format == LOG_JSON) {
        add_z(l, ",");
        add_quoted(l, key);
        add_z(l, ":");
    } else {
        add_z(l, " ");
        add(l, key);
        add_z(l, "=");
    }
    add_value(l, format, f);
}

static void add_start(struct line *l, enum log_format format, enum log_level level, const char *what)
{
    static const struct clock real; /* operators want the true time, whatever a story did to its clock */
    char at[TIME_ISO_BYTES];
    time_put(at, clock_now(&real));
    str when = { .at = at, .n = sizeof at };
    if (format == LOG_JSON) {
        add_z(l, "{\"at\":\"");
        add(l, when);
        add_z(l, "\",\"level\":\"");
        add_z(l, level_names[level]);
        add_z(l, "\",\"what\":");
        add_quoted(l, str_of(what));
        return;
    }
    add(l, when);
    add_z(l, " ");
    add_z(l, level_names[level]);
    add_z(l, " ");
    if (str_find(str_of(what), STR("\n")) < 0)
        add(l, str_cut(str_of(what), VALUE_BYTES));
    else
        add_quoted(l, str_of(what));
}

void log_line(enum log_level level, const char *what, const struct log_field *fields, size_t n)
{
    if (level == LOG_ALARM) count_add(COUNT_LOG_ALARMS, 1);
    if (level < chosen_level) return;
    struct line l;
    l.n = 0;
    enum log_format format = chosen_format;
    add_start(&l, format, level, what);
    for (size_t i = 0; i < n && sizeof l.at - l.n > FIELD_ROOM; i++) add_field(&l, format, &fields[i]);
    add_z(&l, format == LOG_JSON ? "}\n" : "\n");
    ssize_t written = write(STDERR_FILENO, l.at, l.n);
    (void)written; /* where the log itself fails there is nobody left to tell */
}
