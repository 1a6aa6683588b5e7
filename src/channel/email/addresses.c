#include "channel/email/addresses.h"

#include <gmime/gmime.h>

#include "channel/email/charset.h"
#include "channel/email/encoded.h"
#include "text/email.h"
#include "text/utf8.h"

enum { COMMAS = 2000, NESTED = 20, WORD_BYTES = 8 << 10 }; /* WORD_BYTES: as encoded.c looks */

static void take_mailbox(struct arena *a, InternetAddress *from, struct addresses *out)
{
    const char *name = internet_address_get_name(from);
    const char *email = internet_address_mailbox_get_idn_addr((InternetAddressMailbox *)from);
    if (out->list.n == MAIL_ADDRESSES) {
        out->cut = true;
        return;
    }
    struct mail_address *one = LIST_ADD(a, &out->list);
    *one = (struct mail_address){ .name = encoded_line(a, str_copy(a, str_of(name))) };
    str said = str_copy(a, str_of(email));
    bool plain = utf8_valid(said) && str_find(said, STR("=?")) < 0;
    if (!plain || !email_norm(a, said, &one->email)) one->email = (str){ 0 };
}

static void take_list(struct arena *a, InternetAddressList *list, struct addresses *out, int depth)
{
    for (int i = 0, n = internet_address_list_length(list); i < n && depth < NESTED; i++) {
        InternetAddress *one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            out->group = true;
            take_list(a, internet_address_group_get_members((InternetAddressGroup *)one), out, depth + 1);
        } else
            take_mailbox(a, one, out);
    }
}

/* Where a bomb of groups or people is cut, before anybody else has to read it. */
static str cut_crowd(str value, bool *cut)
{
    size_t commas = 0, colons = 0;
    for (size_t i = 0; i < value.n; i++) {
        commas += value.at[i] == ',';
        colons += value.at[i] == ':';
        if (commas <= COMMAS && colons <= COMMAS / 10) continue;
        *cut = true;
        return str_cut(value, i);
    }
    return value;
}

void addresses_read(struct arena *a, str value, struct addresses *out)
{
    value = cut_crowd(value, &out->cut);
    str clean = utf8_line(a, charset_text(a, value, (str){ 0 }));
    if (str_empty(clean)) return;
    InternetAddressList *list = internet_address_list_parse(NULL, str_z(a, encoded_again(a, clean)));
    if (!list) return;
    take_list(a, list, out, 0);
    g_object_unref(list);
}

/* Past a quoted string or a comment that begins at i. */
static size_t past(str s, size_t i)
{
    char open = s.at[i];
    for (size_t depth = 0; i < s.n; i++) {
        if (s.at[i] == '\\')
            i++;
        else if (open == '"' && s.at[i] == '"' && depth++ == 1)
            return i;
        else if (open == '(' && s.at[i] == '(')
            depth++;
        else if (open == '(' && s.at[i] == ')' && --depth == 0)
            return i;
    }
    return s.n;
}

static size_t past_word(str s, size_t i)
{
    str rest = str_cut(str_from(s, i + 2), WORD_BYTES);
    const char *end = rest.n ? memmem(rest.at, rest.n, "?=", 2) : NULL;
    return end ? (size_t)(end - s.at) + 1 : i;
}

bool addresses_unclear(str value)
{
    size_t ats = 0, brackets = 0;
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (c == 0) return true;
        if (c == '"' || c == '(')
            i = past(value, i);
        else if (str_starts(str_from(value, i), STR("=?"))) {
            if (brackets) return true;
            i = past_word(value, i);
            if (i + 1 < value.n && value.at[i + 1] == '@') return true;
        } else {
            ats += c == '@';
            brackets += c == '<';
        }
        if (c == '"' && i + 1 < value.n && value.at[i + 1] == '@') return true; /* "a@b"@c */
    }
    return ats > 1 || brackets > 1;
}
