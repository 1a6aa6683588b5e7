#include "channel/email/ledger.h"

#include "channel/email/mail.h"
#include "channel/email/reading.h"
#include "spine/access.h"
#include "spine/file.h"
#include "spine/house.h"
#include "spine/sample.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

const char *const mail_way_words[] = { "imap", "pipe", "http", NULL };
const char *const mail_state_words[] = {
    "new", "stored", "conversation", "attached", "quarantined", "suppressed", NULL
};
const char *const mail_reason_words[] = {
    "usual",          "same",       "own",       "report",    "report_of_none", "auto_reply", "no_sender",
    "unclear_sender", "unreadable", "undecided", "unfetched", "opened",         NULL
};

const struct shape ledger_mail_shape = SHAPE(
    struct ledger_mail, F_ID(struct ledger_mail, id), F_TIME(struct ledger_mail, at, .required = true),
    F_ID(struct ledger_mail, mailbox, .required = true), F_ENUM(struct ledger_mail, way, mail_way_words),
    F_TEXT(struct ledger_mail, folder), F_INT(struct ledger_mail, uidvalidity), F_INT(struct ledger_mail, uid),
    F_TEXT(struct ledger_mail, sha256), F_INT(struct ledger_mail, bytes), F_ID(struct ledger_mail, file),
    F_ENUM(struct ledger_mail, state, mail_state_words), F_ENUM(struct ledger_mail, reason, mail_reason_words),
    F_TEXT(struct ledger_mail, words, .help = "what went wrong, or what told the reason"),
    F_INT(struct ledger_mail, tries), F_TEXT(struct ledger_mail, message_id), F_TEXT(struct ledger_mail, sender),
    F_TEXT(struct ledger_mail, sender_name), F_TEXT(struct ledger_mail, subject), F_JSON(struct ledger_mail, facts),
    F_ID(struct ledger_mail, conversation), F_ID(struct ledger_mail, message),
    F_ID(struct ledger_mail, same_as, .help = "the same bytes came before, as this one"),
    F_ID(struct ledger_mail, team, .help = "of its conversation"));

const struct shape mail_balance_shape = SHAPE(
    struct mail_balance, F_ID(struct mail_balance, mailbox), F_TIME(struct mail_balance, from, .required = true),
    F_TIME(struct mail_balance, to, .required = true), F_INT(struct mail_balance, seen, .help = "all that reached us"),
    F_INT(struct mail_balance, waiting, .help = "kept, and not read yet"),
    F_INT(struct mail_balance, conversation, .help = "opened a conversation"),
    F_INT(struct mail_balance, attached, .help = "joined one"),
    F_INT(struct mail_balance, quarantined, .help = "a person has to look"),
    F_INT(struct mail_balance, suppressed, .help = "nobody has to look: the same once more, our own, a machine's"),
    F_BOOL(struct mail_balance, agrees));

struct mail_content {
    str raw, text;
};
static const struct shape mail_content_shape = SHAPE(struct mail_content, F_BYTES(struct mail_content, raw),
                                                     F_TEXT(struct mail_content, text));

struct mail_html {
    str html;
};
static const struct shape mail_html_shape = SHAPE(struct mail_html, F_TEXT(struct mail_html, html));

struct mail_uid {
    int64_t uid;
};
static const struct shape mail_uid_shape = SHAPE(struct mail_uid, F_INT(struct mail_uid, uid));
LIST(mail_uid);

struct mail_count {
    enum mail_state state;
    int64_t n;
};
static const struct shape mail_count_shape = SHAPE(
    struct mail_count, F_ENUM(struct mail_count, state, mail_state_words), F_INT(struct mail_count, n));
LIST(mail_count);

#include "ledger.sql.h"

const struct event_kind MAIL_ARRIVED = { .name = "mail.arrived", .help = "An e-mail is here; its raw bytes are safe." };
const struct event_kind MAIL_SETTLED = { .name = "mail.settled",
                                         .help = "It is known what became of an e-mail.",
                                         .seen_by = "mail.read" };

const struct event_kind MAIL_SET_ASIDE = { .name = "mail.set_aside",
                                           .help = "Somebody looked at a quarantined e-mail and set it aside.",
                                           .seen_by = "mail.read" };

/* ---- keeping ---- */

static str sha256_of(struct arena *a, str raw)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_take(a, 2 * sizeof hash + 1);
    crypto_hash_sha256(hash, (const unsigned char *)raw.at, raw.n);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return (str){ .at = hex, .n = 2 * sizeof hash };
}

/* From a file of ours, whole; MAIL_BYTES at most. */
static enum err read_file(struct turn *t, str path, str *out)
{
    int fd = open(str_z(t->arena, path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct text all = { .arena = t->arena };
    char part[64 << 10];
    ssize_t n = 0;
    if (fd < 0) return fail(t, BROKEN, "a mail's file cannot be opened");
    while (all.n < MAIL_BYTES && (n = read(fd, part, sizeof part)) > 0)
        text_add(&all, (str){ .at = part, .n = (size_t)n });
    close(fd);
    if (n < 0) return fail(t, BROKEN, "a mail's file cannot be read");
    *out = str_cut(text_str(&all), MAIL_BYTES);
    return OK;
}

/* A large one is a file; of the others, the bytes. */
static enum err take_content(struct turn *t, const struct mail_arrival *what, struct ledger_mail *out, str *raw)
{
    struct file f = { 0 };
    struct sent_file sent = {
        .name = STR("mail.eml"), .upload = what->path, .sha256 = what->sha256, .bytes = what->bytes
    };
    *raw = what->raw;
    if (!what->path.n) return OK;
    if (what->bytes <= MAIL_ROW_BYTES) return read_file(t, what->path, raw);
    TRY(file_keep_sent(t, &sent, &f));
    out->file = f.id;
    return OK;
}

/* The same bytes once more: nothing is kept twice. */
static enum err keep_again(struct turn *t, const struct ledger_mail *first, struct ledger_mail *out)
{
    out->same_as = first->id;
    out->state = MAIL_SUPPRESSED;
    out->reason = MAIL_SAME;
    out->sender = first->sender, out->sender_name = first->sender_name, out->subject = first->subject;
    out->conversation = first->conversation, out->team = first->team;
    return sql_mail_insert(t, out);
}

static enum err keep_new(struct turn *t, const struct mail_arrival *what, struct ledger_mail *out)
{
    str raw = { 0 };
    TRY(take_content(t, what, out, &raw));
    TRY(sql_mail_insert(t, out));
    TRY(sql_mail_insert_content(t, out->id, raw));
    return EMIT(t, MAIL_ARRIVED, .subject = out->id);
}

static struct ledger_mail line_of(struct turn *t, const struct mailbox *m, const struct mail_arrival *what)
{
    return (struct ledger_mail){ .id = turn_id(t),
                                 .at = t->now,
                                 .mailbox = m->id,
                                 .way = what->way,
                                 .folder = what->folder,
                                 .uidvalidity = what->uidvalidity,
                                 .uid = what->uid,
                                 .bytes = what->path.n ? what->bytes : (int64_t)what->raw.n,
                                 .state = MAIL_STORED,
                                 .facts = STR("{}") };
}

static enum err is_kept(struct turn *t, const struct mailbox *m, const struct mail_arrival *what,
                        struct ledger_mail *out, bool *known)
{
    return sql_mail_of_uid(t, m->id, what->folder, what->uidvalidity, what->uid, out, known);
}

static enum err keep(struct turn *t, const struct mail_arrival *what, struct ledger_mail *out)
{
    struct ledger_mail first = { 0 };
    bool same = false;
    TRY(sql_mail_of_content(t, out->mailbox, out->sha256, &first, &same));
    return same ? keep_again(t, &first, out) : keep_new(t, what, out);
}

enum err mail_keep(struct turn *t, const struct mailbox *m, const struct mail_arrival *what, struct ledger_mail *out)
{
    bool known = false;
    TRY(is_kept(t, m, what, out, &known));
    if (known) return OK;
    *out = line_of(t, m, what);
    out->sha256 = what->path.n ? str_copy(t->arena, what->sha256) : sha256_of(t->arena, what->raw);
    return keep(t, what, out);
}

enum err mail_keep_stowed(struct turn *t, const struct mailbox *m, const struct mail_arrival *what,
                          const struct stowed *s, struct ledger_mail *out)
{
    struct file f = { 0 };
    bool known = false;
    TRY(is_kept(t, m, what, out, &known));
    if (known) return OK;
    *out = line_of(t, m, what);
    out->sha256 = s->sha256;
    out->bytes = s->bytes;
    TRY(file_keep_stowed(t, s, &f));
    out->file = f.id;
    return keep(t, &(struct mail_arrival){ .way = what->way }, out);
}

enum err mail_keep_unfetched(struct turn *t, const struct mailbox *m, const struct mail_arrival *what, str why)
{
    struct ledger_mail line = { 0 };
    bool known = false;
    TRY(is_kept(t, m, what, &line, &known));
    if (known) return OK;
    line = line_of(t, m, what);
    line.state = MAIL_QUARANTINED;
    line.reason = MAIL_UNFETCHED;
    line.words = why;
    TRY(sql_mail_insert(t, &line));
    return EMIT(t, MAIL_SETTLED, .subject = line.id);
}

enum err mail_uids_known(struct turn *t, id mailbox, const struct mail_arrival *where, int64_t last,
                         struct id_list *out)
{
    struct mail_uid_list uids = { 0 };
    TRY(sql_mail_uids(t, mailbox, where->folder, where->uidvalidity, where->uid, last, &uids));
    for (size_t i = 0; i < uids.n; i++) *LIST_ADD(t->arena, out) = uids.at[i].uid;
    return OK;
}

/* ---- reading ---- */

enum err mail_find(struct turn *t, id which, struct ledger_mail *out)
{
    return sql_mail_find(t, which, out);
}

enum err mail_raw(struct turn *t, const struct ledger_mail *m, str *out)
{
    struct mail_content c = { 0 };
    struct file_list files = { 0 };
    struct id_list which = { 0 };
    bool found = false;
    id of = m->same_as ? m->same_as : m->id;
    struct ledger_mail first = *m;
    if (m->same_as) TRY(sql_mail_find(t, of, &first));
    TRY(sql_mail_content(t, of, &c, &found));
    if (!found) return fail(t, GONE, "there are no bytes of this mail: it was erased, or never given to us");
    *out = c.raw;
    if (!first.file) return OK;
    *LIST_ADD(t->arena, &which) = first.file;
    TRY(file_list_of(t, &which, &files));
    return files.n ? read_file(t, file_path(t, &files.at[0]), out) : fail(t, BROKEN, "a mail's file is gone");
}

enum err mail_text(struct turn *t, const struct ledger_mail *m, str *out)
{
    struct mail_content c = { 0 };
    bool found = false;
    TRY(sql_mail_content(t, m->same_as ? m->same_as : m->id, &c, &found));
    *out = c.text;
    return found ? OK : fail(t, GONE, "this mail was erased");
}

enum err mail_html_whole(struct turn *t, const struct ledger_mail *m, str *out)
{
    struct mail_html it = { 0 };
    bool found = false;
    TRY(sql_mail_html_whole(t, m->same_as ? m->same_as : m->id, &it, &found));
    *out = it.html;
    return OK;
}

enum err mail_keep_html(struct turn *t, id which, str html, str whole)
{
    return html.n || whole.n ? sql_mail_keep_html(t, which, html, whole) : OK;
}

enum err mail_conversation_named(struct turn *t, str message_id, id *out)
{
    int64_t found = 0;
    TRY(sql_mail_named(t, message_id, &found));
    *out = (id)found;
    return OK;
}

/* ---- how it ends ---- */

enum err mail_settle(struct turn *t, const struct ledger_mail *m, str text)
{
    TRY(sql_mail_settle(t, m));
    if (text.n) TRY(sql_mail_keep_text(t, m->id, text));
    return EMIT(t, MAIL_SETTLED, .subject = m->id, .conversation = m->conversation);
}

enum err mail_tried(struct turn *t, id which, str words)
{
    return sql_mail_tried(t, which, words);
}

/* Its line goes, and its folder is looked through once more: a new line comes, with the mail or without. */
static enum err fetch_again(struct turn *t, const struct ledger_mail *m)
{
    TRY(sql_mail_drop(t, m->id));
    return mailbox_backfill(t, m->mailbox);
}

enum err mail_again(struct turn *t, id which, bool by_hand)
{
    struct ledger_mail m = { 0 };
    TRY(sql_mail_find_to_change(t, which, &m));
    bool open = m.state == MAIL_QUARANTINED || (m.state == MAIL_SUPPRESSED && m.reason != MAIL_SAME);
    if (m.reason == MAIL_UNFETCHED) return fetch_again(t, &m);
    if (!open) return fail(t, CONFLICT, "this mail is where it belongs already");
    m.state = MAIL_STORED;
    m.reason = by_hand ? MAIL_OPENED : MAIL_USUAL;
    m.tries = 0;
    TRY(sql_mail_settle(t, &m));
    return EMIT(t, MAIL_ARRIVED, .subject = m.id);
}

enum err mail_set_aside(struct turn *t, id which)
{
    struct ledger_mail m = { 0 };
    TRY(sql_mail_find_to_change(t, which, &m));
    if (m.state != MAIL_QUARANTINED) return fail(t, CONFLICT, "only a quarantined mail is set aside");
    m.state = MAIL_SUPPRESSED;
    TRY(sql_mail_settle(t, &m));
    return EMIT(t, MAIL_SET_ASIDE, .subject = m.id);
}

/* ---- the balance ---- */

enum err mail_list(struct turn *t, const struct mail_wanted *what, struct ledger_mail_list *out)
{
    return sql_mail_list(t, what->mailbox, what->state, what->from ? what->from : 1, what->to ? what->to : INT64_MAX,
                         what->before ? what->before : INT64_MAX, access_teams(t), (int)what->most, out);
}

enum err mail_balance_of(struct turn *t, id mailbox, usec from, usec to, struct mail_balance *out)
{
    struct mail_count_list counts = { 0 };
    int64_t n[MAIL_SUPPRESSED + 1] = { 0 }, all = 0;
    TRY(sql_mail_balance(t, mailbox, from, to, &counts));
    for (size_t i = 0; i < counts.n; i++) {
        n[counts.at[i].state] += counts.at[i].n;
        all += counts.at[i].n;
    }
    *out = (struct mail_balance){ .mailbox = mailbox,
                                  .from = from,
                                  .to = to,
                                  .seen = all,
                                  .waiting = n[MAIL_NEW] + n[MAIL_STORED],
                                  .conversation = n[MAIL_CONVERSATION],
                                  .attached = n[MAIL_ATTACHED],
                                  .quarantined = n[MAIL_QUARANTINED],
                                  .suppressed = n[MAIL_SUPPRESSED] };
    out->agrees = out->waiting == 0;
    return OK;
}

enum err mail_count_late(struct turn *t, usec before, int64_t *out)
{
    int64_t unfetched = 0;
    TRY(sql_mail_count_in(t, STR("new"), before, &unfetched));
    TRY(sql_mail_count_in(t, STR("stored"), before, out));
    *out += unfetched;
    return OK;
}

enum err mail_count_quarantined(struct turn *t, int64_t *out)
{
    return sql_mail_count_in(t, STR("quarantined"), INT64_MAX, out);
}

enum err mail_follow(struct turn *t, id conversation, id team)
{
    return sql_mail_follow(t, conversation, team);
}

enum err mail_forget(struct turn *t, struct leaving *l)
{
    struct ledger_mail_list gone = { 0 };
    struct id_list which = { 0 }, files = { 0 };
    if (l->conversations.n) TRY(sql_mail_of_conversations(t, &l->conversations, &gone));
    if (gone.n == 0) return OK;
    for (size_t i = 0; i < gone.n; i++) {
        *LIST_ADD(t->arena, &which) = gone.at[i].id;
        if (gone.at[i].file) *LIST_ADD(t->arena, &files) = gone.at[i].file;
    }
    TRY(mail_reading_forget(t, &which));
    TRY(sql_mail_forget_content(t, &which));
    TRY(sql_mail_forget(t, &which, &(int64_t){ 0 }));
    return files.n ? file_release(t, &files) : OK;
}
