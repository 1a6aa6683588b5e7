/* The product inspects its own configuration: `regulars audit`, GET /api/v1/audit, and in short GET /health.
 *
 * A module finds what concerns it (struct module, `audit`); one finding is one sentence and, unless all is well, its
 * fix. DANGER: somebody may read, forge or lose something today. */
#ifndef SPINE_AUDIT_H
#define SPINE_AUDIT_H

#include "spine/turn.h"

enum severity { SOUND, NOTE, WARNING, DANGER };
extern const char *const severity_words[]; /* "ok", "note", "warning", "danger" */

struct finding {
    enum severity severity;
    str about; /* "secret", "disk" */
    str words, fix;
};
extern const struct shape finding_shape;
LIST(finding);

extern const usec WORK_LATE, WORK_VERY_LATE; /* for how long a reaction has been due: a warning, a danger */

/* FOUND(t, out, .severity = DANGER, .about = STR("secret"), .words = …, .fix = …); */
#define FOUND(t, out, ...) (*LIST_ADD((t)->arena, (out)) = (struct finding){ __VA_ARGS__ })

/* All modules'. In a turn that may write the database's own connection is judged; else what was seen at the start. */
enum err audit_run(struct turn *t, struct finding_list *out) MUST_USE;

/* What a load balancer and a worried person may know without signing in: one word for each thing that is not as it
 * should be, and no numbers. */
enum err audit_degraded(struct turn *t, struct str_list *out) MUST_USE;

enum err audit_operation(struct turn *t, struct finding_list *out) MUST_USE; /* the spine's own findings */
void audit_machine(struct turn *t, struct finding_list *out); /* internal to spine/: folder, disk, kernel */

#endif
