#include "channel/email/bounce.h"

#include "channel/email/body.h"
#include "channel/email/bounce_reason.h"
#include "channel/email/phrase.h"
#include "text/email.h"
#include "text/utf8.h"

const char *const bounce_kind_words[] = { "no_bounce", "permanent", "temporary", "delivered", "complaint", NULL };
const char *const bounce_reason_words[] = {
    "unknown", "no_such_mailbox", "mailbox_full", "mailbox_disabled", "no_such_host", "not_in_time", "too_big", "spam",
    "refused", "bad_content",     "looped",       "their_trouble",    "complained",   "arrived",     NULL
};

enum { RECIPIENTS = 50, WORDS_BYTES = 1000, NOTICE_BYTES = 64 << 10, REPORT_FIELDS = 2000 };

struct reading {
    struct arena *arena;
    const struct mail *mail;
    struct bounce *out;
    str notice, original; /* what the other server wrote, and what it gave back of ours */
    bool failed, delayed, delivered;
    size_t fields; /* of reports, read so far */
};

static void add_recipient(struct reading *r, str said)
{
    str email = { 0 };
    ptrdiff_t open = str_find(said, STR("<"));
    if (open >= 0) {
        said = str_from(said, (size_t)open + 1);
        said = str_split(&said, '>');
    }
    if (!email_norm(r->arena, said, &email) || r->out->recipients.n == RECIPIENTS) return;
    for (size_t i = 0; i < r->out->recipients.n; i++)
        if (str_is(r->out->recipients.at[i].email, email)) return;
    *LIST_ADD(r->arena, &r->out->recipients) = (struct mail_address){ .email = email };
}

/* "name: value" with its folded lines, as they stand; false at an empty line or the end. */
static bool next_field(str *rest, str *name, str *value)
{
    str from = *rest, line = str_split(rest, '\n');
    while (rest->n && (rest->at[0] == ' ' || rest->at[0] == '\t')) str_split(rest, '\n');
    str all = str_cut(from, rest->n ? (size_t)(rest->at - from.at) : from.n);
    size_t colon = str_split(&line, ':').n;
    *name = str_trim(str_cut(from, colon));
    *value = line.at ? str_from(all, colon + 1) : (str){ 0 };
    return name->n > 0;
}

static str value_line(struct arena *a, str value)
{
    return utf8_line(a, str_cut(value, MAIL_LINE_BYTES));
}

static str behind_type(str value)
{
    ptrdiff_t at = str_find(value, STR(";"));
    return at >= 0 && at < 24 ? str_trim(str_from(value, (size_t)at + 1)) : value;
}

static bool is_status(str s)
{
    if (s.n < 5 || !strchr("245", s.at[0]) || s.at[1] != '.') return false;
    size_t dots = 0;
    for (size_t i = 1; i < s.n; i++) {
        dots += s.at[i] == '.';
        if (s.at[i] != '.' && (s.at[i] < '0' || s.at[i] > '9')) return false;
    }
    return dots == 2 && s.at[s.n - 1] != '.' && s.n <= 9;
}

static void take_action(struct reading *r, str value)
{
    r->failed |= str_is_nocase(str_cut(value, 6), STR("failed"));
    r->delayed |= str_is_nocase(str_cut(value, 7), STR("delayed"));
    static const char *const good[] = { "delivered", "relayed", "expanded" };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        r->delivered |= str_is_nocase(str_cut(value, strlen(good[i])), str_of(good[i]));
}

static void take_report_field(struct reading *r, str name, str value)
{
    struct bounce *b = r->out;
    if (str_is_nocase(name, STR("Final-Recipient")) || str_is_nocase(name, STR("Original-Recipient")) ||
        str_is_nocase(name, STR("X-Actual-Recipient")) || str_is_nocase(name, STR("Original-Rcpt-To")))
        add_recipient(r, behind_type(value));
    if (str_is_nocase(name, STR("Action"))) take_action(r, value);
    if (str_is_nocase(name, STR("Status"))) {
        str status = str_split(&value, ' ');
        if (is_status(status) && (!b->status.n || b->status.at[0] == '2')) b->status = status;
    }
    if (str_is_nocase(name, STR("Diagnostic-Code")) && !b->words.n) b->words = behind_type(value);
    if (str_is_nocase(name, STR("Feedback-Type"))) b->kind = COMPLAINT;
    if (str_is_nocase(name, STR("Original-Message-ID")) && !b->message_id.n) {
        str_split(&value, '<');
        b->message_id = str_split(&value, '>');
    }
}

static bool is_report_field(str name)
{
    static const char *const names[] = {
        "Final-Recipient", "Original-Recipient", "X-Actual-Recipient", "Original-Rcpt-To",   "Action",
        "Status",          "Diagnostic-Code",    "Feedback-Type",      "Original-Message-ID"
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_is_nocase(name, str_of(names[i]))) return true;
    return false;
}

static void take_report(struct reading *r, str report)
{
    str name = { 0 }, value = { 0 };
    while (report.n && r->fields < REPORT_FIELDS) {
        if (!next_field(&report, &name, &value) || !is_report_field(name)) continue;
        take_report_field(r, name, value_line(r->arena, value));
        r->fields++;
    }
}

static bool is_report_type(str type)
{
    return str_is(type, STR("message/delivery-status")) || str_is(type, STR("message/global-delivery-status")) ||
           str_is(type, STR("message/feedback-report")) || str_is(type, STR("message/xdelivery-status"));
}

static bool is_original_type(const struct mail_part *p)
{
    return p->form == MESSAGE || str_is(p->type, STR("message/rfc822")) ||
           str_is(p->type, STR("text/rfc822-headers")) || str_is(p->type, STR("message/rfc822-headers")) ||
           str_is(p->type, STR("text/rfc822")) || str_is(p->type, STR("message/global")) ||
           str_is(p->type, STR("message/global-headers")) || str_is(p->type, STR("message/partial"));
}

/* Where a notice stops and the mail it gives back begins, when both are one text: two lines that only a header has. */
static void split_notice(struct reading *r, str text)
{
    static const char *const starts[] = { "Received: ",   "Return-Path: ",    "Return-path: ",  "Message-ID: ",
                                          "Message-Id: ", "DKIM-Signature: ", "MIME-Version: ", "X-Mailer: ",
                                          "Received:",    "Delivered-To: " };
    for (size_t at = 0; at < text.n;) {
        str line = str_from(text, at);
        for (size_t i = 0; i < COUNT_OF(starts); i++) {
            if (!str_starts(line, str_of(starts[i]))) continue;
            r->notice = str_cut(text, at);
            if (!r->original.n) r->original = line;
            return;
        }
        const char *end = memchr(line.at, '\n', line.n);
        at += end ? (size_t)(end - line.at) + 1 : line.n;
    }
    r->notice = text;
}

static void take_parts(struct reading *r)
{
    struct text notice = { .arena = r->arena };
    for (size_t i = 0; i < r->mail->parts.n; i++) {
        const struct mail_part *p = &r->mail->parts.at[i];
        if (p->enclosed || p->form == MULTIPART) continue;
        if (is_report_type(p->type))
            take_report(r, p->bytes);
        else if (is_original_type(p) && !r->original.n)
            r->original = p->bytes;
        else if (str_starts(p->type, STR("text/")) && notice.n < NOTICE_BYTES) {
            struct mail_part begin = *p;
            begin.bytes = str_cut(p->bytes, NOTICE_BYTES);
            text_add(&notice, body_is_read(p) ? begin.bytes : body_text(r->arena, &begin));
            text_addc(&notice, '\n');
        }
    }
    split_notice(r, utf8_mend(r->arena, text_str(&notice)));
}

static str field_in(struct arena *a, str header, const char *wanted)
{
    str name = { 0 }, value = { 0 };
    for (size_t lines = 0; header.n && lines < 1000; lines++)
        if (next_field(&header, &name, &value) && str_is_nocase(name, str_of(wanted))) return value_line(a, value);
    return (str){ 0 };
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr(".-_+=%&'/#~", c) ||
           (unsigned char)c >= 0x80;
}

static bool is_server(str email)
{
    str local = str_split(&email, '@');
    static const char *const names[] = { "postmaster", "mailer-daemon", "abuse", "helpdesk", "support", "root" };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_is_nocase(local, str_of(names[i]))) return true;
    return false;
}

static bool is_reader(const struct reading *r, str email)
{
    for (size_t i = 0; i < r->mail->to.n; i++)
        if (str_is_nocase(r->mail->to.at[i].email, email)) return true;
    return is_server(email) || str_is_nocase(r->mail->from.email, email);
}

/* The first address in the notice that is neither ours nor the server's. */
static void find_recipient(struct reading *r, str s)
{
    for (size_t at = 1; at + 1 < s.n && !r->out->recipients.n; at++) {
        if (s.at[at] != '@') continue;
        size_t from = at, to = at + 1;
        while (from > 0 && s.at[from - 1] && letter(s.at[from - 1])) from--;
        while (to < s.n && s.at[to] && letter(s.at[to])) to++;
        str email = str_cut(str_from(s, from), to - from);
        while (email.n && strchr(".-'=/", email.at[email.n - 1])) email = str_cut(email, email.n - 1);
        if (str_starts(email, STR("'"))) email = str_from(email, 1);
        if (!is_reader(r, email)) add_recipient(r, email);
        at = to;
    }
}

static void find_message_id(struct reading *r)
{
    if (r->out->message_id.n) return;
    str value = field_in(r->arena, r->original, "Message-ID");
    if (!value.n) value = field_in(r->arena, r->notice, "Message-ID");
    if (str_find(value, STR("<")) >= 0) str_split(&value, '<');
    r->out->message_id = str_cut(str_trim(str_split(&value, '>')), MAIL_ID_BYTES);
}

/* "5.1.1" or "550" in running text. */
static void find_status(struct reading *r, str s)
{
    for (size_t i = 0; i + 5 <= s.n && !r->out->status.n; i++) {
        bool begins = (s.at[i] == '5' || s.at[i] == '4') && s.at[i + 1] == '.' &&
                      (i == 0 || !strchr("0123456789.", s.at[i - 1]));
        size_t n = 1;
        while (begins && i + n < s.n && n < 9 && (s.at[i + n] == '.' || (s.at[i + n] >= '0' && s.at[i + n] <= '9')))
            n++;
        str found = str_cut(str_from(s, i), begins ? n : 0);
        if (str_ends(found, STR("."))) found = str_cut(found, found.n - 1);
        if (begins && is_status(found)) r->out->status = found;
    }
}

static int reply_code(str s)
{
    for (size_t i = 0; i + 3 < s.n; i++) {
        bool digits = (s.at[i] == '5' || s.at[i] == '4') && s.at[i + 1] >= '0' && s.at[i + 1] <= '5' &&
                      s.at[i + 2] >= '0' && s.at[i + 2] <= '9';
        bool alone = (i == 0 || strchr(" :(<[\n\t\"'", s.at[i - 1])) && strchr(" -:)\n#", s.at[i + 3]);
        if (digits && alone) return s.at[i] - '0';
    }
    return 0;
}

/* Who writes such notices: a daemon, or nobody at all (the empty return path of RFC 5321 §4.5.5). */
static bool from_daemon(struct reading *r)
{
    static const char *const names[] = { "mailer-daemon",
                                         "mailer_daemon",
                                         "mailerdaemon",
                                         "postmaster",
                                         "mail delivery",
                                         "maildelivery",
                                         "mail-daemon",
                                         "mailer daemon",
                                         "delivery system",
                                         "deliver system",
                                         "system administrator",
                                         "bounce",
                                         "mail system",
                                         "double-bounce",
                                         "mta-daemon",
                                         "maildaemon",
                                         "mail router",
                                         "mdaemon",
                                         "antivirus",
                                         "mailmaster",
                                         "mail gateway",
                                         "delivery subsystem",
                                         "amavis",
                                         NULL };
    str path = str_trim(mail_field(r->mail, "Return-Path"));
    bool empty = str_is(path, STR("<>")) || str_find(path, STR("MAILER-DAEMON")) >= 0;
    return empty || phrase_in(phrase_folded(r->arena, mail_field(r->mail, "From")), names);
}

/* Machines that also write of other things. */
static bool from_machine(struct reading *r)
{
    static const char *const names[] = { "noreply",     "no-reply",    "mail server", "administrator",
                                         "email-abuse", "complaints@", NULL };
    return phrase_in(phrase_folded(r->arena, mail_field(r->mail, "From")), names);
}

static bool is_passed_on(str subject)
{
    static const char *const marks[] = { "re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:" };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_starts(subject, str_of(marks[i]))) return true;
    return false;
}

/* A notice without a report: from a daemon, about a failure, and with a mail given back, an address or a code to show
 * for it. */
static bool is_notice(struct reading *r, str subject, str folded)
{
    if (mail_has(r->mail, "X-Failed-Recipients")) return true;
    bool daemon = from_daemon(r), about = bounce_is_subject(subject), code = reply_code(folded) > 0,
         status = r->out->status.n > 0, proof = r->original.n > 0 || status || code;
    if (!daemon && is_passed_on(subject)) return false;
    if (daemon && (about || proof)) return bounce_is_failure(folded) || (about && proof);
    bool sure = r->original.n > 0 || (status && (code || from_machine(r)));
    return sure && (about || from_machine(r)) && bounce_is_failure(folded);
}

static bool is_complaint(struct reading *r, str subject)
{
    static const char *const about[] = { "complaint about message from", "email feedback report", "abuse report",
                                         "feedback loop", NULL };
    return phrase_in(subject, about) && r->original.n > 0;
}

/* A vacation note comes from a daemon's path too; its report would say so. */
static bool is_away(struct reading *r)
{
    str said = str_trim(mail_field(r->mail, "Auto-Submitted"));
    bool replied = str_is_nocase(str_cut(said, 12), STR("auto-replied")) || mail_has(r->mail, "X-Autoreply");
    return replied && !r->out->status.n && reply_code(r->notice) == 0 && !mail_has(r->mail, "X-Failed-Recipients") &&
           !mail_part_typed(r->mail, "message/delivery-status") &&
           !bounce_is_subject(phrase_folded(r->arena, r->mail->subject));
}

static enum bounce_kind kind_of(struct reading *r, str folded)
{
    struct bounce *b = r->out;
    if (b->kind == COMPLAINT) return COMPLAINT;
    if (r->failed) return PERMANENT;
    if (r->delayed || bounce_is_delay(folded)) return TEMPORARY;
    if (r->delivered) return DELIVERED;
    if (b->status.n) return b->status.at[0] == '2' ? DELIVERED : b->status.at[0] == '4' ? TEMPORARY : PERMANENT;
    return reply_code(folded) == 4 ? TEMPORARY : PERMANENT;
}

/* The paragraph with the code, or behind the address: what the other server said, without what every notice says. */
static str diagnosis(str notice)
{
    str found = { 0 };
    for (str rest = notice; rest.n;) {
        str before = rest, line = str_split(&rest, '\n');
        bool code = reply_code(str_cut(before, line.n + 1)) > 0,
             address = memchr(line.n ? line.at : "", '@', line.n) != NULL;
        if (!code && (!address || found.n)) continue;
        const char *end = memmem(before.at, before.n, "\n\n", 2);
        found = end ? str_cut(before, (size_t)(end - before.at)) : before;
        if (code) break;
    }
    return str_cut(found, WORDS_BYTES);
}

/* Folded, and without addresses, whose names say nothing about what happened: spam-filter@b.org, https://b.org/blocked.
 */
static str said_words(struct arena *a, str s)
{
    struct text out = { .arena = a };
    s = phrase_folded(a, s);
    for (size_t i = 0, end; i < s.n; i = end) {
        size_t ats = 0;
        bool url = str_starts(str_from(s, i), STR("http://")) || str_starts(str_from(s, i), STR("https://"));
        for (end = i; end < s.n && (url ? s.at[end] != ' ' : s.at[end] && (letter(s.at[end]) || s.at[end] == '@'));
             end++)
            ats += s.at[end] == '@';
        if (end == i) end++;
        if (!url && !ats) text_add(&out, str_cut(str_from(s, i), end - i));
    }
    return text_str(&out);
}

static void find_words(struct reading *r)
{
    struct arena *a = r->arena;
    if (!r->out->words.n) r->out->words = utf8_line(a, diagnosis(r->notice));
    str whole = said_words(a, r->notice), own = said_words(a, r->out->words);
    find_status(r, r->out->words);
    find_status(r, r->notice);
    r->out->kind = kind_of(r, whole);
    if (r->out->kind == DELIVERED) r->out->reason = ARRIVED;
    if (r->out->kind == COMPLAINT) r->out->reason = COMPLAINED;
    if (r->out->reason == REASON_UNKNOWN && own.n) r->out->reason = bounce_reason_of(r->out->status, own);
    if (r->out->reason == REASON_UNKNOWN || r->out->reason == THEIR_TROUBLE) {
        str all = str_join(a, str_join(a, whole, STR(" ")), phrase_folded(a, r->mail->subject));
        enum bounce_reason more = bounce_reason_of(r->out->status, all);
        if (more != REASON_UNKNOWN) r->out->reason = more;
    }
    if (!r->out->words.n) r->out->words = utf8_line(a, str_cut(r->notice, WORDS_BYTES));
    r->out->words = utf8_line(a, str_cut(r->out->words, WORDS_BYTES));
}

void bounce_read(struct arena *a, const struct mail *m, struct bounce *out)
{
    struct reading r = { .arena = a, .mail = m, .out = out };
    *out = (struct bounce){ 0 };
    take_parts(&r);
    str subject = phrase_folded(a, m->subject), folded = phrase_folded(a, r.notice);
    bool report = r.failed || r.delayed || r.delivered || out->kind == COMPLAINT || out->status.n > 0;
    if (is_complaint(&r, subject)) out->kind = COMPLAINT;
    if (!report && out->kind != COMPLAINT) {
        find_status(&r, r.notice);
        if (is_away(&r) || !is_notice(&r, subject, folded)) {
            *out = (struct bounce){ 0 };
            return;
        }
    }
    str failed = mail_field(m, "X-Failed-Recipients");
    while (failed.n) add_recipient(&r, str_split(&failed, ','));
    find_recipient(&r, r.notice);
    if (!out->recipients.n) add_recipient(&r, field_in(a, r.original, "To"));
    find_message_id(&r);
    find_words(&r);
}
