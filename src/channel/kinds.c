#include "channel/channel.h"

const struct channel_kind *const channel_kinds[] = {
    &channel_form, &channel_api, &channel_pretend, &channel_email, NULL,
};
