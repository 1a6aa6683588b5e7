/* What happens when: the story of one customer, read from top to bottom.
 *
 * NOW   in the same transaction; if it fails, the event never happened
 * SOON  after commit, by a worker, until it succeeds; safe to run twice
 * LIVE  after commit, at once, best effort; a lost one is only a screen not refreshed */
#include "channel/channel.h"
#include "conversation/conversation.h"
#include "spine/live.h"
#include "staff/session.h"

const struct reaction flow[] = {
    /* a customer reaches us */
    WHEN(INCOMING_ARRIVED, SOON, conversation_receive), /* the raw bytes are safe; now: who, and what about */
    /* who acts for us */
    WHEN(STAFF_SIGNED_OUT, LIVE, session_close_live), /* its screens close with it */
    /* time passes */
    WHEN(EVERY_MINUTE, SOON, conversation_assume_solved), /* asked whether it is solved, and three days of silence */
    WHEN(EVERY_NIGHT, SOON, conversation_close_old),      /* the week in which it can be reopened is over */
    WHEN(EVERY_NIGHT, SOON, session_forget_old),
    /* and always */
    WHEN(ANYTHING, LIVE, live_push),
    { 0 },
};
