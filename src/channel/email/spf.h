/* Who may send for a domain, as its SPF record says (RFC 7208): read, not judged for one sender. Pure. */
#ifndef CHANNEL_EMAIL_SPF_H
#define CHANNEL_EMAIL_SPF_H

#include "text/shape.h"

enum { SPF_LOOKUPS = 10 }; /* a record that needs more is worth nothing: §4.6.4 */

struct spf {
    char all;              /* '+', '-', '~', '?' before "all"; 0: it stands nowhere */
    int lookups;           /* of this record alone */
    str redirect;          /* empty: none */
    struct str_list names; /* whose records it includes, without those that depend on the sender (macros) */
    str odd;               /* the first term that SPF does not have; empty: none */
};

bool spf_is(str record); /* "v=spf1", and nothing else that begins so */
void spf_read(struct arena *a, str record, struct spf *out);

#endif
