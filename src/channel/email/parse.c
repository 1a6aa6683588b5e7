#include "channel/email/parse.h"

#include <gmime/gmime.h>

#include "channel/email/addresses.h"
#include "channel/email/body.h"
#include "channel/email/charset.h"
#include "channel/email/counted.h"
#include "channel/email/encoded.h"
#include "channel/email/tree.h"
#include "text/utf8.h"

/* NUL and a byte order mark at the beginning count as what is never seen, too. */
static str field_line(struct arena *a, str value)
{
    struct text bytes = { .arena = a };
    text_addc(&bytes, ' ');
    for (size_t i = 0; i < value.n; i++) text_addc(&bytes, value.at[i] ? value.at[i] : 1);
    return utf8_line_marked(a, charset_text(a, text_str(&bytes), (str){ 0 }));
}

static void take_fields(struct arena *a, const struct raw_fields *h, struct mail *out)
{
    for (size_t i = 0; i < h->fields.n; i++)
        *LIST_ADD(a, &out->fields) = (struct mail_field){
            .name = h->fields.at[i].name,
            .value = field_line(a, h->fields.at[i].value),
            .spaced = h->fields.at[i].spaced,
        };
}

static void take_addresses(struct arena *a, const struct raw_fields *h, const char *name,
                           struct mail_address_list *list, int *cuts)
{
    struct addresses found = { 0 };
    for (size_t i = 0; i < h->fields.n; i++)
        if (str_is_nocase(h->fields.at[i].name, str_of(name))) addresses_read(a, h->fields.at[i].value, &found);
    if (found.cut) *cuts |= CUT_ADDRESSES;
    *list = found.list;
}

/* Exactly one sender, or we say that it is unclear: whoever reads another one than we do must not be able to lie. */
static void take_from(struct arena *a, const struct raw_fields *h, struct mail *out)
{
    struct addresses found = { 0 };
    str value = { 0 };
    size_t fields = fields_count(h, "From");
    if (!fields_find(h, "From", &value)) return;
    take_addresses(a, h, "From", &out->all, &out->cuts);
    addresses_read(a, value, &found);
    if (str_find(value, STR("@")) < 0 && value.n + 16 < MAIL_FIELD_BYTES) return; /* not cut */
    out->sender_is = FROM_UNCLEAR;
    bool one = fields == 1 && found.list.n == 1 && !found.group && !found.cut && found.list.at[0].email.n;
    if (!one || addresses_unclear(value)) return;
    out->sender_is = FROM_ONE;
    out->from = found.list.at[0];
}

static str bare_id(struct arena *a, str s)
{
    s = utf8_line(a, str_cut(str_trim(s), MAIL_ID_BYTES));
    return utf8_cut(s, MAIL_ID_BYTES).n <= MAIL_ID_BYTES ? s : (str){ 0 };
}

/* The next <id>, wherever it stands among words and comments. */
static bool next_id(struct arena *a, str *rest, str *out)
{
    ptrdiff_t open = str_find(*rest, STR("<"));
    if (open < 0) return false;
    *rest = str_from(*rest, (size_t)open + 1);
    *out = bare_id(a, str_split(rest, '>'));
    return true;
}

static str first_id(struct arena *a, const struct raw_fields *h, const char *name)
{
    str value = { 0 }, first = { 0 };
    if (!fields_find(h, name, &value)) return first;
    str rest = value;
    if (next_id(a, &rest, &first)) return first;
    return bare_id(a, str_split(&value, ' '));
}

static void take_references(struct arena *a, const struct raw_fields *h, struct mail *out)
{
    struct str_list all = { 0 };
    str value = { 0 }, one = { 0 };
    if (!fields_find(h, "References", &value)) return;
    while (next_id(a, &value, &one))
        if (one.n) *LIST_ADD(a, &all) = one;
    size_t skip = all.n > MAIL_REFERENCES ? all.n - MAIL_REFERENCES : 0;
    out->references = (struct str_list){ .at = all.at ? all.at + skip : NULL, .n = all.n - skip, .room = all.n - skip };
}

static usec date_of(struct arena *a, const struct raw_fields *h)
{
    str value = { 0 };
    if (!fields_find(h, "Date", &value) || value.n > 200) return 0;
    GDateTime *when = g_mime_utils_header_decode_date(str_z(a, value));
    if (!when) return 0;
    int64_t seconds = g_date_time_to_unix(when);
    g_date_time_unref(when);
    const int64_t year_9999 = INT64_C(253402300799);
    return seconds > 0 && seconds <= year_9999 ? seconds * SECOND : 0;
}

void parse_begin(void)
{
    static bool begun;
    if (begun) return;
    g_mime_init();
    counted_begin();
    begun = true;
}

void mail_parse(struct arena *a, str raw, struct mail *out)
{
    parse_begin();
    struct raw_fields h = { 0 };
    struct mail_address_list sender = { 0 };
    *out = (struct mail){ .cuts = raw.n > MAIL_BYTES ? CUT_BYTES : 0 };
    fields_read(a, fields_mended(a, str_cut(raw, MAIL_BYTES)), &h);
    out->cuts |= h.cuts;
    take_fields(a, &h, out);
    take_from(a, &h, out);
    take_addresses(a, &h, "Sender", &sender, &out->cuts);
    if (sender.n) out->sender = sender.at[0];
    take_addresses(a, &h, "Reply-To", &out->reply_to, &out->cuts);
    take_addresses(a, &h, "To", &out->to, &out->cuts);
    take_addresses(a, &h, "Cc", &out->cc, &out->cuts);
    str subject = { 0 };
    if (fields_find(&h, "Subject", &subject)) out->subject = encoded_line(a, subject);
    out->date = date_of(a, &h);
    out->id = first_id(a, &h, "Message-ID");
    out->in_reply_to = first_id(a, &h, "In-Reply-To");
    take_references(a, &h, out);
    tree_read(a, &h, out);
    body_choose(a, out);
}
