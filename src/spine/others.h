/* Other programs on the same database: what each commits, and who looks at its screens, the others are told at once.
 *
 * Lines by NOTIFY (db/notice.h), after the commit and beside it:
 *
 *   who ID · alive ID · gone ID      a program that comes, is there, goes
 *   event ID ID …                    events that were committed: the others read them and do their LIVE reactions
 *   here ID THING STAFF=doing …      who looks at a thing, on all screens of that program
 *   saved STAFF THING                somebody's draft there is newer than their other screens
 *
 * What was lost on the way is only a screen not refreshed: whoever notices (the connection came back, or a line `lost`)
 * has its screens load again. A program that says nothing for a while is gone, and those who looked with it. With
 * SQLite, or alone, nothing of this happens. */
#ifndef SPINE_OTHERS_H
#define SPINE_OTHERS_H

#include "spine/event.h"

struct others;

struct others *others_open(struct house *h);
void others_close(struct others *o);

/* From any thread; `o` may be NULL. */
void others_tell_events(struct others *o, const struct event_list *events);
void others_tell_here(struct others *o, id thing, str people); /* " STAFF=doing …" */
void others_tell_saved(struct others *o, id staff, id thing);
int others_known(struct others *o); /* how many there are */

#endif
