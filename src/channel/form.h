/* What the contact form asks. That a message is required and how long a text may be, the page says itself, beside the
 * field, and keeps nothing that breaks it.
 * Says: contact.linked */
#ifndef CHANNEL_FORM_H
#define CHANNEL_FORM_H

#include "channel/channel.h"

enum { NAME_CHARACTERS = 200, EMAIL_CHARACTERS = 254, HOST_CHARACTERS = 253 };

struct contact {
    str message, name, email, subject;
    str language;         /* what their browser asked for when the page was shown; not theirs to type */
    str website;          /* no person sees this field; what fills it is a machine */
    str from;             /* whose page led here: the page says it itself; empty: nobody's, or ours */
    struct id_list files; /* nothing that a sender may name: the page adds them to what it keeps */
};
extern const struct shape contact_shape;
extern const struct event_kind CONTACT_LINKED;

str form_with_files(struct turn *t, str form, const struct id_list *files); /* what is kept */

#endif
