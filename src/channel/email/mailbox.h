/* A mailbox: an address customers write to, how we fetch what they wrote, and how our answers leave.
 *
 * Its secrets are sealed (spine/token.h) and never leave the house: nobody is told them, only that there is one.
 * Owns: mailbox, mailbox_watch
 * Says: mailbox.changed */
#ifndef CHANNEL_EMAIL_MAILBOX_H
#define CHANNEL_EMAIL_MAILBOX_H

#include "channel/email/reply_address.h"
#include "spine/event.h"

enum mail_security { MAIL_TLS, MAIL_STARTTLS, MAIL_BARE }; /* BARE: to this very machine only */
enum mail_proof { PROOF_PASSWORD, PROOF_XOAUTH2, PROOF_OAUTHBEARER };
enum mail_after { AFTER_LEAVE, AFTER_SEEN, AFTER_MOVE };
extern const char *const mail_security_words[], *const mail_proof_words[], *const mail_after_words[];

struct mail_server {
    str host;
    int64_t port;
    enum mail_security security;
    str user, secret; /* sealed */
    enum mail_proof proof;
};

struct mailbox {
    id id;
    str name, address; /* address: normalised */
    id team;           /* whose conversations they become; 0: everybody's */
    bool active;
    usec created_at;
    bool plus;  /* support+anything@ reaches it too */
    str server; /* whose Authentication-Results are believed (results.h); empty: nobody's */
    str from_name, signature;
    str imap_host;
    int64_t imap_port;
    enum mail_security imap_security;
    str imap_user, imap_secret; /* sealed; the host empty: nothing is fetched */
    enum mail_proof imap_proof;
    str imap_folders; /* one a line */
    enum mail_after imap_after;
    str imap_move_to;
    str smtp_host;
    int64_t smtp_port;
    enum mail_security smtp_security;
    str smtp_user, smtp_secret; /* sealed; the host empty: answers do not leave by e-mail */
    enum mail_proof smtp_proof;
};
extern const struct shape mailbox_shape; /* all of it, for the database */
LIST(mailbox);

extern const struct event_kind MAILBOX_CHANGED;

enum { MAILBOX_NAME_CHARACTERS = 100, MAILBOX_HOST_CHARACTERS = 253, MAILBOX_SECRET_CHARACTERS = 4000 };

enum err mailbox_list_all(struct turn *t, struct mailbox_list *out) MUST_USE; /* by name; those put away too */
enum err mailbox_find(struct turn *t, id which, struct mailbox *out) MUST_USE;
/* By an address of it, with or without a mark behind "+". */
enum err mailbox_of_address(struct turn *t, str email, struct mailbox *out, bool *found) MUST_USE;

/* A new one when its id is 0. Its secrets: plain, sealed here; empty: as they were, unless they would go to another
 * server, port or user than they were given for. INVALID names the field. */
enum err mailbox_keep(struct turn *t, const struct mailbox *what, struct mailbox *out) MUST_USE;

/* The same checks, for a connection that is only tried: its secrets, plain, given now or kept before. */
enum err mailbox_try(struct turn *t, struct mailbox *what) MUST_USE;

bool mailbox_open_secret(struct turn *t, str sealed, str *plain); /* false: it cannot be read any more */

/* How a folder was when we last looked. */
struct mailbox_watch {
    id mailbox;
    str folder;
    int64_t uidvalidity, uid; /* uid: the last one that was listed */
    usec looked_at, failing_since;
    int64_t failures;
    str failure; /* the last one, in words */
    str fault;   /* which, when it is told: connection_fault_of */
};
extern const struct shape mailbox_watch_shape;
LIST(mailbox_watch);

enum err mailbox_watches(struct turn *t, id mailbox, struct mailbox_watch_list *out) MUST_USE; /* 0: of all */
/* Is it still looked at? A folder that is not fetched any more keeps how far it was. */
bool mailbox_is_watched(const struct mailbox *m, const struct mailbox_watch *w);
/* From the beginning of its folders, whatever their age: what the ledger has is not fetched again. */
enum err mailbox_backfill(struct turn *t, id which) MUST_USE;
/* How it went; how far it came is written only when it is the first time. */
enum err mailbox_watched(struct turn *t, const struct mailbox_watch *w) MUST_USE;
/* From there to here. BUSY: somebody has sent us back meanwhile. */
enum err mailbox_moved_on(struct turn *t, const struct mailbox_watch *from, const struct mailbox_watch *to) MUST_USE;

/* What our marks are signed with: the house's own secret. */
void mailbox_reply_keys(const struct house *h, struct reply_keys *out);

#endif
