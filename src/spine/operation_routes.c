/* What an operator asks: is it well, what happened, what is parked. */
#include "spine/access.h"
#include "spine/audit.h"
#include "spine/house.h"
#include "spine/operation.h"
#include "spine/reaction.h"
#include "spine/sample.h"
#include "spine/vitals.h"

struct health {
    bool ok;
    str database;
    struct str_list degraded;
};
static const struct shape health_shape = SHAPE(
    struct health, F_BOOL(struct health, ok, .help = "the database answers"),
    F_TEXT(struct health, database, .help = "which engine"),
    F_TEXTS(struct health, degraded, .help = "what is not as it should be: work, disk, cells"));

static enum err health(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct health *h = out;
    (void)ask, (void)in;
    *h = (struct health){ .ok = true, .database = db_engine(t->db) == SQLITE ? STR("sqlite") : STR("postgres") };
    return audit_degraded(t, &h->degraded);
}

static enum err audit(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct finding_list found = { 0 };
    (void)ask, (void)in;
    TRY(audit_run(t, &found));
    *(struct list *)out = (struct list){ .at = found.at, .n = found.n, .room = found.room };
    return OK;
}

static enum err metrics(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)in, (void)out;
    struct text body = { .arena = t->arena };
    count_print(&body);
    ask->answer->body = text_str(&body);
    ask->answer->type = STR("text/plain; version=0.0.4; charset=utf-8");
    return OK;
}

struct event_page {
    id after;
    int64_t most;
};
static const struct shape event_page_shape = SHAPE(
    struct event_page, F_ID(struct event_page, after, .help = "events after this one"),
    F_INT(struct event_page, most, .min = 1, .max = 1000, .help = "at most so many; 100"));

static enum err list_events(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct event_page *page = in;
    struct event_list events = { 0 };
    (void)ask;
    TRY(event_since(t, page->after, page->most ? (int)page->most : 100, &events));
    *(struct list *)out = (struct list){ .at = events.at, .n = events.n, .room = events.room };
    return OK;
}

struct kind {
    str kind, help;
};
LIST(kind);
static const struct shape kind_shape = SHAPE(struct kind, F_TEXT(struct kind, kind), F_TEXT(struct kind, help));

static enum err list_kinds(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct kind_list kinds = { 0 };
    (void)ask, (void)in;
    for (const struct module *const *m = t->house->modules; *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++)
            *LIST_ADD(t->arena, &kinds) = (struct kind){ .kind = str_of((*k)->name), .help = str_of((*k)->help) };
    *(struct list *)out = (struct list){ .at = kinds.at, .n = kinds.n, .room = kinds.room };
    return OK;
}

static enum err vitals(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return vitals_read(t, out);
}

static enum err list_parked(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct parked_list jobs = { 0 };
    (void)ask, (void)in;
    TRY(reaction_parked_with_causes(t, &jobs));
    *(struct list *)out = (struct list){ .at = jobs.at, .n = jobs.n, .room = jobs.room };
    return OK;
}

struct which_job {
    id job;
};
static const struct shape which_job_shape = SHAPE(struct which_job,
                                                  F_ID(struct which_job, job, .required = true, .help = "which one"));

static enum err retry(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return reaction_retry(t, ((const struct which_job *)in)->job);
}

struct which_reaction {
    str reaction;
};
static const struct shape which_reaction_shape = SHAPE(
    struct which_reaction,
    F_TEXT(struct which_reaction, reaction, .required = true, .max = 100, .help = "all that are parked of this one"));

struct retried {
    int64_t retried;
};
static const struct shape retried_shape = SHAPE(struct retried, F_INT(struct retried, retried, .help = "how many"));

static enum err retry_all(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return reaction_retry_all(t, ((const struct which_reaction *)in)->reaction, &((struct retried *)out)->retried);
}

static enum err drop(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return reaction_drop(t, ((const struct which_job *)in)->job);
}

static const struct route routes[] = {
    { .on = "GET /health",
      .may = PUBLIC,
      .gives = &health_shape,
      .run = health,
      .help = "Is it well? Answers 200 when the database does." },
    { .on = "GET /metrics",
      .may = "operation.read",
      .type = "text/plain",
      .run = metrics,
      .help = "Counters in Prometheus text format." },
    { .on = "GET /api/v1/audit",
      .may = "operation.read",
      .gives = &finding_shape,
      .gives_list = true,
      .run = audit,
      .help = "What the program finds about its own configuration." },
    { .on = "GET /api/v1/events",
      .may = "event.read",
      .takes = &event_page_shape,
      .gives = &event_shape,
      .gives_list = true,
      .run = list_events,
      .help = "What happened, oldest first." },
    { .on = "GET /api/v1/events/kinds",
      .may = "event.read",
      .gives = &kind_shape,
      .gives_list = true,
      .run = list_kinds,
      .help = "The kinds of things that happen." },
    { .on = "GET /api/v1/vitals",
      .may = "operation.read",
      .gives = &vitals_shape,
      .run = vitals,
      .help = "How the program is: what waits, how late it is, the disk, the database." },
    { .on = "GET /api/v1/parked",
      .may = "operation.read",
      .gives = &parked_shape,
      .gives_list = true,
      .run = list_parked,
      .help = "Reactions that were given up until a person looks." },
    { .on = "POST /api/v1/parked/{job}/retry",
      .may = "operation.manage",
      .takes = &which_job_shape,
      .run = retry,
      .help = "Try a parked reaction again." },
    { .on = "POST /api/v1/parked/retry-all",
      .may = "operation.manage",
      .takes = &which_reaction_shape,
      .gives = &retried_shape,
      .run = retry_all,
      .help = "Try all parked reactions of one kind again." },
    { .on = "DELETE /api/v1/parked/{job}",
      .may = "operation.manage",
      .takes = &which_job_shape,
      .run = drop,
      .help = "Give a parked reaction up for good." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "operation.read",
      .roles = ROLE(ADMIN) | ROLE(OWNER) | ROLE(AUDITOR),
      .help = "see counters and parked work" },
    { .name = "operation.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "retry and drop parked work" },
    { .name = "event.read",
      .roles = ROLE(ADMIN) | ROLE(OWNER) | ROLE(AUDITOR),
      .help = "read everything that happened" },
    { 0 },
};

static const struct event_kind *const events[] = { &EVERY_MINUTE, &EVERY_NIGHT, NULL };
const struct module module_operation = { .name = "operation",
                                         .routes = routes,
                                         .events = events,
                                         .permissions = permissions,
                                         .audit = audit_operation,
                                         .leaves = sample_events_leave,
                                         .forget = sample_events_forget };
