#include "spine/vitals.h"

#include "spine/house.h"
#include "spine/machine.h"

#include <math.h>

const struct shape sign_shape = SHAPE(
    struct sign, F_TEXT(struct sign, name), F_ENUM(struct sign, severity, severity_words),
    F_TEXT(struct sign, unit, .help = "seconds, bytes, count"),
    F_REAL(struct sign, value, .help = "null: it cannot be told"),
    F_REAL(struct sign, warning, .help = "from here on a warning; null: never"),
    F_REAL(struct sign, danger, .help = "from here on a danger; null: never"),
    F_BOOL(struct sign, below, .help = "the limits are floors: below them it is a warning, or a danger"));

const struct shape queue_shape = SHAPE(
    struct queue, F_TEXT(struct queue, reaction), F_BOOL(struct queue, strangers, .help = "it asks somebody outside"),
    F_INT(struct queue, due, .help = "could run now"), F_INT(struct queue, waiting, .help = "not due yet"),
    F_INT(struct queue, retrying, .help = "of both: has failed before"), F_INT(struct queue, parked),
    F_TIME(struct queue, oldest_due, .help = "since when the first of those that are due is; null: none is"));

const struct shape vitals_shape = SHAPE(
    struct vitals, F_TIME(struct vitals, at, .required = true), F_TIME(struct vitals, started_at, .required = true),
    F_TEXT(struct vitals, version), F_TEXT(struct vitals, database), F_INT(struct vitals, node),
    F_INT(struct vitals, schema, .help = "the newest migration it has had"),
    F_ENUM(struct vitals, severity, severity_words, .help = "of the worst sign"),
    F_LIST(struct vitals, signs, sign_shape), F_LIST(struct vitals, queues, queue_shape));

#include "vitals.sql.h"

static enum severity judge(const struct sign *s)
{
    double sign = s->below ? -1 : 1, value = sign * s->value;
    if (isnan(s->value)) return WARNING;
    if (!isnan(s->danger) && value >= sign * s->danger) return DANGER;
    return !isnan(s->warning) && value >= sign * s->warning ? WARNING : SOUND;
}

/* A limit of 0 is none. */
#define SIGN(t, v, ...) add_sign((t), (v), (struct sign){ __VA_ARGS__ })
static void add_sign(struct turn *t, struct vitals *v, struct sign s)
{
    if (s.warning == 0) s.warning = NAN;
    if (s.danger == 0) s.danger = NAN;
    s.severity = judge(&s);
    if (s.severity > v->severity) v->severity = s.severity;
    *LIST_ADD(t->arena, &v->signs) = s;
}

/* How long the first of those that are due has been. */
static double lateness(const struct turn *t, const struct queue_list *queues, bool strangers)
{
    usec late = 0;
    for (size_t i = 0; i < queues->n; i++) {
        const struct queue *q = &queues->at[i];
        if (q->strangers == strangers && q->oldest_due && t->now - q->oldest_due > late) late = t->now - q->oldest_due;
    }
    return (double)late / SECOND;
}

static void add_work(struct turn *t, struct vitals *v)
{
    double late = (double)WORK_LATE / SECOND, very_late = (double)WORK_VERY_LATE / SECOND;
    int64_t due = 0, parked = 0;
    for (size_t i = 0; i < v->queues.n; i++) due += v->queues.at[i].due, parked += v->queues.at[i].parked;
    SIGN(t, v, .name = STR("late"), .unit = STR("seconds"), .value = lateness(t, &v->queues, false), .warning = late,
         .danger = very_late);
    SIGN(t, v, .name = STR("late_outside"), .unit = STR("seconds"), .value = lateness(t, &v->queues, true),
         .warning = late, .danger = very_late);
    SIGN(t, v, .name = STR("due"), .unit = STR("count"), .value = (double)due);
    SIGN(t, v, .name = STR("parked"), .unit = STR("count"), .value = (double)parked, .warning = 1);
}

static void add_disk(struct turn *t, struct vitals *v)
{
    int64_t free = 0, files = 0;
    double reserve = (double)room_reserve(t->house);
    bool told = room_free(t->house, &free, &files);
    SIGN(t, v, .name = STR("disk"), .unit = STR("bytes"), .value = told ? (double)free : NAN,
         .warning = reserve * ROOM_AMPLE, .danger = reserve, .below = true);
}

static void add_counters(struct turn *t, struct vitals *v)
{
    SIGN(t, v, .name = STR("writes"), .unit = STR("count"), .value = (double)store_waiting(t->house->store));
    SIGN(t, v, .name = STR("screens"), .unit = STR("count"), .value = (double)count_read(COUNT_SOCKETS_OPEN));
    SIGN(t, v, .name = STR("alarms"), .unit = STR("count"), .value = (double)count_read(COUNT_LOG_ALARMS),
         .warning = 1);
}

enum err vitals_read(struct turn *t, struct vitals *out)
{
    int64_t bytes = 0, known = 0;
    *out = (struct vitals){ .at = t->now,
                            .started_at = t->house->started_at,
                            .version = STR(REGULARS_VERSION),
                            .database = db_engine(t->db) == SQLITE ? STR("sqlite") : STR("postgres"),
                            .node = t->house->ids.node };
    TRY(db_schema(t->db, &out->schema, &known));
    TRY(sql_queues(t, t->now, &out->queues));
    TRY(sql_database_bytes(t, &bytes));
    add_work(t, out);
    add_disk(t, out);
    SIGN(t, out, .name = STR("database"), .unit = STR("bytes"), .value = (double)bytes);
    add_counters(t, out);
    return OK;
}
