/* Live screens: events pushed to signed-in people over the WebSocket, each authorised for its recipient, resumed by
 * event id. Frames are JSON: {"event":{…}} · {"resumed":"<id>"} · {"hello":…}; what a screen says, and what it is
 * told of others who look at the same: presence.h. */
#ifndef SPINE_LIVE_H
#define SPINE_LIVE_H

#include "net/hub.h"
#include "spine/reaction.h"
#include "spine/route.h"

enum err live_push(struct turn *t, const struct event *e); /* a LIVE reaction on ANYTHING */
extern const struct hub_calls live_calls;

/* What a socket was allowed is looked up once, when it is opened. Whoever changes it says so after the commit (a LIVE
 * reaction): the sockets close at once, also those that were just being opened. */
void live_drop_session(struct house *h, id session); /* it ended */
void live_drop_staff(struct house *h, id staff);     /* all of somebody's ended */
void live_look_again(struct house *h, id staff); /* teams or role changed: come back and resume with what is true now */

extern const struct module module_live;

#endif
