#include "channel/email/smtp.h"

#include "channel/email/encode.h"
#include "channel/email/smtp_wire.h"

enum { LINE_BYTES = 998, AFTER_DOT = 5, FIRST_TRIES = 5, ALL_TRIES = 123 };

/* What is known for the whole letter, and for everybody about whom nothing was known yet. */
static void settle(struct smtp_result *out, enum smtp_outcome outcome, enum smtp_fault fault,
                   const struct smtp_reply *said)
{
    out->outcome = outcome;
    out->fault = fault;
    out->code = said ? said->code : 0;
    out->words = said ? said->words : (str){ 0 };
    for (size_t i = 0; i < out->recipients.n; i++) {
        struct smtp_recipient *one = &out->recipients.at[i];
        if (one->outcome == SMTP_SENT) /* has no verdict of its own */
            *one = (struct smtp_recipient){ one->email, outcome, fault, out->code, out->words };
    }
}

/* What a server refused, it may take later, or never. */
static void refuse(struct smtp_result *out, const struct smtp_reply *said)
{
    settle(out, said->code >= 500 ? SMTP_REFUSED : SMTP_LATER, SMTP_SAID_SO, said);
}

/* Something that came before it was asked for: often the reason why a server hangs up. Only while it takes a letter can
 * that be a verdict on the letter. */
static void out_of_turn(struct smtp *s, struct arena *a, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    enum smtp_fault fault = smtp_hear(s, a, 0, &said);
    s->lost = true;
    if (!fault && said.code < 400) fault = SMTP_EARLY;
    if (fault)
        settle(out, SMTP_LATER, fault, NULL);
    else
        settle(out, said.code >= 500 && out->at == SMTP_AT_LETTER ? SMTP_REFUSED : SMTP_LATER, SMTP_SAID_SO, &said);
}

/* One command and its answer; false: there is none, and `out` says what becomes of the letter. */
static bool ask(struct smtp *s, struct arena *a, str line, struct smtp_result *out, struct smtp_reply *said)
{
    if (smtp_talks(s)) {
        out_of_turn(s, a, out);
        return false;
    }
    smtp_say(s, str_join(a, line, STR("\r\n")));
    enum smtp_fault fault = smtp_hear(s, a, s->answer_ms, said);
    if (fault) settle(out, SMTP_LATER, fault, NULL);
    return !fault;
}

/* Login missing or not enough: RFC 4954 §6, and what is said of senders that an account may not write as. */
static bool is_about_login(int code)
{
    return code == 530 || code == 534 || code == 535 || code == 538;
}

static bool begin(struct smtp *s, struct arena *a, const struct smtp_mail *mail, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    struct text line = { .arena = a };
    text_addf(&line, "MAIL FROM:<%.*s>", STR_ARG(mail->from));
    if (s->sizes) text_addf(&line, " SIZE=%zu", mail->bytes.n);
    out->at = SMTP_AT_SENDER;
    if (!ask(s, a, text_str(&line), out, &said)) return false;
    if (said.code / 100 == 2) return true;
    bool letter = said.code == 552 || said.code == 554; /* too large; or what nobody knows better */
    settle(out, said.code < 500 ? SMTP_LATER : letter ? SMTP_REFUSED : SMTP_ACCOUNT, SMTP_SAID_SO, &said);
    return false;
}

/* Those who can be asked for; the verdict on the others. false: the connection ended. */
static bool name_recipients(struct smtp *s, struct arena *a, struct smtp_result *out, size_t *taken)
{
    out->at = SMTP_AT_RECIPIENT;
    for (size_t i = 0; i < out->recipients.n; i++) {
        struct smtp_recipient *one = &out->recipients.at[i];
        struct smtp_reply said = { 0 };
        if (one->outcome != SMTP_SENT) continue;
        if (!ask(s, a, str_format(a, "RCPT TO:<%.*s>", STR_ARG(one->email)), out, &said)) return false;
        one->code = said.code;
        one->words = said.words;
        one->fault = said.code / 100 == 2 ? SMTP_NO_FAULT : SMTP_SAID_SO;
        if (!one->fault)
            ++*taken;
        else
            one->outcome = said.code < 500 ? SMTP_LATER : is_about_login(said.code) ? SMTP_ACCOUNT : SMTP_REFUSED;
    }
    return true;
}

/* Nobody is left: the verdict that leaves most hope. */
static void none_taken(struct smtp_result *out)
{
    static const enum smtp_outcome order[] = { SMTP_ACCOUNT, SMTP_LATER, SMTP_REFUSED };
    for (size_t o = 0; o < COUNT_OF(order); o++)
        for (size_t i = 0; i < out->recipients.n; i++) {
            const struct smtp_recipient *one = &out->recipients.at[i];
            if (one->outcome != order[o]) continue;
            out->outcome = one->outcome;
            out->fault = one->fault;
            out->code = one->code;
            out->words = one->words;
            return;
        }
}

/* RFC 5321 §4.5.2: a dot before each line that begins with one. */
static str dotted(struct arena *a, str bytes)
{
    if (!str_starts(bytes, STR(".")) && str_find(bytes, STR("\n.")) < 0) return bytes;
    struct text out = { .arena = a };
    for (size_t i = 0; i < bytes.n; i++) {
        if (bytes.at[i] == '.' && (i == 0 || bytes.at[i - 1] == '\n')) text_addc(&out, '.');
        text_addc(&out, bytes.at[i]);
    }
    return text_str(&out);
}

/* Behind the final dot only an answer tells what happened. */
static void end_letter(struct smtp *s, struct arena *a, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    s->behind_dot = true;
    smtp_say(s, STR(".\r\n"));
    enum smtp_fault fault = smtp_hear(s, a, s->answer_ms * AFTER_DOT, &said);
    s->behind_dot = false;
    if (!fault && said.code / 100 == 3) fault = SMTP_NONSENSE;
    s->lost |= fault != SMTP_NO_FAULT;
    if (fault)
        settle(out, SMTP_UNKNOWN, fault, NULL);
    else if (said.code >= 400)
        refuse(out, &said);
    else {
        out->at = SMTP_AT_END;
        settle(out, SMTP_SENT, SMTP_NO_FAULT, &said);
    }
}

static void give_letter(struct smtp *s, struct arena *a, str bytes, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    out->at = SMTP_AT_LETTER;
    if (!ask(s, a, STR("DATA"), out, &said)) return;
    if (said.code != 354) {
        s->lost |= said.code < 400;
        refuse(out, &said);
        return;
    }
    bool went = smtp_say(s, dotted(a, bytes));
    s->lost = false; /* what it said last can still be read */
    if (smtp_talks(s))
        out_of_turn(s, a, out);
    else if (!went)
        settle(out, SMTP_LATER, s->stopped ? SMTP_STOPPED : SMTP_SILENT, NULL);
    else
        end_letter(s, a, out);
    s->lost |= !went;
}

/* Only CRLF ends a line, and every server sees the same end of the mail. */
static enum smtp_fault fault_of(const struct smtp *s, str bytes)
{
    size_t line = 0;
    if (!str_ends(bytes, STR("\r\n"))) return SMTP_BAD_LINES;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        bool cr = c == '\r', before_lf = i + 1 < bytes.n && bytes.at[i + 1] == '\n';
        if (cr != before_lf || c == 0) return SMTP_BAD_LINES;
        if (c >= 128 && !s->eight_bit) return SMTP_NOT_ASCII;
        line = c == '\n' ? 0 : line + 1;
        if (line > LINE_BYTES + 1) return SMTP_LONG_LINE;
    }
    return s->most_bytes && (int64_t)bytes.n > s->most_bytes ? SMTP_TOO_LARGE : SMTP_NO_FAULT;
}

static bool take_envelope(struct smtp *s, struct arena *a, struct smtp_mail *mail, struct smtp_result *out)
{
    size_t good = 0;
    *out = (struct smtp_result){ 0 };
    for (size_t i = 0; i < mail->to.n; i++) {
        struct smtp_recipient *one = LIST_ADD(a, &out->recipients);
        *one = (struct smtp_recipient){ .email = mail->to.at[i] };
        if (encode_address(a, mail->to.at[i], &one->email))
            good++;
        else
            *one = (struct smtp_recipient){ mail->to.at[i], SMTP_REFUSED, SMTP_BAD_RECIPIENT, 0, { 0 } };
    }
    enum smtp_fault fault = fault_of(s, mail->bytes);
    if (mail->from.n && !encode_address(a, mail->from, &mail->from)) fault = SMTP_BAD_SENDER;
    if (!good) fault = SMTP_NOBODY;
    if (fault) settle(out, SMTP_REFUSED, fault, NULL);
    if (fault) out->at = smtp_fault_step(fault);
    return !fault;
}

/* The next letter begins from nothing. */
static enum smtp_outcome clean_up(struct smtp *s, struct arena *a, const struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    if (out->at == SMTP_AT_END || s->lost) return out->outcome;
    if (!smtp_talks(s) && smtp_say(s, STR("RSET\r\n"))) smtp_hear(s, a, s->answer_ms, &said);
    s->lost |= said.code != 250;
    return out->outcome;
}

enum smtp_outcome smtp_give(struct smtp *s, struct arena *a, const struct smtp_mail *mail, struct smtp_result *out)
{
    struct smtp_mail checked = *mail;
    size_t taken = 0;
    if (!take_envelope(s, a, &checked, out)) return out->outcome;
    if (!begin(s, a, &checked, out)) return clean_up(s, a, out);
    if (!name_recipients(s, a, out, &taken)) return out->outcome;
    if (taken)
        give_letter(s, a, checked.bytes, out);
    else
        none_taken(out);
    return clean_up(s, a, out);
}

bool smtp_is_lost(const struct smtp *s)
{
    return s->lost;
}

enum smtp_outcome smtp_send(struct arena *a, const struct smtp_account *account, const struct smtp_mail *mail,
                            struct smtp_result *out)
{
    struct smtp *s = smtp_open(a, account, out);
    if (!s) {
        struct smtp_result failed = *out;
        for (size_t i = 0; i < mail->to.n; i++)
            *LIST_ADD(a, &out->recipients) = (struct smtp_recipient){ mail->to.at[i], failed.outcome, failed.fault,
                                                                      failed.code, failed.words };
        return out->outcome;
    }
    smtp_give(s, a, mail, out);
    smtp_close(s);
    return out->outcome;
}

usec smtp_retry_after(int tries)
{
    if (tries >= ALL_TRIES) return 0;
    return tries < FIRST_TRIES ? 5 * MINUTE << (tries > 1 ? tries - 1 : 0) : HOUR;
}

str smtp_result_words(struct arena *a, const struct smtp_result *r)
{
    const char *ours = smtp_fault_words(r->fault);
    if (r->outcome == SMTP_SENT) ours = "sent";
    if (!r->code) return str_of(ours);
    return str_format(a, "%s; it says: %d%s%.*s", ours, r->code, r->words.n ? " " : "", STR_ARG(r->words));
}
