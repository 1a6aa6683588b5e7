#include "channel/email/compose.h"

#include <stdio.h>

#include "channel/email/encode.h"
#include "channel/email/flow.h"
#include "channel/email/flowed.h"
#include "channel/email/parse.h"
#include "test/hostile.h"
#include "text/utf8.h"

static const usec morning = INT64_C(1795512600) * SECOND; /* 2026-11-24T09:30:00Z */

static struct mail_address person(const char *name, const char *email)
{
    return (struct mail_address){ .name = str_of(name), .email = str_of(email) };
}

static struct letter plain_letter(struct arena *a)
{
    struct letter l = { .from = person("Desk", "desk@shop.example"),
                        .subject = STR("Your order"),
                        .text = STR("Hello Ann"),
                        .message_id = STR("m1@shop.example"),
                        .date = morning };
    *LIST_ADD(a, &l.to) = person("Ann", "ann@example.org");
    return l;
}

static struct letter full_letter(struct arena *a)
{
    struct letter l = plain_letter(a);
    l.reply_to = person("Desk", "desk+abc@shop.example");
    *LIST_ADD(a, &l.cc) = person("Bo", "bo@example.org");
    l.html = STR("<p>Hello <strong>Ann</strong> <img src=\"cid:logo@shop\"></p>");
    l.in_reply_to = STR("q1@example.org");
    *LIST_ADD(a, &l.references) = STR("q0@example.org");
    *LIST_ADD(a, &l.references) = STR("q1@example.org");
    l.quote = (struct letter_quote){ .intro = STR("On 3 May, Ann wrote:"), .text = STR("Where is it?\n> It comes.") };
    l.automatic = true;
    l.unsubscribe_url = STR("https://shop.example/off/1");
    *LIST_ADD(a, &l.files) = (struct letter_file){
        .name = STR("logo.png"), .type = STR("image/png"), .bytes = STR("\x89PNG\0\r\n"), .cid = STR("logo@shop")
    };
    *LIST_ADD(a, &l.files) = (struct letter_file){ .name = STR("bill.pdf"),
                                                   .type = STR("application/pdf"),
                                                   .bytes = STR("%PDF\n.\n\xFF") };
    return l;
}

static str composed(struct arena *a, const struct letter *l)
{
    str bytes = { 0 };
    struct why w = { 0 };
    enum err err = letter_compose(a, &w, l, &bytes);
    if (err) printf("# %.*s %.*s\n", STR_ARG(w.field), STR_ARG(w.words));
    check_ok(err);
    return bytes;
}

/* The fields that this letter asks for, in their order. */
static str fields_wanted(struct arena *a, const struct letter *l)
{
    struct text out = { .arena = a };
    bool mixed = false, named = false;
    for (size_t i = 0; i < l->files.n; i++) mixed |= l->html.n == 0 || l->files.at[i].cid.n == 0;
    for (size_t i = 0; i < l->references.n; i++) named |= str_find(l->references.at[i], STR("@")) > 0;
    text_addz(&out, "Date From ");
    if (l->reply_to.email.n) text_addz(&out, "Reply-To ");
    text_addz(&out, "To ");
    if (l->cc.n) text_addz(&out, "Cc ");
    if (!utf8_blank(l->subject)) text_addz(&out, "Subject ");
    text_addz(&out, "Message-ID ");
    if (str_find(l->in_reply_to, STR("@")) > 0) text_addz(&out, "In-Reply-To ");
    if (named) text_addz(&out, "References ");
    if (l->automatic) text_addz(&out, "Auto-Submitted Precedence X-Auto-Response-Suppress ");
    if (l->unsubscribe_url.n) text_addz(&out, "List-Unsubscribe List-Unsubscribe-Post ");
    text_addz(&out, "MIME-Version Content-Type ");
    if (l->html.n == 0 && !mixed) text_addz(&out, "Content-Transfer-Encoding ");
    return text_str(&out);
}

static str fields_of(struct arena *a, const struct mail *m)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < m->fields.n; i++) text_addf(&out, "%.*s ", STR_ARG(m->fields.at[i].name));
    return text_str(&out);
}

/* Only CRLF, only ASCII, no line too long, none that ends a mail. */
static void check_lines(str bytes)
{
    check(str_ends(bytes, STR("\r\n")));
    for (size_t i = 0, line = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        check(c < 127 && (c >= ' ' || c == '\r' || c == '\n' || c == '\t'));
        check((c == '\r') == (i + 1 < bytes.n && bytes.at[i + 1] == '\n'));
        check(c != '\n' || bytes.at[i - 1] == '\r');
        check(c != '.' || line > 0);
        line = c == '\n' ? 0 : line + 1;
        check(line <= 998);
    }
}

/* What holds for every letter. */
static struct mail must_be_mail(struct arena *a, const struct letter *l)
{
    str bytes = composed(a, l), wanted = fields_wanted(a, l);
    struct mail m = { 0 };
    check_lines(bytes);
    check(str_is(composed(a, l), bytes));
    mail_parse(a, bytes, &m);
    check_str(fields_of(a, &m), str_z(a, wanted));
    check_int(m.cuts, 0);
    check_int(m.sender_is, FROM_ONE);
    check_str(m.from.email, str_z(a, l->from.email));
    check(str_is(m.from.name, encode_name(a, l->from.name)));
    check_int(m.to.n, l->to.n);
    for (size_t i = 0; i < l->to.n; i++) check(str_is(m.to.at[i].name, encode_name(a, l->to.at[i].name)));
    check(str_is(m.subject, utf8_line(a, l->subject)));
    check_str(m.id, str_z(a, l->message_id));
    check_int(m.date, l->date / SECOND * SECOND);
    size_t files = 0;
    for (size_t i = 0; i < m.parts.n; i++) {
        if (m.parts.at[i].form == MULTIPART || str_starts(m.parts.at[i].type, STR("text/"))) continue;
        check(files < l->files.n && str_is(m.parts.at[i].bytes, l->files.at[files].bytes));
        files++;
    }
    check_int(files, l->files.n);
    return m;
}

PURE(a_plain_letter_byte_by_byte)
{
    struct arena *a = arena_open();
    struct letter l = plain_letter(a);
    check_str(composed(a, &l), "Date: Tue, 24 Nov 2026 09:30:00 +0000\r\nFrom: Desk <desk@shop.example>\r\n"
                               "To: Ann <ann@example.org>\r\nSubject: Your order\r\nMessage-ID: <m1@shop.example>\r\n"
                               "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n"
                               "Content-Transfer-Encoding: 7bit\r\n\r\nHello Ann\r\n");
    arena_close(a);
}

PURE(a_letter_with_everything_is_read_as_it_was_meant)
{
    struct arena *a = arena_open();
    struct letter l = full_letter(a);
    struct mail m = must_be_mail(a, &l);
    static const char *const types[] = { "multipart/mixed", "multipart/alternative",
                                         "text/plain",      "multipart/related",
                                         "text/html",       "image/png",
                                         "application/pdf" };
    static const int depths[] = { 0, 1, 2, 2, 3, 3, 1 };
    check_int(m.parts.n, COUNT_OF(types));
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        check_str(m.parts.at[i].type, types[i]);
        check_int(m.parts.at[i].depth, depths[i]);
    }
    check_str(m.text, "Hello Ann\n\nOn 3 May, Ann wrote:\n> Where is it?\n>> It comes.");
    check(str_find(m.html, STR("<p>Hello <strong>Ann</strong> <img src=\"cid:logo@shop\"></p>")) > 0);
    check(str_find(m.html, STR("Where is it?")) > str_find(m.html, STR("<blockquote")));
    check_str(m.parts.at[5].cid, "logo@shop");
    check_int(m.parts.at[5].disposition, INLINE);
    check_str(m.parts.at[6].name, "bill.pdf");
    check_int(m.parts.at[6].disposition, ATTACHED);
    check_str(m.reply_to.at[0].email, "desk+abc@shop.example");
    check_str(m.cc.at[0].email, "bo@example.org");
    check_str(m.in_reply_to, "q1@example.org");
    check_int(m.references.n, 2);
    check_str(mail_field(&m, "Auto-Submitted"), "auto-replied");
    check_str(mail_field(&m, "List-Unsubscribe"), "<https://shop.example/off/1>");
    check_str(mail_field(&m, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    arena_close(a);
}

static const char *const hostile_lines[] = {
    "x\r\nBcc: victim@example.org",
    "x\nBcc: victim@example.org",
    "x\rBcc: victim@example.org",
    "x\r\n\r\n<script>body</script>",
    "x\r\n .\r\nMAIL FROM:<a@b.org>",
    "x\342\200\250Bcc: victim@example.org",
    "x\342\200\251Bcc: victim@example.org",
    "x\302\205Bcc: victim@example.org",
    "x\013Bcc: v@example.org\x0C\x1C\x1D\x1E",
    "\xE2\x80\xAE gro.elpmaxe@ssob \xE2\x81\xA6 x \xE2\x80\x8F",
    "=?utf-8?q?x=0D=0ABcc:_victim=40example.org?=",
    "=?utf-8?b?Ym9zcw==?= =?utf-8?b?Ym9zcw==?=",
    "==??utf-8?q?a?=?=",
    "boss@desk.example",
    "boss@desk.example <boss@desk.example>",
    "\" <boss@desk.example>, \"x",
    "\\\" \\\\ <x@y.org> (comment",
    "a, b; c: d <e> [f] (g) \"h\"",
    "\xFF\xFE broken \xC3",
    "😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
    "../../etc/passwd\r\n\r\n--=_mixed_",
    "r\xC3\xA9sum\xC3\xA9 \"final\"; name=x.exe.pdf",
    "50% off*0*=utf-8''x%0D%0A.pdf",
    "   ",
    "-- ",
    ". . .",
};

/* One value of a stranger in every place where one may stand. */
static struct letter with_everywhere(struct arena *a, str value)
{
    struct letter l = full_letter(a);
    l.subject = l.from.name = l.reply_to.name = l.to.at[0].name = l.cc.at[0].name = value;
    l.files.at[0].name = l.files.at[1].name = l.files.at[1].type = value;
    l.text = l.quote.intro = l.quote.text = value;
    *LIST_ADD(a, &l.references) = value;
    return l;
}

static void must_stay_value(struct arena *a, str value)
{
    struct letter l = with_everywhere(a, value);
    struct mail m = must_be_mail(a, &l);
    check_int(m.references.n, 2 + (size_t)(str_find(value, STR("@")) > 0 && m.references.n == 3));
    check(str_find(utf8_line(a, value), m.parts.at[6].name) >= 0 || m.parts.at[6].name.n > 140);
    check(str_is(m.parts.at[5].name, m.parts.at[6].name));
    l.html = (str){ 0 };
    must_be_mail(a, &l);
}

PURE(no_value_of_a_letter_ever_becomes_a_field)
{
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(hostile_lines); i++) must_stay_value(a, str_of(hostile_lines[i]));
    must_stay_value(a, STR("x\0\r\nBcc: victim@example.org\0"));
    struct text huge = { .arena = a };
    for (int i = 0; i < 3000; i++) text_addc(&huge, 'x');
    must_stay_value(a, text_str(&huge));
    arena_close(a);
}

PURE(ids_of_strangers_that_are_none_are_left_out)
{
    struct arena *a = arena_open();
    struct letter l = plain_letter(a);
    static const char *const odd[] = { "x>\r\nBcc: v@x.org", "a b@c", "no-at-sign", "@", "<a@b>", "a@b\xC3\xA9", "" };
    for (size_t i = 0; i < COUNT_OF(odd); i++) *LIST_ADD(a, &l.references) = str_of(odd[i]);
    l.in_reply_to = str_of(odd[0]);
    str bytes = composed(a, &l);
    check(str_find(bytes, STR("References")) < 0 && str_find(bytes, STR("In-Reply-To")) < 0);
    for (int i = 0; i < 100; i++) *LIST_ADD(a, &l.references) = str_format(a, "r%d@example.org", i);
    struct mail m = { 0 };
    mail_parse(a, composed(a, &l), &m);
    check_int(m.references.n, 21);
    check_str(m.references.at[0], "r0@example.org");
    check_str(m.references.at[20], "r99@example.org");
    arena_close(a);
}

PURE(every_naughty_string_is_only_a_value)
{
    struct arena *a = arena_open(), *each = arena_open();
    str rest = hostile_file(a, "strings/naughty-strings/blns.txt");
    size_t n = 0;
    for (; rest.n; n++, arena_reset(each)) must_stay_value(each, str_split(&rest, '\n'));
    printf("# %zu strings\n", n);
    check(n > 400);
    arena_close(each);
    arena_close(a);
}

/* An answer to each mail of the sets, with its own words wherever an answer repeats them. */
static void answer(struct arena *a, str raw)
{
    struct mail m;
    mail_parse(a, raw, &m);
    struct letter l = full_letter(a);
    l.subject = str_format(a, "Re: %.*s", STR_ARG(m.subject));
    l.to.at[0].name = l.from.name = m.from.name;
    l.in_reply_to = m.id;
    l.references = m.references;
    if (m.cc.n) l.cc.at[0].name = m.cc.at[0].name;
    l.text = l.quote.text = m.text;
    for (size_t i = 0; i < m.parts.n; i++)
        if (m.parts.at[i].name.n) l.files.at[1].name = m.parts.at[i].name;
    str bytes = composed(a, &l);
    struct mail back;
    check_lines(bytes);
    mail_parse(a, bytes, &back);
    check_int(back.fields.n, 14 + mail_has(&back, "In-Reply-To") + mail_has(&back, "References"));
    check_int(back.sender_is, FROM_ONE);
    check(str_is(back.subject, utf8_line(a, l.subject)) || l.subject.n > MAIL_LINE_BYTES);
    check(str_is(back.from.name, encode_name(a, m.from.name)));
}

PURE(an_answer_to_every_hostile_mail_has_its_own_fields_only)
{
    struct arena *a = arena_open(), *each = arena_open();
    struct str_list names = hostile_names(a, "generated/email", ".eml");
    for (size_t i = 0; i < names.n; i++, arena_reset(each)) answer(each, hostile_file(each, str_z(each, names.at[i])));
    check(names.n > 100);
    arena_close(each);
    arena_close(a);
}

/* xorshift64: the same every time. */
static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static str random_text(struct arena *a, uint64_t *seed)
{
    static const uint32_t from[] = { 0, 0x20, 0x20, 0x61, 0x61, 0x80, 0x5D0, 0x600, 0x2000, 0x3040, 0xFE00, 0x1F600 };
    static const uint32_t many[] = { 32, 95, 1, 26, 26, 0x700, 60, 0x100, 0x70, 0x5000, 0x200, 0x100 };
    struct text out = { .arena = a };
    size_t which = next(seed) % COUNT_OF(from), n = next(seed) % 300;
    for (size_t i = 0; i < n; i++) {
        if (next(seed) % 8 == 0) which = next(seed) % COUNT_OF(from);
        utf8_put(&out, from[which] + (uint32_t)(next(seed) % many[which]));
        if (next(seed) % 50 == 0) text_addc(&out, (char)next(seed));
    }
    return text_str(&out);
}

/* What a text is once it was sent: no blanks at the end of a line. */
static str as_sent(struct arena *a, str text)
{
    struct text lines = { .arena = a };
    flow_add(&lines, flow_plain(a, text), 0);
    return flowed_text(a, text_str(&lines), false);
}

static str without_blanks(struct arena *a, str s)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(" \t\n>", s.at[i])) text_addc(&out, s.at[i]);
    return text_str(&out);
}

PURE(random_unicode_comes_back_as_it_went)
{
    struct arena *a = arena_open();
    uint64_t seed = 0x5EED;
    for (int i = 0; i < 1500; i++, arena_reset(a)) {
        str value = random_text(a, &seed);
        struct letter l = with_everywhere(a, value);
        l.quote = (struct letter_quote){ 0 };
        l.subject = random_text(a, &seed);
        l.files.at[1].bytes = random_text(a, &seed);
        struct mail m = must_be_mail(a, &l);
        str sent = as_sent(a, value);
        check(str_is(str_trim(m.text), str_trim(sent)) || utf8_blank(sent));
        check(str_is(without_blanks(a, sent), without_blanks(a, flow_plain(a, value))));
    }
    arena_close(a);
}

PURE(what_looks_like_the_end_of_a_mail_is_an_ordinary_line)
{
    static const char *const ends[] = { "\n.\n",   "\r\n.\r\n", "\n.\r\n", "\r.\r",  "\r.\n",       "\r\n.\n",
                                        "\r\n.\r", "\n.\r",     "\n..\n",  "\n. \n", "\nFrom me\n", "\n\r\n.\r\n\n" };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        str text = str_format(a, "before%sMAIL FROM:<a@b.org>%safter", ends[i], ends[i]);
        struct letter l = full_letter(a);
        l.text = l.quote.text = l.html = l.subject = text;
        l.files.at[1].bytes = text;
        struct mail m = must_be_mail(a, &l);
        check(str_find(m.text, STR("\nMAIL FROM:<a@b.org>\n")) > 0);
        l.html = (str){ 0 };
        must_be_mail(a, &l);
    }
    arena_close(a);
}

PURE(a_line_too_long_for_a_mail_is_broken_and_joined_again)
{
    struct arena *a = arena_open();
    struct text words = { .arena = a }, one = { .arena = a };
    for (int i = 0; i < 400; i++) text_addf(&words, "%sword%d", i ? " " : "", i);
    for (int i = 0; i < 3000; i++) text_addc(&one, '.');
    struct letter l = plain_letter(a);
    l.text = str_format(a, "%.*s\n%.*s\n  two blanks\n-- \nDesk", STR_ARG(text_str(&words)), STR_ARG(text_str(&one)));
    struct mail m = must_be_mail(a, &l);
    check(str_is(str_trim(m.text), str_trim(l.text)));
    l.text = text_str(&words);
    str bytes = composed(a, &l);
    check(str_find(bytes, STR("7bit")) > 0);
    for (str line; bytes.n;) {
        line = str_split(&bytes, '\n');
        check(line.n <= 78 + 1);
    }
    arena_close(a);
}

PURE(a_letter_of_html_alone_has_its_words_as_text)
{
    struct arena *a = arena_open();
    struct letter l = plain_letter(a);
    l.text = (str){ 0 };
    l.html = STR("<p>Hello <strong>Ann</strong></p><ul><li>one</li></ul>");
    struct mail m = must_be_mail(a, &l);
    check(str_find(m.text, STR("Hello Ann\n")) == 0 && str_find(m.text, STR("- one")) > 0);
    arena_close(a);
}

PURE(a_domain_of_other_letters_is_written_in_ascii)
{
    struct arena *a = arena_open();
    struct letter l = plain_letter(a);
    l.to.at[0].email = STR("ann@b\303\274cher.example");
    check(str_find(composed(a, &l), STR("<ann@xn--bcher-kva.example>")) > 0);
    arena_close(a);
}

static void check_refused(struct arena *a, const struct letter *l, enum err should, const char *field)
{
    struct why w = { 0 };
    str bytes = { 0 };
    check_err(letter_compose(a, &w, l, &bytes), should);
    check_str(w.field, field);
}

PURE(a_letter_that_cannot_be_sent_says_which_field_is_wrong)
{
    struct arena *a = arena_open();
    struct letter l = plain_letter(a), bad = l;
    bad.from.email = STR("desk@shop.example>\r\nBcc: v@x.org");
    check_refused(a, &bad, INVALID, "from");
    bad = l;
    bad.reply_to.email = STR("j\xC3\xB6rg@example.org"); /* needs SMTPUTF8 */
    check_refused(a, &bad, INVALID, "reply_to");
    bad = l;
    bad.message_id = STR("m1@shop.example>\r\nBcc: <v@x.org");
    check_refused(a, &bad, INVALID, "message_id");
    bad = l;
    bad.date = 0;
    check_refused(a, &bad, INVALID, "date");
    bad = l;
    bad.unsubscribe_url = STR("https://shop.example/>\r\nBcc: v@x.org");
    check_refused(a, &bad, INVALID, "unsubscribe_url");
    bad.unsubscribe_url = STR("javascript:x");
    check_refused(a, &bad, INVALID, "unsubscribe_url");
    bad = l;
    *LIST_ADD(a, &bad.files) = (struct letter_file){ .bytes = { .at = arena_take(a, 27 << 20), .n = 27 << 20 } };
    check_refused(a, &bad, TOO_LARGE, "files");
    bad = l;
    bad.to = (struct mail_address_list){ 0 };
    check(str_find(composed(a, &bad), STR("\r\nTo: undisclosed-recipients:;\r\n")) > 0);
    for (int i = 0; i < 201; i++) *LIST_ADD(a, &bad.cc) = person("", "a@b.org");
    check_refused(a, &bad, INVALID, "cc");
    arena_close(a);
}
