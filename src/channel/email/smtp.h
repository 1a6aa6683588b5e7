/* A mail server that takes what we send (RFC 5321, 6409), as far as we need it.
 *
 *   smtp_open ─▶ smtp_give … smtp_give ─▶ smtp_close          several letters on one connection
 *   smtp_send                                                the three at once, for one
 *
 * libcurl resolves, connects, does TLS or STARTTLS, checks certificate and name, and logs in (CURLOPT_CONNECT_ONLY).
 * The conversation behind that is ours (curl_easy_send and curl_easy_recv): only so it is known what became of each
 * recipient, and on which side of the final dot a connection died.
 *
 * A server is believed nothing: each answer has an end in bytes and in time, and one that comes before its question
 * counts as none. Its words are one line, cut, without the secret. It waits: never in a turn. */
#ifndef CHANNEL_EMAIL_SMTP_H
#define CHANNEL_EMAIL_SMTP_H

#include "channel/email/mail.h"
#include "channel/email/smtp_fault.h"

enum smtp_security { SMTP_TLS, SMTP_STARTTLS, SMTP_PLAIN }; /* PLAIN: only to this machine itself, else refused */
enum smtp_login { SMTP_NO_LOGIN, SMTP_PASSWORD, SMTP_XOAUTH2, SMTP_OAUTHBEARER };

struct smtp_account {
    str host;
    int port; /* 0: 465 with TLS, else 587 */
    enum smtp_security security;
    enum smtp_login how;
    str user, secret;  /* a password, or an access token */
    str hello;         /* how we call ourselves; empty: the name of this machine */
    str ca_file;       /* whose certificates are good; empty: the system's */
    bool own_network;  /* an admin allowed this host by name: private addresses and all ports are fine */
    int64_t answer_ms; /* for one answer, five times that after the final dot; 0: a minute */
    int stop;          /* readable when everything has to end now (eventfd, pipe); 0: nothing does. Behind the final
                          dot the answer is waited for a little longer */
};

struct smtp_recipient {
    str email;
    enum smtp_outcome outcome;
    enum smtp_fault fault;
    int code;  /* of the server's answer; 0: it gave none */
    str words; /* of the server: one line, at most 300 characters; may be empty */
};
LIST(smtp_recipient);

struct smtp_result {
    enum smtp_outcome outcome; /* SENT: at least one of the recipients, see each */
    enum smtp_step at;         /* where it ended */
    enum smtp_fault fault;
    int code;
    str words;                             /* the server's, as above */
    struct smtp_recipient_list recipients; /* in the order they were given */
};
str smtp_result_words(struct arena *a, const struct smtp_result *r); /* all of that in English, for a log */

struct smtp_mail {
    str from; /* of the envelope; empty: nobody gets a bounce ("<>") */
    struct str_list to;
    str bytes; /* as letter_compose makes them: CRLF only, else refused */
};

struct smtp;

/* NULL: `out` says why. What it makes lives in `a`, except the connection: smtp_close. */
struct smtp *smtp_open(struct arena *a, const struct smtp_account *account, struct smtp_result *out) MUST_USE;
enum smtp_outcome smtp_give(struct smtp *s, struct arena *a, const struct smtp_mail *mail, struct smtp_result *out);
bool smtp_is_lost(const struct smtp *s); /* then there is only smtp_close */
void smtp_close(struct smtp *s);         /* says QUIT when it can; NULL is fine */

enum smtp_outcome smtp_send(struct arena *a, const struct smtp_account *account, const struct smtp_mail *mail,
                            struct smtp_result *out);

/* "Test the connection": as far as letting `from` write, without sending anything. One line a step, until the first
 * that fails. */
struct smtp_said {
    enum smtp_step step;
    bool good;
    enum smtp_fault fault; /* when it is not */
    int code;
    str theirs; /* the server's words, or the address that may write */
    str words;  /* one plain sentence in English */
};
LIST(smtp_said);
bool smtp_check(struct arena *a, const struct smtp_account *account, str from, struct smtp_said_list *out);

/* How long to wait after so many tries (1, 2, …): 5 minutes, doubled to an hour; 0: 5 days are over, give up. */
usec smtp_retry_after(int tries);

#endif
