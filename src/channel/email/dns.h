/* What the DNS says of a name, as far as mail needs it: TXT and MX. By the system's resolver, or the one that is named.
 *
 * It waits, some seconds at most: never in a turn. What comes back is a stranger's: bytes beyond ASCII and control
 * characters are told as "?", and there is an end to how much is read. */
#ifndef CHANNEL_EMAIL_DNS_H
#define CHANNEL_EMAIL_DNS_H

#include "text/shape.h"

enum dns_said {
    DNS_SILENT,  /* nobody answered, or in a way that says nothing */
    DNS_NO_NAME, /* there is no such name */
    DNS_NONE,    /* there is, without such a record */
    DNS_FOUND,
};

enum { DNS_RECORDS = 50, DNS_CHARACTERS = 8000 }; /* at most, of one name; of one record */

bool dns_is_resolver(str words); /* "127.0.0.1:5353", "192.0.2.1" */

/* `resolver` empty: the system's own. */
enum dns_said dns_texts(struct arena *a, str resolver, str name, struct str_list *out);
enum dns_said dns_mail_servers(struct arena *a, str resolver, str name, struct str_list *out); /* "." : takes none */

#endif
