#include "channel/email/smtp.h"

#include "channel/email/encode.h"
#include "channel/email/smtp_wire.h"

enum { LINE_BYTES = 998, AFTER_DOT = 5, FIRST_TRIES = 5, ALL_TRIES = 123 };

const char *const smtp_step_words[] = { "settings", "name",   "connect",   "greeting", "encryption", "certificate",
                                        "login",    "sender", "recipient", "letter",   "end",        NULL };
const char *const smtp_outcome_words[] = { "sent", "refused", "later", "unknown", "account", NULL };

/* What is known for the whole letter, and for everybody about whom nothing was known yet. */
static void settle(struct smtp_result *out, enum smtp_outcome outcome, enum smtp_step at, const struct smtp_reply *said)
{
    out->outcome = outcome;
    out->at = at;
    out->code = said->code;
    out->words = said->words;
    for (size_t i = 0; i < out->recipients.n; i++) {
        struct smtp_recipient *one = &out->recipients.at[i];
        if (one->outcome != SMTP_SENT) continue; /* has its own verdict */
        one->outcome = outcome;
        one->code = said->code;
        one->words = said->words;
    }
}

static struct smtp_reply ours(const char *words)
{
    return (struct smtp_reply){ .words = str_of(words) };
}

static void lose(struct smtp_result *out, enum smtp_step at, enum smtp_heard heard)
{
    struct smtp_reply why = ours(heard == SMTP_SILENT     ? "the server was silent for too long"
                                 : heard == SMTP_NONSENSE ? "what the server said is not SMTP"
                                                          : "the connection ended");
    settle(out, SMTP_LATER, at, &why);
}

/* Something that came before it was asked for: often the reason why a server hangs up. Only while it takes a letter can
 * that be a verdict on the letter. */
static void out_of_turn(struct smtp *s, struct arena *a, enum smtp_step at, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    enum smtp_heard heard = smtp_hear(s, a, 0, &said);
    s->lost = true;
    if (heard != SMTP_GOT) {
        lose(out, at, heard);
        return;
    }
    if (said.code < 400) said = ours("the server answered before it was asked");
    settle(out, said.code >= 500 && at == SMTP_AT_LETTER ? SMTP_REFUSED : SMTP_LATER, at, &said);
}

/* One command and its answer; false: there is none, and `out` says what becomes of the letter. */
static bool ask(struct smtp *s, struct arena *a, str line, struct smtp_result *out, struct smtp_reply *said)
{
    if (smtp_talks(s)) {
        out_of_turn(s, a, out->at, out);
        return false;
    }
    smtp_say(s, str_join(a, line, STR("\r\n")));
    enum smtp_heard heard = smtp_hear(s, a, s->answer_ms, said);
    if (heard != SMTP_GOT) lose(out, out->at, heard);
    return heard == SMTP_GOT;
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
    settle(out, said.code < 500 ? SMTP_LATER : letter ? SMTP_REFUSED : SMTP_ACCOUNT, SMTP_AT_SENDER, &said);
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
        if (said.code / 100 == 2)
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
    smtp_say(s, STR(".\r\n"));
    enum smtp_heard heard = smtp_hear(s, a, s->answer_ms * AFTER_DOT, &said);
    int class = heard == SMTP_GOT ? said.code / 100 : 0;
    if (class == 2)
        settle(out, SMTP_SENT, SMTP_AT_END, &said);
    else if (class == 4 || class == 5)
        settle(out, class == 4 ? SMTP_LATER : SMTP_REFUSED, SMTP_AT_LETTER, &said);
    else {
        s->lost = true;
        lose(out, SMTP_AT_LETTER, heard == SMTP_GOT ? SMTP_NONSENSE : heard);
        for (size_t i = 0; i < out->recipients.n; i++)
            if (out->recipients.at[i].outcome == SMTP_LATER && out->recipients.at[i].code == 0)
                out->recipients.at[i].outcome = SMTP_UNKNOWN;
        out->outcome = SMTP_UNKNOWN;
    }
}

static void give_letter(struct smtp *s, struct arena *a, str bytes, struct smtp_result *out)
{
    struct smtp_reply said = { 0 };
    out->at = SMTP_AT_LETTER;
    if (!ask(s, a, STR("DATA"), out, &said)) return;
    if (said.code != 354) {
        s->lost |= said.code < 400;
        settle(out, said.code >= 500 ? SMTP_REFUSED : SMTP_LATER, SMTP_AT_LETTER, &said);
        return;
    }
    bool went = smtp_say(s, dotted(a, bytes));
    s->lost = false; /* what it said last can still be read */
    bool talks = smtp_talks(s);
    if (!went && !talks)
        lose(out, SMTP_AT_LETTER, SMTP_SILENT);
    else if (talks)
        out_of_turn(s, a, SMTP_AT_LETTER, out);
    else
        end_letter(s, a, out);
    s->lost |= !went;
}

/* Only CRLF ends a line, and every server sees the same end of the mail. */
static const char *fault_of(const struct smtp *s, str bytes)
{
    size_t line = 0;
    if (!str_ends(bytes, STR("\r\n"))) return "the mail does not end with a line end";
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        bool cr = c == '\r', before_lf = i + 1 < bytes.n && bytes.at[i + 1] == '\n';
        if (cr != before_lf || c == 0) return "the mail has a line end that is not CRLF, or a NUL";
        if (c >= 128 && !s->eight_bit) return "the mail has bytes beyond ASCII, which this server does not take";
        line = c == '\n' ? 0 : line + 1;
        if (line > LINE_BYTES + 1) return "the mail has a line of more than 998 bytes";
    }
    return s->most_bytes && (int64_t)bytes.n > s->most_bytes ? "the mail is larger than this server takes" : NULL;
}

static bool take_envelope(struct smtp *s, struct arena *a, struct smtp_mail *mail, struct smtp_result *out)
{
    size_t good = 0;
    *out = (struct smtp_result){ .at = SMTP_AT_RECIPIENT };
    for (size_t i = 0; i < mail->to.n; i++) {
        struct smtp_recipient *one = LIST_ADD(a, &out->recipients);
        *one = (struct smtp_recipient){ .email = mail->to.at[i] };
        if (encode_address(a, one->email, &one->email))
            good++;
        else
            *one = (struct smtp_recipient){ mail->to.at[i], SMTP_REFUSED, 0, STR("is not an address we can write to") };
    }
    const char *fault = fault_of(s, mail->bytes);
    struct smtp_reply why = ours(fault ? fault : "the sender is not an address");
    bool from = !mail->from.n || encode_address(a, mail->from, &mail->from);
    if (fault || !from) settle(out, SMTP_REFUSED, fault ? SMTP_AT_LETTER : SMTP_AT_SENDER, &why);
    if (!good)
        settle(out, SMTP_REFUSED, SMTP_AT_RECIPIENT, &(struct smtp_reply){ .words = STR("nobody to send it to") });
    return good && !fault && from;
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
            *LIST_ADD(a, &out->recipients) = (struct smtp_recipient){ mail->to.at[i], failed.outcome, failed.code,
                                                                      failed.words };
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
