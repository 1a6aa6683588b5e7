/* E-mail among the channels: what comes is in the ledger (ledger.h), what leaves has a delivery each
 * (conversation/delivery.h). */
#include "channel/channel.h"

const struct channel_kind channel_email = { .name = "email", .title = "E-mail", .letters = true };
