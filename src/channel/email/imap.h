/* A mailbox on somebody's IMAP server (RFC 3501, 9051), as far as taking in mail needs it.
 *
 *   imap_open ─▶ imap_select ─▶ imap_uids ─▶ imap_fetch ─▶ imap_flag, imap_move
 *                     ▲            ▲ │ nothing more
 *                     │            └─┴─▶ imap_idle ─▶ IMAP_NEWS | IMAP_NOTHING | IMAP_STOPPED | IMAP_LOST ─▶ imap_close
 *
 * libcurl 7.88 resolves, connects, does TLS or STARTTLS (what was sent before it is thrown away), checks certificate
 * and name, and logs in: that is what CURLOPT_CONNECT_ONLY does for imap://. The conversation behind that is ours
 * (curl_easy_send and curl_easy_recv), because libcurl has no IDLE, keeps a whole mail in memory, and stops at its own
 * idea of an answer.
 *
 * Reading changes nothing there (BODY.PEEK): \Seen is never our state. A server is believed nothing: every line,
 * literal, answer and command has an end in bytes and in time. It waits: a thread per mailbox, never a turn. After
 * REMOTE from a lost connection (imap_is_lost) there is only imap_close. No secret is in any word it says. */
#ifndef CHANNEL_EMAIL_IMAP_H
#define CHANNEL_EMAIL_IMAP_H

#include "channel/email/imap_fault.h"

enum {
    IMAP_BATCH = 1000, /* mails that imap_uids gives at once */
    IMAP_FOLDERS = 10000,
    IMAP_COMMAND_MS = 60000,    /* one command and its answer */
    IMAP_BYTES_PER_S = 32768,   /* and of a mail, the slowest that is waited for */
    IMAP_AGAIN_MS = 9 * 60000,  /* IDLE anew: servers may end it after 29 minutes (RFC 2177), routers forget sooner */
    IMAP_POLL_MS = 60000,       /* instead of IDLE, where there is none */
    IMAP_TALK_BYTES = 64 << 20, /* of answers to one command, without the mail itself; none of it is kept */
};

enum imap_security { IMAP_TLS, IMAP_STARTTLS, IMAP_PLAIN_LOOPBACK_ONLY };
enum imap_login { IMAP_PASSWORD, IMAP_XOAUTH2, IMAP_OAUTHBEARER };

struct imap_account {
    str host;
    int port; /* 0: 993 with TLS, else 143 */
    enum imap_security security;
    str user, secret; /* a password, or an access token */
    enum imap_login how;
    str ca_file;      /* whose certificates are good; empty: the system's */
    bool own_network; /* an admin allowed this host by name: private addresses and all ports are fine */
    int stop;         /* readable when everything has to end now (eventfd, pipe); 0: nothing does */
    struct {
        int64_t command_ms, again_ms, poll_ms, talk_bytes;
    } limits; /* 0: as above */
};

struct imap;

/* Fails as imap_fault_err says; `trouble` is which fault, at which step, and lives in `a`. */
enum err imap_open(struct arena *a, const struct imap_account *account, struct imap **out,
                   struct imap_trouble *trouble) MUST_USE;
void imap_close(struct imap *s); /* says LOGOUT when it can; NULL is fine */

const struct imap_trouble *imap_trouble(const struct imap *s); /* of the last call that failed, until the next one */
bool imap_is_lost(const struct imap *s);
bool imap_can_idle(const struct imap *s); /* imap_idle asks every minute where the server cannot tell */

/* All of these: REMOTE, BUSY when stopped, and what stands beside them. */

struct imap_mailbox {
    uint32_t uidvalidity; /* another one than last time: no UID means what it meant */
    uint32_t uidnext;     /* 0: not said */
    uint32_t exists;
    bool read_only, keywords; /* keywords: takes flags of our own */
};
enum err imap_select(struct imap *s, str folder, struct imap_mailbox *out) MUST_USE; /* NOT_FOUND, INVALID */

/* From now on sizes are not asked for: some servers die of the size of a mail that they cannot open, and with it all
 * that is listed beside it. */
void imap_leave_sizes(struct imap *s);

struct imap_mail {
    uint32_t uid;
    int64_t size; /* as the server believes; some are wrong by a little; -1: not said */
};
LIST(imap_mail);
/* The next ones above `after`, ascending, each once; none: that is all. A mailbox of any length, sparse or not, costs
 * the memory of one batch. */
enum err imap_uids(struct imap *s, struct arena *a, uint32_t after, struct imap_mail_list *out) MUST_USE;

/* Gets the mail piece by piece. What it got is the mail only when imap_fetch says OK. */
struct imap_sink {
    enum err (*take)(void *with, str bytes); /* not OK: the fetch fails with that, and the connection is lost */
    void *with;
};
struct imap_fetched {
    int64_t bytes;
    bool cut; /* there is more than `most`; after a server that announced less, the connection is lost as well */
};
/* NOT_FOUND: removed meanwhile. */
enum err imap_fetch(struct imap *s, const struct imap_mail *which, int64_t most, struct imap_sink to,
                    struct imap_fetched *out) MUST_USE;

enum err imap_flag(struct imap *s, uint32_t uid, str flag) MUST_USE; /* "\\Seen", or a keyword; INVALID */

/* MOVE (RFC 6851), or COPY and \Deleted; that is removed at once only where the server can remove one alone (UIDPLUS).
 * NOT_FOUND: no such folder. A mail that is not there any more is no error. */
enum err imap_move(struct imap *s, uint32_t uid, str folder) MUST_USE;

struct imap_folder {
    str name;
    bool closed; /* holds folders, no mail */
    str use;     /* RFC 6154: "sent", "drafts", "junk", "trash", "archive", "all", "flagged", or empty */
};
LIST(imap_folder);
/* Without those whose name no command could say. */
enum err imap_folders(struct imap *s, struct arena *a, struct imap_folder_list *out) MUST_USE;

/* NEWS: something came since the last imap_uids began. LOST: imap_trouble. */
enum imap_idled { IMAP_NEWS, IMAP_NOTHING, IMAP_STOPPED, IMAP_LOST };
enum imap_idled imap_idle(struct imap *s, int64_t timeout_ms);

/* "Test the connection": up to its folders (one a line; none: INBOX), changing nothing. One line a step, until the
 * first that fails; of the folders, a line each. */
struct imap_said {
    enum imap_step step;
    bool good;
    struct imap_trouble trouble; /* when it is not */
    str folder;                  /* which, at the last step */
    uint32_t exists;             /* mails in it */
    str words;                   /* one plain sentence in English */
};
LIST(imap_said);
bool imap_check(struct arena *a, const struct imap_account *account, str folders, struct imap_said_list *out);

#endif
