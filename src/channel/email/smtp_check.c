/* "Test the connection": each step in one plain sentence. */
#include "channel/email/encode.h"
#include "channel/email/smtp_wire.h"

struct checking {
    struct arena *arena;
    const struct smtp_account *account;
    struct smtp_said_list *out;
};

static void say(struct checking *c, enum smtp_step step, bool good, str words)
{
    *LIST_ADD(c->arena, c->out) = (struct smtp_said){ .step = step, .good = good, .words = words };
}

/* Which steps there are on the way of this account, in its order. */
static bool passes(const struct smtp_account *it, enum smtp_step step)
{
    if (step == SMTP_AT_ENCRYPTION || step == SMTP_AT_CERTIFICATE) return it->security != SMTP_PLAIN;
    if (step == SMTP_AT_LOGIN) return it->how != SMTP_NO_LOGIN;
    return step > SMTP_AT_SETTINGS && step < SMTP_AT_SENDER;
}

static void say_passed(struct checking *c, enum smtp_step until)
{
    static const char *const words[] = {
        [SMTP_AT_NAME] = "The name of the server is known",
        [SMTP_AT_CONNECT] = "It answers on the port",
        [SMTP_AT_GREETING] = "It is a mail server",
        [SMTP_AT_ENCRYPTION] = "What we say to it is encrypted",
        [SMTP_AT_CERTIFICATE] = "Its certificate is good and for this name",
        [SMTP_AT_LOGIN] = "It lets us in",
    };
    bool greets_encrypted = c->account->security == SMTP_TLS;
    for (enum smtp_step step = SMTP_AT_NAME; step < until; step++) {
        bool later = step == SMTP_AT_GREETING && greets_encrypted && until <= SMTP_AT_CERTIFICATE;
        if (passes(c->account, step) && !later) say(c, step, true, str_of(words[step]));
    }
    bool earlier = until == SMTP_AT_GREETING && greets_encrypted;
    for (enum smtp_step step = SMTP_AT_ENCRYPTION; earlier && step <= SMTP_AT_CERTIFICATE; step++)
        say(c, step, true, str_of(words[step]));
}

static str sentence(struct arena *a, const struct smtp_result *result)
{
    str words = result->words;
    char first = words.n && words.at[0] >= 'a' && words.at[0] <= 'z' ? (char)(words.at[0] - 32) : 0;
    if (first) words = str_format(a, "%c%.*s", first, STR_ARG(str_from(words, 1)));
    return result->code ? str_format(a, "%.*s (%d)", STR_ARG(words), result->code) : words;
}

static bool check_sender(struct checking *c, struct smtp *s, str from)
{
    struct smtp_reply said = { 0 };
    str email = { 0 };
    if (!encode_address(c->arena, from, &email)) {
        say(c, SMTP_AT_SENDER, false, STR("The address we write from is none"));
        return false;
    }
    str line = str_format(c->arena, "MAIL FROM:<%.*s>\r\n", STR_ARG(email));
    bool heard = smtp_say(s, line) && smtp_hear(s, c->arena, s->answer_ms, &said) == SMTP_GOT;
    bool good = heard && said.code / 100 == 2;
    str words = good    ? str_format(c->arena, "We may write as %.*s", STR_ARG(email))
                : heard ? str_format(c->arena, "We may not write as %.*s: %.*s (%d)", STR_ARG(email),
                                     STR_ARG(said.words), said.code)
                        : STR("The connection ended");
    say(c, SMTP_AT_SENDER, good, words);
    return good;
}

bool smtp_check(struct arena *a, const struct smtp_account *account, str from, struct smtp_said_list *out)
{
    struct checking c = { .arena = a, .account = account, .out = out };
    struct smtp_result result = { 0 };
    *out = (struct smtp_said_list){ 0 };
    struct smtp *s = smtp_open(a, account, &result);
    say_passed(&c, s ? SMTP_AT_SENDER : result.at);
    if (!s) {
        say(&c, result.at, false, sentence(a, &result));
        return false;
    }
    bool good = check_sender(&c, s, from);
    smtp_close(s);
    return good;
}
