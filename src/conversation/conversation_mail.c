#include "conversation/conversation_mail.h"

#include "channel/email/intake.h"
#include "channel/email/reading.h"
#include "conversation/attachment.h"
#include "conversation/conversation.h"
#include "conversation/delivery.h"
#include "customer/customer.h"
#include "spine/access.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "text/email.h"
#include "text/json.h"
#include "text/utf8.h"

#include "conversation_mail.sql.h"

/* One letter on its way to where it belongs. */
struct sorting {
    struct opened_mail *letter;
    struct ledger_mail line; /* as it will be kept */
    struct mail_facts facts;
    struct id_list files; /* as they were kept */
    bool by_hand;         /* a person wants a conversation of it, whatever it is */
    str email;            /* the sender's, normalised; empty: none that can be used */
};

static enum err settle(struct turn *t, struct sorting *s, enum mail_state state, enum mail_reason reason)
{
    struct text facts = { .arena = t->arena };
    struct conversation c = { 0 };
    if (s->line.conversation) TRY(conversation_find(t, s->line.conversation, &c));
    s->line.team = c.team;
    json_write(&facts, &mail_facts_shape, &s->facts);
    s->line.state = state;
    s->line.reason = s->by_hand ? MAIL_OPENED : reason;
    s->line.facts = text_str(&facts);
    str text = str_is(s->letter->text, s->letter->said) ? (str){ 0 } : s->letter->text;
    TRY(mail_settle(t, &s->line, text));
    return s->line.message && reason != MAIL_REPORT ? mail_reading_keep(t, s->line.id, s->letter, &s->files) : OK;
}

/* ---- what is said, and what hangs on it ---- */

static enum err keep_files(struct turn *t, const struct opened_mail *l, struct id_list *out)
{
    for (size_t i = 0; i < l->files.n; i++) {
        struct file f = { 0 };
        TRY(file_keep_stowed(t, &l->files.at[i], &f));
        *LIST_ADD(t->arena, out) = f.id;
    }
    return OK;
}

/* The whole is one click away: here it may be shortened, never empty. */
static str body_of(struct turn *t, const struct opened_mail *l)
{
    str said = str_trim(l->said);
    if (utf8_blank(said)) said = l->mail.subject;
    if (utf8_blank(said)) said = l->files.n ? l->files.at[0].name : STR("—");
    return utf8_count(said) > BODY_CHARACTERS ? utf8_shorten(t->arena, said, BODY_CHARACTERS) : said;
}

static enum err words_of(struct turn *t, struct sorting *s, bool machine, struct customer_words *out)
{
    TRY(keep_files(t, s->letter, &s->files));
    *out = (struct customer_words){ .body = body_of(t, s->letter), .machine = machine, .files = s->files };
    return OK;
}

/* ---- which conversation ---- */

/* The one that a mark of ours names, if it is still here. 0: none. */
static enum err named(struct turn *t, const struct opened_mail *l, struct conversation *out)
{
    id which = l->conversation;
    if (!which && l->message) TRY(sql_mail_conversation_of_message(t, l->message, &which));
    *out = (struct conversation){ 0 };
    if (!which) return OK;
    enum err err = conversation_find(t, which, out);
    if (err == NOT_FOUND) *out = (struct conversation){ 0 };
    return err == NOT_FOUND ? OK : err;
}

static enum err is_of(struct turn *t, const struct sorting *s, id customer, bool *out)
{
    struct contact_point_list points = { 0 };
    *out = false;
    if (!s->email.n) return OK;
    TRY(customer_contact_points(t, customer, &points));
    for (size_t i = 0; i < points.n; i++) *out = *out || str_is(points.at[i].value, s->email);
    return OK;
}

/* What it says it belongs to: a mark whose writer is somebody else, or a mail of a customer that it refers to. */
static enum err claimed(struct turn *t, const struct opened_mail *l, const struct conversation *marked, id *out)
{
    enum { LOOK_AT = 5 };
    const struct str_list *refs = &l->mail.references;
    *out = marked->id;
    if (!*out) TRY(mail_conversation_named(t, l->mail.in_reply_to, out));
    for (size_t i = 0; i < refs->n && i < LOOK_AT && !*out; i++)
        TRY(mail_conversation_named(t, refs->at[refs->n - 1 - i], out));
    return OK;
}

/* ---- where it goes ---- */

static enum err join(struct turn *t, struct sorting *s, const struct conversation *c, bool machine)
{
    struct customer_words words = { 0 };
    struct message m = { 0 };
    struct turn as = *t;
    as.actor = (struct actor){ .kind = CUSTOMER, .who = c->customer };
    TRY(words_of(&as, s, machine, &words));
    TRY(conversation_customer_says(&as, c->id, &words, &m));
    s->line.conversation = m.conversation; /* a closed one is continued by another */
    s->line.message = m.id;
    return settle(t, s, m.conversation == c->id ? MAIL_ATTACHED : MAIL_CONVERSATION,
                  machine ? MAIL_AUTO_REPLY : MAIL_USUAL);
}

static struct turn acting(const struct turn *t, const struct staff *who)
{
    struct turn as = *t;
    as.actor = (struct actor){ .kind = STAFF, .role = who->role, .who = who->id, .teams = who->teams };
    return as;
}

/* By mail nobody may more than at the desk. */
static bool may_answer(const struct turn *t, const struct staff *who, const struct conversation *c)
{
    struct turn as = acting(t, who);
    return access_has_in(&as, "conversation.reply", c->team);
}

static enum err answer_as(struct turn *t, struct sorting *s, const struct staff *who, const struct conversation *c)
{
    struct message m = { 0 };
    struct turn as = acting(t, who);
    TRY(conversation_write(&as, c->id, body_of(t, s->letter), false, &m));
    TRY(keep_files(&as, s->letter, &s->files));
    TRY(attachment_hang(&as, &m, &s->files));
    s->line.conversation = c->id;
    s->line.message = m.id;
    return settle(t, s, MAIL_ATTACHED, MAIL_USUAL);
}

static enum err open_new(struct turn *t, struct sorting *s, const struct conversation *marked)
{
    struct opened_mail *l = s->letter;
    struct customer who = { 0 };
    struct customer_words words = { 0 };
    struct message first = { 0 };
    struct conversation c = { .channel = STR("email"), .team = l->mailbox.team };
    TRY(customer_meet(t, s->email, utf8_cut(l->mail.from.name, CUSTOMER_NAME_CHARACTERS), (str){ 0 }, &who));
    struct turn as = *t;
    as.actor = (struct actor){ .kind = CUSTOMER, .who = who.id };
    TRY(words_of(&as, s, false, &words));
    TRY(claimed(t, l, marked, &c.claims));
    c.customer = who.id;
    c.language = who.language;
    c.subject = conversation_subject(t, l->mail.subject, words.body);
    TRY(conversation_open(t, &c, &words, &first));
    s->line.conversation = c.id;
    s->line.message = first.id;
    return settle(t, s, MAIL_CONVERSATION, MAIL_USUAL);
}

/* What became of a message of ours; forged ones name none. */
static enum err take_report(struct turn *t, struct sorting *s)
{
    id of = 0;
    if (s->letter->reported) TRY(sql_mail_conversation_of_message(t, s->letter->reported, &of));
    if (!of) return settle(t, s, MAIL_SUPPRESSED, MAIL_REPORT_OF_NONE);
    s->line.conversation = of;
    s->line.message = s->letter->reported;
    if (s->letter->bounce.kind == PERMANENT) TRY(delivery_bounced(t, s->letter->reported, &s->letter->bounce));
    return settle(t, s, MAIL_ATTACHED, MAIL_REPORT);
}

static enum err take_person(struct turn *t, struct sorting *s)
{
    struct conversation c = { 0 };
    struct staff colleague = { 0 };
    bool theirs = false, works_here = false;
    TRY(named(t, s->letter, &c));
    if (c.id) TRY(is_of(t, s, c.customer, &theirs));
    if (theirs) return join(t, s, &c, false);
    if (s->email.n) TRY(staff_by_email(t, s->email, &colleague, &works_here));
    works_here = works_here && colleague.active;
    if (works_here) TRY(staff_teams(t, colleague.id, &colleague.teams));
    if (works_here && c.id && s->letter->proved && may_answer(t, &colleague, &c))
        return answer_as(t, s, &colleague, &c);
    s->facts.colleague = works_here && !s->letter->proved;
    return open_new(t, s, &c);
}

static enum err take_auto_reply(struct turn *t, struct sorting *s)
{
    struct conversation c = { 0 };
    bool theirs = false;
    TRY(named(t, s->letter, &c));
    if (c.id) TRY(is_of(t, s, c.customer, &theirs));
    return theirs ? join(t, s, &c, true) : settle(t, s, MAIL_SUPPRESSED, MAIL_AUTO_REPLY);
}

static enum err sort(struct turn *t, struct sorting *s)
{
    const struct opened_mail *l = s->letter;
    if (s->by_hand) return open_new(t, s, &(struct conversation){ 0 });
    if (l->bounce.kind != NO_BOUNCE || l->machine == A_REPORT) return take_report(t, s);
    if (l->mail.sender_is == FROM_NOBODY) return settle(t, s, MAIL_QUARANTINED, MAIL_NO_SENDER);
    if (l->mail.sender_is == FROM_UNCLEAR) return settle(t, s, MAIL_QUARANTINED, MAIL_UNCLEAR_SENDER);
    if (l->machine == OUR_OWN) return settle(t, s, MAIL_SUPPRESSED, MAIL_OWN);
    if (l->machine == AUTO_REPLY) return take_auto_reply(t, s);
    return take_person(t, s);
}

/* ---- one of the many ---- */

static void learn(struct turn *t, struct sorting *s)
{
    const struct mail *m = &s->letter->mail;
    s->line.message_id = m->id;
    s->line.sender = m->from.email;
    s->line.sender_name = m->from.name;
    s->line.subject = m->subject;
    opened_mail_facts(t->arena, s->letter, &s->facts);
    if (!email_norm(t->arena, m->from.email, &s->email)) s->email = (str){ 0 };
}

static enum err take(struct turn *t, void *with)
{
    struct sorting *s = with;
    *s = (struct sorting){ .letter = s->letter };
    TRY(mail_find(t, s->letter->line.id, &s->line));
    if (s->line.state != MAIL_STORED) return OK;
    s->by_hand = s->line.reason == MAIL_OPENED;
    learn(t, s);
    return sort(t, s);
}

static enum err quarantine(struct turn *t, struct opened_mail *l, enum mail_reason reason, str words)
{
    struct sorting s = { .letter = l, .line = l->line };
    s.line.words = str_copy(t->arena, words);
    s.line.tries = l->line.tries + 1;
    s.line.state = MAIL_QUARANTINED;
    s.line.reason = reason;
    return mail_settle(t, &s.line, (str){ 0 });
}

static enum err take_one(struct turn *t, struct opened_mail *l)
{
    struct sorting s = { .letter = l };
    enum err whole = OK;
    if (l->err != OK && l->line.tries + 1 >= MAIL_TRIES) return quarantine(t, l, MAIL_UNREADABLE, l->words);
    if (l->err != OK) return mail_tried(t, l->line.id, l->words);
    enum err err = turn_part(t, take, &s, &whole);
    if (whole != OK) return whole;
    return err == OK ? OK : quarantine(t, l, MAIL_UNDECIDED, t->why->words);
}

static enum err take_all(struct turn *t, void *with)
{
    struct opened_mails *all = with;
    for (size_t i = 0; i < all->all.n; i++) TRY(take_one(t, &all->all.at[i]));
    return OK;
}

/* Those that nobody could take apart come again by themselves, until they have been tried often enough. */
static enum err put_off(struct turn *t, const struct opened_mails *read, const struct event_list *all)
{
    for (size_t i = 0; i < read->all.n; i++) {
        const struct opened_mail *l = &read->all.at[i];
        if (l->err == OK) continue;
        if (l->err != BROKEN) return fail(t, l->err, "%.*s", STR_ARG(l->words));
        if (l->line.tries + 1 >= MAIL_TRIES) continue;
        for (size_t e = 0; e < all->n; e++)
            if (all->at[e].subject == l->line.id) reaction_put_off(t, all->at[e].id, l->words);
    }
    return OK;
}

enum err conversation_receive_mail(struct turn *t, const struct event_list *all)
{
    struct opened_mails read = { 0 };
    struct id_list which = { 0 };
    for (size_t i = 0; i < all->n; i++) *LIST_ADD(t->arena, &which) = all->at[i].subject;
    enum err err = opened_mails_read(t, &which, &read);
    for (size_t i = read.looked; err == OK && i < all->n; i++) reaction_hand_back(t, all->at[i].id);
    if (err == OK) err = put_off(t, &read, all);
    if (err == OK) err = reaction_then(t, take_all, &read);
    opened_mails_close(&read);
    return err;
}

enum err conversation_mail_follows(struct turn *t, const struct event *e)
{
    struct conversation c = { 0 };
    TRY(conversation_find(t, e->conversation, &c)); /* the event's team is whom it is told to */
    return mail_follow(t, c.id, c.team);
}
