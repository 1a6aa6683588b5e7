/* What POST /api/v1/incoming takes. */
#ifndef CHANNEL_API_H
#define CHANNEL_API_H

#include "channel/channel.h"

struct api_incoming {
    str body, email, name, subject, language;
    bool page;
};
extern const struct shape api_incoming_shape;

#endif
