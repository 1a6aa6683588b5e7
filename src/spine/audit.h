/* The product inspects its own configuration: `regulars audit`, GET /api/v1/audit, and in short GET /health.
 *
 * A module finds what concerns it (struct module, `audit`); one finding is one sentence and, unless all is well, its
 * fix. DANGER: somebody may read, forge or lose something today. */
#ifndef SPINE_AUDIT_H
#define SPINE_AUDIT_H

#include "spine/turn.h"

enum severity { SOUND, NOTE, WARNING, DANGER };
extern const char *const severity_words[]; /* "ok", "note", "warning", "danger" */

/* A finding is told twice: in English, for a terminal and a log, and as a code with its arguments, which the console
 * says in the reader's language: words/ has "finding.<code>" and, where there is a fix, "finding.<code>.fix". */
struct finding_arg {
    str name, value;
};
LIST(finding_arg);
struct finding {
    enum severity severity;
    str about; /* "secret", "disk" */
    str words, fix;
    str code; /* "disk_short" */
    struct finding_arg_list args;
};
extern const struct shape finding_shape;
LIST(finding);

extern const usec WORK_LATE, WORK_VERY_LATE; /* for how long a reaction has been due: a warning, a danger */

/* FOUND(t, out, .severity = DANGER, .about = STR("disk"), .code = STR("disk_short"), .words = …, .fix = …,
 *       .args = ARGS(t, ARG_INT(t, "free", 12))); */
#define FOUND(t, out, ...) (*LIST_ADD((t)->arena, (out)) = (struct finding){ __VA_ARGS__ })
#define ARGS(t, ...)                                                                                                   \
    finding_args((t)->arena, (const struct finding_arg[]){ __VA_ARGS__ },                                              \
                 sizeof((const struct finding_arg[]){ __VA_ARGS__ }) / sizeof(struct finding_arg))
#define ARG(is, text)                                                                                                  \
    {                                                                                                                  \
        .name = STR_INIT(is), .value = (text)                                                                          \
    }
#define ARG_INT(t, is, number)                                                                                         \
    {                                                                                                                  \
        .name = STR_INIT(is), .value = str_format((t)->arena, "%lld", (long long)(number))                             \
    }
struct finding_arg_list finding_args(struct arena *a, const struct finding_arg *at, size_t n);

/* All modules'. In a turn that may write the database's own connection is judged; else what was seen at the start. */
enum err audit_run(struct turn *t, struct finding_list *out) MUST_USE;

/* What a load balancer and a worried person may know without signing in: one word for each thing that is not as it
 * should be, and no numbers. */
enum err audit_degraded(struct turn *t, struct str_list *out) MUST_USE;

enum err audit_operation(struct turn *t, struct finding_list *out) MUST_USE; /* the spine's own findings */
void audit_machine(struct turn *t, struct finding_list *out); /* internal to spine/: folder, disk, kernel */

#endif
