/* "Test the connection": each step in one plain sentence. */
#include "channel/email/encode.h"
#include "channel/email/smtp_wire.h"

struct checking {
    struct arena *arena;
    const struct smtp_account *account;
    struct smtp_said_list *out;
};

static void say_good(struct checking *c, enum smtp_step step, const char *words)
{
    *LIST_ADD(c->arena, c->out) = (struct smtp_said){ .step = step, .good = true, .words = str_of(words) };
}

static void say_bad(struct checking *c, const struct smtp_result *r)
{
    str words = smtp_result_words(c->arena, r);
    *LIST_ADD(c->arena, c->out) = (struct smtp_said){
        .step = r->at, .fault = r->fault, .code = r->code, .theirs = r->words, .words = words
    };
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
        if (passes(c->account, step) && !later) say_good(c, step, words[step]);
    }
    bool earlier = until == SMTP_AT_GREETING && greets_encrypted;
    for (enum smtp_step step = SMTP_AT_ENCRYPTION; earlier && step <= SMTP_AT_CERTIFICATE; step++)
        say_good(c, step, words[step]);
}

static bool check_sender(struct checking *c, struct smtp *s, str from)
{
    struct smtp_result r = { .outcome = SMTP_ACCOUNT, .at = SMTP_AT_SENDER, .fault = SMTP_BAD_SENDER };
    struct smtp_reply said = { 0 };
    str email = { 0 };
    if (encode_address(c->arena, from, &email)) {
        smtp_say(s, str_format(c->arena, "MAIL FROM:<%.*s>\r\n", STR_ARG(email)));
        r.fault = smtp_hear(s, c->arena, s->answer_ms, &said);
        if (!r.fault && said.code >= 300) r.fault = SMTP_SAID_SO;
        r.code = said.code;
        r.words = said.words;
    }
    if (r.fault) {
        say_bad(c, &r);
        return false;
    }
    say_good(c, SMTP_AT_SENDER, "It lets us write as this address");
    c->out->at[c->out->n - 1].theirs = email;
    return true;
}

bool smtp_check(struct arena *a, const struct smtp_account *account, str from, struct smtp_said_list *out)
{
    struct checking c = { .arena = a, .account = account, .out = out };
    struct smtp_result result = { 0 };
    *out = (struct smtp_said_list){ 0 };
    struct smtp *s = smtp_open(a, account, &result);
    say_passed(&c, s ? SMTP_AT_SENDER : result.at);
    if (!s) {
        say_bad(&c, &result);
        return false;
    }
    bool good = check_sender(&c, s, from);
    smtp_close(s);
    return good;
}
