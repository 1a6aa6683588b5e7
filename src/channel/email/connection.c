#include "channel/email/connection.h"

#include "spine/house.h"

const char *const connection_server_words[] = { "imap", "smtp", NULL };

const struct shape connection_step_shape = SHAPE(
    struct connection_step,
    F_ENUM(struct connection_step, server, connection_server_words,
           .help = "from which mail is fetched, or by which it leaves"),
    F_TEXT(struct connection_step, step,
           .help = "name, connect, encryption, certificate, greeting, login, folder, sender"),
    F_BOOL(struct connection_step, good), F_TEXT(struct connection_step, fault, .help = "which, when it is not good"),
    F_TEXT(struct connection_step, theirs, .help = "what the server said, or as which address we may write"),
    F_TEXT(struct connection_step, words, .help = "in one sentence"),
    F_TEXT(struct connection_step, folder, .help = "which, at the step folder"),
    F_INT(struct connection_step, mails, .help = "in that folder"));

static void try_imap(struct connection *c)
{
    struct imap_said_list said = { 0 };
    imap_check(c->arena, &c->imap, c->folders, &said);
    for (size_t i = 0; i < said.n; i++) {
        const struct imap_said *s = &said.at[i];
        *LIST_ADD(c->arena,
                  &c->steps) = (struct connection_step){ .server = CONNECTION_IMAP,
                                                         .step = str_of(imap_step_words[s->step]),
                                                         .good = s->good,
                                                         .fault = s->good ? (str){ 0 }
                                                                          : str_of(imap_fault_code(s->trouble.fault)),
                                                         .theirs = s->trouble.theirs,
                                                         .words = s->words,
                                                         .folder = s->folder,
                                                         .mails = s->exists };
    }
}

static void try_smtp(struct connection *c)
{
    struct smtp_said_list said = { 0 };
    smtp_check(c->arena, &c->smtp, c->from, &said);
    for (size_t i = 0; i < said.n; i++) {
        const struct smtp_said *s = &said.at[i];
        *LIST_ADD(c->arena, &c->steps) = (struct connection_step){ .server = CONNECTION_SMTP,
                                                                   .step = str_of(smtp_step_words[s->step]),
                                                                   .good = s->good,
                                                                   .fault = s->good ? (str){ 0 }
                                                                                    : str_of(smtp_fault_code(s->fault)),
                                                                   .theirs = s->theirs,
                                                                   .words = s->words };
    }
}

static void run(struct heavy *it)
{
    struct connection *c = (struct connection *)it;
    if (c->imap.host.n) try_imap(c);
    if (c->smtp.host.n) try_smtp(c);
}

/* Where what was fetched is moved to has to be there, too. */
static str folders_of(struct turn *t, const struct mailbox *m)
{
    str inbox = str_empty(str_trim(m->imap_folders)) ? STR("INBOX") : m->imap_folders;
    return m->imap_after == AFTER_MOVE ? str_format(t->arena, "%.*s\n%.*s", STR_ARG(inbox), STR_ARG(m->imap_move_to))
                                       : inbox;
}

/* As fetcher.h does. */
static struct imap_account imap_account_of(const struct house *h, const struct mailbox *m)
{
    return (struct imap_account){ .host = m->imap_host,
                                  .port = (int)m->imap_port,
                                  .security = (enum imap_security)m->imap_security,
                                  .user = m->imap_user,
                                  .secret = m->imap_secret,
                                  .how = (enum imap_login)m->imap_proof,
                                  .ca_file = h->options.certificates,
                                  .own_network = true,
                                  .stop = heavy_ending(h->outside),
                                  .limits = { .command_ms = CONNECTION_ANSWER_MS } };
}

/* As answers leave. */
static struct smtp_account smtp_account_of(const struct house *h, const struct mailbox *m)
{
    static const enum smtp_login ways[] = {
        [PROOF_PASSWORD] = SMTP_PASSWORD, [PROOF_XOAUTH2] = SMTP_XOAUTH2, [PROOF_OAUTHBEARER] = SMTP_OAUTHBEARER
    };
    static const enum smtp_security securities[] = {
        [MAIL_TLS] = SMTP_TLS, [MAIL_STARTTLS] = SMTP_STARTTLS, [MAIL_BARE] = SMTP_PLAIN
    };
    str domain = m->address;
    str_split(&domain, '@');
    return (struct smtp_account){ .host = m->smtp_host,
                                  .port = (int)m->smtp_port,
                                  .security = securities[m->smtp_security],
                                  .how = str_empty(m->smtp_user) ? SMTP_NO_LOGIN : ways[m->smtp_proof],
                                  .user = m->smtp_user,
                                  .secret = m->smtp_secret,
                                  .hello = domain,
                                  .ca_file = h->options.certificates,
                                  .own_network = true,
                                  .answer_ms = CONNECTION_ANSWER_MS,
                                  .stop = heavy_ending(h->outside) };
}

struct connection *connection_new(struct turn *t, const struct mailbox *m)
{
    struct connection *c = ARENA_NEW(t->arena, struct connection);
    *c = (struct connection){ .heavy = { .run = run, .outside = true },
                              .arena = t->arena,
                              .imap = imap_account_of(t->house, m),
                              .smtp = smtp_account_of(t->house, m),
                              .folders = folders_of(t, m),
                              .from = m->address };
    return c;
}

static void look_at(str words, const char *known, const char *code, str *best, size_t *most)
{
    str begin = str_of(known);
    if (begin.n <= *most || !str_starts(words, begin)) return;
    *most = begin.n;
    *best = str_of(code);
}

str connection_fault_of(str words)
{
    static const struct {
        const char *words, *code;
    } ours[] = {
        { "its password cannot be read any more", "secret_lost" },
        { "the password to send by cannot be read any more", "secret_lost" },
        { "this mailbox has no server to send by", "no_server" },
    };
    str best = { 0 };
    size_t most = 0;
    for (enum imap_fault i = IMAP_NO_FAULT + 1; i < IMAP_FAULTS; i++)
        look_at(words, imap_fault_words(i), imap_fault_code(i), &best, &most);
    for (enum smtp_fault i = SMTP_NO_FAULT + 1; i < SMTP_FAULTS; i++)
        look_at(words, smtp_fault_words(i), smtp_fault_code(i), &best, &most);
    for (size_t i = 0; i < COUNT_OF(ours); i++) look_at(words, ours[i].words, ours[i].code, &best, &most);
    return best;
}
