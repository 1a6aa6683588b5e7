/* What became of every mail: the balance, the lists behind its numbers, and what a person does about one. */
#include "channel/email/mail_routes.h"

#include "business/business.h"
#include "channel/email/intake.h"
#include "channel/email/mail.h"
#include "spine/access.h"
#include "spine/audit.h"
#include "spine/house.h"
#include "spine/sample.h"

enum { ACCEPTED = 202, DAYS_USUAL = 14, DAYS_MOST = 92, ROWS_USUAL = 50, ROWS_MOST = 200, LATE_MINUTES = 15 };

enum err mail_find_for(struct turn *t, const char *permission, id which, struct ledger_mail *out)
{
    struct mailbox box = { 0 };
    TRY(mail_find(t, which, out));
    if (out->conversation) return access_may_in(t, permission, out->team);
    return mailbox_find_for(t, permission, out->mailbox, &box);
}

/* ---- handing in ---- */

struct which_mailbox {
    id mailbox;
};
static const struct shape which_mailbox_shape = SHAPE(
    struct which_mailbox, F_ID(struct which_mailbox, mailbox, .required = true, .help = "whose"));

struct mail_accepted {
    id mail;
    enum mail_state state;
};
static const struct shape mail_accepted_shape = SHAPE(
    struct mail_accepted, F_ID(struct mail_accepted, mail, .help = "by which you can ask what became of it"),
    F_ENUM(struct mail_accepted, state, mail_state_words, .help = "suppressed: the same bytes were here before"));

static enum err hand_in(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct mailbox box = { 0 };
    struct ledger_mail kept = { 0 };
    TRY(mailbox_find(t, ((const struct which_mailbox *)in)->mailbox, &box));
    if (!ask->request || ask->request->upload_bytes == 0)
        return fail(t, INVALID, "send the mail, as it came, as the body of the request");
    struct mail_arrival what = { .way = BY_HTTP,
                                 .path = ask->request->upload,
                                 .sha256 = ask->request->upload_sha256,
                                 .bytes = ask->request->upload_bytes };
    TRY(mail_keep(t, &box, &what, &kept));
    ask->answer->code = ACCEPTED;
    ask->answer->where = str_format(t->arena, "/api/v1/mails/%lld", (long long)kept.id);
    *(struct mail_accepted *)out = (struct mail_accepted){ .mail = kept.id, .state = kept.state };
    return OK;
}

/* ---- the balance ---- */

struct balance_wanted {
    id mailbox;
    int64_t days;
};
static const struct shape balance_wanted_shape = SHAPE(
    struct balance_wanted, F_ID(struct balance_wanted, mailbox, .required = true, .help = "whose"),
    F_INT(struct balance_wanted, days, .max = DAYS_MOST, .help = "so many, today first; 14 when it is left out"));

/* Days begin at midnight where the business is. */
static enum err balance(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct balance_wanted *w = in;
    struct mailbox box = { 0 };
    struct business b = { 0 };
    struct mail_balance_list days = { 0 };
    (void)ask;
    TRY(mailbox_find_for(t, "mail.read", w->mailbox, &box));
    TRY(business_find(t, &b));
    usec wall = zone_wall(b.zone, t->now), to = INT64_MAX;
    for (int64_t i = 0; i < (w->days ? w->days : DAYS_USUAL); i++) {
        usec from = zone_moment(b.zone, (wall / DAY - i) * DAY);
        TRY(mail_balance_of(t, box.id, from, to == INT64_MAX ? t->now + DAY : to, LIST_ADD(t->arena, &days)));
        to = from;
    }
    *(struct list *)out = (struct list){ .at = days.at, .n = days.n, .room = days.room };
    return OK;
}

/* ---- lists and single ones ---- */

struct mails_wanted {
    id mailbox;
    str state;
    usec from, to;
    id before;
    int64_t limit;
};
static const struct shape mails_wanted_shape = SHAPE(
    struct mails_wanted, F_ID(struct mails_wanted, mailbox, .required = true, .help = "whose"),
    F_TEXT(struct mails_wanted, state, .max = 20, .help = "quarantined, suppressed, …; empty: all"),
    F_TIME(struct mails_wanted, from, .help = "reached us then or later"),
    F_TIME(struct mails_wanted, to, .help = "before then"),
    F_ID(struct mails_wanted, before, .help = "older than this one: the last of the page before"),
    F_INT(struct mails_wanted, limit, .max = ROWS_MOST, .help = "50 when it is left out"));

static enum err check_state(struct turn *t, str state)
{
    if (str_empty(state)) return OK;
    for (int i = 0; mail_state_words[i]; i++)
        if (str_is(state, str_of(mail_state_words[i]))) return OK;
    return fail_field(t, "state", "must be new, stored, conversation, attached, quarantined or suppressed");
}

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct mails_wanted *w = in;
    struct mailbox box = { 0 };
    struct ledger_mail_list rows = { 0 };
    (void)ask;
    TRY(mailbox_find_for(t, "mail.read", w->mailbox, &box));
    TRY(check_state(t, w->state));
    struct mail_wanted wanted = { .mailbox = box.id,
                                  .state = w->state,
                                  .from = w->from,
                                  .to = w->to,
                                  .before = w->before,
                                  .most = w->limit ? w->limit : ROWS_USUAL };
    TRY(mail_list(t, &wanted, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

struct which_mail {
    id mail;
};
static const struct shape which_mail_shape = SHAPE(
    struct which_mail, F_ID(struct which_mail, mail, .required = true, .help = "which one"));

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return mail_find_for(t, "mail.read", ((const struct which_mail *)in)->mail, out);
}

static enum err original(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct ledger_mail m = { 0 };
    (void)out;
    TRY(mail_find_for(t, "mail.read", ((const struct which_mail *)in)->mail, &m));
    TRY(mail_raw(t, &m, &ask->answer->body));
    ask->answer->file_name = STR("mail.eml");
    ask->answer->type = STR(ANY_FILE);
    return OK;
}

struct mail_words {
    str text, html;
};
static const struct shape mail_words_shape = SHAPE(
    struct mail_words, F_TEXT(struct mail_words, text, .help = "all of it; empty: nothing was cut off"),
    F_TEXT(struct mail_words, html, .help = "the same, cleaned; empty: the text says it all"));

static enum err text(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct ledger_mail m = { 0 };
    (void)ask;
    TRY(mail_find_for(t, "mail.read", ((const struct which_mail *)in)->mail, &m));
    TRY(mail_html_whole(t, &m, &((struct mail_words *)out)->html));
    return mail_text(t, &m, &((struct mail_words *)out)->text);
}

struct mail_act {
    id mail;
    bool by_hand;
};
static const struct shape mail_act_shape = SHAPE(
    struct mail_act, F_ID(struct mail_act, mail, .required = true, .help = "which one"),
    F_BOOL(struct mail_act, by_hand, .help = "open a conversation of it, whatever it is"));

static enum err again(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct mail_act *act = in;
    struct ledger_mail m = { 0 };
    (void)ask;
    TRY(mail_find_for(t, "mail.sort", act->mail, &m));
    TRY(mail_again(t, act->mail, act->by_hand));
    if (m.reason != MAIL_UNFETCHED) return mail_find(t, act->mail, out);
    *(struct ledger_mail *)out = m;
    return OK;
}

static enum err set_aside(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which_mail *)in)->mail;
    (void)ask;
    TRY(mail_find_for(t, "mail.sort", which, out));
    TRY(mail_set_aside(t, which));
    return mail_find(t, which, out);
}

/* ---- what is wrong ---- */

static enum err audit(struct turn *t, struct finding_list *out)
{
    int64_t late = 0, quarantined = 0;
    TRY(mail_count_late(t, t->now - LATE_MINUTES * MINUTE, &late));
    TRY(mail_count_quarantined(t, &quarantined));
    if (late)
        FOUND(t, out, .severity = DANGER, .about = STR("mail"), .code = STR("mail_late"),
              .args = ARGS(t, ARG_INT(t, "n", late)),
              .words = str_format(t->arena, "%lld mails are kept and have become nothing yet", (long long)late),
              .fix = STR("see that the program is serving, and what the log and the parked work say"));
    else
        FOUND(t, out, .about = STR("mail"), .code = STR("mail_balanced"),
              .words = STR("every mail that came has become something"));
    if (quarantined)
        FOUND(t, out, .severity = NOTE, .about = STR("mail"), .code = STR("mail_quarantined"),
              .args = ARGS(t, ARG_INT(t, "n", quarantined)),
              .words = str_format(t->arena, "%lld mails wait for a person to look at them", (long long)quarantined),
              .fix = STR("open them or set them aside: Administration, E-mail, Quarantine"));
    return OK;
}

static const struct route routes[] = {
    { .on = "POST /api/v1/mailboxes/{mailbox}/mails",
      .may = "incoming.write",
      .takes = &which_mailbox_shape,
      .gives = &mail_accepted_shape,
      .upload = true,
      .rate = RATE_INTAKE,
      .run = hand_in,
      .help = "Hand in one e-mail, as it came (RFC 5322). 202: it is safe on disk, and sorted in a moment." },
    { .on = "GET /api/v1/mailboxes/{mailbox}/balance",
      .may = "mail.read",
      .takes = &balance_wanted_shape,
      .gives = &mail_balance_shape,
      .gives_list = true,
      .run = balance,
      .help = "What became of all mail, a row for each day: what was seen is the sum of the rest." },
    { .on = "GET /api/v1/mailboxes/{mailbox}/mails",
      .may = "mail.read",
      .takes = &mails_wanted_shape,
      .gives = &ledger_mail_shape,
      .gives_list = true,
      .run = list,
      .help = "The mails themselves, newest first." },
    { .on = "GET /api/v1/mails/{mail}",
      .may = "mail.read",
      .takes = &which_mail_shape,
      .gives = &ledger_mail_shape,
      .run = show,
      .help = "What became of one mail." },
    { .on = "GET /api/v1/mails/{mail}/text",
      .may = "mail.read",
      .takes = &which_mail_shape,
      .gives = &mail_words_shape,
      .run = text,
      .help = "All that was written in it, with the quotes and signatures that the thread leaves out." },
    { .on = "GET /api/v1/mails/{mail}/original",
      .may = "mail.read",
      .takes = &which_mail_shape,
      .type = ANY_FILE,
      .run = original,
      .help = "The mail as it came, byte for byte." },
    { .on = "POST /api/v1/mails/{mail}/again",
      .may = "mail.sort",
      .takes = &mail_act_shape,
      .gives = &ledger_mail_shape,
      .run = again,
      .help = "Sort a quarantined or suppressed mail once more, or fetch it once more; by_hand: open a conversation of "
              "it." },
    { .on = "POST /api/v1/mails/{mail}/set-aside",
      .may = "mail.sort",
      .takes = &which_mail_shape,
      .gives = &ledger_mail_shape,
      .run = set_aside,
      .help = "Nothing has to become of a quarantined mail: it is suppressed, and can still be opened." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "mail.read", .roles = EVERY_ROLE, .help = "see what became of every mail" },
    { .name = "mail.sort",
      .roles = EVERY_ACTING_ROLE,
      .help = "open quarantined and suppressed mails, and set them aside" },
    { 0 },
};
static const struct event_kind *const events[] = { &MAIL_ARRIVED, &MAIL_SETTLED, &MAIL_SET_ASIDE, NULL };

const struct module module_mail = { .name = "mail",
                                    .routes = routes,
                                    .permissions = permissions,
                                    .events = events,
                                    .audit = audit,
                                    .forget = mail_forget };
