/* How far it came with a mailbox, and what was wrong: the words of imap.h. */
#ifndef CHANNEL_EMAIL_IMAP_FAULT_H
#define CHANNEL_EMAIL_IMAP_FAULT_H

#include "base/base.h"

/* How far it came: for the page that tests a connection, a line each. With STARTTLS the greeting comes first. */
enum imap_step {
    IMAP_AT_SETTINGS,
    IMAP_AT_NAME,        /* the host is found */
    IMAP_AT_CONNECT,     /* somebody answers on that port */
    IMAP_AT_ENCRYPTION,  /* speaks TLS */
    IMAP_AT_CERTIFICATE, /* is who we asked for */
    IMAP_AT_GREETING,    /* is an IMAP server, and willing */
    IMAP_AT_LOGIN,       /* takes user and password, or token */
    IMAP_AT_FOLDER,      /* has the folder */
    IMAP_AT_MAIL,
};
extern const char *const imap_step_words[];

/* What was wrong, for people: imap_fault_code names it for words/ ("certificate_expired"), imap_fault_words says it in
 * English. Each belongs to one step and one `enum err`. */
enum imap_fault {
    IMAP_NO_FAULT,
    IMAP_WAS_STOPPED,
    IMAP_BAD_HOST,
    IMAP_BAD_PORT,
    IMAP_STRANGE_PORT,
    IMAP_BAD_USER,
    IMAP_BAD_SECRET,
    IMAP_BAD_CA_FILE,
    IMAP_PLAIN_ELSEWHERE,
    IMAP_PRIVATE_NETWORK,
    IMAP_NO_NAME,
    IMAP_NO_ANSWER,
    IMAP_SILENT_TLS,
    IMAP_NO_TLS,
    IMAP_NO_STARTTLS,
    IMAP_SPOKE_EARLY,
    IMAP_CERTIFICATE_NAME,
    IMAP_CERTIFICATE_EXPIRED,
    IMAP_CERTIFICATE_EARLY,
    IMAP_CERTIFICATE_SELF,
    IMAP_CERTIFICATE_REVOKED,
    IMAP_CERTIFICATE_UNKNOWN,
    IMAP_NO_GREETING,
    IMAP_HUNG_UP,
    IMAP_ODD_GREETING,
    IMAP_NO_LOGIN_OFFERED,
    IMAP_LOGIN_LATER,
    IMAP_LOGIN_SLOW,
    IMAP_LOGIN_LOST,
    IMAP_LOGIN_ODD,
    IMAP_LOGIN_REFUSED,
    IMAP_PASSWORD_EXPIRED,
    IMAP_TOKEN_REFUSED,
    IMAP_TOKEN_EXPIRED,
    IMAP_BAD_FOLDER,
    IMAP_NO_FOLDER,
    IMAP_NO_UIDVALIDITY,
    IMAP_MANY_FOLDERS,
    IMAP_BAD_FLAG,
    IMAP_REFUSED, /* the server's words are all there is */
    IMAP_GONE,
    IMAP_KEPT_BACK,
    IMAP_NOT_KEPT, /* by our own sink: whose `enum err` it was */
    IMAP_LOST_IT,
    IMAP_BYE_SAID,
    IMAP_SILENT,
    IMAP_NONSENSE,
    IMAP_ENDLESS_LINE,
    IMAP_ENDLESS,
    IMAP_LARGE_LITERAL,
    IMAP_UNASKED,
    IMAP_OTHER_MAIL,
    IMAP_TWO_MAILS,
    IMAP_PLACES_MOVE,
    IMAP_FAULTS,
};
const char *imap_fault_code(enum imap_fault fault);
const char *imap_fault_words(enum imap_fault fault);
enum imap_step imap_fault_step(enum imap_fault fault);

/* INVALID: a setting · FORBIDDEN: these credentials, this certificate: no use to try again unchanged, a person has to
 * look · REMOTE: may be better later · BUSY: stopped. */
enum err imap_fault_err(enum imap_fault fault);

struct imap_trouble {
    enum imap_fault fault;
    str theirs; /* what the server said: one line, at most 300 characters, without the secret; may be empty */
};
str imap_trouble_words(struct arena *a, const struct imap_trouble *t); /* all of that in English, for a log */

#endif
