/* How a thing can fail, and how it says so.
 *
 * A function that can fail returns `enum err`, whose values are HTTP statuses; the compiler refuses
 * to ignore it. The words for people, and for INVALID the field, are kept in a `struct why` that the
 * caller lends (a turn carries one). Bugs abort; out of memory aborts. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/str.h"

enum err {
    OK = 0,
    MALFORMED = 400,   /* cannot be read at all */
    SIGNED_OUT = 401,  /* who are you? */
    FORBIDDEN = 403,   /* we know who you are; no */
    NOT_FOUND = 404,   /* or: not for you to know that it exists */
    NOT_ALLOWED = 405, /* the address exists, the verb does not */
    TOO_SLOW = 408,    /* the request did not arrive in time */
    CONFLICT = 409,    /* true a moment ago, not any more */
    GONE = 410,        /* expired or used up */
    TOO_LARGE = 413,
    WRONG_TYPE = 415,
    INVALID = 422,  /* a field breaks a rule; `why.field` names it */
    TOO_MANY = 429, /* slow down; `why.retry_s` says how long */
    HEAD_TOO_LARGE = 431,
    BROKEN = 500, /* our fault; the log has the rest */
    REMOTE = 502, /* the foreign world refused or was silent: try again with patience */
    BUSY = 503,   /* we have no room now */
    FULL = 507,   /* no disk left: intake stops, reading goes on */
};

/* Why the last call failed, for people. Lives as long as the arena its text is in. */
struct why {
    enum err err;
    str field;   /* empty, or the path of the field: "survey.score" */
    str words;   /* one plain sentence without the field's name */
    str more;    /* what a program is told besides: members of a JSON object, or empty */
    int retry_s; /* for TOO_MANY and BUSY: seconds until it is worth trying again; 0 = unknown */
};

#define MUST_USE __attribute__((warn_unused_result))

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        enum err err_of_try = (call);                                                                                  \
        if (err_of_try != OK) return err_of_try;                                                                       \
    } while (0)

struct arena;

/* Store the words and hand the code back: `return why_fail(w, a, INVALID, STR("score"), "must be …")`.
 * In a turn use fail()/fail_field() of spine/turn.h. `w` may be NULL: then only the code travels. */
enum err why_fail(struct why *w, struct arena *a, enum err err, str field, const char *words, ...)
    __attribute__((format(printf, 5, 6)));

/* The status as a short word for logs and JSON: "not_found". */
const char *err_name(enum err err);

/* A bug: print the sentence and the place, then abort. Never for input. */
#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *words, ...) __attribute__((format(printf, 3, 4)));

#endif
