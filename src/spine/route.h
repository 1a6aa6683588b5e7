/* Routes: each row is the whole truth about one thing the outside may ask.
 *
 *     { .on = "POST /api/v1/conversations/{conversation}/resolve", .may = "conversation.resolve",
 *       .takes = &which_shape, .gives = &conversation_shape, .run = resolve, .help = "…" }
 *
 * From the rows come matching, permission, reading and checking the input, printing the output, the rate
 * class, OpenAPI 3.1, the TypeScript client, the API page and the access test. Members of `takes` whose
 * name stands in braces come from the path; the rest from the query (GET) or the body (JSON, or a form
 * on pages). Unknown fields are refused.
 *
 * A row whose work is too heavy for a turn (a password's hash), or waits for a stranger, has a step before it:
 *
 *     before, in a reading turn ──leaves a sum──▶ the pool of heavy.h ─▶ run, in its turn, finds the sum done in
 * ask->sum └── leaves none, or fails ─▶ run at once, or the failure
 *
 * `run` asks everything again: who, whether they may, and the input; between the two anything may have changed. */
#ifndef SPINE_ROUTE_H
#define SPINE_ROUTE_H

#include "net/net.h"
#include "spine/heavy.h"
#include "spine/turn.h"
#include "text/template.h"

#define PUBLIC    "public"    /* anybody; the handler checks a token or there is nothing to protect */
#define SIGNED_IN "signed_in" /* any member of staff, for their own things */

#define ANY_FILE "application/octet-stream" /* `type` of a route that answers with somebody's file */
#define A_SOCKET "websocket"                /* `type` of a route that becomes a WebSocket */

enum rate { RATE_USUAL, RATE_INTAKE, RATE_SECRET /* passwords and tokens */, RATE_FREE };

/* What a handler may say besides its output. */
struct answer {
    int code;                       /* 0: 200, or 201 when `where` is set */
    str where;                      /* Location: a path of ours */
    str cookie;                     /* a whole Set-Cookie value */
    str file, file_type, file_name; /* send this blob instead, as a download in a sandbox */
    str body, type;                 /* send this instead; with file_name: as a download, too */
    str etag;                       /* strong, quoted: with the body; a browser keeps it and asks whether it is new */
    struct socket_plan *upgrade;
    enum err refused; /* answers as a failure does, with t->why's words, but what the turn wrote stays: a failed try */
};

struct look;
struct ask {
    const struct route *route;
    const struct request *request; /* NULL when called from a test or a story */
    const struct words *words;     /* language of the person asking */
    struct answer *answer;
    const struct look *look; /* how our pages look, on a page (spine/look.h) */
    struct heavy *sum;       /* what `before` left; done when `run` has its turn */
};

struct route {
    const char *on;  /* "GET /api/v1/…/{name}" */
    const char *may; /* permission; PUBLIC; SIGNED_IN. A row without one does not start */
    const struct shape *takes, *gives;
    bool gives_list;             /* `out` is a struct list of `gives` */
    const struct template *page; /* answers HTML: `gives` fills it; `takes` comes from a form */
    const char *type;            /* answers this instead of JSON: "text/csv", ANY_FILE, A_SOCKET */
    bool upload;                 /* the body is streamed to a file; request->upload */
    int files;                   /* its form may carry so many files, request->files; more are listed, not kept */
    const char *files_in;        /* in the field of this name */
    bool reads;                  /* a POST that changes nothing */
    bool keyed;                  /* takes an Idempotency-Key header; the handler keeps to it */
    enum rate rate;
    enum err (*before)(struct turn *t, struct ask *ask, const void *in); /* may be NULL; sets ask->sum */
    enum err (*run)(struct turn *t, struct ask *ask, const void *in, void *out);
    const char *help; /* one sentence: docs, OpenAPI */
};

struct finding_list;
struct search_kind;
struct rebuilding;
struct leaving;
/* A module's own things, listed in modules.c. */
struct module {
    const char *name;
    const struct route *routes;                                  /* end with { 0 } */
    const struct event_kind *const *events;                      /* end with NULL */
    const struct setting_kind *settings;                         /* end with { 0 } */
    const struct permission *permissions;                        /* end with { 0 } */
    enum err (*audit)(struct turn *t, struct finding_list *out); /* what is wrong with its configuration: audit.h */
    enum err (*may_look)(struct turn *t, id thing);              /* people see each other at its things: presence.h */
    const struct search_kind *const *searched; /* what is found by words; ends with NULL: search/search.h */
    enum err (*rebuild)(struct turn *t, struct rebuilding *r); /* one batch of what is derived in it: rebuild.h */
    enum err (*leaves)(struct turn *t, struct leaving *l);     /* some of its things that were told: sample.h */
    enum err (*forget)(struct turn *t, struct leaving *l);     /* what of it hangs on things that leave */
    void (*begin)(struct house *h);                            /* threads of its own, while the program serves */
    void (*end)(struct house *h);                              /* and waits for their end */
};
extern const struct module *const modules[]; /* modules.c; ends with NULL */

/* Find, authorise, read, run, print: all in one turn. `sum` is what the step before left, done; or NULL. */
enum err route_answer(struct turn *t, struct request *r, struct heavy *sum, struct reply *reply) MUST_USE;

/* The step before that turn, in a reading turn of its own, for a row that has one. */
enum err route_before(struct turn *t, struct request *r, struct heavy **sum) MUST_USE;

/* The same words for every failure: JSON, or a page where people look. */
void route_refuse(struct house *h, struct request *r, enum err err, const struct why *why, struct reply *reply);

/* Every row has what it needs; INVALID names the row that has not. Asked when the house opens. */
enum err route_check_rows(struct arena *a, struct why *w, const struct module *const *all) MUST_USE;
/* NULL: *allowed tells which methods the path has (bit per method), 0 when there is no such path. */
const struct route *route_find(const struct house *h, enum method m, str path, unsigned *allowed);
bool route_writes(const struct route *r);
enum method route_method(const struct route *r); /* OTHER_METHOD when its row begins with none */
str route_path(const struct route *r);           /* the pattern, from its first "/" */

void route_list(struct text *out, const struct module *const *all); /* for `regulars routes` */

#endif
