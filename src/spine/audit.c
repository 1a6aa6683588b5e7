#include "spine/audit.h"

#include "spine/house.h"
#include "spine/machine.h"
#include "spine/reaction.h"
#include "spine/route.h"

const char *const severity_words[] = { "ok", "note", "warning", "danger", NULL };
static const struct shape finding_arg_shape = SHAPE(struct finding_arg, F_TEXT(struct finding_arg, name),
                                                    F_TEXT(struct finding_arg, value));
const struct shape finding_shape = SHAPE(
    struct finding,
    F_ENUM(struct finding, severity, severity_words,
           .help = "danger: somebody may read, forge or lose something today"),
    F_TEXT(struct finding, about, .help = "what was looked at"),
    F_TEXT(struct finding, words, .help = "what was found"), F_TEXT(struct finding, fix, .help = "what to do about it"),
    F_TEXT(struct finding, code, .help = "the same as a word of its own"),
    F_LIST(struct finding, args, finding_arg_shape, .help = "and what stands in it"));

struct finding_arg_list finding_args(struct arena *a, const struct finding_arg *at, size_t n)
{
    struct finding_arg_list list = { 0 };
    for (size_t i = 0; i < n; i++) *LIST_ADD(a, &list) = at[i];
    return list;
}

const usec WORK_LATE = 10 * MINUTE, WORK_VERY_LATE = HOUR;

enum err audit_run(struct turn *t, struct finding_list *out)
{
    for (const struct module *const *m = t->house->modules; m && *m; m++)
        if ((*m)->audit) TRY((*m)->audit(t, out));
    return OK;
}

/* ---- the database ---- */

static enum err find_durability(struct turn *t, struct finding_list *out)
{
    str setting = { 0 };
    bool durable = false;
    TRY(db_durability(t->db, &setting, &durable));
    if (db_engine(t->db) == SQLITE && db_reads(t->db)) { /* a reader's own setting says nothing of the writer */
        setting = t->house->synchronous;
        durable = t->house->durable;
    }
    if (durable)
        FOUND(t, out, .about = STR("durability"), .code = STR("durable"), .args = ARGS(t, ARG("setting", setting)),
              .words = str_format(t->arena, "what is acknowledged is on disk (%.*s)", STR_ARG(setting)));
    else
        FOUND(t, out, .severity = DANGER, .about = STR("durability"), .code = STR("not_durable"),
              .args = ARGS(t, ARG("setting", setting)),
              .words = str_format(t->arena, "what is acknowledged may be lost in a power cut (%.*s)", STR_ARG(setting)),
              .fix = STR("set synchronous_commit = on and fsync = on in postgresql.conf, and reload it"));
    return OK;
}

static enum err find_schema(struct turn *t, struct finding_list *out)
{
    int64_t newest = 0, known = 0;
    TRY(db_schema(t->db, &newest, &known));
    str words = str_format(t->arena, "the database is at migration %lld, this program knows %lld", (long long)newest,
                           (long long)known);
    if (newest == known)
        FOUND(t, out, .about = STR("schema"), .code = STR("schema_same"), .words = words,
              .args = ARGS(t, ARG_INT(t, "at", newest)));
    else
        FOUND(t, out, .severity = DANGER, .about = STR("schema"), .code = STR("schema_differs"), .words = words,
              .args = ARGS(t, ARG_INT(t, "at", newest), ARG_INT(t, "known", known)),
              .fix = STR("a newer program has been here: stop this one and start that"));
    return OK;
}

/* ---- the work that waits ---- */

static enum err find_parked(struct turn *t, struct finding_list *out)
{
    int64_t parked = 0;
    TRY(reaction_count_parked(t, &parked));
    if (parked == 0)
        FOUND(t, out, .about = STR("parked"), .code = STR("parked_none"),
              .words = STR("no reaction has been given up"));
    else
        FOUND(t, out, .severity = WARNING, .about = STR("parked"), .code = STR("parked"),
              .args = ARGS(t, ARG_INT(t, "n", parked)),
              .words = str_format(t->arena, "%lld reactions were given up until a person looks", (long long)parked),
              .fix = STR("read the reasons with `regulars parked`, then retry or drop them"));
    return OK;
}

static enum err find_late(struct turn *t, struct finding_list *out)
{
    usec late = 0;
    TRY(reaction_late(t, &late));
    if (late < WORK_LATE)
        FOUND(t, out, .about = STR("work"), .code = STR("work_due"), .words = STR("reactions run as they become due"));
    else
        FOUND(t, out, .severity = late < WORK_VERY_LATE ? WARNING : DANGER, .about = STR("work"),
              .code = STR("work_late"), .args = ARGS(t, ARG_INT(t, "n", late / MINUTE)),
              .words = str_format(t->arena, "a reaction has waited for %lld minutes", (long long)(late / MINUTE)),
              .fix = STR("see that the program is serving, and what the log says"));
    return OK;
}

enum err audit_operation(struct turn *t, struct finding_list *out)
{
    audit_machine(t, out);
    TRY(find_durability(t, out));
    TRY(find_schema(t, out));
    TRY(find_parked(t, out));
    return find_late(t, out);
}

enum err audit_degraded(struct turn *t, struct str_list *out)
{
    usec late = 0;
    TRY(reaction_late(t, &late));
    if (late >= WORK_LATE) *LIST_ADD(t->arena, out) = STR("work");
    if (room_is_short(t->house)) *LIST_ADD(t->arena, out) = STR("disk");
    if (!machine_seccomp() || !machine_landlock()) *LIST_ADD(t->arena, out) = STR("cells");
    return OK;
}
