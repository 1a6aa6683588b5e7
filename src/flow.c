/* What happens when: the story of one customer, read from top to bottom.
 *
 * NOW   in the same transaction; if it fails, the event never happened
 * SOON  after commit, by a worker, until it succeeds; safe to run twice
 * LIVE  after commit, at once, best effort; a lost one is only a screen not refreshed */
#include "channel/channel.h"
#include "channel/email/domain.h"
#include "channel/email/fetcher.h"
#include "channel/email/ledger.h"
#include "channel/email/reading.h"
#include "conversation/bulk.h"
#include "conversation/columns.h"
#include "conversation/conversation.h"
#include "conversation/conversation_mail.h"
#include "conversation/conversation_searched.h"
#include "conversation/delivery_send.h"
#include "conversation/dispatch.h"
#include "conversation/draft.h"
#include "customer/customer.h"
#include "customer/customer_searched.h"
#include "spine/file.h"
#include "spine/live.h"
#include "spine/presence.h"
#include "spine/sample.h"
#include "staff/attempt.h"
#include "staff/credential.h"
#include "staff/session.h"
#include "staff/totp.h"
#include "survey/survey.h"

const struct reaction flow[] = {
    /* a customer reaches us */
    WHEN(INCOMING_ARRIVED, SOON, conversation_receive), /* the raw bytes are safe; now: who, and what about */
    WHEN(MAILBOX_CHANGED, LIVE, fetchers_told),         /* another server, other folders: whoever fetches looks again */
    TOGETHER(MAIL_ARRIVED, conversation_receive_mail, .pool = STRANGERS), /* the same, taken apart in a cell first */
    WHEN(DOMAIN_ASKED, SOON, domain_look, .pool = STRANGERS),             /* may our mail be believed? the DNS says */
    WHEN(MAIL_PICTURES_WANTED, SOON, mail_pictures_fetch, .pool = STRANGERS), /* by us, and only when somebody asks */
    /* who acts for us: a screen closes within the second when its person may not sit behind it any more */
    WHEN(STAFF_SIGNED_OUT, LIVE, session_close_live),
    WHEN(STAFF_PASSWORD_CHANGED, LIVE, session_close_all_live),
    WHEN(STAFF_TOTP_CHANGED, LIVE, session_close_all_live),
    WHEN(STAFF_DEACTIVATED, NOW, conversation_keep_owner),    /* one owner: whoever owns open ones cannot leave yet */
    WHEN(CONVERSATION_MOVED, NOW, conversation_mail_follows), /* another team's: its mails are for the same eyes */
    WHEN(STAFF_DEACTIVATED, LIVE, session_close_all_live),
    WHEN(STAFF_CHANGED, NOW, conversation_keep_sight), /* in another role or teams they still see what they own */
    WHEN(STAFF_CHANGED, LIVE, staff_close_live),       /* another role, other teams */
    /* a person helps */
    TOGETHER(DISPATCH_WAITING, dispatch_leave),  /* due when it can no longer be undone, or at its time */
    TOGETHER(DISPATCH_CHANGED, dispatch_leave),  /* the same, at another time */
    WHEN(MESSAGE_RECEIVED, NOW, dispatch_yield), /* who writes first is not told what was meant for later */
    WHEN(OUTGOING_QUEUED, SOON, conversation_send, .pool = STRANGERS), /* what we said leaves by the way they came */
    /* they have been helped: how did we do? */
    WHEN(CONVERSATION_RESOLVED, SOON, survey_invite),    /* one question, if this person was not asked lately */
    WHEN(CONVERSATION_REOPENED, NOW, survey_withdraw),   /* it was not solved: the question can wait */
    WHEN(CONVERSATION_UNRESOLVED, NOW, survey_withdraw), /* nor was it meant to be */
    /* time passes */
    WHEN(EVERY_MINUTE, SOON, conversation_assume_solved,
         .pool = STRANGERS), /* asked whether it is solved, and three days of silence */
    WHEN(EVERY_MINUTE, SOON, delivery_send_due, .pool = STRANGERS),         /* no mail server took it yet: again */
    WHEN(EVERY_MINUTE, SOON, conversation_bring_back, .pool = STRANGERS),   /* put off until now */
    WHEN(EVERY_NIGHT, SOON, conversation_check_columns, .pool = STRANGERS), /* do its columns say what happened? */
    WHEN(EVERY_NIGHT, SOON, conversation_close_old,
         .pool = STRANGERS),                   /* the week in which it can be reopened is over */
    WHEN(EVERY_NIGHT, SOON, domain_ask_again), /* others change the DNS behind our back */
    WHEN(EVERY_NIGHT, SOON, session_forget_old),
    WHEN(EVERY_NIGHT, SOON, draft_forget_sent),                /* too long ago for a save that comes too late */
    WHEN(EVERY_NIGHT, SOON, bulk_forget),                      /* what was done to many can no longer be taken back */
    WHEN(EVERY_NIGHT, SOON, survey_expire, .pool = STRANGERS), /* two weeks without an answer */
    WHEN(EVERY_NIGHT, SOON, attempt_forget_old),
    WHEN(EVERY_NIGHT, SOON, file_sweep_unused, .pool = STRANGERS), /* a day, and nothing refers to it */
    /* it is found again by its words: soon, because nothing a customer wrote may be refused for the sake of an index */
    TOGETHER(CUSTOMER_CREATED, customer_index),
    TOGETHER(CUSTOMER_NAMED, customer_index),
    TOGETHER(CUSTOMER_CHANGED, customer_index),
    TOGETHER(CONVERSATION_OPENED, conversation_index),
    TOGETHER(MESSAGE_RECEIVED, message_index),
    TOGETHER(MESSAGE_WRITTEN, message_index),
    TOGETHER(CONVERSATION_MOVED, conversation_reindex), /* only theirs to find now */
    /* what was told makes room for what happens */
    WHEN(SAMPLE_LEAVING, SOON, sample_forget), /* a batch at a time, each the next one's reason */
    /* and always */
    WHEN(CONVERSATION_MOVED, LIVE, presence_ask_again), /* who looks at it is asked whether they still may */
    WHEN(ANYTHING, LIVE, live_push),
    { 0 },
};
