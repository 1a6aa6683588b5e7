/* How far it came with a mail server, what followed, and what was wrong: the words of smtp.h. */
#ifndef CHANNEL_EMAIL_SMTP_FAULT_H
#define CHANNEL_EMAIL_SMTP_FAULT_H

/* How far it came: for the page that tests a connection, a line each. */
enum smtp_step {
    SMTP_AT_SETTINGS,
    SMTP_AT_NAME,        /* the host is found */
    SMTP_AT_CONNECT,     /* somebody answers on that port */
    SMTP_AT_GREETING,    /* is a mail server, and willing */
    SMTP_AT_ENCRYPTION,  /* speaks TLS */
    SMTP_AT_CERTIFICATE, /* is who we asked for */
    SMTP_AT_LOGIN,       /* takes user and password, or token */
    SMTP_AT_SENDER,      /* lets us write as this address */
    SMTP_AT_RECIPIENT,   /* takes mail for at least one of them */
    SMTP_AT_LETTER,      /* took the letter */
    SMTP_AT_END,
};
extern const char *const smtp_step_words[];

enum smtp_outcome {
    SMTP_SENT,
    SMTP_REFUSED, /* this letter, for good: no use to try again unchanged */
    SMTP_LATER,   /* try again: smtp_retry_after */
    SMTP_UNKNOWN, /* the connection died behind the final dot: it may have been taken */
    SMTP_ACCOUNT, /* nothing is wrong with the letter: login, certificate, settings; a person has to look */
};
extern const char *const smtp_outcome_words[];

/* What was wrong, for people: smtp_fault_code names it for words/ ("certificate_expired"), smtp_fault_words says it in
 * English. Each belongs to one step and one outcome, unless a server said it. */
enum smtp_fault {
    SMTP_NO_FAULT,
    SMTP_SAID_SO, /* the server's code and words are all there is */
    SMTP_BAD_HOST,
    SMTP_BAD_PORT,
    SMTP_STRANGE_PORT,
    SMTP_BAD_HELLO,
    SMTP_BAD_USER,
    SMTP_BAD_SECRET,
    SMTP_BAD_CA_FILE,
    SMTP_PLAIN_ELSEWHERE,
    SMTP_PRIVATE_NETWORK,
    SMTP_NO_NAME,
    SMTP_NO_ANSWER,
    SMTP_NO_GREETING,
    SMTP_HUNG_UP,
    SMTP_REFUSES_US,
    SMTP_NOT_NOW,
    SMTP_ODD_GREETING,
    SMTP_ENDLESS,
    SMTP_NO_STARTTLS,
    SMTP_NO_TLS,
    SMTP_CERTIFICATE_NAME,
    SMTP_CERTIFICATE_EXPIRED,
    SMTP_CERTIFICATE_EARLY,
    SMTP_CERTIFICATE_SELF,
    SMTP_CERTIFICATE_REVOKED,
    SMTP_CERTIFICATE_UNKNOWN,
    SMTP_NO_LOGIN_OFFERED,
    SMTP_LOGIN_LATER,
    SMTP_LOGIN_SLOW,
    SMTP_LOGIN_LOST,
    SMTP_LOGIN_REFUSED,
    SMTP_TOKEN_REFUSED,
    SMTP_LOST,
    SMTP_SILENT,
    SMTP_NONSENSE,
    SMTP_EARLY,
    SMTP_STOPPED,
    SMTP_BAD_SENDER,
    SMTP_BAD_RECIPIENT,
    SMTP_NOBODY,
    SMTP_BAD_LINES,
    SMTP_LONG_LINE,
    SMTP_NOT_ASCII,
    SMTP_TOO_LARGE,
    SMTP_FAULTS,
};
const char *smtp_fault_code(enum smtp_fault fault);
const char *smtp_fault_words(enum smtp_fault fault);

enum smtp_outcome smtp_fault_outcome(enum smtp_fault fault);
enum smtp_step smtp_fault_step(enum smtp_fault fault);

#endif
