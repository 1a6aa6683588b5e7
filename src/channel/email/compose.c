#include "channel/email/compose.h"

#include <sodium.h>

#include "channel/email/encode.h"
#include "channel/email/flow.h"
#include "text/html.h"
#include "text/markup.h"
#include "text/utf8.h"

enum { ID_BYTES = 250, REFERENCES = 20, URL_BYTES = 900, NAME_CHARACTERS = 150 };

struct writing {
    struct arena *arena;
    const struct letter *letter;
    struct text out;
    str mark; /* of this letter's boundaries */
    struct letter_file_list shown, files;
};

/* Who it is from and for, checked before a byte is written. */
struct people {
    struct mail_address_list from, reply_to, to, cc;
};

static enum err take_people(struct arena *a, struct why *w, const char *field, const struct mail_address_list *said,
                            struct mail_address_list *out)
{
    if (said->n > MAIL_ADDRESSES)
        return why_fail(w, a, INVALID, str_of(field), "names more than %d people", MAIL_ADDRESSES);
    for (size_t i = 0; i < said->n; i++) {
        struct mail_address *one = LIST_ADD(a, out);
        *one = said->at[i];
        if (!encode_address(a, said->at[i].email, &one->email))
            return why_fail(w, a, INVALID, str_of(field), "is not an address that we can write to");
    }
    return OK;
}

static enum err take_one(struct arena *a, struct why *w, const char *field, const struct mail_address *said,
                         struct mail_address_list *out)
{
    struct mail_address copy = *said;
    return take_people(a, w, field, &(struct mail_address_list){ .at = &copy, .n = 1, .room = 1 }, out);
}

static enum err take_everybody(struct arena *a, struct why *w, const struct letter *l, struct people *out)
{
    TRY(take_one(a, w, "from", &l->from, &out->from));
    if (l->reply_to.email.n) TRY(take_one(a, w, "reply_to", &l->reply_to, &out->reply_to));
    TRY(take_people(a, w, "to", &l->to, &out->to));
    return take_people(a, w, "cc", &l->cc, &out->cc);
}

/* What may stand between "<" and ">" and can neither end them nor the line. */
static bool is_bare(str s, size_t most)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] <= ' ' || s.at[i] >= 127 || strchr("<>\"(),;\\", s.at[i])) return false;
    return s.n > 0 && s.n <= most;
}

static bool is_id(str s)
{
    return is_bare(s, ID_BYTES) && str_find(s, STR("@")) > 0;
}

static enum err check(struct arena *a, struct why *w, const struct letter *l)
{
    const usec year_9999 = INT64_C(253402300799) * SECOND;
    if (!is_id(l->message_id)) return why_fail(w, a, INVALID, STR("message_id"), "is not one");
    if (l->date <= 0 || l->date > year_9999) return why_fail(w, a, INVALID, STR("date"), "is not a time");
    bool https = str_starts(l->unsubscribe_url, STR("https://")) && is_bare(l->unsubscribe_url, URL_BYTES);
    if (l->unsubscribe_url.n && !https)
        return why_fail(w, a, INVALID, STR("unsubscribe_url"), "must begin with https:// and be one word");
    return OK;
}

/* "Tue, 24 Nov 2026 09:30:00 +0000" */
static void put_date(struct text *out, usec at)
{
    static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" }; /* 1970 began on one */
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    str iso = time_iso(out->arena, at);
    size_t month = (size_t)(iso.at[5] - '0') * 10 + (size_t)(iso.at[6] - '0') - 1;
    text_addf(out, "Date: %s, %.2s %.3s %.4s %.8s +0000\r\n", days[at / DAY % 7], iso.at + 8, months + 3 * month,
              iso.at, iso.at + 11);
}

/* The first one and the last ones, as RFC 5322 §3.6.4 wants threads kept. What is no id is left out. */
static void put_references(struct text *out, const struct str_list *said)
{
    struct str_list good = { 0 };
    for (size_t i = 0; i < said->n; i++)
        if (is_id(said->at[i])) *LIST_ADD(out->arena, &good) = said->at[i];
    if (good.n == 0) return;
    text_addz(out, "References:");
    for (size_t i = 0; i < good.n; i++)
        if (i == 0 || i + REFERENCES >= good.n) text_addf(out, "%s <%.*s>", i ? "\r\n" : "", STR_ARG(good.at[i]));
    text_addz(out, "\r\n");
}

static void put_automatic(struct text *out, const struct letter *l)
{
    text_addf(out, "Auto-Submitted: %s\r\n", is_id(l->in_reply_to) ? "auto-replied" : "auto-generated");
    text_addz(out, "Precedence: bulk\r\nX-Auto-Response-Suppress: All\r\n");
}

static void put_fields(struct text *out, const struct letter *l, const struct people *p)
{
    put_date(out, l->date);
    encode_people(out, "From", &p->from);
    encode_people(out, "Reply-To", &p->reply_to);
    encode_people(out, "To", &p->to);
    encode_people(out, "Cc", &p->cc);
    if (p->to.n + p->cc.n == 0) text_addz(out, "To: undisclosed-recipients:;\r\n");
    if (!utf8_blank(l->subject)) encode_field(out, "Subject", l->subject);
    text_addf(out, "Message-ID: <%.*s>\r\n", STR_ARG(l->message_id));
    if (is_id(l->in_reply_to)) text_addf(out, "In-Reply-To: <%.*s>\r\n", STR_ARG(l->in_reply_to));
    put_references(out, &l->references);
    if (l->automatic) put_automatic(out, l);
    if (l->unsubscribe_url.n)
        text_addf(out, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                  STR_ARG(l->unsubscribe_url));
    text_addz(out, "MIME-Version: 1.0\r\n");
}

/* "=_" stands in nothing that encode.c writes, so no content can end a part. */
static str mark_of(struct arena *a, str message_id)
{
    unsigned char hash[9];
    char letters[sizeof hash * 2 + 1];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)message_id.at, message_id.n, NULL, 0);
    sodium_bin2hex(letters, sizeof letters, hash, sizeof hash);
    return str_copy(a, str_of(letters));
}

static void open_parts(struct writing *w, const char *kind, const char *more)
{
    text_addf(&w->out, "Content-Type: multipart/%s;%s\r\n boundary=\"=_%s_%.*s\"\r\n\r\n", kind, more, kind,
              STR_ARG(w->mark));
}

static void next_part(struct writing *w, const char *kind)
{
    text_addf(&w->out, "--=_%s_%.*s\r\n", kind, STR_ARG(w->mark));
}

static void close_parts(struct writing *w, const char *kind)
{
    text_addf(&w->out, "--=_%s_%.*s--\r\n", kind, STR_ARG(w->mark));
}

static bool has_quote(const struct letter *l)
{
    return l->quote.text.n || l->quote.html.n;
}

static str plain_of(struct arena *a, str text, str html)
{
    struct markup m = { 0 };
    if (text.n || !html.n) return flow_plain(a, text);
    markup_clean(a, html, NULL, &m);
    return flow_plain(a, m.text);
}

static void put_text(struct writing *w)
{
    const struct letter *l = w->letter;
    struct text all = { .arena = w->arena };
    flow_add(&all, plain_of(w->arena, l->text, l->html), 0);
    if (has_quote(l)) {
        text_addz(&all, "\n");
        flow_add(&all, flow_plain(w->arena, l->quote.intro), 0);
        flow_add(&all, plain_of(w->arena, l->quote.text, l->quote.html), 1);
    }
    text_addz(&w->out, "Content-Type: text/plain; charset=utf-8; format=flowed\r\n");
    encode_text(&w->out, text_str(&all));
}

static void put_html(struct writing *w)
{
    const struct letter *l = w->letter;
    struct text all = { .arena = w->arena };
    text_addz(&all, "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body>\n<div dir=\"auto\">");
    text_add(&all, flow_plain(w->arena, l->html));
    text_addz(&all, "</div>\n");
    if (has_quote(l)) {
        text_addz(&all, "<p dir=\"auto\">");
        html_text(&all, flow_plain(w->arena, l->quote.intro));
        text_addz(&all, "</p>\n<blockquote type=\"cite\" dir=\"auto\" style=\"margin:0 0 0 .8ex;border-left:2px solid "
                        "#ccc;padding-left:1ex\">\n");
        text_add(&all, l->quote.html.n ? flow_plain(w->arena, l->quote.html) : markup_of_text(w->arena, l->quote.text));
        text_addz(&all, "</blockquote>\n");
    }
    text_addz(&all, "</body></html>\n");
    text_addz(&w->out, "Content-Type: text/html; charset=utf-8\r\n");
    encode_text(&w->out, text_str(&all));
}

static bool is_type(str s)
{
    size_t slashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        slashes += s.at[i] == '/';
        if (s.at[i] <= ' ' || s.at[i] >= 127 || strchr("()<>@,;:\\\"[]?=*'%", s.at[i])) return false;
    }
    bool wrapped = str_starts(s, STR("multipart/")) || str_starts(s, STR("message/"));
    return slashes == 1 && s.at[0] != '/' && s.at[s.n - 1] != '/' && s.n < 100 && !wrapped;
}

/* The last piece of a path; its ending stays when it is too long. */
static str file_name(struct arena *a, str name)
{
    str line = utf8_line(a, name);
    for (size_t i = line.n; i > 0; i--)
        if (line.at[i - 1] == '/' || line.at[i - 1] == '\\') {
            line = str_trim(str_from(line, i));
            break;
        }
    if (str_is(line, STR(".")) || str_is(line, STR(".."))) return (str){ 0 };
    size_t characters = utf8_count(line);
    if (characters <= NAME_CHARACTERS) return line;
    str ending = str_from(line, utf8_cut(line, characters - 10).n), begin = utf8_cut(line, NAME_CHARACTERS - 11);
    return str_format(a, "%.*s…%.*s", STR_ARG(begin), STR_ARG(ending));
}

static void put_file(struct writing *w, const struct letter_file *f, bool shown)
{
    str type = str_lower(w->arena, f->type);
    if (!is_type(type)) type = STR("application/octet-stream");
    text_addf(&w->out, "Content-Type: %.*s\r\n", STR_ARG(type));
    text_addf(&w->out, "Content-Disposition: %s", shown ? "inline" : "attachment");
    encode_parameter(&w->out, "filename", file_name(w->arena, f->name));
    text_addz(&w->out, "\r\n");
    if (shown) text_addf(&w->out, "Content-ID: <%.*s>\r\n", STR_ARG(f->cid));
    encode_bytes(&w->out, f->bytes);
}

static void put_rich(struct writing *w)
{
    if (w->shown.n == 0) {
        put_html(w);
        return;
    }
    open_parts(w, "related", " type=\"text/html\";");
    next_part(w, "related");
    put_html(w);
    for (size_t i = 0; i < w->shown.n; i++) {
        next_part(w, "related");
        put_file(w, &w->shown.at[i], true);
    }
    close_parts(w, "related");
}

static void put_read(struct writing *w)
{
    if (w->letter->html.n == 0) {
        put_text(w);
        return;
    }
    open_parts(w, "alternative", "");
    next_part(w, "alternative");
    put_text(w);
    next_part(w, "alternative");
    put_rich(w);
    close_parts(w, "alternative");
}

static void put_body(struct writing *w)
{
    if (w->files.n == 0) {
        put_read(w);
        return;
    }
    open_parts(w, "mixed", "");
    next_part(w, "mixed");
    put_read(w);
    for (size_t i = 0; i < w->files.n; i++) {
        next_part(w, "mixed");
        put_file(w, &w->files.at[i], false);
    }
    close_parts(w, "mixed");
}

static size_t sort_files(struct writing *w)
{
    const struct letter *l = w->letter;
    size_t bytes = l->text.n + l->html.n + l->quote.text.n + l->quote.html.n;
    for (size_t i = 0; i < l->files.n; i++) {
        const struct letter_file *f = &l->files.at[i];
        bool shown = l->html.n && is_bare(f->cid, ID_BYTES);
        *LIST_ADD(w->arena, shown ? &w->shown : &w->files) = *f;
        bytes += f->bytes.n / 3 * 4;
    }
    return bytes;
}

enum err letter_compose(struct arena *a, struct why *w, const struct letter *l, str *out)
{
    struct people p = { 0 };
    struct writing writing = { .arena = a, .letter = l, .out.arena = a };
    TRY(check(a, w, l));
    TRY(take_everybody(a, w, l, &p));
    bool large = sort_files(&writing) > MAIL_BYTES;
    if (!large) {
        writing.mark = mark_of(a, l->message_id);
        put_fields(&writing.out, l, &p);
        put_body(&writing);
        large = writing.out.n > MAIL_BYTES;
    }
    if (large)
        return why_fail(w, a, TOO_LARGE, STR("files"), "are more than one mail can carry: %d MiB", MAIL_BYTES >> 20);
    *out = text_str(&writing.out);
    return OK;
}
