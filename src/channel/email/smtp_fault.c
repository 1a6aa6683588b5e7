/* Every fault, once: what it is called, where it happens, what follows from it, and in plain words. */
#include "channel/email/smtp_fault.h"

#include <stddef.h>

const char *const smtp_step_words[] = { "settings", "name",   "connect",   "greeting", "encryption", "certificate",
                                        "login",    "sender", "recipient", "letter",   "end",        NULL };
const char *const smtp_outcome_words[] = { "sent", "refused", "later", "unknown", "account", NULL };

static const struct {
    enum smtp_outcome outcome;
    enum smtp_step at;
    const char *code, *words;
} faults[SMTP_FAULTS] = {
    [SMTP_NO_FAULT] = { SMTP_SENT, SMTP_AT_END, "none", "nothing is wrong" },
    [SMTP_SAID_SO] = { SMTP_LATER, SMTP_AT_LETTER, "said_so", "the server refused" },
    [SMTP_BAD_HOST] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "host", "the host is not the name of a server" },
    [SMTP_BAD_PORT] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "port", "the port must be between 1 and 65535" },
    [SMTP_STRANGE_PORT] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "strange_port", "mail servers do not listen on that port" },
    [SMTP_BAD_HELLO] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "hello",
                         "the name we greet with is not the name of a server" },
    [SMTP_BAD_USER] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "user", "the user must be one line" },
    [SMTP_BAD_SECRET] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "secret", "the password or token must be one line" },
    [SMTP_BAD_CA_FILE] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "ca_file", "the file of certificates cannot be read" },
    [SMTP_PLAIN_ELSEWHERE] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "plain_elsewhere",
                               "without encryption only to this machine itself" },
    [SMTP_PRIVATE_NETWORK] = { SMTP_ACCOUNT, SMTP_AT_SETTINGS, "private_network",
                               "the host is in a network that is not public, and was not allowed by name" },
    [SMTP_NO_NAME] = { SMTP_LATER, SMTP_AT_NAME, "no_name", "no server has that name" },
    [SMTP_NO_ANSWER] = { SMTP_LATER, SMTP_AT_CONNECT, "no_answer", "nobody answers on that port" },
    [SMTP_NO_GREETING] = { SMTP_LATER, SMTP_AT_GREETING, "no_greeting", "the server does not greet" },
    [SMTP_HUNG_UP] = { SMTP_LATER, SMTP_AT_GREETING, "hung_up", "the server hung up at once" },
    [SMTP_REFUSES_US] = { SMTP_ACCOUNT, SMTP_AT_GREETING, "refuses_us", "the server will have nothing to do with us" },
    [SMTP_NOT_NOW] = { SMTP_LATER, SMTP_AT_GREETING, "not_now", "the server takes nothing now" },
    [SMTP_ODD_GREETING] = { SMTP_LATER, SMTP_AT_GREETING, "odd_greeting", "what answers there is no mail server" },
    [SMTP_ENDLESS] = { SMTP_LATER, SMTP_AT_GREETING, "endless", "the server talks without end" },
    [SMTP_NO_STARTTLS] = { SMTP_ACCOUNT, SMTP_AT_ENCRYPTION, "no_starttls",
                           "the server offers no STARTTLS on that port" },
    [SMTP_NO_TLS] = { SMTP_LATER, SMTP_AT_ENCRYPTION, "no_tls",
                      "the server and we found no TLS in common on that port" },
    [SMTP_CERTIFICATE_NAME] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_name",
                                "the certificate is for another name than the host's" },
    [SMTP_CERTIFICATE_EXPIRED] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_expired",
                                   "the certificate has expired" },
    [SMTP_CERTIFICATE_EARLY] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_early",
                                 "the certificate is not valid yet" },
    [SMTP_CERTIFICATE_SELF] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_self",
                                "the certificate is signed by itself only" },
    [SMTP_CERTIFICATE_REVOKED] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_revoked",
                                   "the certificate has been revoked" },
    [SMTP_CERTIFICATE_UNKNOWN] = { SMTP_ACCOUNT, SMTP_AT_CERTIFICATE, "certificate_unknown",
                                   "the certificate is not signed by anybody this machine trusts" },
    [SMTP_NO_LOGIN_OFFERED] = { SMTP_ACCOUNT, SMTP_AT_LOGIN, "no_login_offered",
                                "the server offers no way to log in that we can use" },
    [SMTP_LOGIN_LATER] = { SMTP_LATER, SMTP_AT_LOGIN, "login_later", "the server lets nobody in now" },
    [SMTP_LOGIN_SLOW] = { SMTP_LATER, SMTP_AT_LOGIN, "login_slow", "the login took too long" },
    [SMTP_LOGIN_LOST] = { SMTP_LATER, SMTP_AT_LOGIN, "login_lost", "the server hung up before we were logged in" },
    [SMTP_LOGIN_REFUSED] = { SMTP_ACCOUNT, SMTP_AT_LOGIN, "login_refused", "user or password was refused" },
    [SMTP_TOKEN_REFUSED] = { SMTP_ACCOUNT, SMTP_AT_LOGIN, "token_refused",
                             "the access token was refused: it has expired, or is not for this mailbox" },
    [SMTP_LOST] = { SMTP_LATER, SMTP_AT_LETTER, "lost", "the connection ended" },
    [SMTP_SILENT] = { SMTP_LATER, SMTP_AT_LETTER, "silent", "the server was silent for too long" },
    [SMTP_NONSENSE] = { SMTP_LATER, SMTP_AT_LETTER, "nonsense", "what the server said is not SMTP" },
    [SMTP_EARLY] = { SMTP_LATER, SMTP_AT_LETTER, "early", "the server answered before it was asked" },
    [SMTP_STOPPED] = { SMTP_LATER, SMTP_AT_LETTER, "stopped", "we were stopped meanwhile" },
    [SMTP_BAD_SENDER] = { SMTP_REFUSED, SMTP_AT_SENDER, "sender", "the sender is not an address" },
    [SMTP_BAD_RECIPIENT] = { SMTP_REFUSED, SMTP_AT_RECIPIENT, "recipient", "that is not an address we can write to" },
    [SMTP_NOBODY] = { SMTP_REFUSED, SMTP_AT_RECIPIENT, "nobody", "there is nobody to send it to" },
    [SMTP_BAD_LINES] = { SMTP_REFUSED, SMTP_AT_LETTER, "lines", "the mail has line ends that are not CRLF, or a NUL" },
    [SMTP_LONG_LINE] = { SMTP_REFUSED, SMTP_AT_LETTER, "long_line", "the mail has a line of more than 998 bytes" },
    [SMTP_NOT_ASCII] = { SMTP_REFUSED, SMTP_AT_LETTER, "not_ascii",
                         "the mail has bytes beyond ASCII, which this server does not take" },
    [SMTP_TOO_LARGE] = { SMTP_REFUSED, SMTP_AT_LETTER, "too_large", "the mail is larger than this server takes" },
};

const char *smtp_fault_code(enum smtp_fault fault)
{
    return faults[fault].code;
}

const char *smtp_fault_words(enum smtp_fault fault)
{
    return faults[fault].words;
}

enum smtp_outcome smtp_fault_outcome(enum smtp_fault fault)
{
    return faults[fault].outcome;
}

enum smtp_step smtp_fault_step(enum smtp_fault fault)
{
    return faults[fault].at;
}
