/* What an operator asks: is it well, what happened, what is parked. */
#include "spine/access.h"
#include "spine/audit.h"
#include "spine/operation.h"
#include "spine/reaction.h"
#include "spine/sample.h"

struct health {
    bool ok;
    str database;
    struct str_list degraded;
};
static const struct shape health_shape = SHAPE(
    struct health, F_BOOL(struct health, ok, .help = "the database answers"),
    F_TEXT(struct health, database, .help = "which engine"),
    F_TEXTS(struct health, degraded, .help = "what is not as it should be: work, disk"));

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

static enum err list_parked(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct job_list jobs = { 0 };
    (void)ask, (void)in;
    TRY(reaction_parked(t, &jobs));
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
    { .on = "GET /api/v1/parked",
      .may = "operation.read",
      .gives = &job_shape,
      .gives_list = true,
      .run = list_parked,
      .help = "Reactions that were given up until a person looks." },
    { .on = "POST /api/v1/parked/{job}/retry",
      .may = "operation.manage",
      .takes = &which_job_shape,
      .run = retry,
      .help = "Try a parked reaction again." },
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
