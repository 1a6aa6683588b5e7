/* Live screens: events pushed to signed-in people over the WebSocket, each authorised for its recipient, resumed by
 * event id. Frames are JSON: {"event":{…}} · {"resumed":"<id>"} · {"hello":…}. */
#ifndef SPINE_LIVE_H
#define SPINE_LIVE_H

#include "net/hub.h"
#include "spine/reaction.h"
#include "spine/route.h"

enum err live_push(struct turn *t, const struct event *e); /* a LIVE reaction on ANYTHING */
extern const struct hub_calls live_calls;
/* Sessions that ended: their sockets close at once. */
void live_drop_session(struct house *h, id session);
void live_drop_staff(struct house *h, id staff);

extern const struct module module_live;

#endif
