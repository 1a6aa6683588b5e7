#include "channel/email/results.h"

const char *const mail_verdict_words[] = { "untold", "pass", "fail", "softfail", "neutral", "none", "unchecked", NULL };

/* Without comments, which nest, and with quoted strings kept. */
static str without_comments(struct arena *a, str s)
{
    struct text out = { .arena = a };
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        bool escaped = c == '\\' && i + 1 < s.n && (quoted || depth);
        if (c == '"' && depth == 0) quoted = !quoted;
        if (c == '(' && !quoted) depth++;
        if (depth == 0) text_addc(&out, c);
        if (c == ')' && !quoted && depth && --depth == 0) text_addc(&out, ' ');
        if (!escaped) continue;
        i++;
        if (depth == 0) text_addc(&out, s.at[i]);
    }
    return text_str(&out);
}

/* Up to the next of `ends` outside quotes. */
static str next_piece(str *rest, const char *ends)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < rest->n; i++) {
        if (rest->at[i] == '"') quoted = !quoted;
        if (quoted && rest->at[i] == '\\') i++;
        if (!quoted && i < rest->n && rest->at[i] && strchr(ends, rest->at[i])) break;
    }
    str piece = str_cut(*rest, i);
    *rest = str_from(*rest, i + 1);
    return str_trim(piece);
}

static str bare(str s)
{
    s = str_trim(s);
    return s.n >= 2 && s.at[0] == '"' && s.at[s.n - 1] == '"' ? str_cut(str_from(s, 1), s.n - 2) : s;
}

static enum mail_verdict verdict_of(str word)
{
    static const struct {
        const char *word;
        enum mail_verdict verdict;
    } words[] = { { "pass", MAIL_PASSED },          { "fail", MAIL_FAILED },         { "hardfail", MAIL_FAILED },
                  { "softfail", MAIL_SOFT_FAILED }, { "neutral", MAIL_NEUTRAL },     { "none", MAIL_NOT_SIGNED },
                  { "temperror", MAIL_UNCHECKED },  { "permerror", MAIL_UNCHECKED }, { "policy", MAIL_UNCHECKED },
                  { "bestguesspass", MAIL_NEUTRAL } };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_is_nocase(word, str_of(words[i].word))) return words[i].verdict;
    return MAIL_UNCHECKED;
}

/* "key = value" with blanks wherever RFC 8601 lets them stand. */
static bool next_pair(str *rest, str *key, str *value)
{
    *rest = str_trim(*rest);
    if (!rest->n) return false;
    *key = next_piece(rest, "=");
    *rest = str_trim(*rest);
    *value = bare(next_piece(rest, " \t"));
    return key->n > 0;
}

static str domain_of(struct arena *a, str said)
{
    ptrdiff_t at = str_find(said, STR("@"));
    return str_lower(a, at < 0 ? said : str_from(said, (size_t)at + 1));
}

static bool names_domain(str key)
{
    static const char *const keys[] = { "header.d", "header.i", "header.from", "smtp.mailfrom", "smtp.helo" };
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (str_is_nocase(key, str_of(keys[i]))) return true;
    return false;
}

static struct result *slot_of(struct results *out, str method)
{
    str name = str_trim(str_split(&method, '/'));
    if (str_is_nocase(name, STR("spf"))) return &out->spf;
    if (str_is_nocase(name, STR("dkim"))) return &out->dkim;
    if (str_is_nocase(name, STR("dmarc"))) return &out->dmarc;
    if (str_is_nocase(name, STR("arc"))) return &out->arc;
    return NULL;
}

/* The first result of a method counts; of several signatures one that passed. */
static void take_result(struct arena *a, str piece, struct results *out)
{
    str method = { 0 }, word = { 0 }, key = { 0 }, value = { 0 };
    if (!next_pair(&piece, &method, &word)) return;
    struct result found = { .verdict = verdict_of(word) }, *slot = slot_of(out, method);
    while (next_pair(&piece, &key, &value))
        if (!found.domain.n && names_domain(key)) found.domain = domain_of(a, value);
    bool better = slot == &out->dkim && slot && found.verdict == MAIL_PASSED && slot->verdict != MAIL_PASSED;
    if (slot && (slot->verdict == MAIL_UNTOLD || better)) *slot = found;
}

void results_read(struct arena *a, const struct mail *m, str server, struct results *out)
{
    *out = (struct results){ 0 };
    for (size_t i = 0; i < m->fields.n && server.n && !out->told; i++) {
        if (m->fields.at[i].spaced || !str_is_nocase(m->fields.at[i].name, STR("Authentication-Results"))) continue;
        str rest = without_comments(a, m->fields.at[i].value);
        str head = next_piece(&rest, ";");
        if (!str_is_nocase(bare(next_piece(&head, " \t")), server)) continue;
        out->told = true;
        while (rest.n) take_result(a, next_piece(&rest, ";"), out);
    }
}

bool results_prove(const struct mail *m, const struct results *r)
{
    ptrdiff_t at = str_find(m->from.email, STR("@"));
    if (m->sender_is != FROM_ONE || at < 0 || !r->told || r->dmarc.verdict != MAIL_PASSED || !r->dmarc.domain.n)
        return false;
    str domain = str_from(m->from.email, (size_t)at + 1);
    if (str_is_nocase(domain, r->dmarc.domain)) return true;
    size_t longer = domain.n > r->dmarc.domain.n ? domain.n - r->dmarc.domain.n : 0;
    return longer > 1 && domain.at[longer - 1] == '.' && str_is_nocase(str_from(domain, longer), r->dmarc.domain) &&
           str_find(r->dmarc.domain, STR(".")) > 0;
}
