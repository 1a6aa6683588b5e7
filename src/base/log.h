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

#define LOG_INT(k, v)  ((struct log_field){ .key = (k), .kind = LOG_IS_INT, .n = (int64_t)(v) })
#define LOG_REAL(k, v) ((struct log_field){ .key = (k), .kind = LOG_IS_REAL, .real = (v) })
#define LOG_TEXT(k, v) ((struct log_field){ .key = (k), .kind = LOG_IS_TEXT, .text = (v) })

void log_setup(enum log_format format, enum log_level from);
void log_line(enum log_level level, const char *what, const struct log_field *fields, size_t n);

#define log_with(level, ...) log_made((level), __VA_ARGS__, )
#define log_note(...)        log_made(LOG_NOTE, __VA_ARGS__, )
#define log_warn(...)        log_made(LOG_WARN, __VA_ARGS__, )
#define log_alarm(...)       log_made(LOG_ALARM, __VA_ARGS__, )

/* The fields end with an empty one that is not counted, so that there may be none. */
#define log_made(level, what, ...)                                                                                     \
    log_line((level), (what), (const struct log_field[]){ __VA_ARGS__{ .key = NULL } },                                \
             sizeof((const struct log_field[]){ __VA_ARGS__{ .key = NULL } }) / sizeof(struct log_field) - 1)

#endif
