#include "channel/email/mailbox.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/token.h"
#include "staff/team.h"
#include "text/email.h"
#include "text/utf8.h"

#include <sodium.h>

const char *const mail_security_words[] = { "tls", "starttls", "bare", NULL };
const char *const mail_proof_words[] = { "password", "xoauth2", "oauthbearer", NULL };
const char *const mail_after_words[] = { "leave", "seen", "move", NULL };

const struct shape mailbox_shape = SHAPE(
    struct mailbox, F_ID(struct mailbox, id), F_TEXT(struct mailbox, name), F_TEXT(struct mailbox, address),
    F_ID(struct mailbox, team), F_BOOL(struct mailbox, active), F_TIME(struct mailbox, created_at),
    F_BOOL(struct mailbox, plus), F_TEXT(struct mailbox, server), F_TEXT(struct mailbox, from_name),
    F_TEXT(struct mailbox, signature), F_TEXT(struct mailbox, imap_host), F_INT(struct mailbox, imap_port),
    F_ENUM(struct mailbox, imap_security, mail_security_words), F_TEXT(struct mailbox, imap_user),
    F_TEXT(struct mailbox, imap_secret, .secret = true), F_ENUM(struct mailbox, imap_proof, mail_proof_words),
    F_TEXT(struct mailbox, imap_folders), F_ENUM(struct mailbox, imap_after, mail_after_words),
    F_TEXT(struct mailbox, imap_move_to), F_TEXT(struct mailbox, smtp_host), F_INT(struct mailbox, smtp_port),
    F_ENUM(struct mailbox, smtp_security, mail_security_words), F_TEXT(struct mailbox, smtp_user),
    F_TEXT(struct mailbox, smtp_secret, .secret = true), F_ENUM(struct mailbox, smtp_proof, mail_proof_words));

const struct shape mailbox_watch_shape = SHAPE(
    struct mailbox_watch, F_ID(struct mailbox_watch, mailbox), F_TEXT(struct mailbox_watch, folder),
    F_INT(struct mailbox_watch, uidvalidity), F_INT(struct mailbox_watch, uid),
    F_TIME(struct mailbox_watch, looked_at, .help = "when it last answered"),
    F_TIME(struct mailbox_watch, failing_since, .help = "null: it answers"), F_INT(struct mailbox_watch, failures),
    F_TEXT(struct mailbox_watch, failure));

#include "mailbox.sql.h"

const struct event_kind MAILBOX_CHANGED = { .name = "mailbox.changed",
                                            .help = "A mailbox was added, changed or put away.",
                                            .seen_by = "mailbox.manage" };

enum err mailbox_list_all(struct turn *t, struct mailbox_list *out)
{
    return sql_mailbox_list(t, out);
}

enum err mailbox_find(struct turn *t, id which, struct mailbox *out)
{
    return sql_mailbox_find(t, which, out);
}

enum err mailbox_of_address(struct turn *t, str email, struct mailbox *out, bool *found)
{
    str norm = { 0 }, bare = { 0 };
    *found = false;
    if (!email_norm(t->arena, email, &norm)) return OK;
    TRY(sql_mailbox_of_address(t, norm, out, found));
    if (*found || !reply_address_bare(t->arena, norm, &bare)) return OK;
    TRY(sql_mailbox_of_address(t, bare, out, found));
    *found = *found && out->plus;
    return OK;
}

/* ---- what may be kept ---- */

static bool is_loopback(str host)
{
    return str_is(host, STR("127.0.0.1")) || str_is(host, STR("::1")) || str_is(host, STR("localhost"));
}

static bool is_host(str host)
{
    bool good = host.n > 0;
    for (size_t i = 0; good && i < host.n; i++) {
        char c = host.at[i];
        good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':';
    }
    return good;
}

struct server_check {
    const char *host_field, *port_field, *security_field, *user_field;
    str host, user;
    int64_t port;
    enum mail_security security;
};

static enum err check_server(struct turn *t, const struct server_check *s)
{
    if (str_empty(s->host)) return OK;
    if (!is_host(s->host)) return fail_field(t, s->host_field, "must be a host name such as mail.example.org");
    if (s->port < 1 || s->port > 65535) return fail_field(t, s->port_field, "must be a port such as 993, 465 or 587");
    if (s->security == MAIL_BARE && !is_loopback(s->host))
        return fail_field(t, s->security_field, "must be tls or starttls: only this very machine may be asked without");
    if (!utf8_valid(s->user) || str_find(s->user, STR("\r")) >= 0 || str_find(s->user, STR("\n")) >= 0)
        return fail_field(t, s->user_field, "must be one line");
    return OK;
}

static enum err check(struct turn *t, struct mailbox *m)
{
    str norm = { 0 };
    if (utf8_blank(m->name)) return fail_field(t, "name", "must not be blank");
    if (!email_norm(t->arena, m->address, &norm))
        return fail_field(t, "address", "must be an e-mail address such as support@example.org");
    m->address = norm;
    if (m->team) TRY(team_exists(t, m->team));
    TRY(check_server(t, &(struct server_check){ .host_field = "imap_host",
                                                .port_field = "imap_port",
                                                .security_field = "imap_security",
                                                .user_field = "imap_user",
                                                .host = m->imap_host,
                                                .user = m->imap_user,
                                                .port = m->imap_port,
                                                .security = m->imap_security }));
    if (m->imap_after == AFTER_MOVE && str_empty(str_trim(m->imap_move_to)))
        return fail_field(t, "imap_move_to", "must name the folder that fetched mail is moved to");
    return check_server(t, &(struct server_check){ .host_field = "smtp_host",
                                                   .port_field = "smtp_port",
                                                   .security_field = "smtp_security",
                                                   .user_field = "smtp_user",
                                                   .host = m->smtp_host,
                                                   .user = m->smtp_user,
                                                   .port = m->smtp_port,
                                                   .security = m->smtp_security });
}

/* ---- secrets ---- */

static struct mail_server imap_of(const struct mailbox *m)
{
    return (struct mail_server){
        .host = m->imap_host, .port = m->imap_port, .user = m->imap_user, .secret = m->imap_secret
    };
}

static struct mail_server smtp_of(const struct mailbox *m)
{
    return (struct mail_server){
        .host = m->smtp_host, .port = m->smtp_port, .user = m->smtp_user, .secret = m->smtp_secret
    };
}

/* What was kept is told to nobody but those it was given for: whoever may change a host does not get the password. */
static enum err kept_secret(struct turn *t, const char *field, struct mail_server now, struct mail_server was, str *out)
{
    bool same = str_is_nocase(now.host, was.host) && now.port == was.port && str_is(now.user, was.user);
    *out = was.secret;
    if (str_empty(was.secret) || str_empty(now.host) || same) return OK;
    if (str_empty(now.user)) *out = (str){ 0 }; /* nobody signs in there */
    return str_empty(now.user) ? OK
                               : fail_field(t, field, "must be given anew: it was given for another server or user");
}

static enum err seal(struct turn *t, const char *field, struct mail_server now, struct mail_server was, str *out)
{
    if (str_empty(now.secret)) return kept_secret(t, field, now, was, out);
    *out = token_seal(t, now.secret);
    return OK;
}

static enum err plain(struct turn *t, const char *field, struct mail_server now, struct mail_server was, str *out)
{
    str sealed = { 0 };
    if (now.secret.n || str_empty(now.host)) return OK;
    TRY(kept_secret(t, field, now, was, &sealed));
    if (!mailbox_open_secret(t, sealed, out)) return fail_field(t, field, "cannot be read any more: give it anew");
    return out->n || str_empty(now.user) ? OK : fail_field(t, field, "is needed, too");
}

enum err mailbox_try(struct turn *t, struct mailbox *what)
{
    struct mailbox was = { 0 };
    TRY(check(t, what));
    if (what->id) TRY(sql_mailbox_find(t, what->id, &was));
    if (str_empty(what->imap_host) && str_empty(what->smtp_host))
        return fail_field(t, "imap_host", "or smtp_host is needed: there is nothing to try");
    if (what->imap_host.n && str_empty(what->imap_user)) return fail_field(t, "imap_user", "is needed, too");
    TRY(plain(t, "imap_secret", imap_of(what), imap_of(&was), &what->imap_secret));
    return plain(t, "smtp_secret", smtp_of(what), smtp_of(&was), &what->smtp_secret);
}

enum err mailbox_keep(struct turn *t, const struct mailbox *what, struct mailbox *out)
{
    struct mailbox was = { 0 };
    int64_t made = 1;
    *out = *what;
    TRY(check(t, out));
    if (out->id) TRY(sql_mailbox_find(t, out->id, &was));
    if (out->id && !str_is(was.address, out->address))
        return fail_field(t, "address", "stays what it was: conversations belong to it. Add another mailbox");
    TRY(seal(t, "imap_secret", imap_of(what), imap_of(&was), &out->imap_secret));
    TRY(seal(t, "smtp_secret", smtp_of(what), smtp_of(&was), &out->smtp_secret));
    out->created_at = out->id ? was.created_at : t->now;
    if (out->id) {
        TRY(sql_mailbox_keep(t, out));
    } else {
        out->id = turn_id(t);
        TRY(sql_mailbox_insert(t, out, &made));
    }
    if (!made) return fail_field(t, "address", "belongs to a mailbox that is here already");
    return EMIT(t, MAILBOX_CHANGED, .subject = out->id);
}

bool mailbox_open_secret(struct turn *t, str sealed, str *plain)
{
    *plain = (str){ 0 };
    return !sealed.n || token_open(t, sealed, plain);
}

/* ---- how it goes ---- */

enum err mailbox_watches(struct turn *t, id mailbox, struct mailbox_watch_list *out)
{
    return sql_mailbox_watches(t, mailbox, mailbox == 0, out);
}

bool mailbox_is_watched(const struct mailbox *m, const struct mailbox_watch *w)
{
    str rest = str_empty(str_trim(m->imap_folders)) ? STR("INBOX") : m->imap_folders;
    if (str_is(w->folder, STR("smtp")) && m->smtp_host.n) return true;
    while (m->imap_host.n && rest.n)
        if (str_is(str_trim(str_split(&rest, '\n')), w->folder)) return true;
    return false;
}

enum err mailbox_backfill(struct turn *t, id which)
{
    struct mailbox m = { 0 };
    int64_t folders = 0;
    TRY(sql_mailbox_find(t, which, &m));
    TRY(sql_mailbox_backfill(t, which, &folders));
    if (!folders) return fail(t, CONFLICT, "nobody has looked there yet: wait until it has answered once");
    return EMIT(t, MAILBOX_CHANGED, .subject = which);
}

enum err mailbox_watched(struct turn *t, const struct mailbox_watch *w)
{
    return sql_mailbox_watched(t, w);
}

enum err mailbox_moved_on(struct turn *t, const struct mailbox_watch *from, const struct mailbox_watch *to)
{
    int64_t moved = 0;
    TRY(sql_mailbox_moved(t, to, from->uidvalidity, from->uid, &moved));
    return moved ? OK : fail(t, BUSY, "another beginning was asked for meanwhile");
}

void mailbox_reply_keys(const struct house *h, struct reply_keys *out)
{
    static const char what[] = "reply keys, the first";
    *out = (struct reply_keys){ .n = 1 };
    crypto_generichash(out->at[0], REPLY_KEY_BYTES, (const unsigned char *)what, sizeof what - 1, h->secret,
                       sizeof h->secret);
}
