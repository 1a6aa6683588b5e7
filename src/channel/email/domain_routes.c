/* What the DNS says of the domains we send from, and the key to publish there. */
#include "channel/email/domain.h"
#include "channel/email/mail_routes.h"
#include "spine/audit.h"
#include "text/json.h"

struct domain_told {
    str domain;
    usec asked_at, checked_at;
    str selector, record;
    bool key_wanted, signs;
    struct domain_judgement_list judgements;
};
static const struct shape domain_told_shape = SHAPE(
    struct domain_told, F_TEXT(struct domain_told, domain, .required = true),
    F_TIME(struct domain_told, asked_at, .help = "null: never"),
    F_TIME(struct domain_told, checked_at, .help = "when it was looked up last; before asked_at: it is under way"),
    F_TEXT(struct domain_told, selector, .help = "of our own key; empty: there is none"),
    F_TEXT(struct domain_told, record, .help = "the public half, as it has to stand in the DNS"),
    F_BOOL(struct domain_told, key_wanted, .help = "it is being made"),
    F_BOOL(struct domain_told, signs, .help = "our mails are signed: the DNS has been seen to have the key"),
    F_LIST(struct domain_told, judgements, domain_judgement_shape, .help = "one of each record"));
LIST(domain_told);

static const char *const wish_words[] = { "keep", "make", "drop", NULL };

struct domain_asking {
    str domain;
    enum domain_key_wish key;
};
static const struct shape domain_asking_shape = SHAPE(
    struct domain_asking,
    F_TEXT(struct domain_asking, domain, .required = true, .max = 253, .help = "of one of our mailboxes",
           .example = "example.org"),
    F_ENUM(struct domain_asking, key, wish_words, .help = "make: a key to sign with, unless there is one; drop: none"));

static enum err tell(struct turn *t, const struct mail_domain *d, struct domain_told *out)
{
    struct domain_found found = { 0 };
    TRY(json_read(t->arena, t->why, d->found, &domain_found_shape, &found));
    *out = (struct domain_told){ .domain = d->domain,
                                 .asked_at = d->asked_at,
                                 .checked_at = d->checked_at,
                                 .selector = d->selector,
                                 .record = d->public_record,
                                 .key_wanted = d->key_wanted,
                                 .signs = d->signs,
                                 .judgements = found.judgements };
    return OK;
}

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct mail_domain_list all = { 0 };
    struct domain_told_list told = { 0 };
    (void)ask, (void)in;
    TRY(domain_list(t, &all));
    for (size_t i = 0; i < all.n; i++) TRY(tell(t, &all.at[i], LIST_ADD(t->arena, &told)));
    *(struct list *)out = (struct list){ .at = told.at, .n = told.n, .room = told.room };
    return OK;
}

static enum err ask_for(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct domain_asking *it = in;
    struct mail_domain d = { 0 };
    (void)ask;
    TRY(domain_ask(t, it->domain, it->key, &d));
    return tell(t, &d, out);
}

/* ---- what is wrong with them ---- */

static void find_wrong(struct turn *t, const struct domain_told *d, struct finding_list *out)
{
    struct text which = { .arena = t->arena };
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct domain_judgement *it = &d->judgements.at[i];
        if (it->verdict != DOMAIN_WRONG) continue;
        text_addf(&which, "%s%s", which.n ? ", " : "", domain_record_words[it->record]);
    }
    str names = text_str(&which);
    if (!names.n) return;
    FOUND(t, out, .severity = WARNING, .about = STR("domain"), .code = STR("domain_wrong"),
          .args = ARGS(t, ARG("domain", d->domain), ARG("records", names)),
          .words = str_format(t->arena, "the DNS of %.*s is wrong for mail: %.*s", STR_ARG(d->domain), STR_ARG(names)),
          .fix = STR("the page of mailboxes says what to publish instead"));
}

static enum err audit(struct turn *t, struct finding_list *out)
{
    struct mail_domain_list all = { 0 };
    TRY(domain_list(t, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct domain_told told;
        TRY(tell(t, &all.at[i], &told));
        find_wrong(t, &told, out);
    }
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/domains",
      .may = "mailbox.manage",
      .gives = &domain_told_shape,
      .gives_list = true,
      .run = list,
      .help = "The domains we send from, what the DNS says of them, and what to publish instead." },
    { .on = "POST /api/v1/domains",
      .may = "mailbox.manage",
      .takes = &domain_asking_shape,
      .gives = &domain_told_shape,
      .run = ask_for,
      .help = "Look one up anew, and make or drop the key that we sign with; domain.checked says when it is done." },
    { 0 },
};
static const struct event_kind *const events[] = { &DOMAIN_ASKED, &DOMAIN_CHECKED, NULL };

const struct module module_domain = { .name = "domain", .routes = routes, .events = events, .audit = audit };
