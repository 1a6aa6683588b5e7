/* The ledger of mail: every mail that ever came has one line, and ends as exactly one of four things.
 *
 *     (new ──fetched──▶) stored ──mail_settle──▶ conversation │ attached │ quarantined │ suppressed
 *
 * What is state is written here, never on the server: neither its flags, nor dates, nor Message-IDs count. The raw
 * bytes are down before anybody reads them. A mail that nobody can take apart, or that makes no sense, is quarantined
 * after three tries: a person sees it, and can open it all the same, or set it aside. The same bytes once more are
 * suppressed.
 * Owns: mail, mail_content
 * Says: mail.arrived, mail.settled, mail.set_aside */
#ifndef CHANNEL_EMAIL_LEDGER_H
#define CHANNEL_EMAIL_LEDGER_H

#include "channel/email/mailbox.h"

enum mail_way { BY_IMAP, BY_PIPE, BY_HTTP };
enum mail_state { MAIL_NEW, MAIL_STORED, MAIL_CONVERSATION, MAIL_ATTACHED, MAIL_QUARANTINED, MAIL_SUPPRESSED };
enum mail_reason {
    MAIL_USUAL,
    MAIL_SAME,   /* the same bytes came before: same_as */
    MAIL_OWN,    /* ours, come back */
    MAIL_REPORT, /* what became of a message of ours */
    MAIL_REPORT_OF_NONE,
    MAIL_AUTO_REPLY, /* an answering machine's: hangs on its conversation, or on none */
    MAIL_NO_SENDER,
    MAIL_UNCLEAR_SENDER, /* says two things about who wrote it */
    MAIL_UNREADABLE,     /* whoever took it apart died of it */
    MAIL_UNDECIDED,      /* the house could not take it */
    MAIL_UNFETCHED,      /* the server does not give it to us */
    MAIL_OPENED,         /* a person opened it by hand */
};
extern const char *const mail_way_words[], *const mail_state_words[], *const mail_reason_words[];

struct ledger_mail {
    id id;
    usec at; /* it reached us; what the sender says of time counts for nothing */
    id mailbox;
    enum mail_way way;
    str folder;
    int64_t uidvalidity, uid; /* 0: it came by itself */
    str sha256;               /* of the raw bytes, in hex */
    int64_t bytes;
    id file; /* the raw bytes, when they are many */
    enum mail_state state;
    enum mail_reason reason;
    str words; /* what went wrong, or what told the reason */
    int64_t tries;
    str message_id, sender, sender_name, subject; /* once taken apart */
    str facts;                                    /* JSON: struct mail_facts */
    id conversation, message, same_as;
    id team; /* of its conversation, whose eyes it is for then; 0: everybody's */
};
extern const struct shape ledger_mail_shape;
LIST(ledger_mail);

extern const struct event_kind MAIL_ARRIVED, MAIL_SETTLED, MAIL_SET_ASIDE;

enum { MAIL_ROW_BYTES = 256 << 10, MAIL_TRIES = 3 }; /* a mail above this is a file */

/* What arrives: its bytes, in memory or in a file under the data folder's blobs/. */
struct mail_arrival {
    enum mail_way way;
    str folder;
    int64_t uidvalidity, uid;
    str raw;
    str path, sha256; /* instead: a file of ours, and its hash */
    int64_t bytes;
};

/* Keeps it, and says so. One that the ledger has already, by its UID, comes back as it is. */
enum err mail_keep(struct turn *t, const struct mailbox *m, const struct mail_arrival *what,
                   struct ledger_mail *out) MUST_USE;

/* The same for one that was too large for memory, and lies among the blobs already (spine/file.h). */
struct stowed;
enum err mail_keep_stowed(struct turn *t, const struct mailbox *m, const struct mail_arrival *what,
                          const struct stowed *file, struct ledger_mail *out) MUST_USE;
/* Its server names it and does not give it to us: a person has to look there. */
enum err mail_keep_unfetched(struct turn *t, const struct mailbox *m, const struct mail_arrival *what,
                             str why) MUST_USE;

/* Those from one UID to another, in that folder and with that UIDVALIDITY, that the ledger has. */
enum err mail_uids_known(struct turn *t, id mailbox, const struct mail_arrival *where, int64_t last,
                         struct id_list *out) MUST_USE;

enum err mail_find(struct turn *t, id which, struct ledger_mail *out) MUST_USE;
enum err mail_raw(struct turn *t, const struct ledger_mail *m, str *out) MUST_USE; /* MAIL_BYTES at most */
enum err mail_text(struct turn *t, const struct ledger_mail *m, str *out) MUST_USE;
/* Cleaned, with all that stands below; empty: its text says it all. */
enum err mail_html_whole(struct turn *t, const struct ledger_mail *m, str *out) MUST_USE;
/* `html`: what was said; `whole`: with what stands below it, when something does. */
enum err mail_keep_html(struct turn *t, id which, str html, str whole) MUST_USE;
/* Its conversation, when one of our customers' mails had this Message-ID: a hint, no proof. 0: none. */
enum err mail_conversation_named(struct turn *t, str message_id, id *out) MUST_USE;

/* How it ends: state, reason, words, and what was learned of it. `text`: all that was written. */
enum err mail_settle(struct turn *t, const struct ledger_mail *m, str text) MUST_USE;
enum err mail_tried(struct turn *t, id which, str words) MUST_USE; /* in vain; it stays stored */

/* A person wants it read again from the beginning; or fetched again: then its line is gone, and another one comes.
 * CONFLICT when it became something already. */
enum err mail_again(struct turn *t, id which, bool by_hand) MUST_USE;
/* A person has looked at a quarantined one, and nothing has to become of it: suppressed, and why it was quarantined
 * stays. CONFLICT when it is not quarantined. */
enum err mail_set_aside(struct turn *t, id which) MUST_USE;

/* ---- the balance: seen = conversation + attached + quarantined + suppressed (+ what is not read yet) ---- */

struct mail_wanted {
    id mailbox;
    str state; /* empty: all */
    usec from, to;
    id before;
    int64_t most;
};
enum err mail_list(struct turn *t, const struct mail_wanted *what, struct ledger_mail_list *out) MUST_USE;

struct mail_balance {
    id mailbox;
    usec from, to;
    int64_t seen, waiting, conversation, attached, quarantined, suppressed;
    bool agrees; /* nothing waits longer than it should, and the sum is right */
};
extern const struct shape mail_balance_shape;
LIST(mail_balance);
enum err mail_balance_of(struct turn *t, id mailbox, usec from, usec to, struct mail_balance *out) MUST_USE;
enum err mail_count_late(struct turn *t, usec before, int64_t *out) MUST_USE; /* not read since then */
enum err mail_count_quarantined(struct turn *t, int64_t *out) MUST_USE;

enum err mail_follow(struct turn *t, id conversation, id team) MUST_USE; /* it is that team's now, and its mails, too */

struct leaving;
enum err mail_forget(struct turn *t, struct leaving *l) MUST_USE;

#endif
