/* What the pretended channel has sent; for tests and for whoever writes a channel. */
#ifndef CHANNEL_PRETEND_H
#define CHANNEL_PRETEND_H

#include "channel/channel.h"

/* Takes the oldest one out. False: nothing was sent. The text is the caller's. */
bool pretend_sent(struct arena *a, struct outgoing *out);

/* The outside world is away: what is sent meanwhile fails and is tried again. */
void pretend_away(bool away);

#endif
