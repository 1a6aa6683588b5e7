#include "channel/email/domain_rules.h"

#include "channel/email/spf.h"

const char *const domain_record_words[] = { "mx", "spf", "dkim", "dmarc", NULL };
const char *const domain_verdict_words[] = { "good", "note", "wrong", "unknown", NULL };

const struct shape domain_judgement_shape = SHAPE(
    struct domain_judgement, F_ENUM(struct domain_judgement, record, domain_record_words, .required = true),
    F_ENUM(struct domain_judgement, verdict, domain_verdict_words, .required = true),
    F_TEXT(struct domain_judgement, code, .required = true, .help = "what is right or wrong, for words of your own"),
    F_TEXTS(struct domain_judgement, found, .help = "as it stands in the DNS"),
    F_TEXT(struct domain_judgement, name, .help = "of the record to publish; empty: nothing is to be changed"),
    F_TEXT(struct domain_judgement, type, .help = "of that record"),
    F_TEXT(struct domain_judgement, value, .help = "of that record"),
    F_INT(struct domain_judgement, count, .help = "for SPF: how many look-ups it needs"));

/* ---- what records say ---- */

static size_t count_spf(const struct str_list *texts, str *last)
{
    size_t n = 0;
    for (size_t i = 0; i < texts->n; i++)
        if (spf_is(texts->at[i])) n++, *last = texts->at[i];
    return n;
}

bool domain_spf(const struct str_list *texts, str *out)
{
    return count_spf(texts, out) == 1;
}

/* "v=DMARC1; p=none": the value of a tag, without blanks around it; empty: there is none. */
static str tag(str record, str name)
{
    while (record.n) {
        str value = str_split(&record, ';');
        if (str_find(value, STR("=")) < 0) continue;
        str key = str_split(&value, '=');
        if (str_is_nocase(str_trim(key), name)) return str_trim(value);
    }
    return (str){ 0 };
}

static str without_blanks(struct arena *a, str s)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] != ' ') text_add(&out, str_cut(str_from(s, i), 1));
    return text_str(&out);
}

static struct domain_judgement judged(enum domain_record record, enum domain_verdict verdict, const char *code)
{
    return (struct domain_judgement){ .record = record, .verdict = verdict, .code = str_of(code) };
}

static struct domain_judgement publish(struct domain_judgement it, const char *type, str name, str value)
{
    it.type = str_of(type);
    it.name = name;
    it.value = value;
    return it;
}

/* ---- MX ---- */

static struct domain_judgement judge_mx(const struct domain_seen *s)
{
    if (s->mx.said == DNS_SILENT) return judged(RECORD_MX, DOMAIN_UNKNOWN, "silent");
    if (s->mx.said == DNS_NO_NAME) return judged(RECORD_MX, DOMAIN_WRONG, "no_domain");
    if (!s->mx.records.n) return judged(RECORD_MX, DOMAIN_WRONG, "mx_missing");
    if (str_is(s->mx.records.at[0], STR("."))) return judged(RECORD_MX, DOMAIN_WRONG, "mx_refuses");
    struct domain_judgement it = judged(RECORD_MX, DOMAIN_GOOD, "mx_good");
    it.found = s->mx.records;
    return it;
}

/* ---- SPF ---- */

/* Who sends for everybody says by which name; another server is named itself. */
static str sender_term(struct arena *a, str host)
{
    static const struct {
        const char *host, *term;
    } known[] = { { "smtp.gmail.com", "include:_spf.google.com" },
                  { "smtp-relay.gmail.com", "include:_spf.google.com" },
                  { "smtp.office365.com", "include:spf.protection.outlook.com" },
                  { "smtp.fastmail.com", "include:spf.messagingengine.com" },
                  { "smtp.zoho.com", "include:zohomail.com" },
                  { "smtp.zoho.eu", "include:zohomail.eu" },
                  { "smtp.sendgrid.net", "include:sendgrid.net" },
                  { "smtp.mailgun.org", "include:mailgun.org" },
                  { "smtp.postmarkapp.com", "include:spf.mtasv.net" } };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_is(host, str_of(known[i].host))) return str_of(known[i].term);
    if (str_starts(host, STR("email-smtp.")) && str_ends(host, STR(".amazonaws.com")))
        return STR("include:amazonses.com");
    return str_format(a, "a:%.*s", STR_ARG(host));
}

static str spf_proposed(struct arena *a, const struct domain_seen *s)
{
    struct text out = { .arena = a };
    text_add(&out, STR("v=spf1 mx"));
    for (size_t i = 0; i < s->senders.n; i++) {
        str term = sender_term(a, s->senders.at[i]);
        if (str_find(text_str(&out), term) < 0) text_addf(&out, " %.*s", STR_ARG(term));
    }
    text_add(&out, STR(" ~all"));
    return text_str(&out);
}

static struct domain_judgement judge_one_spf(struct arena *a, const struct domain_seen *s, str record)
{
    struct spf spf;
    spf_read(a, record, &spf);
    if (spf.odd.n) return judged(RECORD_SPF, DOMAIN_WRONG, "spf_odd");
    if (spf.all == '+') return judged(RECORD_SPF, DOMAIN_WRONG, "spf_everybody");
    if (s->spf_lookups > SPF_LOOKUPS) return judged(RECORD_SPF, DOMAIN_WRONG, "spf_lookups");
    if (s->spf_lost.n) return judged(RECORD_SPF, DOMAIN_WRONG, "spf_lost");
    if (s->spf_unsure) return judged(RECORD_SPF, DOMAIN_UNKNOWN, "silent");
    if (!spf.redirect.n && (!spf.all || spf.all == '?')) return judged(RECORD_SPF, DOMAIN_NOTE, "spf_open");
    return judged(RECORD_SPF, DOMAIN_GOOD, "spf_good");
}

static struct domain_judgement judge_spf(struct arena *a, const struct domain_seen *s)
{
    str record = { 0 };
    struct domain_judgement it;
    size_t n = count_spf(&s->texts.records, &record);
    if (s->texts.said == DNS_SILENT) return judged(RECORD_SPF, DOMAIN_UNKNOWN, "silent");
    if (!n) return publish(judged(RECORD_SPF, DOMAIN_WRONG, "spf_missing"), "TXT", s->domain, spf_proposed(a, s));
    it = n > 1 ? judged(RECORD_SPF, DOMAIN_WRONG, "spf_twice") : judge_one_spf(a, s, record);
    it.count = s->spf_lookups;
    for (size_t i = 0; i < s->texts.records.n; i++)
        if (spf_is(s->texts.records.at[i])) *LIST_ADD(a, &it.found) = s->texts.records.at[i];
    return it;
}

/* ---- DKIM ---- */

static str key_name(struct arena *a, const struct domain_seen *s)
{
    return str_format(a, "%.*s._domainkey.%.*s", STR_ARG(s->selector), STR_ARG(s->domain));
}

static bool same_key(struct arena *a, str x, str y)
{
    str one = without_blanks(a, tag(x, STR("p"))), other = without_blanks(a, tag(y, STR("p")));
    return one.n && str_is(one, other);
}

bool domain_has_key(const struct domain_seen *s)
{
    struct arena *a = arena_open();
    bool has = false;
    for (size_t i = 0; i < s->key.records.n; i++) has = has || same_key(a, s->key.records.at[i], s->public_record);
    arena_close(a);
    return s->selector.n && has;
}

static struct domain_judgement judge_dkim(struct arena *a, const struct domain_seen *s)
{
    if (!s->selector.n) return judged(RECORD_DKIM, DOMAIN_NOTE, "dkim_none");
    if (s->key.said == DNS_SILENT) return judged(RECORD_DKIM, DOMAIN_UNKNOWN, "silent");
    bool has = domain_has_key(s);
    struct domain_judgement it = has                ? judged(RECORD_DKIM, DOMAIN_GOOD, "dkim_good")
                                 : s->key.records.n ? judged(RECORD_DKIM, DOMAIN_WRONG, "dkim_other")
                                                    : judged(RECORD_DKIM, DOMAIN_WRONG, "dkim_missing");
    it.found = s->key.records;
    return has ? it : publish(it, "TXT", key_name(a, s), s->public_record);
}

/* ---- DMARC ---- */

static struct domain_judgement judge_policy(str record)
{
    str policy = tag(record, STR("p"));
    if (str_is_nocase(policy, STR("none"))) return judged(RECORD_DMARC, DOMAIN_NOTE, "dmarc_watches");
    if (str_is_nocase(policy, STR("quarantine")) || str_is_nocase(policy, STR("reject")))
        return judged(RECORD_DMARC, DOMAIN_GOOD, "dmarc_good");
    return judged(RECORD_DMARC, DOMAIN_WRONG, "dmarc_odd");
}

static bool is_dmarc(str record)
{
    return str_starts(record, STR("v=DMARC1"));
}

static struct domain_judgement judge_dmarc(struct arena *a, const struct domain_seen *s)
{
    struct domain_judgement it = judged(RECORD_DMARC, DOMAIN_UNKNOWN, "silent");
    struct str_list found = { 0 };
    if (s->dmarc.said == DNS_SILENT) return it;
    for (size_t i = 0; i < s->dmarc.records.n; i++)
        if (is_dmarc(s->dmarc.records.at[i])) *LIST_ADD(a, &found) = s->dmarc.records.at[i];
    str name = str_format(a, "_dmarc.%.*s", STR_ARG(s->domain));
    if (!found.n)
        return publish(judged(RECORD_DMARC, DOMAIN_WRONG, "dmarc_missing"), "TXT", name, STR("v=DMARC1; p=none"));
    it = found.n > 1 ? judged(RECORD_DMARC, DOMAIN_WRONG, "dmarc_twice") : judge_policy(found.at[0]);
    it.found = found;
    return it;
}

struct domain_judgement_list domain_judge(struct arena *a, const struct domain_seen *seen)
{
    struct domain_judgement_list out = { 0 };
    *LIST_ADD(a, &out) = judge_mx(seen);
    *LIST_ADD(a, &out) = judge_spf(a, seen);
    *LIST_ADD(a, &out) = judge_dkim(a, seen);
    *LIST_ADD(a, &out) = judge_dmarc(a, seen);
    return out;
}
