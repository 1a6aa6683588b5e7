/* An answer by e-mail that waits for its moment: the seconds in which it can be undone, or a time that was chosen.
 * Nothing is said before: it is no message yet, and whoever waits for it waits on.
 *
 *   waiting ──its moment──▶ said             the message, in its writer's name; its delivery is queued
 *      ├──dispatch_take_back──▶ taken_back   the text is its writer's draft again
 *      └──the customer writes first, or it cannot be said──▶ returned ──take_back, once seen──▶
 * taken_back
 *
 * The conversation is held for each step, so of two at the same moment exactly one happens.
 * Owns: dispatch
 * Says: dispatch.waiting, dispatch.changed, dispatch.taken_back, dispatch.returned */
#ifndef CONVERSATION_DISPATCH_H
#define CONVERSATION_DISPATCH_H

#include "conversation/conversation.h"

enum dispatch_state { DISPATCH_WAITING_FOR_IT, DISPATCH_SAID, DISPATCH_BACK, DISPATCH_CAME_BACK };
enum dispatch_reason { DISPATCH_NONE, DISPATCH_CUSTOMER_WROTE, DISPATCH_REFUSED };
extern const char *const dispatch_state_words[], *const dispatch_reason_words[];

struct dispatch {
    id id, conversation, author; /* author: staff */
    str body, html;
    str to;
    struct str_list cc, bcc;
    struct file_list files;
    str kept;    /* of the above, as the database has it: JSON */
    bool chosen; /* a time was; else it only can be undone */
    bool resolves;
    usec due;
    enum dispatch_state state;
    enum dispatch_reason reason; /* why it was returned */
    str words;                   /* REFUSED: what was wrong */
    id message;                  /* SAID */
    usec created_at;
};
extern const struct shape dispatch_shape;
LIST(dispatch);

extern const struct event_kind DISPATCH_WAITING, DISPATCH_CHANGED, DISPATCH_TAKEN_BACK, DISPATCH_RETURNED;

/* `at` 0: when the business's time to undo is over. INVALID names the field; what nobody owns is claimed now. */
struct dispatching {
    struct writing what;
    usec at;
    bool resolves; /* and then it is solved */
};
enum err dispatch_wait(struct turn *t, struct conversation *held, const struct dispatching *it,
                       struct dispatch *out) MUST_USE;
enum err dispatch_find(struct turn *t, id which, struct dispatch *out) MUST_USE;
/* Those that wait, and those that came back and nobody has seen to; oldest first. */
enum err dispatch_list(struct turn *t, id conversation, struct dispatch_list *out) MUST_USE;
/* With the conversation held. CONFLICT when it has left, or was taken back. */
enum err dispatch_take_back(struct turn *t, const struct conversation *held, id which) MUST_USE;
enum err dispatch_change(struct turn *t, const struct conversation *held, id which, usec at) MUST_USE; /* 0: now */

/* With the conversation held, before somebody resolves it or puts it off: what could only be undone comes before that.
 */
enum err dispatch_say_now(struct turn *t, const struct conversation *held) MUST_USE;

/* Reactions. */
enum err dispatch_leave(struct turn *t, const struct event_list *all) MUST_USE;
enum err dispatch_yield(struct turn *t, const struct event *e) MUST_USE; /* MESSAGE_RECEIVED, NOW */

struct leaving;
enum err dispatch_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
