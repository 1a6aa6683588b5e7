/* What is open about the people and programs that may act: for `regulars audit`. */
#ifndef STAFF_STAFF_AUDIT_H
#define STAFF_STAFF_AUDIT_H

#include "spine/audit.h"

enum err staff_audit(struct turn *t, struct finding_list *out) MUST_USE;

#endif
