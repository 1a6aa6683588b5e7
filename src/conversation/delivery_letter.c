#include "conversation/delivery_letter.h"

#include "base/zone.h"
#include "business/business.h"
#include "channel/email/compose.h"
#include "channel/email/domain.h"
#include "channel/email/ledger_thread.h"
#include "customer/customer.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "text/markup.h"
#include "text/words.h"

#include <fcntl.h>
#include <unistd.h>

/* All that it is made from, as it stands in the database. */
struct material {
    const struct delivery *delivery;
    const struct mailbox *box;
    struct conversation c;
    struct customer who;
    struct business business;
    struct message m;
    struct message_list said; /* before it, and it */
    struct ledger_mail_list mails;
    struct delivery_list ours;
    struct delivery_copy_list copies;
    str signature;
    struct dkim_key key; /* none: its private_key is empty */
};

static enum err take_messages(struct turn *t, struct material *it)
{
    struct message_list all = { 0 };
    TRY(conversation_messages(t, it->c.id, false, &all));
    for (size_t i = 0; i < all.n && all.at[i].id <= it->delivery->message; i++) {
        it->m = all.at[i];
        *LIST_ADD(t->arena, &it->said) = all.at[i];
    }
    return it->m.id == it->delivery->message ? OK : fail(t, NOT_FOUND, "this message is gone");
}

/* The mailbox's own, or the business's. */
static enum err take_signature(struct turn *t, struct material *it)
{
    struct staff who = { 0 };
    str pattern = it->box->signature;
    enum err err = it->m.author_kind == STAFF ? staff_find(t, it->m.author, &who) : OK;
    if (err != OK && err != NOT_FOUND) return err;
    if (str_empty(str_trim(pattern))) pattern = it->business.signature;
    it->signature = str_trim(business_signature(t, &it->business, who.name, pattern));
    return OK;
}

static void take_copies(struct material *it)
{
    for (size_t i = 0; i < it->ours.n; i++)
        if (it->ours.at[i].message == it->m.id) it->copies = it->ours.at[i].copies;
}

static enum err gather(struct turn *t, void *with)
{
    struct material *it = with;
    TRY(conversation_find(t, it->delivery->conversation, &it->c));
    TRY(customer_find(t, it->c.customer, &it->who));
    TRY(business_find(t, &it->business));
    TRY(take_messages(t, it));
    TRY(mail_names(t, it->c.id, it->m.id, &it->mails));
    TRY(delivery_list(t, it->c.id, &it->ours));
    TRY(domain_key(t, it->box->address, &it->key));
    take_copies(it);
    return take_signature(t, it);
}

/* ---- who, and about what ---- */

static struct mail_address reply_to(struct arena *a, const struct house *h, const struct material *it)
{
    struct reply_keys keys;
    struct mail_address to = { .name = it->box->from_name };
    mailbox_reply_keys(h, &keys);
    if (!it->box->plus || !reply_address_make(a, &keys, it->box->address, it->c.id, &to.email))
        return (struct mail_address){ 0 }; /* the Message-ID has to do */
    return to;
}

/* The same header for everybody and for every try; in the envelope, whom no server has taken it for yet: the customer
 * first, then the copies in their order. */
static void address_to(struct arena *a, const struct material *it, struct letter *l, struct smtp_mail *out)
{
    const struct delivery *d = it->delivery;
    *LIST_ADD(a, &l->to) = (struct mail_address){ .name = it->who.name, .email = d->recipient };
    if (!d->sent_at) *LIST_ADD(a, &out->to) = d->recipient;
    for (size_t i = 0; i < it->copies.n; i++) {
        const struct delivery_copy *copy = &it->copies.at[i];
        if (!copy->hidden) *LIST_ADD(a, &l->cc) = (struct mail_address){ .email = copy->email };
        if (copy->state == COPY_WAITING) *LIST_ADD(a, &out->to) = copy->email;
    }
}

static str subject(struct arena *a, str about)
{
    return str_is_nocase(str_cut(about, 3), STR("re:")) ? about : str_format(a, "Re: %.*s", STR_ARG(about));
}

static str id_of_customers(const struct material *it, const struct message *m)
{
    for (size_t i = 0; i < it->mails.n && m->author_kind == CUSTOMER; i++)
        if (it->mails.at[i].message == m->id) return it->mails.at[i].message_id;
    return (str){ 0 };
}

static str id_of_ours(const struct material *it, const struct message *m)
{
    for (size_t i = 0; i < it->ours.n; i++)
        if (it->ours.at[i].message == m->id) return it->ours.at[i].message_id;
    return (str){ 0 };
}

/* The thread so far, as their program knows it. */
static void refer(struct arena *a, const struct material *it, struct letter *l)
{
    for (size_t i = 0; i + 1 < it->said.n; i++) {
        str theirs = id_of_customers(it, &it->said.at[i]), ours = id_of_ours(it, &it->said.at[i]);
        if (theirs.n) l->in_reply_to = theirs;
        if (theirs.n || ours.n) *LIST_ADD(a, &l->references) = theirs.n ? theirs : ours;
    }
}

/* ---- what is said ---- */

static void say(struct arena *a, const struct material *it, struct letter *l)
{
    str sign = it->signature.n ? str_format(a, "-- \n%.*s", STR_ARG(it->signature)) : (str){ 0 };
    l->text = sign.n ? str_format(a, "%.*s\n\n%.*s", STR_ARG(it->m.body), STR_ARG(sign)) : it->m.body;
    l->html = it->m.html;
    if (l->html.n && sign.n) l->html = str_join(a, l->html, markup_of_text(a, sign));
}

static const struct message *last_of_customer(const struct material *it)
{
    const struct message *last = NULL;
    for (size_t i = 0; i + 1 < it->said.n; i++)
        if (it->said.at[i].author_kind == CUSTOMER && !it->said.at[i].machine) last = &it->said.at[i];
    return last;
}

static void quote(struct arena *a, const struct material *it, struct letter *l)
{
    enum { A_DATE = 10 }; /* 2026-11-24: means the same in every language */
    const struct message *last = last_of_customer(it);
    struct text intro = { .arena = a };
    if (!last) return;
    str when = str_cut(time_iso(a, zone_wall(it->business.zone, last->at)), A_DATE);
    struct word_arg args[] = { { .name = "name", .text = it->who.name.n ? it->who.name : it->delivery->recipient },
                               { .name = "date", .text = when } };
    words_write(&intro, words_for_or(it->c.language, it->business.language), STR("mail.wrote"), args, COUNT_OF(args));
    l->quote = (struct letter_quote){ .intro = text_str(&intro), .text = last->body, .html = last->html };
}

/* ---- what hangs on it ---- */

static enum err read_file(struct turn *t, const struct file *f, str *out)
{
    int fd = open(str_z(t->arena, file_path(t, f)), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return fail(t, BROKEN, "the file %.*s cannot be opened", STR_ARG(f->name));
    struct text all = { .arena = t->arena };
    char part[64 << 10];
    ssize_t n = 0;
    while ((n = read(fd, part, sizeof part)) > 0) text_add(&all, (str){ .at = part, .n = (size_t)n });
    close(fd);
    *out = text_str(&all);
    return n < 0 ? fail(t, BROKEN, "the file %.*s cannot be read", STR_ARG(f->name)) : OK;
}

static enum err attach(struct turn *t, const struct material *it, struct letter *l)
{
    int64_t bytes = 0;
    for (size_t i = 0; i < it->m.files.n; i++) bytes += it->m.files.at[i].bytes;
    if (bytes > MAIL_BYTES)
        return fail(t, TOO_LARGE, "its files are more than one mail can carry: %d MiB", MAIL_BYTES >> 20);
    for (size_t i = 0; i < it->m.files.n; i++) {
        const struct file *f = &it->m.files.at[i];
        struct letter_file one = { .name = f->name, .type = f->type };
        TRY(read_file(t, f, &one.bytes));
        *LIST_ADD(t->arena, &l->files) = one;
    }
    return OK;
}

enum err delivery_letter(struct turn *t, const struct delivery *d, const struct mailbox *box, struct smtp_mail *out)
{
    struct material it = { .delivery = d, .box = box };
    TRY(turn_read(t->house, actor_system(), gather, &it, t->why, t->arena));
    struct letter l = { .from = { .name = box->from_name, .email = box->address },
                        .reply_to = reply_to(t->arena, t->house, &it),
                        .subject = subject(t->arena, it.c.subject),
                        .message_id = d->message_id,
                        .date = it.m.at,
                        .automatic = it.m.author_kind == SYSTEM };
    refer(t->arena, &it, &l);
    say(t->arena, &it, &l);
    quote(t->arena, &it, &l);
    TRY(attach(t, &it, &l));
    *out = (struct smtp_mail){ .from = box->address };
    address_to(t->arena, &it, &l, out);
    TRY(letter_compose(t->arena, t->why, &l, &out->bytes));
    return it.key.private_key.n ? dkim_sign(t->arena, t->why, &it.key, out->bytes, it.m.at, &out->bytes) : OK;
}

enum err delivery_letter_below(struct turn *t, const struct delivery *next, struct letter_below *out)
{
    struct mailbox box = { 0 };
    struct material it = { .delivery = next, .box = &box };
    struct letter l = { 0 };
    if (next->mailbox) TRY(mailbox_find(t, next->mailbox, &box));
    TRY(conversation_find(t, next->conversation, &it.c));
    TRY(customer_find(t, it.c.customer, &it.who));
    TRY(business_find(t, &it.business));
    TRY(conversation_messages(t, it.c.id, false, &it.said));
    it.m = (struct message){ .author_kind = t->actor.kind, .author = t->actor.who };
    *LIST_ADD(t->arena, &it.said) = it.m;
    TRY(take_signature(t, &it));
    quote(t->arena, &it, &l);
    *out = (struct letter_below){ .signature = it.signature, .quote = l.quote };
    return OK;
}
