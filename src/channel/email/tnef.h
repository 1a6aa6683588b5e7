/* winmail.dat: the files that Outlook wraps up (MS-OXTNEF §2.1.3, attributes of the old kind).
 *
 * The files are windows on the bytes, nothing is copied. What Outlook only says in its own properties (MAPI) is not
 * read. Debian's libytnef is not used: it prints to the standard output, which in the sandboxed parser is a pipe to its
 * parent. */
#ifndef CHANNEL_EMAIL_TNEF_H
#define CHANNEL_EMAIL_TNEF_H

#include "base/base.h"

enum { TNEF_FILES = 100 };

struct tnef_file {
    str name; /* one line, without a path; may be empty */
    str bytes;
};
LIST(tnef_file);

bool tnef_is(str bytes);
void tnef_read(struct arena *a, str bytes, struct tnef_file_list *out);

#endif
