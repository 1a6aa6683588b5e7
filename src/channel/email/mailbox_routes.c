/* Mailboxes: what there is, a new one, other settings. */
#include "channel/email/mail_routes.h"

#include "channel/email/connection.h"
#include "channel/email/fetcher.h"
#include "spine/access.h"
#include "spine/audit.h"
#include "spine/house.h"
#include "text/email.h"

/* What is told and taken; of a secret only whether there is one. */
struct mailbox_words {
    id mailbox;
    str name, address;
    id team;
    bool active, plus;
    str server, from_name, signature;
    str imap_host;
    int64_t imap_port;
    enum mail_security imap_security;
    str imap_user, imap_secret;
    enum mail_proof imap_proof;
    str imap_folders;
    enum mail_after imap_after;
    str imap_move_to;
    str smtp_host;
    int64_t smtp_port;
    enum mail_security smtp_security;
    str smtp_user, smtp_secret;
    enum mail_proof smtp_proof;
};

#define F_MAILBOX                                                                                                      \
    F_TEXT(struct mailbox_words, name, .required = true, .max = MAILBOX_NAME_CHARACTERS, .help = "what we call it",    \
           .example = "Support"),                                                                                      \
        F_TEXT(struct mailbox_words, address, .required = true, .max = 254, .help = "what customers write to",         \
               .example = "support@example.org"),                                                                      \
        F_ID(struct mailbox_words, team, .help = "whose conversations they become; null: everybody's"),                \
        F_BOOL(struct mailbox_words, active, .help = "its mail is fetched"),                                           \
        F_BOOL(struct mailbox_words, plus, .help = "its server delivers support+anything@ there, too"),                \
        F_TEXT(struct mailbox_words, server, .max = MAILBOX_HOST_CHARACTERS,                                           \
               .help = "the server that checks senders, as it calls itself in Authentication-Results"),                \
        F_TEXT(struct mailbox_words, from_name, .max = MAILBOX_NAME_CHARACTERS, .help = "in From of our answers"),     \
        F_TEXT(struct mailbox_words, signature, .max = 2000, .help = "below our answers"),                             \
        F_TEXT(struct mailbox_words, imap_host, .max = MAILBOX_HOST_CHARACTERS, .help = "empty: nothing is fetched"),  \
        F_INT(struct mailbox_words, imap_port, .max = 65535, .help = "993 for tls, 143 for starttls"),                 \
        F_ENUM(struct mailbox_words, imap_security, mail_security_words, .help = "bare: to this very machine only"),   \
        F_TEXT(struct mailbox_words, imap_user, .max = 320),                                                           \
        F_ENUM(struct mailbox_words, imap_proof, mail_proof_words, .help = "a password, or a token of which kind"),    \
        F_TEXT(struct mailbox_words, imap_folders, .max = 2000, .help = "one a line; empty: INBOX"),                   \
        F_ENUM(struct mailbox_words, imap_after, mail_after_words, .help = "what becomes of the server's copy"),       \
        F_TEXT(struct mailbox_words, imap_move_to, .max = 200, .help = "the folder, for move"),                        \
        F_TEXT(struct mailbox_words, smtp_host, .max = MAILBOX_HOST_CHARACTERS, .help = "empty: nothing is sent"),     \
        F_INT(struct mailbox_words, smtp_port, .max = 65535, .help = "465 for tls, 587 for starttls"),                 \
        F_ENUM(struct mailbox_words, smtp_security, mail_security_words),                                              \
        F_TEXT(struct mailbox_words, smtp_user, .max = 320),                                                           \
        F_ENUM(struct mailbox_words, smtp_proof, mail_proof_words)
#define F_SECRETS                                                                                                      \
    F_TEXT(struct mailbox_words, imap_secret, .max = MAILBOX_SECRET_CHARACTERS, .secret = true,                        \
           .help = "empty: as it was"),                                                                                \
        F_TEXT(struct mailbox_words, smtp_secret, .max = MAILBOX_SECRET_CHARACTERS, .secret = true,                    \
               .help = "empty: as it was")

static const struct shape new_mailbox_shape = SHAPE(struct mailbox_words, F_MAILBOX, F_SECRETS);
static const struct shape changed_mailbox_shape = SHAPE(
    struct mailbox_words, F_ID(struct mailbox_words, mailbox, .required = true, .help = "which one"), F_MAILBOX,
    F_SECRETS);

static const struct shape watch_told_shape = SHAPE(
    struct mailbox_watch, F_ID(struct mailbox_watch, mailbox),
    F_TEXT(struct mailbox_watch, folder, .help = "smtp: how answers leave"), F_INT(struct mailbox_watch, uidvalidity),
    F_INT(struct mailbox_watch, uid), F_TIME(struct mailbox_watch, looked_at, .help = "when it last answered"),
    F_TIME(struct mailbox_watch, failing_since, .help = "null: it answers"), F_INT(struct mailbox_watch, failures),
    F_TEXT(struct mailbox_watch, failure, .help = "the last one, in words"),
    F_TEXT(struct mailbox_watch, fault,
           .help = "which one that is, as a test of the connection names it; may be empty"));

struct mailbox_told {
    id id;
    struct mailbox_words words; /* its members are told one by one: shapes have no "all of that, and" */
    bool has_imap_secret, has_smtp_secret;
    struct mailbox_watch_list watches;
};

static const struct shape mailbox_words_shape = SHAPE(struct mailbox_words, F_MAILBOX);
static const struct shape mailbox_told_shape = SHAPE(
    struct mailbox_told, F_ID(struct mailbox_told, id), F_SHAPE(struct mailbox_told, words, mailbox_words_shape),
    F_BOOL(struct mailbox_told, has_imap_secret), F_BOOL(struct mailbox_told, has_smtp_secret),
    F_LIST(struct mailbox_told, watches, watch_told_shape, .help = "its folders, and how fetching goes"));
LIST(mailbox_told);

static struct mailbox_words words_of(const struct mailbox *m)
{
    return (struct mailbox_words){ .mailbox = m->id,
                                   .name = m->name,
                                   .address = m->address,
                                   .team = m->team,
                                   .active = m->active,
                                   .plus = m->plus,
                                   .server = m->server,
                                   .from_name = m->from_name,
                                   .signature = m->signature,
                                   .imap_host = m->imap_host,
                                   .imap_port = m->imap_port,
                                   .imap_security = m->imap_security,
                                   .imap_user = m->imap_user,
                                   .imap_proof = m->imap_proof,
                                   .imap_folders = m->imap_folders,
                                   .imap_after = m->imap_after,
                                   .imap_move_to = m->imap_move_to,
                                   .smtp_host = m->smtp_host,
                                   .smtp_port = m->smtp_port,
                                   .smtp_security = m->smtp_security,
                                   .smtp_user = m->smtp_user,
                                   .smtp_proof = m->smtp_proof };
}

static struct mailbox mailbox_of(const struct mailbox_words *w)
{
    return (struct mailbox){ .id = w->mailbox,
                             .name = w->name,
                             .address = w->address,
                             .team = w->team,
                             .active = w->active,
                             .plus = w->plus,
                             .server = w->server,
                             .from_name = w->from_name,
                             .signature = w->signature,
                             .imap_host = w->imap_host,
                             .imap_port = w->imap_port,
                             .imap_security = w->imap_security,
                             .imap_user = w->imap_user,
                             .imap_secret = w->imap_secret,
                             .imap_proof = w->imap_proof,
                             .imap_folders = w->imap_folders,
                             .imap_after = w->imap_after,
                             .imap_move_to = w->imap_move_to,
                             .smtp_host = w->smtp_host,
                             .smtp_port = w->smtp_port,
                             .smtp_security = w->smtp_security,
                             .smtp_user = w->smtp_user,
                             .smtp_secret = w->smtp_secret,
                             .smtp_proof = w->smtp_proof };
}

static enum err tell(struct turn *t, const struct mailbox *m, struct mailbox_told *out)
{
    *out = (struct mailbox_told){ .id = m->id,
                                  .words = words_of(m),
                                  .has_imap_secret = m->imap_secret.n > 0,
                                  .has_smtp_secret = m->smtp_secret.n > 0 };
    struct mailbox_watch_list all = { 0 };
    TRY(mailbox_watches(t, m->id, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!mailbox_is_watched(m, &all.at[i])) continue;
        all.at[i].fault = connection_fault_of(all.at[i].failure);
        *LIST_ADD(t->arena, &out->watches) = all.at[i];
    }
    return OK;
}

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct mailbox_list all = { 0 };
    struct mailbox_told_list told = { 0 };
    (void)ask, (void)in;
    TRY(mailbox_list_all(t, &all));
    for (size_t i = 0; i < all.n; i++)
        if (access_has_in(t, "mail.read", all.at[i].team)) TRY(tell(t, &all.at[i], LIST_ADD(t->arena, &told)));
    *(struct list *)out = (struct list){ .at = told.at, .n = told.n, .room = told.room };
    return OK;
}

static enum err add(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct mailbox given = mailbox_of(in), kept = { 0 };
    ask->answer->code = 201;
    given.id = 0;
    TRY(mailbox_keep(t, &given, &kept));
    return tell(t, &kept, out);
}

static enum err change(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct mailbox given = mailbox_of(in), kept = { 0 };
    (void)ask;
    TRY(mailbox_keep(t, &given, &kept));
    return tell(t, &kept, out);
}

/* ---- a connection that is only tried ---- */

static const struct shape tried_mailbox_shape = SHAPE(
    struct mailbox_words,
    F_ID(struct mailbox_words, mailbox, .help = "whose secrets are meant where none is given; null: a new one"),
    F_MAILBOX, F_SECRETS);

/* The step before the turn: what follows waits for its servers. */
static enum err begin_check(struct turn *t, struct ask *ask, const void *in)
{
    struct mailbox given = mailbox_of(in);
    TRY(mailbox_try(t, &given));
    ask->sum = &connection_new(t, &given)->heavy;
    return OK;
}

static enum err check(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct connection *c = (const struct connection *)ask->sum;
    (void)t, (void)in;
    *(struct list *)out = (struct list){ .at = c->steps.at, .n = c->steps.n, .room = c->steps.room };
    return OK;
}

struct which_mailbox {
    id mailbox;
};
static const struct shape which_mailbox_shape = SHAPE(
    struct which_mailbox, F_ID(struct which_mailbox, mailbox, .required = true, .help = "which one"));

static enum err backfill(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return mailbox_backfill(t, ((const struct which_mailbox *)in)->mailbox);
}

enum err mailbox_find_for(struct turn *t, const char *permission, id which, struct mailbox *out)
{
    TRY(mailbox_find(t, which, out));
    return access_may_in(t, permission, out->team);
}

/* ---- what is wrong with them ---- */

enum { SILENT_MINUTES = 30 };

static void find_watch(struct turn *t, const struct mailbox *m, const struct mailbox_watch *w, struct finding_list *out)
{
    if (!w->failing_since) return;
    FOUND(
        t, out, .severity = t->now - w->failing_since < SILENT_MINUTES * MINUTE ? WARNING : DANGER,
        .about = STR("mailbox"), .code = STR("mailbox_failing"),
        .args = ARGS(t, ARG("address", m->address), ARG("folder", w->folder), ARG("why", w->failure)),
        .words = str_format(t->arena, "%.*s, %.*s: %.*s", STR_ARG(m->address), STR_ARG(w->folder), STR_ARG(w->failure)),
        .fix = STR("look at its settings; what is on the server is fetched as soon as it answers"));
}

static enum err audit(struct turn *t, struct finding_list *out)
{
    struct mailbox_list all = { 0 };
    TRY(mailbox_list_all(t, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct mailbox_watch_list watches = { 0 };
        if (!all.at[i].active) continue;
        TRY(mailbox_watches(t, all.at[i].id, &watches));
        for (size_t k = 0; k < watches.n; k++)
            if (mailbox_is_watched(&all.at[i], &watches.at[k])) find_watch(t, &all.at[i], &watches.at[k], out);
    }
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/mailboxes",
      .may = "mail.read",
      .gives = &mailbox_told_shape,
      .gives_list = true,
      .run = list,
      .help = "The addresses customers write to, and how fetching goes." },
    { .on = "POST /api/v1/mailboxes",
      .may = "mailbox.manage",
      .takes = &new_mailbox_shape,
      .gives = &mailbox_told_shape,
      .run = add,
      .help = "A new mailbox." },
    { .on = "PUT /api/v1/mailboxes/{mailbox}",
      .may = "mailbox.manage",
      .takes = &changed_mailbox_shape,
      .gives = &mailbox_told_shape,
      .run = change,
      .help = "All its settings anew; a secret that is left out stays." },
    { .on = "POST /api/v1/mailboxes/check",
      .may = "mailbox.manage",
      .takes = &tried_mailbox_shape,
      .gives = &connection_step_shape,
      .gives_list = true,
      .reads = true,
      .rate = RATE_SECRET,
      .before = begin_check,
      .run = check,
      .help = "Test the connection: each step to its servers, up to the first that fails; nothing is kept, fetched or "
              "sent." },
    { .on = "POST /api/v1/mailboxes/{mailbox}/backfill",
      .may = "mailbox.manage",
      .takes = &which_mailbox_shape,
      .run = backfill,
      .help = "Fetch its folders from their beginning, whatever their age; what is here already stays as it is." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "mailbox.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "add and change mailboxes" },
    { 0 },
};
static const struct event_kind *const events[] = { &MAILBOX_CHANGED, NULL };

static void begin(struct house *h)
{
    h->fetchers = fetchers_start(h);
}

static void end(struct house *h)
{
    fetchers_stop(h->fetchers);
}

const struct module module_mailbox = { .name = "mailbox",
                                       .routes = routes,
                                       .permissions = permissions,
                                       .events = events,
                                       .audit = audit,
                                       .begin = begin,
                                       .end = end };
