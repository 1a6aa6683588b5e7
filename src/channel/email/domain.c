#include "channel/email/domain.h"

#include "channel/email/mailbox.h"
#include "channel/email/spf.h"
#include "spine/house.h"
#include "spine/token.h"
#include "text/json.h"

#include <sodium.h>
#include <stdlib.h>

const struct shape mail_domain_shape = SHAPE(
    struct mail_domain, F_ID(struct mail_domain, id), F_TEXT(struct mail_domain, domain),
    F_TEXT(struct mail_domain, selector), F_TEXT(struct mail_domain, private_key, .secret = true),
    F_TEXT(struct mail_domain, public_record), F_BOOL(struct mail_domain, key_wanted),
    F_BOOL(struct mail_domain, signs), F_TIME(struct mail_domain, asked_at), F_TIME(struct mail_domain, checked_at),
    F_JSON(struct mail_domain, found));

const struct shape domain_found_shape = SHAPE(struct domain_found,
                                              F_LIST(struct domain_found, judgements, domain_judgement_shape));

#include "domain.sql.h"

const struct event_kind DOMAIN_ASKED = { .name = "domain.asked",
                                         .help = "What the DNS says of a domain of ours is looked up.",
                                         .seen_by = "mailbox.manage" };
const struct event_kind DOMAIN_CHECKED = { .name = "domain.checked",
                                           .help = "It has been looked up.",
                                           .seen_by = "mailbox.manage" };

/* ---- which there are ---- */

static str domain_of(struct arena *a, str address)
{
    str_split(&address, '@');
    return str_lower(a, address);
}

static struct mail_domain *in_list(struct mail_domain_list *all, str domain)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_is(all->at[i].domain, domain)) return &all->at[i];
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct mail_domain *)a)->domain, ((const struct mail_domain *)b)->domain);
}

enum err domain_list(struct turn *t, struct mail_domain_list *out)
{
    struct mailbox_list boxes = { 0 };
    struct mail_domain_list asked = { 0 };
    TRY(mailbox_list_all(t, &boxes));
    TRY(sql_domain_all(t, &asked));
    for (size_t i = 0; i < boxes.n; i++) {
        str domain = domain_of(t->arena, boxes.at[i].address);
        const struct mail_domain *known = in_list(&asked, domain);
        if (!in_list(out, domain))
            *LIST_ADD(t->arena, out) = known ? *known : (struct mail_domain){ .domain = domain, .found = STR("{}") };
    }
    if (out->n) qsort(out->at, out->n, sizeof *out->at, by_name);
    return OK;
}

enum err domain_find_id(struct turn *t, id which, struct mail_domain *out)
{
    return sql_domain_find(t, which, out);
}

enum err domain_key(struct turn *t, str address, struct dkim_key *out)
{
    struct mail_domain d = { 0 };
    bool found = false;
    *out = (struct dkim_key){ 0 };
    TRY(sql_domain_named(t, domain_of(t->arena, address), &d, &found));
    if (!found || !d.signs) return OK;
    out->domain = d.domain;
    out->selector = d.selector;
    if (!token_open(t, d.private_key, &out->private_key)) out->private_key = (str){ 0 }; /* better than no mail */
    return OK;
}

/* ---- asking ---- */

static void forget_key(struct mail_domain *d)
{
    d->selector = d->private_key = d->public_record = (str){ 0 };
    d->key_wanted = d->signs = false;
}

enum err domain_ask(struct turn *t, str domain, enum domain_key_wish wish, struct mail_domain *out)
{
    struct mail_domain_list all = { 0 };
    TRY(domain_list(t, &all));
    const struct mail_domain *known = in_list(&all, str_lower(t->arena, str_trim(domain)));
    if (!known) return fail_field(t, "domain", "no mailbox has an address there");
    *out = *known;
    if (known->id) TRY(sql_domain_find_to_change(t, known->id, out));
    out->asked_at = t->now;
    if (wish == KEY_WANTED) out->key_wanted = str_empty(out->selector);
    if (wish == KEY_GIVEN_UP) forget_key(out);
    bool fresh = !out->id;
    if (fresh) out->id = turn_id(t);
    TRY(fresh ? sql_domain_insert(t, out) : sql_domain_keep(t, out));
    return EMIT(t, DOMAIN_ASKED, .subject = out->id);
}

/* ---- looking, outside any turn ---- */

struct looking {
    id which;
    struct mail_domain domain;
    struct mailbox_list boxes;
    struct mail_domain made; /* its key, when one was wanted */
    struct domain_seen seen;
    struct domain_found found;
};

static enum err find_it(struct turn *t, void *with)
{
    struct looking *it = with;
    TRY(sql_domain_find(t, it->which, &it->domain));
    return mailbox_list_all(t, &it->boxes);
}

static void find_senders(struct arena *a, struct looking *it)
{
    for (size_t i = 0; i < it->boxes.n; i++) {
        const struct mailbox *m = &it->boxes.at[i];
        bool ours = str_is(domain_of(a, m->address), it->domain.domain);
        if (ours && m->active && m->smtp_host.n) *LIST_ADD(a, &it->seen.senders) = str_lower(a, m->smtp_host);
    }
}

static enum err make_key(struct turn *t, struct looking *it)
{
    enum { A_DATE = 10, MORE = 4 }; /* the DNS remembers names: another key, another name */
    str pem = { 0 }, day = str_cut(time_iso(t->arena, t->now), A_DATE);
    TRY(dkim_key_make(t->arena, t->why, DKIM_RSA, &pem));
    TRY(dkim_record(t->arena, t->why, pem, &it->made.public_record));
    struct text selector = { .arena = t->arena };
    text_add(&selector, STR("r"));
    for (size_t i = 0; i < day.n; i++)
        if (day.at[i] != '-') text_add(&selector, str_cut(str_from(day, i), 1));
    for (int i = 0; i < MORE; i++) text_addc(&selector, (char)('a' + randombytes_uniform(26)));
    it->made.selector = text_str(&selector);
    it->made.private_key = token_seal(t, pem);
    return OK;
}

/* All that a record includes, as often as RFC 7208 allows and not much further. */
static void walk_spf(struct turn *t, struct domain_seen *s, str record, int *asked)
{
    struct spf spf;
    spf_read(t->arena, record, &spf);
    s->spf_lookups += spf.lookups;
    if (spf.redirect.n) *LIST_ADD(t->arena, &spf.names) = spf.redirect;
    for (size_t i = 0; i < spf.names.n && s->spf_lookups <= SPF_LOOKUPS && *asked < 2 * SPF_LOOKUPS; i++) {
        struct str_list texts = { 0 };
        str below = { 0 };
        ++*asked;
        enum dns_said said = dns_texts(t->arena, t->house->options.resolver, spf.names.at[i], &texts);
        if (said == DNS_SILENT)
            s->spf_unsure = true;
        else if (domain_spf(&texts, &below))
            walk_spf(t, s, below, asked);
        else if (!s->spf_lost.n)
            s->spf_lost = spf.names.at[i];
    }
}

/* Its own record, or the nearest one above it, down to two labels. */
static void look_dmarc(struct turn *t, struct domain_seen *s)
{
    str at = s->domain;
    do {
        str name = str_format(t->arena, "_dmarc.%.*s", STR_ARG(at));
        s->dmarc = (struct domain_answer){ 0 };
        s->dmarc_of = at;
        s->dmarc.said = dns_texts(t->arena, t->house->options.resolver, name, &s->dmarc.records);
        str_split(&at, '.');
    } while (s->dmarc.said != DNS_SILENT && !s->dmarc.records.n && str_find(at, STR(".")) > 0);
}

static void look_up(struct turn *t, struct looking *it)
{
    struct domain_seen *s = &it->seen;
    str resolver = t->house->options.resolver, record = { 0 };
    int asked = 0;
    const struct mail_domain *key = it->made.selector.n ? &it->made : &it->domain;
    s->domain = it->domain.domain;
    s->selector = key->selector;
    s->public_record = key->public_record;
    s->mx.said = dns_mail_servers(t->arena, resolver, s->domain, &s->mx.records);
    s->texts.said = dns_texts(t->arena, resolver, s->domain, &s->texts.records);
    if (domain_spf(&s->texts.records, &record)) walk_spf(t, s, record, &asked);
    look_dmarc(t, s);
    if (!s->selector.n) return;
    str name = str_format(t->arena, "%.*s._domainkey.%.*s", STR_ARG(s->selector), STR_ARG(s->domain));
    s->key.said = dns_texts(t->arena, resolver, name, &s->key.records);
}

static enum err keep(struct turn *t, void *with)
{
    struct looking *it = with;
    struct mail_domain now = { 0 };
    struct text found = { .arena = t->arena };
    TRY(sql_domain_find_to_change(t, it->which, &now));
    if (now.key_wanted && !now.selector.n && it->made.selector.n) {
        now.selector = it->made.selector;
        now.private_key = it->made.private_key;
        now.public_record = it->made.public_record;
        now.key_wanted = false;
    }
    if (!str_is(now.public_record, it->seen.public_record))
        return OK; /* another key meanwhile: that one is being looked up */
    json_write(&found, &domain_found_shape, &it->found);
    now.found = text_str(&found);
    now.checked_at = t->now;
    if (it->seen.key.said != DNS_SILENT || !now.selector.n) now.signs = domain_has_key(&it->seen);
    TRY(sql_domain_keep(t, &now));
    return EMIT(t, DOMAIN_CHECKED, .subject = now.id);
}

enum err domain_look(struct turn *t, const struct event *e)
{
    struct looking it = { .which = e->subject };
    TRY(turn_read(t->house, actor_system(), find_it, &it, t->why, t->arena));
    find_senders(t->arena, &it);
    if (it.domain.key_wanted) TRY(make_key(t, &it));
    look_up(t, &it);
    it.found.judgements = domain_judge(t->arena, &it.seen);
    return turn_write(t->house, actor_system(), keep, &it, t->why, t->arena);
}

enum err domain_ask_again(struct turn *t, const struct event *e)
{
    struct mail_domain_list all = { 0 };
    (void)e;
    TRY(sql_domain_all(t, &all));
    for (size_t i = 0; i < all.n; i++) {
        struct mail_domain d = { 0 };
        TRY(sql_domain_find_to_change(t, all.at[i].id, &d));
        d.asked_at = t->now;
        TRY(sql_domain_keep(t, &d));
        TRY(EMIT(t, DOMAIN_ASKED, .subject = d.id));
    }
    return OK;
}
