#include "staff/session.h"

#include "spine/house.h"
#include "spine/live.h"
#include "spine/token.h"
#include "staff/link.h"
#include "text/utf8.h"

enum { SESSION_DAYS = 30, AGENT_CHARACTERS = 120, TOKEN_BYTES_MOST = 100 };
#define COOKIE "regulars_session"

static const char *const session_how_words[] = { "link", "password", NULL };

const struct shape session_shape = SHAPE(struct session, F_ID(struct session, id), F_ID(struct session, staff),
                                         F_ENUM(struct session, how, session_how_words), F_TEXT(struct session, agent),
                                         F_TIME(struct session, created_at), F_TIME(struct session, seen_at),
                                         F_TIME(struct session, expires_at), F_BOOL(struct session, current));

struct known {
    id session, staff;
    enum role role;
    str language;
    usec seen_at;
    id team;
};
LIST(known);
static const struct shape known_shape = SHAPE(struct known, F_ID(struct known, session), F_ID(struct known, staff),
                                              F_ENUM(struct known, role, role_words), F_TEXT(struct known, language),
                                              F_TIME(struct known, seen_at), F_ID(struct known, team));

#include "session.sql.h"

struct which_session {
    id session;
};
static const struct shape which_session_shape = SHAPE(struct which_session, F_ID(struct which_session, session));

const struct event_kind STAFF_SIGNED_IN = {
    .name = "staff.signed_in", .help = "Somebody signed in.", .body = &which_session_shape, .seen_by = "staff.manage"
};
const struct event_kind STAFF_SIGNED_OUT = {
    .name = "staff.signed_out", .help = "A session ended.", .body = &which_session_shape, .seen_by = "staff.manage"
};

/* ---- the cookie ---- */

static str cookie_of(struct turn *t, str token, int64_t age_s)
{
    bool secure = str_starts(t->house->options.address, STR("https://"));
    return str_format(t->arena, COOKIE "=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s", STR_ARG(token),
                      (long long)age_s, secure ? "; Secure" : "");
}

str session_no_cookie(struct turn *t)
{
    return cookie_of(t, (str){ 0 }, 0);
}

/* Nothing when the cookie opens nothing. */
static enum err known_by(struct turn *t, const struct request *r, struct known_list *out)
{
    str token = r ? request_cookie(r, COOKIE) : (str){ 0 };
    if (str_empty(token) || token.n > TOKEN_BYTES_MOST) return OK;
    return sql_session_known(t, token_hash(t->arena, token), t->now, out);
}

/* ---- begin and end ---- */

static enum err open_session(struct turn *t, const struct request *r, enum session_how how, str *cookie)
{
    str token = token_make(t->arena);
    str agent = r ? utf8_cut(utf8_line(t->arena, request_header(r, "User-Agent")), AGENT_CHARACTERS) : (str){ 0 };
    struct session s = { .id = turn_id(t),
                         .staff = t->actor.who,
                         .how = how,
                         .agent = agent,
                         .created_at = t->now,
                         .seen_at = t->now,
                         .expires_at = t->now + SESSION_DAYS * DAY };
    t->actor.session = s.id;
    *cookie = cookie_of(t, token, (int64_t)SESSION_DAYS * DAY / SECOND);
    TRY(sql_session_insert(t, &s, token_hash(t->arena, token)));
    return staff_seen(t, s.staff);
}

enum err session_begin(struct turn *t, const struct request *r, const struct staff *who, enum session_how how,
                       str *cookie)
{
    struct known_list before = { 0 };
    TRY(known_by(t, r, &before));
    if (before.n) TRY(session_end(t, before.at[0].staff, before.at[0].session));
    t->actor = (struct actor){ .kind = STAFF, .role = who->role, .who = who->id };
    TRY(open_session(t, r, how, cookie));
    return EMIT(t, STAFF_SIGNED_IN, .subject = who->id, .body = &(struct which_session){ .session = t->actor.session });
}

enum err session_renew(struct turn *t, const struct request *r, str *cookie)
{
    TRY(session_end_all(t, t->actor.who));
    return open_session(t, r, BY_PASSWORD, cookie);
}

enum err session_is_fresh(struct turn *t, bool *fresh)
{
    int64_t n = 0;
    TRY(sql_session_fresh(t, t->actor.session, t->now - HOUR, &n));
    *fresh = n > 0;
    return OK;
}

enum err session_end(struct turn *t, id staff, id which)
{
    int64_t ended = 0;
    TRY(sql_session_end(t, which, staff, &ended));
    if (ended == 0) return fail(t, NOT_FOUND, "there is no such session");
    return EMIT(t, STAFF_SIGNED_OUT, .subject = staff, .body = &(struct which_session){ .session = which });
}

enum err session_end_all(struct turn *t, id staff)
{
    TRY(link_end_all(t, staff));
    return sql_session_end_all(t, staff);
}

enum err session_end_others(struct turn *t)
{
    struct session_list all = { 0 };
    TRY(sql_session_list(t, t->actor.who, t->now, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id != t->actor.session) TRY(session_end(t, t->actor.who, all.at[i].id));
    return OK;
}

enum err session_list(struct turn *t, id staff, struct session_list *out)
{
    TRY(sql_session_list(t, staff, t->now, out));
    for (size_t i = 0; i < out->n; i++) out->at[i].current = out->at[i].id == t->actor.session;
    return OK;
}

/* ---- who asks ---- */

/* Once a minute is enough to know who is there, and what only reads must not write. */
static enum err touch(struct turn *t, const struct known *it)
{
    int64_t touched = 0;
    if (db_reads(t->db) || t->now - it->seen_at < MINUTE) return OK;
    TRY(sql_session_seen(t, it->session, t->now, t->now - MINUTE + 1, &touched));
    return touched ? staff_seen(t, it->staff) : OK;
}

enum err session_recognise(struct turn *t, const struct request *r)
{
    struct known_list rows = { 0 };
    TRY(known_by(t, r, &rows));
    if (rows.n == 0) return OK;
    const struct known *it = &rows.at[0];
    t->actor = (struct actor){
        .kind = STAFF, .role = it->role, .who = it->staff, .session = it->session, .language = it->language
    };
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].team) *LIST_ADD(t->arena, &t->actor.teams) = rows.at[i].team;
    return touch(t, it);
}

/* ---- reactions ---- */

enum err session_close_live(struct turn *t, const struct event *e)
{
    struct which_session it = { 0 };
    TRY(event_body(t, e, &which_session_shape, &it));
    live_drop_session(t->house, it.session);
    return OK;
}

enum err session_close_all_live(struct turn *t, const struct event *e)
{
    live_drop_staff(t->house, e->subject);
    return OK;
}

enum err session_forget_old(struct turn *t, const struct event *e)
{
    (void)e;
    return sql_session_forget_old(t, t->now);
}
