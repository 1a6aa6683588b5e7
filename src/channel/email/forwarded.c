#include "channel/email/forwarded.h"

#include "channel/email/addresses.h"
#include "channel/email/parse.h"
#include "channel/email/phrase.h"
#include "channel/email/quoted_words.h"
#include "text/utf8.h"

/* Lines that look like a mark and have no sender below, before we stop to look; what is longer than a line is cut. */
enum { TRIES = 50, VALUE_BYTES = 4096 };

static bool subject_says_so(struct arena *a, str subject)
{
    static const char *const marks[] = { "fwd:",  "fw:", "wg:",     "tr:",     "rv:",    "enc:",   "i:",    "vb:",
                                         "vs:",   "pd:", "doorst:", "tov:",    "ілт:",   "转发:",  "轉寄:", "転送:",
                                         "전달:", "fs:", "ynt:",    "пересл:", "reenv:", "res:fwd" };
    str folded = phrase_folded(a, subject);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(folded, str_of(marks[i]))) return true;
    return false;
}

/* "Ann [mailto:a@b.org]" and "*Ann* <a@b.org<mailto:a@b.org>>" as an address field has it. */
static str as_field(struct arena *a, str value)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < value.n; i++) {
        str rest = str_from(value, i);
        if (str_starts(rest, STR("[mailto:"))) {
            text_addc(&out, '<');
            i += sizeof "[mailto:" - 2;
        } else if (str_starts(rest, STR("<mailto:"))) {
            ptrdiff_t end = str_find(rest, STR(">"));
            bool again = memchr(out.at ? out.at : "", '@', out.n) != NULL;
            if (again) i += end > 0 ? (size_t)end : rest.n;
            if (again) continue;
            text_addc(&out, '<');
            i += sizeof "<mailto:" - 2;
        } else if (value.at[i] != '*')
            text_addc(&out, value.at[i] == ']' ? '>' : value.at[i]);
    }
    return str_trim(text_str(&out));
}

static void take_sender(struct arena *a, str value, struct forwarded *out)
{
    struct addresses found = { 0 };
    str field = as_field(a, value);
    addresses_read(a, field, &found);
    bool one = found.list.n == 1 && found.list.at[0].email.n && !addresses_unclear(field);
    if (one)
        out->sender = found.list.at[0];
    else
        out->sender.name = utf8_line(a, str_cut(value, 200));
    if (!one) out->is = UNSURE;
}

/* The header below a mark: until a line that is none. Returns where the mail itself begins. */
static size_t take_header(struct arena *a, str text, size_t at, struct forwarded *out)
{
    bool any = false;
    for (size_t lines = 0; at < text.n && lines < 12; lines++) {
        str rest = str_from(text, at), line = str_split(&rest, '\n');
        str shown = str_trim(str_cut(line, VALUE_BYTES));
        while (shown.n && strchr(">*_ ", shown.at[0])) shown = str_from(shown, 1);
        str folded = phrase_folded(a, shown);
        int key = quoted_header_key(folded);
        if (!key && shown.n && any) break;
        if (!shown.n && any) break;
        str value = shown;
        str_split(&value, ':');
        while (value.n && strchr("*_ ", value.at[0])) value = str_from(value, 1);
        if (key == 1 && !out->sender.email.n && !out->sender.name.n) take_sender(a, value, out);
        static const char *const subjects[] = { "subject", "betreff",   "objet", "asunto",  "oggetto",
                                                "assunto", "onderwerp", "ämne",  "emne",    "aihe",
                                                "temat",   "předmět",   "tárgy", "тема",    "konu",
                                                "件名",    "主题",      "제목",  "الموضوع", "נושא" };
        static const char *const dates[] = { "date",    "sent", "datum",      "gesendet",  "envoyé",  "fecha",
                                             "enviado", "data", "inviato",    "verzonden", "skickat", "dato",
                                             "sendt",   "дата", "отправлено", "日期",      "날짜" };
        for (size_t i = 0; i < COUNT_OF(subjects); i++)
            if (str_starts(folded, str_of(subjects[i])) && !out->subject.n) out->subject = utf8_line(a, value);
        for (size_t i = 0; i < COUNT_OF(dates); i++)
            if (str_starts(folded, str_of(dates[i])) && !out->date.n && key == 2) out->date = utf8_line(a, value);
        any |= key > 0;
        at += line.n + 1;
    }
    return at < text.n ? at : text.n;
}

/* A mark of a forward with a header below it; or, when the subject says that it is one, a header alone. */
static bool in_text(struct arena *a, const struct mail *m, bool said, struct forwarded *out)
{
    struct text scratch = { .arena = a };
    for (size_t at = 0, tries = 0; at < m->text.n && tries < TRIES;) {
        str rest = str_from(m->text, at), line = str_split(&rest, '\n');
        scratch.n = 0;
        phrase_add(&scratch, str_cut(line, 400));
        str folded = text_str(&scratch);
        bool mark = quoted_is_forward(folded),
             header = said && (quoted_header_key(folded) == 1 || quoted_is_separator(folded));
        if (mark || header) {
            out->is = mark ? SURE : UNSURE;
            size_t body = take_header(a, m->text, at + (mark || !quoted_header_key(folded) ? line.n + 1 : 0), out);
            if (out->sender.email.n || out->sender.name.n) {
                out->note = str_trim(str_cut(m->text, at));
                out->text = str_trim(str_from(m->text, body));
                return true;
            }
            *out = (struct forwarded){ 0 };
            tries++;
        }
        at += line.n + 1;
    }
    return false;
}

/* One whole mail as an attachment, and hardly a word beside it. */
static bool attached(struct arena *a, const struct mail *m, bool said, struct forwarded *out)
{
    const struct mail_part *only = NULL;
    for (size_t i = 0; i < m->parts.n; i++) {
        const struct mail_part *p = &m->parts.at[i];
        if (p->enclosed || p->form != MESSAGE) continue;
        if (only) return false;
        only = p;
    }
    if (!only || str_is(m->parts.at[0].type, STR("multipart/report")) || (!said && str_trim(m->text).n > 500))
        return false;
    struct mail inner;
    mail_parse(a, only->bytes, &inner);
    *out = (struct forwarded){ .is = said && inner.sender_is == FROM_ONE ? SURE : UNSURE,
                               .sender = inner.from,
                               .subject = inner.subject,
                               .note = str_trim(m->text),
                               .text = inner.text };
    out->date = inner.date ? time_iso(a, inner.date) : (str){ 0 };
    return inner.sender_is != FROM_NOBODY;
}

void forwarded_read(struct arena *a, const struct mail *m, struct forwarded *out)
{
    *out = (struct forwarded){ 0 };
    bool said = subject_says_so(a, m->subject);
    if (attached(a, m, said, out) || in_text(a, m, said, out)) return;
    *out = (struct forwarded){ .is = said ? UNSURE : NOT_FORWARDED };
}
