/* What the contact form asks. Only the message is required: the page says so itself, beside the field. */
#ifndef CHANNEL_FORM_H
#define CHANNEL_FORM_H

#include "channel/channel.h"

struct contact {
    str message, name, email, subject;
    str website; /* no person sees this field; what fills it is a machine */
};
extern const struct shape contact_shape;

#endif
