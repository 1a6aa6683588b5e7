/* What happened, for operators: one line each on standard error, readable or JSON.
 *
 *     log_note("listening", "port", LOG_INT(8080));
 *
 * Keys are literals; values are escaped, so that no input can forge a line. Never pass a secret. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_TRACE, LOG_NOTE, LOG_WARN, LOG_ALARM };
enum log_format { LOG_READABLE, LOG_JSON };

struct log_field {
    const char *key;
    enum { LOG_IS_INT, LOG_IS_REAL, LOG_IS_TEXT } kind;
    int64_t n;
    double real;
    str text;
};

#define LOG_INT(k, v) ((struct log_field){ .key = (k), .kind = LOG_IS_INT, .n = (int64_t)(v) })
#define LOG_REAL(k, v) ((struct log_field){ .key = (k), .kind = LOG_IS_REAL, .real = (v) })
#define LOG_TEXT(k, v) ((struct log_field){ .key = (k), .kind = LOG_IS_TEXT, .text = (v) })

void log_setup(enum log_format format, enum log_level from);
void log_line(enum log_level level, const char *what, const struct log_field *fields, size_t n);

#define log_with(level, what, ...)                                                                 \
    log_line((level), (what), (const struct log_field[]){ __VA_ARGS__ },                           \
             sizeof((const struct log_field[]){ __VA_ARGS__ }) / sizeof(struct log_field))
#define log_note(what, ...) log_with(LOG_NOTE, (what), __VA_ARGS__)
#define log_warn(what, ...) log_with(LOG_WARN, (what), __VA_ARGS__)
#define log_alarm(what, ...) log_with(LOG_ALARM, (what), __VA_ARGS__)

#endif
