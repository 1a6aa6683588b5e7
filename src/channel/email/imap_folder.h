/* Names of folders: UTF-8 here, modified UTF-7 on the wire (RFC 3501 §5.1.3). */
#ifndef CHANNEL_EMAIL_IMAP_FOLDER_H
#define CHANNEL_EMAIL_IMAP_FOLDER_H

#include "base/base.h"

enum { IMAP_FOLDER_BYTES = 1000 };

/* In quotes, as a command has it. false: empty, too long, not UTF-8, or with a control character. */
bool imap_folder_quoted(struct arena *a, str name, str *out);
bool imap_folder_name(struct arena *a, str wire, str *out); /* false: what we would write back is not what came */

#endif
