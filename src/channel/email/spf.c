#include "channel/email/spf.h"

static const char version[] = "v=spf1";

bool spf_is(str record)
{
    str first = str_split(&record, ' ');
    return str_is_nocase(first, str_of(version));
}

/* "include:x", "a/24", "mx": its name, and what stands behind the ":". */
static str name_of(str term, str *value)
{
    size_t n = 0;
    while (n < term.n && term.at[n] != ':' && term.at[n] != '/' && term.at[n] != '=') n++;
    *value = n < term.n && term.at[n] != '/' ? str_from(term, n + 1) : (str){ 0 };
    return str_cut(term, n);
}

static bool is_one_of(str name, const char *const *words)
{
    for (; *words; words++)
        if (str_is_nocase(name, str_of(*words))) return true;
    return false;
}

static void take_name(struct arena *a, str value, struct str_list *out)
{
    if (str_find(value, STR("%")) < 0) *LIST_ADD(a, out) = value;
}

static void read_modifier(str name, str value, struct spf *out)
{
    if (!str_is_nocase(name, STR("redirect"))) return; /* exp and those that nobody knows mean nothing here */
    out->redirect = str_find(value, STR("%")) < 0 ? value : (str){ 0 };
    out->lookups++;
}

static void read_mechanism(struct arena *a, char sign, str term, struct spf *out)
{
    static const char *const looked_up[] = { "a", "mx", "ptr", "exists", "include", NULL };
    static const char *const plain[] = { "ip4", "ip6", NULL };
    str value, name = name_of(term, &value);
    out->lookups += is_one_of(name, looked_up);
    if (str_is_nocase(name, STR("all")))
        out->all = sign;
    else if (str_is_nocase(name, STR("include")) && value.n)
        take_name(a, value, &out->names);
    else if (!is_one_of(name, looked_up) && !is_one_of(name, plain) && !out->odd.n)
        out->odd = term;
}

static bool is_modifier(str term)
{
    ptrdiff_t equals = str_find(term, STR("=")), colon = str_find(term, STR(":"));
    return equals > 0 && (colon < 0 || equals < colon);
}

void spf_read(struct arena *a, str record, struct spf *out)
{
    *out = (struct spf){ 0 };
    str_split(&record, ' ');
    while (record.n) {
        str term = str_trim(str_split(&record, ' ')), value;
        if (!term.n) continue;
        if (is_modifier(term)) {
            str name = name_of(term, &value);
            read_modifier(name, value, out);
            continue;
        }
        bool has_sign = str_find(STR("+-~?"), str_cut(term, 1)) >= 0;
        read_mechanism(a, has_sign ? term.at[0] : '+', has_sign ? str_from(term, 1) : term, out);
    }
    if (out->all) out->redirect = (str){ 0 }; /* §6.1: "all" makes it void */
}
