#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"

enum { WORDS_BYTES = 1024 };

enum err why_fail(struct why *w, struct arena *a, enum err err, str field, const char *words, ...)
{
    if (!w) return err;
    char line[WORDS_BYTES];
    va_list args;
    va_start(args, words);
    int n = vsnprintf(line, sizeof line, words, args);
    va_end(args);
    size_t bytes = n < 0 ? 0 : n < WORDS_BYTES ? (size_t)n : WORDS_BYTES - 1;
    while (bytes && n >= WORDS_BYTES && (line[bytes] & 0xC0) == 0x80) bytes--; /* never end inside a letter */
    *w = (struct why){ .err = err, .field = str_copy(a, field), .words = str_copy(a, (str){ .at = line, .n = bytes }) };
    return err;
}

const char *err_name(enum err err)
{
    switch (err) {
        case OK: return "ok";
        case MALFORMED: return "malformed";
        case SIGNED_OUT: return "signed_out";
        case FORBIDDEN: return "forbidden";
        case NOT_FOUND: return "not_found";
        case NOT_ALLOWED: return "not_allowed";
        case TOO_SLOW: return "too_slow";
        case CONFLICT: return "conflict";
        case GONE: return "gone";
        case TOO_LARGE: return "too_large";
        case WRONG_TYPE: return "wrong_type";
        case INVALID: return "invalid";
        case TOO_MANY: return "too_many";
        case HEAD_TOO_LARGE: return "head_too_large";
        case BROKEN: return "broken";
        case REMOTE: return "remote";
        case BUSY: return "busy";
        case FULL: return "full";
    }
    return "broken";
}

_Noreturn void bug_at(const char *file, int line, const char *words, ...)
{
    char what[WORDS_BYTES];
    va_list args;
    va_start(args, words);
    vsnprintf(what, sizeof what, words, args);
    va_end(args);
    log_alarm("bug", LOG_TEXT("why", str_of(what)), LOG_TEXT("file", str_of(file)), LOG_INT("line", line));
    abort();
}
