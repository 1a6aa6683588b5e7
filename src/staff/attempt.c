#include "staff/attempt.h"

#include "spine/token.h"
#include "text/email.h"

struct attempt {
    int64_t tries;
    usec wait_until;
};
static const struct shape attempt_shape = SHAPE(struct attempt, F_INT(struct attempt, tries),
                                                F_TIME(struct attempt, wait_until));

#include "attempt.sql.h"

static const usec WAIT_FIRST = 30 * SECOND, WAIT_MOST = 15 * MINUTE, REMEMBERED = DAY;

/* However it is written it is the same account, and no address is kept in clear. */
static str who_of(struct turn *t, str email)
{
    str norm = { 0 };
    return token_hash(t->arena, email_norm(t->arena, email, &norm) ? norm : email);
}

str attempt_account(struct turn *t, str email, id staff)
{
    return email.n ? email : id_text(t->arena, staff);
}

static usec wait_after(int64_t tries)
{
    usec wait = WAIT_FIRST;
    if (tries < TRIES_FREE) return 0;
    for (int64_t i = TRIES_FREE; i < tries && wait < WAIT_MOST; i++) wait *= 2;
    return wait < WAIT_MOST ? wait : WAIT_MOST;
}

enum err attempt_may(struct turn *t, str email)
{
    struct attempt it = { 0 };
    bool found = false;
    TRY(sql_attempt_find(t, who_of(t, email), &it, &found));
    if (!found || it.wait_until <= t->now) return OK;
    int wait_s = (int)((it.wait_until - t->now + SECOND - 1) / SECOND);
    enum err err = fail(t, TOO_MANY, "too many tries: please wait %d seconds", wait_s);
    t->why->retry_s = wait_s;
    return err;
}

enum err attempt_failed(struct turn *t, str email)
{
    struct attempt it = { 0 };
    bool found = false;
    str who = who_of(t, email);
    TRY(sql_attempt_find(t, who, &it, &found));
    return sql_attempt_keep(t, who, 1, t->now + wait_after(it.tries + 1));
}

enum err attempt_succeeded(struct turn *t, str email)
{
    return sql_attempt_succeeded(t, who_of(t, email));
}

enum err attempt_forget_old(struct turn *t, const struct event *e)
{
    (void)e;
    return sql_attempt_forget_old(t, t->now - REMEMBERED);
}
