/* Every fault, once: what it is called, where it happens, what follows from it, and in plain words. */
#include "channel/email/imap_fault.h"

const char *const imap_step_words[] = { "settings", "name",  "connect", "encryption", "certificate",
                                        "greeting", "login", "folder",  "mail",       NULL };

static const struct {
    enum err err;
    enum imap_step at;
    const char *code, *words;
} faults[IMAP_FAULTS] = {
    [IMAP_NO_FAULT] = { OK, IMAP_AT_MAIL, "none", "nothing is wrong" },
    [IMAP_WAS_STOPPED] = { BUSY, IMAP_AT_MAIL, "stopped", "it was stopped" },
    [IMAP_BAD_HOST] = { INVALID, IMAP_AT_SETTINGS, "host", "the host is not the name of a server" },
    [IMAP_BAD_PORT] = { INVALID, IMAP_AT_SETTINGS, "port", "the port must be between 1 and 65535" },
    [IMAP_STRANGE_PORT] = { INVALID, IMAP_AT_SETTINGS, "strange_port", "mailboxes are on port 993 or 143" },
    [IMAP_BAD_USER] = { INVALID, IMAP_AT_SETTINGS, "user", "the user must be one line" },
    [IMAP_BAD_SECRET] = { INVALID, IMAP_AT_SETTINGS, "secret", "the password or token must be one line" },
    [IMAP_BAD_CA_FILE] = { INVALID, IMAP_AT_SETTINGS, "ca_file", "the file of certificates cannot be read" },
    [IMAP_PLAIN_ELSEWHERE] = { INVALID, IMAP_AT_SETTINGS, "plain_elsewhere",
                               "without encryption only to this machine itself" },
    [IMAP_PRIVATE_NETWORK] = { INVALID, IMAP_AT_SETTINGS, "private_network",
                               "the host is in a network that is not public, and was not allowed by name" },
    [IMAP_NO_NAME] = { REMOTE, IMAP_AT_NAME, "no_name", "no server has that name" },
    [IMAP_NO_ANSWER] = { REMOTE, IMAP_AT_CONNECT, "no_answer", "nobody answers on that port" },
    [IMAP_SILENT_TLS] = { REMOTE, IMAP_AT_ENCRYPTION, "silent_tls",
                          "the server does not answer with TLS on that port" },
    [IMAP_NO_TLS] = { REMOTE, IMAP_AT_ENCRYPTION, "no_tls", "the server and we found no TLS in common on that port" },
    [IMAP_NO_STARTTLS] = { FORBIDDEN, IMAP_AT_ENCRYPTION, "no_starttls", "the server offers no STARTTLS on that port" },
    [IMAP_SPOKE_EARLY] = { REMOTE, IMAP_AT_ENCRYPTION, "spoke_early",
                           "the server or somebody between spoke out of turn before TLS" },
    [IMAP_CERTIFICATE_NAME] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_name",
                                "the certificate is for another name than the host's" },
    [IMAP_CERTIFICATE_EXPIRED] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_expired",
                                   "the certificate has expired" },
    [IMAP_CERTIFICATE_EARLY] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_early",
                                 "the certificate is not valid yet" },
    [IMAP_CERTIFICATE_SELF] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_self",
                                "the certificate is signed by itself only" },
    [IMAP_CERTIFICATE_REVOKED] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_revoked",
                                   "the certificate has been revoked" },
    [IMAP_CERTIFICATE_UNKNOWN] = { FORBIDDEN, IMAP_AT_CERTIFICATE, "certificate_unknown",
                                   "the certificate is not signed by anybody this machine trusts" },
    [IMAP_NO_GREETING] = { REMOTE, IMAP_AT_GREETING, "no_greeting", "the server does not greet" },
    [IMAP_HUNG_UP] = { REMOTE, IMAP_AT_GREETING, "hung_up", "the server hung up at once" },
    [IMAP_ODD_GREETING] = { REMOTE, IMAP_AT_GREETING, "odd_greeting", "the server did not greet as IMAP does" },
    [IMAP_NO_LOGIN_OFFERED] = { FORBIDDEN, IMAP_AT_LOGIN, "no_login_offered",
                                "the server offers no way to log in that we can use" },
    [IMAP_LOGIN_LATER] = { REMOTE, IMAP_AT_LOGIN, "login_later", "the server lets nobody in now" },
    [IMAP_LOGIN_SLOW] = { REMOTE, IMAP_AT_LOGIN, "login_slow", "the login took too long" },
    [IMAP_LOGIN_LOST] = { REMOTE, IMAP_AT_LOGIN, "login_lost", "the server hung up before we were logged in" },
    [IMAP_LOGIN_ODD] = { REMOTE, IMAP_AT_LOGIN, "login_odd", "what the server answered to the login is not IMAP" },
    [IMAP_LOGIN_REFUSED] = { FORBIDDEN, IMAP_AT_LOGIN, "login_refused", "user or password was refused" },
    [IMAP_PASSWORD_EXPIRED] = { FORBIDDEN, IMAP_AT_LOGIN, "password_expired", "the password has expired" },
    [IMAP_TOKEN_REFUSED] = { FORBIDDEN, IMAP_AT_LOGIN, "token_refused",
                             "the access token was refused: it has expired, or is not for this mailbox" },
    [IMAP_TOKEN_EXPIRED] = { FORBIDDEN, IMAP_AT_LOGIN, "token_expired", "the access token has expired" },
    [IMAP_BAD_FOLDER] = { INVALID, IMAP_AT_FOLDER, "folder", "no folder can have that name" },
    [IMAP_NO_FOLDER] = { NOT_FOUND, IMAP_AT_FOLDER, "no_folder", "the folder is not there" },
    [IMAP_NO_UIDVALIDITY] = { REMOTE, IMAP_AT_FOLDER, "no_uidvalidity",
                              "the server cannot tell one mail of the folder from another (UIDVALIDITY)" },
    [IMAP_MANY_FOLDERS] = { REMOTE, IMAP_AT_FOLDER, "many_folders", "the server has more folders than anybody needs" },
    [IMAP_BAD_FLAG] = { INVALID, IMAP_AT_MAIL, "flag", "no mail can be flagged with that" },
    [IMAP_REFUSED] = { REMOTE, IMAP_AT_MAIL, "refused", "the server refused" },
    [IMAP_GONE] = { NOT_FOUND, IMAP_AT_MAIL, "gone", "the mail is not there any more" },
    [IMAP_KEPT_BACK] = { REMOTE, IMAP_AT_MAIL, "kept_back", "the server lists the mail and does not give it" },
    [IMAP_NOT_KEPT] = { BROKEN, IMAP_AT_MAIL, "not_kept", "the mail could not be kept here" },
    [IMAP_LOST_IT] = { REMOTE, IMAP_AT_MAIL, "lost", "the connection ended" },
    [IMAP_BYE_SAID] = { REMOTE, IMAP_AT_MAIL, "bye", "the server ended the connection" },
    [IMAP_SILENT] = { REMOTE, IMAP_AT_MAIL, "silent", "the server took too long" },
    [IMAP_NONSENSE] = { REMOTE, IMAP_AT_MAIL, "nonsense", "what the server said is not IMAP" },
    [IMAP_ENDLESS_LINE] = { REMOTE, IMAP_AT_MAIL, "endless_line", "the server sent a line without end" },
    [IMAP_ENDLESS] = { REMOTE, IMAP_AT_MAIL, "endless", "the server talks without end" },
    [IMAP_LARGE_LITERAL] = { REMOTE, IMAP_AT_MAIL, "large_literal", "the server announced more than a mail can have" },
    [IMAP_UNASKED] = { REMOTE, IMAP_AT_MAIL, "unasked", "the server said what was not asked for" },
    [IMAP_OTHER_MAIL] = { REMOTE, IMAP_AT_MAIL, "other_mail", "the server sent another mail than was asked for" },
    [IMAP_TWO_MAILS] = { REMOTE, IMAP_AT_MAIL, "two_mails", "the server sent two mails for one" },
    [IMAP_PLACES_MOVE] = { REMOTE, IMAP_AT_MAIL, "places_move",
                           "the mails of the server change places while they are listed" },
};

const char *imap_fault_code(enum imap_fault fault)
{
    return faults[fault].code;
}

const char *imap_fault_words(enum imap_fault fault)
{
    return faults[fault].words;
}

enum imap_step imap_fault_step(enum imap_fault fault)
{
    return faults[fault].at;
}

enum err imap_fault_err(enum imap_fault fault)
{
    return faults[fault].err;
}

str imap_trouble_words(struct arena *a, const struct imap_trouble *t)
{
    str ours = str_of(imap_fault_words(t->fault));
    return t->theirs.n ? str_format(a, "%.*s: it says \"%.*s\"", STR_ARG(ours), STR_ARG(t->theirs)) : ours;
}
