#include "conversation/envelope.h"

#include "business/business.h"
#include "channel/email/intake.h"
#include "channel/email/ledger_thread.h"
#include "conversation/delivery_letter.h"
#include "customer/customer.h"
#include "text/email.h"
#include "text/json.h"
#include "text/utf8.h"

static const struct shape correspondent_shape = SHAPE(
    struct correspondent, F_TEXT(struct correspondent, email),
    F_TEXT(struct correspondent, name, .help = "as a mail gave it"),
    F_BOOL(struct correspondent, known,
           .help = "our last answer went to them, too; else they only stood in the customer's last mail"));

const struct shape envelope_proposed_shape = SHAPE(
    struct envelope_proposed, F_TEXT(struct envelope_proposed, to, .help = "the customer; empty: no address"),
    F_TEXT(struct envelope_proposed, name), F_LIST(struct envelope_proposed, others, correspondent_shape),
    F_TEXT(struct envelope_proposed, signature, .help = "stands below what you write"),
    F_TEXT(struct envelope_proposed, quote_intro), F_TEXT(struct envelope_proposed, quote),
    F_TEXT(struct envelope_proposed, quote_html),
    F_INT(struct envelope_proposed, undo_seconds, .help = "so long an answer can be undone"));

enum { SHOWN_CHARACTERS = 60, LOOK_AT = 20 };

bool envelope_is_plain(const struct envelope *e)
{
    return e->to.n == 0 && e->cc.n == 0 && e->bcc.n == 0;
}

/* ---- addresses ---- */

static bool holds(const struct str_list *all, str email)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_is(all->at[i], email)) return true;
    return false;
}

static bool is_theirs(struct turn *t, const struct contact_point_list *points, str email)
{
    str norm = { 0 };
    if (!email_norm(t->arena, email, &norm)) return false;
    for (size_t i = 0; i < points->n; i++)
        if (str_is(points->at[i].value, norm)) return true;
    return false;
}

static enum err is_ours(struct turn *t, str email, bool *out)
{
    struct mailbox box = { 0 };
    return mailbox_of_address(t, email, &box, out);
}

/* The last address of theirs that they wrote from, and that mail. */
static enum err last_mail(struct turn *t, const struct conversation *c, struct ledger_mail *out)
{
    struct ledger_mail_list wrote = { 0 };
    struct contact_point_list points = { 0 };
    TRY(customer_contact_points(t, c->customer, &points));
    TRY(mail_senders(t, c->id, LOOK_AT, &wrote));
    for (size_t i = 0; i < wrote.n; i++)
        if (is_theirs(t, &points, wrote.at[i].sender)) {
            *out = wrote.at[i];
            return OK;
        }
    *out = (struct ledger_mail){ 0 };
    return OK;
}

enum err envelope_of_customer(struct turn *t, const struct conversation *c, str *out)
{
    struct customer who = { 0 };
    struct ledger_mail last = { 0 };
    TRY(customer_find(t, c->customer, &who));
    TRY(last_mail(t, c, &last));
    *out = last.sender.n ? last.sender : who.email;
    return OK;
}

/* ---- what somebody asked for ---- */

static enum err refuse(struct turn *t, const char *field, const char *rule, str said)
{
    str shown = utf8_shorten(t->arena, utf8_line(t->arena, said), SHOWN_CHARACTERS);
    return fail_field(t, field, "%s: \"%.*s\" is none", rule, STR_ARG(shown));
}

static enum err take_to(struct turn *t, const struct conversation *c, str said, str *out)
{
    struct contact_point_list points = { 0 };
    if (said.n == 0) return envelope_of_customer(t, c, out);
    if (!email_norm(t->arena, said, out)) return refuse(t, "to", "must be an e-mail address", said);
    TRY(customer_contact_points(t, c->customer, &points));
    if (is_theirs(t, &points, *out)) return OK;
    return fail_field(t, "to", "must be an address of this customer: name others in cc");
}

static enum err take_one(struct turn *t, const char *field, str said, str *out)
{
    bool ours = false;
    if (!email_norm(t->arena, said, out)) return refuse(t, field, "must hold e-mail addresses", said);
    TRY(is_ours(t, *out, &ours));
    if (!ours) return OK;
    return fail_field(t, field, "must not hold %.*s: that is a mailbox of ours, and would answer itself",
                      STR_ARG(*out));
}

/* Each once, and only where it stands first: to, cc, bcc. */
static enum err take_copies(struct turn *t, const char *field, const struct str_list *said,
                            const struct envelope *before, struct str_list *out)
{
    if (said->n > ENVELOPE_MOST) return fail_field(t, field, "must be at most %d addresses", ENVELOPE_MOST);
    for (size_t i = 0; i < said->n; i++) {
        str email = { 0 };
        TRY(take_one(t, field, said->at[i], &email));
        bool there = str_is(before->to, email) || holds(&before->cc, email) || holds(out, email);
        if (!there) *LIST_ADD(t->arena, out) = email;
    }
    return OK;
}

enum err envelope_take(struct turn *t, const struct conversation *c, const struct envelope *said, struct envelope *out)
{
    struct str_list cc = { 0 };
    *out = (struct envelope){ 0 };
    TRY(take_to(t, c, said->to, &out->to));
    TRY(take_copies(t, "cc", &said->cc, out, &cc));
    out->cc = cc;
    return take_copies(t, "bcc", &said->bcc, out, &out->bcc);
}

/* ---- what is proposed ---- */

struct proposing {
    struct contact_point_list points;
    struct envelope_proposed *out;
};

static enum err add(struct turn *t, struct proposing *p, struct correspondent one)
{
    bool ours = false;
    str email = { 0 };
    if (p->out->others.n >= ENVELOPE_MOST || !email_norm(t->arena, one.email, &email)) return OK;
    if (str_is(email, p->out->to) || is_theirs(t, &p->points, email)) return OK;
    for (size_t i = 0; i < p->out->others.n; i++)
        if (str_is(p->out->others.at[i].email, email)) return OK;
    TRY(is_ours(t, email, &ours));
    one.email = email;
    if (!ours) *LIST_ADD(t->arena, &p->out->others) = one;
    return OK;
}

/* Whom our last answer went to as well. */
static enum err add_known(struct turn *t, struct proposing *p, const struct conversation *c)
{
    struct delivery_list sent = { 0 };
    TRY(delivery_list(t, c->id, &sent));
    if (sent.n == 0) return OK;
    const struct delivery_copy_list *last = &sent.at[sent.n - 1].copies;
    for (size_t i = 0; i < last->n; i++)
        if (!last->at[i].hidden) TRY(add(t, p, (struct correspondent){ .email = last->at[i].email, .known = true }));
    return OK;
}

/* "Bo Lind <bo@example.org>", as the ledger writes it. */
static struct correspondent read_shown(str said)
{
    size_t at = said.n;
    while (at > 0 && said.at[at - 1] != '<') at--;
    if (at == 0 || !str_ends(said, STR(">"))) return (struct correspondent){ .email = said };
    return (struct correspondent){ .email = str_cut(str_from(said, at), said.n - at - 1),
                                   .name = str_trim(str_cut(said, at - 1)) };
}

static enum err add_named(struct turn *t, struct proposing *p, const struct str_list *people)
{
    for (size_t i = 0; i < people->n; i++) TRY(add(t, p, read_shown(people->at[i])));
    return OK;
}

static enum err add_of_mail(struct turn *t, struct proposing *p, const struct ledger_mail *m)
{
    struct mail_facts facts = { 0 };
    if (m->facts.n == 0) return OK;
    if (json_read(t->arena, t->why, m->facts, &mail_facts_shape, &facts) != OK) return OK; /* of an older program */
    TRY(add_named(t, p, &facts.to));
    return add_named(t, p, &facts.cc);
}

static enum err add_below(struct turn *t, const struct conversation *c, struct envelope_proposed *out)
{
    struct delivery next = { .conversation = c->id, .recipient = out->to };
    struct letter_below below = { 0 };
    TRY(mail_came_by(t, c->id, &next.mailbox));
    TRY(delivery_letter_below(t, &next, &below));
    out->signature = below.signature;
    out->quote_intro = below.quote.intro;
    out->quote = below.quote.text;
    out->quote_html = below.quote.html;
    return OK;
}

enum err envelope_propose(struct turn *t, const struct conversation *c, struct envelope_proposed *out)
{
    struct proposing p = { .out = out };
    struct customer who = { 0 };
    struct ledger_mail last = { 0 };
    struct business b = { 0 };
    TRY(business_find(t, &b));
    out->undo_seconds = b.undo_seconds;
    TRY(customer_find(t, c->customer, &who));
    TRY(customer_contact_points(t, c->customer, &p.points));
    TRY(last_mail(t, c, &last));
    out->name = who.name;
    out->to = last.sender.n ? last.sender : who.email;
    TRY(add_known(t, &p, c));
    TRY(add_of_mail(t, &p, &last));
    return add_below(t, c, out);
}
