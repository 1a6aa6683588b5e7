/* What a domain's DNS says, by a name server of our own; and that we sign only once it has our key. */
#include "channel/email/domain.h"

#include "channel/email/dns_peer_test.h"
#include "channel/email/mailbox.h"
#include "channel/email/spf.h"
#include "spine/house.h"
#include "test/house.h"
#include "test/test.h"
#include "text/json.h"

/* ---- records ---- */

PURE(an_spf_record_is_read_as_rfc_7208_says)
{
    struct arena *a = arena_open();
    struct spf s;
    check(spf_is(STR("v=spf1")) && spf_is(STR("V=SPF1 -all")) && !spf_is(STR("v=spf10 -all")) && !spf_is(STR("spf1")));
    spf_read(a,
             STR("v=spf1 mx a:x.example/24 a/24 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:_spf.example "
                 "?exists:%{i}.example ~all"),
             &s);
    check_int(s.all, '~');
    check_int(s.lookups, 5);
    check_int(s.names.n, 1);
    check_str(s.names.at[0], "_spf.example");
    check(!s.odd.n && !s.redirect.n);
    spf_read(a, STR("v=spf1 redirect=other.example exp=why.example"), &s);
    check_str(s.redirect, "other.example");
    check(s.lookups == 1 && !s.all && !s.odd.n);
    spf_read(a, STR("v=spf1 redirect=other.example  all"), &s);
    check(s.all == '+' && !s.redirect.n);
    spf_read(a, STR("v=spf1 ipv4:192.0.2.1 -all"), &s);
    check_str(s.odd, "ipv4:192.0.2.1");
    arena_close(a);
}

static const struct domain_judgement *of(const struct domain_judgement_list *all, enum domain_record which)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].record == which) return &all->at[i];
    return NULL;
}

/* ---- a house ---- */

struct desk {
    struct arena *arena;
    struct house *house;
    struct dns_peer peer;
    id which;
};

static enum err add_box(struct turn *t, void *with)
{
    struct mailbox kept, given = { .name = STR("Support"),
                                   .address = STR("support@Desk.example"),
                                   .active = true,
                                   .smtp_host = STR("smtp.fastmail.com"),
                                   .smtp_port = 465 };
    (void)with;
    return mailbox_keep(t, &given, &kept);
}

static struct desk *desk_open(const struct dns_peer_record *records)
{
    struct arena *a = arena_open();
    struct desk *d = ARENA_NEW(a, struct desk);
    d->arena = a;
    d->house = test_house_open(a);
    d->house->flow = flow;
    dns_peer_open(&d->peer, records);
    d->house->options.resolver = str_of(d->peer.at);
    check_ok(turn_write(d->house, actor_system(), add_box, NULL, NULL, a));
    return d;
}

static void desk_close(struct desk *d)
{
    test_house_close(d->house);
    dns_peer_close(&d->peer);
    arena_close(d->arena);
}

static const enum domain_key_wish keep_key = KEY_AS_IT_IS, make_key = KEY_WANTED, drop_key = KEY_GIVEN_UP;

static enum err ask(struct turn *t, void *with)
{
    struct mail_domain d;
    return domain_ask(t, STR("desk.example"), *(const enum domain_key_wish *)with, &d);
}

static enum err look(struct turn *t, void *with)
{
    struct mail_domain_list all = { 0 };
    TRY(domain_list(t, &all));
    check_int(all.n, 1);
    *(struct mail_domain *)with = all.at[0];
    return OK;
}

static struct mail_domain asked(struct desk *d, const enum domain_key_wish *wish, struct domain_judgement_list *out)
{
    struct mail_domain it;
    struct domain_found found = { 0 };
    check_ok(turn_write(d->house, actor_system(), ask, (void *)wish, NULL, d->arena));
    reaction_settle(d->house);
    check_ok(turn_read(d->house, actor_system(), look, &it, NULL, d->arena));
    check_ok(json_read(d->arena, NULL, it.found, &domain_found_shape, &found));
    *out = found.judgements;
    return it;
}

static enum err find_key(struct turn *t, void *with)
{
    return domain_key(t, STR("support@desk.example"), with);
}

static struct dkim_key key_of(struct desk *d)
{
    struct dkim_key key;
    check_ok(turn_read(d->house, actor_system(), find_key, &key, NULL, d->arena));
    return key;
}

#define check_judged(all, record, is, word)                                                                            \
    do {                                                                                                               \
        const struct domain_judgement *it_ = of((all), (record));                                                      \
        check_str(it_->code, (word));                                                                                  \
        check_int(it_->verdict, (is));                                                                                 \
    } while (0)

TEST(a_domain_that_knows_nothing_of_mail_is_told_what_to_publish)
{
    static const struct dns_peer_record nothing[] = { { "desk.example", "-", NULL }, { 0 } };
    struct desk *d = desk_open(nothing);
    struct domain_judgement_list all;
    (void)t;
    asked(d, &keep_key, &all);
    check_judged(&all, RECORD_MX, DOMAIN_WRONG, "mx_missing");
    check_judged(&all, RECORD_SPF, DOMAIN_WRONG, "spf_missing");
    check_judged(&all, RECORD_DKIM, DOMAIN_NOTE, "dkim_none");
    check_judged(&all, RECORD_DMARC, DOMAIN_WRONG, "dmarc_missing");
    check_str(of(&all, RECORD_SPF)->value, "v=spf1 mx include:spf.messagingengine.com ~all");
    check_str(of(&all, RECORD_DMARC)->name, "_dmarc.desk.example");
    desk_close(d);
}

TEST(a_domain_in_order_is_told_so)
{
    static const struct dns_peer_record good[] = { { "desk.example", "MX", "20 b.mail.example" },
                                                   { "desk.example", "MX", "10 a.mail.example" },
                                                   { "desk.example", "TXT", "some-verification=1" },
                                                   { "desk.example", "TXT", "v=spf1 include:_spf.mail.example -all" },
                                                   { "_spf.mail.example", "TXT", "v=spf1 a mx ~all" },
                                                   { "_dmarc.desk.example", "TXT",
                                                     "v=DMARC1; p=reject; rua=mailto:x@desk.example" },
                                                   { 0 } };
    struct desk *d = desk_open(good);
    struct domain_judgement_list all;
    (void)t;
    struct mail_domain it = asked(d, &keep_key, &all);
    check(it.checked_at >= it.asked_at && !it.signs);
    check_judged(&all, RECORD_MX, DOMAIN_GOOD, "mx_good");
    check_str(of(&all, RECORD_MX)->found.at[0], "a.mail.example");
    check_judged(&all, RECORD_SPF, DOMAIN_GOOD, "spf_good");
    check_int(of(&all, RECORD_SPF)->count, 3);
    check_judged(&all, RECORD_DMARC, DOMAIN_GOOD, "dmarc_good");
    desk_close(d);
}

TEST(each_fault_of_a_record_is_named)
{
    static const struct {
        struct dns_peer_record records[5];
        enum domain_record record;
        enum domain_verdict verdict;
        const char *code;
    } cases[] = {
        { { { "other.example", "-", NULL } }, RECORD_MX, DOMAIN_WRONG, "no_domain" },
        { { { "desk.example", "MX", "0 ." } }, RECORD_MX, DOMAIN_WRONG, "mx_refuses" },
        { { { "desk.example", "TXT", "v=spf1 -all" }, { "desk.example", "TXT", "v=spf1 mx" } },
          RECORD_SPF,
          DOMAIN_WRONG,
          "spf_twice" },
        { { { "desk.example", "TXT", "v=spf1 +all" } }, RECORD_SPF, DOMAIN_WRONG, "spf_everybody" },
        { { { "desk.example", "TXT", "v=spf1 mx" } }, RECORD_SPF, DOMAIN_NOTE, "spf_open" },
        { { { "desk.example", "TXT", "v=spf1 ipv4:192.0.2.1 -all" } }, RECORD_SPF, DOMAIN_WRONG, "spf_odd" },
        { { { "desk.example", "TXT", "v=spf1 include:gone.example -all" } }, RECORD_SPF, DOMAIN_WRONG, "spf_lost" },
        { { { "desk.example", "TXT", "v=spf1 include:desk.example -all" } }, RECORD_SPF, DOMAIN_WRONG, "spf_lookups" },
        { { { "desk.example", "TXT", "v=spf1 redirect=r.example" }, { "r.example", "TXT", "v=spf1 mx -all" } },
          RECORD_SPF,
          DOMAIN_GOOD,
          "spf_good" },
        { { { "_dmarc.desk.example", "TXT", "v=DMARC1; p=none" } }, RECORD_DMARC, DOMAIN_NOTE, "dmarc_watches" },
        { { { "_dmarc.desk.example", "TXT", "v=DMARC1; policy=none" } }, RECORD_DMARC, DOMAIN_WRONG, "dmarc_odd" },
        { { { "_dmarc.desk.example", "TXT", "v=DMARC1; p=none" },
            { "_dmarc.desk.example", "TXT", "v=DMARC1;p=reject" } },
          RECORD_DMARC,
          DOMAIN_WRONG,
          "dmarc_twice" },
    };
    struct desk *d = desk_open(cases[0].records);
    (void)t;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct domain_judgement_list all;
        dns_peer_knows(&d->peer, cases[i].records);
        asked(d, &keep_key, &all);
        check_judged(&all, cases[i].record, cases[i].verdict, cases[i].code);
    }
    desk_close(d);
}

/* Keys are kept in records that are cut into strings; the test's name server cuts them, too. */
TEST(we_sign_from_the_moment_on_at_which_the_dns_has_our_key)
{
    static const struct dns_peer_record nothing[] = { { "desk.example", "-", NULL }, { 0 } };
    struct desk *d = desk_open(nothing);
    struct domain_judgement_list all;
    (void)t;
    struct mail_domain it = asked(d, &make_key, &all);
    check(it.selector.n && it.public_record.n && !it.signs && !it.key_wanted);
    check(str_find(it.private_key, STR("PRIVATE")) < 0); /* sealed */
    check_judged(&all, RECORD_DKIM, DOMAIN_WRONG, "dkim_missing");
    check_str(of(&all, RECORD_DKIM)->value, str_z(d->arena, it.public_record));
    check(!key_of(d).private_key.n);

    const char *name = str_z(d->arena, of(&all, RECORD_DKIM)->name);
    const struct dns_peer_record other[] = { { name, "TXT", "v=DKIM1; k=rsa; p=AAAA" }, { 0 } };
    dns_peer_knows(&d->peer, other);
    asked(d, &keep_key, &all);
    check_judged(&all, RECORD_DKIM, DOMAIN_WRONG, "dkim_other");
    check(!key_of(d).private_key.n);

    const struct dns_peer_record ours[] = { { name, "TXT", str_z(d->arena, it.public_record) }, { 0 } };
    dns_peer_knows(&d->peer, ours);
    check(asked(d, &make_key, &all).signs); /* the one there is, not another */
    check_judged(&all, RECORD_DKIM, DOMAIN_GOOD, "dkim_good");
    struct dkim_key key = key_of(d);
    check_str(key.domain, "desk.example");
    check_str(key.selector, str_z(d->arena, it.selector));
    check(str_find(key.private_key, STR("PRIVATE KEY")) > 0);

    dns_peer_knows(&d->peer, nothing);
    check(!asked(d, &keep_key, &all).signs); /* it was taken away */
    dns_peer_knows(&d->peer, ours);
    check(asked(d, &keep_key, &all).signs);
    check(!asked(d, &drop_key, &all).selector.n);
    check(!key_of(d).private_key.n);
    desk_close(d);
}

TEST(a_silent_name_server_changes_nothing_of_what_we_know)
{
    static const struct dns_peer_record nothing[] = { { "desk.example", "-", NULL }, { 0 } };
    struct desk *d = desk_open(nothing);
    struct domain_judgement_list all;
    (void)t;
    struct mail_domain it = asked(d, &make_key, &all);
    const struct dns_peer_record ours[] = {
        { str_z(d->arena, of(&all, RECORD_DKIM)->name), "TXT", str_z(d->arena, it.public_record) }, { 0 }
    };
    dns_peer_knows(&d->peer, ours);
    check(asked(d, &keep_key, &all).signs);
    d->house->options.resolver = STR("127.0.0.1:1"); /* refuses at once */
    check(asked(d, &keep_key, &all).signs);
    for (size_t i = 0; i < all.n; i++) check_int(all.at[i].verdict, DOMAIN_UNKNOWN);
    desk_close(d);
}

static enum err night(struct turn *t, void *with)
{
    (void)with;
    return EMIT(t, EVERY_NIGHT, .subject = 0);
}

TEST(every_night_it_is_looked_up_again)
{
    static const struct dns_peer_record before[] = { { "desk.example", "-", NULL }, { 0 } };
    static const struct dns_peer_record after[] = { { "desk.example", "MX", "10 mail.example" }, { 0 } };
    struct desk *d = desk_open(before);
    struct domain_judgement_list all;
    struct domain_found found = { 0 };
    struct mail_domain it;
    (void)t;
    asked(d, &keep_key, &all);
    check_judged(&all, RECORD_MX, DOMAIN_WRONG, "mx_missing");
    dns_peer_knows(&d->peer, after);
    check_ok(turn_write(d->house, actor_system(), night, NULL, NULL, d->arena));
    reaction_settle(d->house);
    check_ok(turn_read(d->house, actor_system(), look, &it, NULL, d->arena));
    check_ok(json_read(d->arena, NULL, it.found, &domain_found_shape, &found));
    check_judged(&found.judgements, RECORD_MX, DOMAIN_GOOD, "mx_good");
    desk_close(d);
}

static enum err ask_elsewhere(struct turn *t, void *with)
{
    struct mail_domain d;
    (void)with;
    return domain_ask(t, STR("example.net"), KEY_WANTED, &d);
}

TEST(only_domains_of_ours_are_looked_up)
{
    static const struct dns_peer_record nothing[] = { { 0 } };
    struct desk *d = desk_open(nothing);
    struct why why = { 0 };
    (void)t;
    check_int(turn_write(d->house, actor_system(), ask_elsewhere, NULL, &why, d->arena), INVALID);
    check_str(why.field, "domain");
    check(!dns_is_resolver(STR("x")) && !dns_is_resolver(STR("127.0.0.1:0")) && dns_is_resolver(STR("127.0.0.1")) &&
          dns_is_resolver(STR("127.0.0.1:53")) && !dns_is_resolver(STR("")) && !dns_is_resolver(STR("1.2.3.4:99999")));
    desk_close(d);
}
