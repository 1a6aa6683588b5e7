/* Who may do what, tried: every route × everybody who may ask × a thing of theirs and a foreign one, through the same
 * function that answers the wire, on real rows. Made from the routes: a new one is tried without a line here. */
#include "db/engine.h"
#include "net/peer_test.h"
#include "spine/access.h"
#include "spine/heavy.h"
#include "spine/house.h"
#include "spine/route.h"
#include "spine/told.h"
#include "test/database.h"
#include "test/house.h"
#include "test/objects.h"
#include "test/test.h"
#include "text/url.h"

#include <stdio.h>
#include <unistd.h>

/* ---- who asks ---- */

struct asker {
    const char *name;
    struct actor actor;
};
enum { ASKERS = 11 };

static void askers(struct turn *t, const struct route *r, struct asker out[ASKERS])
{
    id *ours = ARENA_NEW(t->arena, id);
    int n = 0;
    *ours = OUR_TEAM;
    for (enum role role = NO_ROLE; role <= OWNER; role++)
        out[n++] = (struct asker){ role_words[role],
                                   { .kind = STAFF,
                                     .role = role,
                                     .who = objects_staff(role),
                                     .session = objects_session(role),
                                     .teams = { .at = ours, .n = 1 } } };
    out[n++] = (struct asker){ "nobody", { .kind = NOBODY } };
    out[n++] = (struct asker){ "a customer", { .kind = CUSTOMER, .who = 5 } };
    out[n++] = (struct asker){ "a key for another thing", { .kind = KEY, .who = 6, .scopes = STR("other.thing") } };
    out[n++] = (struct asker){ "a key for this", { .kind = KEY, .who = 7, .scopes = str_of(r->may) } };
    out[n++] = (struct asker){ "a key for all", { .kind = KEY, .who = 8, .scopes = STR("*") } };
    check_int(n, ASKERS);
}

static unsigned roles_of(const char *permission)
{
    for (const struct module *const *m = modules; *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            if (strcmp(p->name, permission) == 0) return p->roles;
    return 0;
}

/* What the tables of permissions say, read a second time: OK, or the refusal. */
static enum err should(const struct route *r, const struct actor *who)
{
    bool any = strcmp(r->may, SIGNED_IN) == 0, staff = who->kind == STAFF;
    if (strcmp(r->may, PUBLIC) == 0) return OK;
    if (who->kind == NOBODY || who->kind == CUSTOMER) return SIGNED_OUT;
    if (who->kind == KEY) return !any && who->who != 6 ? OK : FORBIDDEN;
    if (any) return OK;
    return staff && who->role != NO_ROLE && (roles_of(r->may) & ROLE(who->role)) ? OK : FORBIDDEN;
}

/* ---- what is asked ---- */

/* The object of the path's variable, or NULL; a variable without a row in test/objects.c ends the test. */
static const struct object *object_of(const struct route *r)
{
    str path = str_of(strchr(r->on, '/'));
    const struct object *last = NULL;
    for (size_t i = 0; i < path.n; i++) {
        if (path.at[i] != '}') continue;
        last = object_at(str_cut(path, i + 1));
        if (!last) fprintf(stderr, "  %s: add a row for its variable to test/objects.c\n", r->on);
        check(last != NULL);
    }
    return last;
}

/* Each variable becomes a real thing: `foreign` says whose. */
static str path_of(struct turn *t, const struct route *r, const struct actor *whose, bool foreign)
{
    struct text out = { .arena = t->arena };
    str path = str_of(strchr(r->on, '/'));
    for (size_t i = 0; i < path.n; i++) {
        if (path.at[i] != '{') {
            text_addc(&out, path.at[i]);
            continue;
        }
        while (path.at[i] != '}') i++;
        text_add(&out, object_at(str_cut(path, i + 1))->make(t, whose, foreign));
    }
    return text_str(&out);
}

/* Something that the field takes. */
static str value_for(struct turn *t, const struct field *f)
{
    str name = str_of(f->name);
    bool address = str_is(name, STR("email"));
    switch (f->kind) {
        case FIELD_IDS:
        case FIELD_ID: return id_text(t->arena, str_is(name, STR("team")) ? OUR_TEAM : objects_staff(AGENT));
        case FIELD_INT: return str_format(t->arena, "%lld", (long long)f->min);
        case FIELD_REAL: return STR("1");
        case FIELD_BOOL: return STR("true");
        case FIELD_TIME: return STR("2026-01-01T00:00:00Z");
        case FIELD_ENUM: return str_of(f->words[1]);
        case FIELD_TEXT:
            if (str_is(name, STR("colour"))) return STR("#1c6b5a");
            return address ? STR("cy@example.org") : STR("a word that is long enough");
        default:
            check_failed("a required field of a kind that the access test cannot fill: teach value_for", f->name, 0);
    }
}

static bool stands_in_path(const struct route *r, const struct field *f)
{
    char part[128];
    snprintf(part, sizeof part, "{%s}", f->name);
    return strstr(r->on, part) != NULL;
}

static str form_of(struct turn *t, const struct route *r)
{
    struct text out = { .arena = t->arena };
    for (size_t i = 0; r->takes && i < r->takes->n; i++) {
        const struct field *f = &r->takes->fields[i];
        if (!f->required || stands_in_path(r, f)) continue;
        text_addf(&out, "%s%s=", out.n ? "&" : "", f->name);
        url_encode(&out, value_for(t, f));
    }
    return text_str(&out);
}

static str json_of(struct turn *t, const struct route *r)
{
    struct text out = { .arena = t->arena };
    text_addc(&out, '{');
    for (size_t i = 0; r->takes && i < r->takes->n; i++) {
        const struct field *f = &r->takes->fields[i];
        if (!f->required || stands_in_path(r, f)) continue;
        bool bare = f->kind == FIELD_INT || f->kind == FIELD_REAL || f->kind == FIELD_BOOL;
        bool list = f->kind == FIELD_IDS || f->kind == FIELD_TEXTS || f->kind == FIELD_LIST;
        str value = list ? STR("[]") : value_for(t, f);
        text_addf(&out, bare || list ? "%s\"%s\":%.*s" : "%s\"%s\":\"%.*s\"", out.n > 1 ? "," : "", f->name,
                  STR_ARG(value));
    }
    text_addc(&out, '}');
    return text_str(&out);
}

static struct request *request_for(struct turn *t, const struct route *r, str path, const char *headers)
{
    bool get = str_starts(str_of(r->on), STR("GET ")), in_query = get || r->upload;
    str form = in_query || r->page ? form_of(t, r) : (str){ 0 };
    str body = in_query || !r->takes ? (str){ 0 } : r->page ? form : json_of(t, r);
    struct request *q = NULL;
    struct why why = { 0 };
    check_ok(request_read(t->arena, &why,
                          str_format(t->arena,
                                     "%.*s %.*s%s%.*s HTTP/1.1\r\nHost: help.example.org\r\n%sContent-Type: %s\r\n"
                                     "Content-Length: %zu\r\n\r\n%.*s",
                                     (int)strcspn(r->on, " "), r->on, STR_ARG(path), in_query && form.n ? "?" : "",
                                     STR_ARG(in_query ? form : (str){ 0 }), headers,
                                     r->page ? "application/x-www-form-urlencoded" : "application/json", body.n,
                                     STR_ARG(body)),
                          &q));
    return q;
}

/* ---- what happens ---- */

/* Rows that this transaction has touched so far, also those whose change was undone. */
static int64_t touched(struct turn *t)
{
    static const struct query_part parts[] = { { .sql = "select total_changes()" },
                                               { .sql = "select cast(coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), "
                                                        "0) as bigint) from pg_stat_xact_user_tables" } };
    static const struct query q = {
        .name = "touched", .parts = { &parts[0], &parts[1] }, .n_parts = { 1, 1 }, .answers = true
    };
    int64_t n = 0;
    check_ok(db_int(t->db, &q, NULL, &n));
    return n;
}

struct attempt {
    const struct route *route;
    const struct asker *asker;
    bool foreign;
    const char *headers;
};
#define FROM_OUR_PAGES "Origin: https://help.example.org\r\nX-Regulars: 1\r\n"

/* As serve.c goes: the step before, its sum, the turn. */
static enum err answer(struct turn *t, const struct route *r, struct request *q, struct reply *reply)
{
    struct heavy *sum = NULL;
    if (r->before) TRY(route_before(t, q, &sum));
    if (sum) sum->run(sum);
    TRY(route_answer(t, q, sum, reply));
    /* A page may say no in its own words. A wrong password (reply->status) is an answer, not a refusal to ask. */
    return reply->code >= 400 && r->page ? (enum err)reply->code : OK;
}

/* One call in a savepoint of its own, undone afterwards. What is refused must not have touched a row. */
static enum err try_cell(struct turn *t, const struct attempt *c)
{
    struct turn as = *t;
    struct reply reply = { 0 };
    check_ok(t->db->ops->mark(t->db));
    struct request *q = request_for(t, c->route, path_of(t, c->route, &c->asker->actor, c->foreign), c->headers);
    int64_t before = touched(t);
    as.actor = c->asker->actor;
    as.told = ARENA_NEW(t->arena, struct told);
    enum err err = answer(&as, c->route, q, &reply);
    bool refused = err == SIGNED_OUT || err == FORBIDDEN || err == NOT_FOUND;
    if (refused && touched(t) != before) fprintf(stderr, "  %s as %s\n", c->route->on, c->asker->name);
    if (refused) check_int(touched(t), before);
    check_ok(t->db->ops->undo(t->db));
    return err;
}

static void judge(struct turn *t, const struct attempt *c, enum err wanted)
{
    enum err is = try_cell(t, c);
    bool same = wanted == OK ? is != SIGNED_OUT && is != FORBIDDEN && is != NOT_FOUND && is != BROKEN : is == wanted;
    if (!same)
        fprintf(stderr, "  %s as %s on a thing %s: %s, should be %s (%.*s)\n", c->route->on, c->asker->name,
                c->foreign ? "of others" : "of theirs", err_name(is), wanted == OK ? "allowed" : err_name(wanted),
                STR_ARG(t->why->words));
    check(same);
}

static bool is_bound(const struct actor *who)
{
    return who->kind == STAFF && (who->role == AGENT || who->role == LEAD);
}

static bool looks_after_all(const struct asker *it)
{
    const struct actor *who = &it->actor;
    return who->kind == STAFF ? who->role == ADMIN || who->role == OWNER : str_is(who->scopes, STR("*"));
}

static bool is_hidden(const struct object *o, const struct asker *it)
{
    if (o->belongs == TO_ITS_SENDER) return !looks_after_all(it);
    return o->belongs == TO_A_PERSON || is_bound(&it->actor);
}

static int try_route(struct turn *t, const struct route *r)
{
    struct asker all[ASKERS];
    const struct object *o = object_of(r);
    bool has_foreign = o && o->belongs != TO_ALL;
    askers(t, r, all);
    for (int i = 0; i < ASKERS; i++) {
        const struct actor *who = &all[i].actor;
        enum err own = should(r, who);
        bool hidden = has_foreign && is_hidden(o, &all[i]);
        /* a thing that belongs to a member of staff is never a key's own */
        judge(t, &(struct attempt){ r, &all[i], false, FROM_OUR_PAGES }, own);
        if (has_foreign)
            judge(t, &(struct attempt){ r, &all[i], true, FROM_OUR_PAGES }, own == OK && hidden ? NOT_FOUND : own);
    }
    return has_foreign ? 2 * ASKERS : ASKERS;
}

TEST(every_route_answers_everybody_as_the_tables_say_and_hides_what_is_of_others)
{
    int cells = 0;
    objects_begin(t);
    for (const struct module *const *m = modules; *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++) cells += try_route(t, r);
    check(cells > 400);
}

/* ---- what lists and summaries tell ---- */

/* Is something of the other team in the answer? */
static bool tells_canary(struct turn *t, const struct route *r, enum role role, str foreign)
{
    struct asker all[ASKERS];
    struct reply reply = { 0 };
    struct turn as = *t;
    askers(t, r, all);
    check_ok(t->db->ops->mark(t->db));
    struct request *q = request_for(t, r, path_of(t, r, &all[role].actor, false), FROM_OUR_PAGES);
    as.actor = all[role].actor;
    as.told = ARENA_NEW(t->arena, struct told);
    enum err err = answer(&as, r, q, &reply);
    bool tells = str_find(reply.body, STR(CANARY)) >= 0 || str_find(reply.body, foreign) >= 0;
    check_ok(t->db->ops->undo(t->db));
    return err == OK && tells;
}

/* The same customer wrote to both teams: the owner reads of both, an agent and a lead of one. */
TEST(no_answer_tells_agents_and_leads_anything_of_another_team)
{
    int seen = 0;
    objects_begin(t);
    str foreign = object_at(STR("/conversations/{conversation}"))->make(t, &t->actor, true);
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            if (!str_starts(str_of(r->on), STR("GET "))) continue;
            bool leaks = tells_canary(t, r, AGENT, foreign) || tells_canary(t, r, LEAD, foreign);
            if (leaks) fprintf(stderr, "  %s tells agents or leads of another team\n", r->on);
            check(!leaks);
            seen += tells_canary(t, r, OWNER, foreign);
        }
    }
    check(seen > 0); /* the owner finds it: it was there to be found */
}

/* ---- what another site makes a browser send ---- */

static const struct {
    const char *headers;
    bool pages_too; /* a form of ours carries no X-Regulars */
} from_elsewhere[] = {
    { "Origin: https://evil.example\r\nX-Regulars: 1\r\n", true },
    { "Origin: null\r\nX-Regulars: 1\r\n", true },
    { "Origin: https://help.example.org.evil.example\r\nX-Regulars: 1\r\n", true },
    { "Sec-Fetch-Site: cross-site\r\nX-Regulars: 1\r\n", true },
    { "Sec-Fetch-Site: same-site\r\nX-Regulars: 1\r\n", true },
    { "Origin: https://help.example.org\r\n", false },
};

TEST(what_changes_something_must_come_from_our_own_pages)
{
    struct asker all[ASKERS];
    int tried = 0;
    objects_begin(t);
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            if (!route_writes(r)) continue;
            askers(t, r, all);
            for (size_t k = 0; k < COUNT_OF(from_elsewhere); k++) {
                if (r->page && !from_elsewhere[k].pages_too) continue;
                judge(t, &(struct attempt){ r, &all[OWNER], false, from_elsewhere[k].headers }, FORBIDDEN);
                tried++;
            }
        }
    }
    check(tried > 50);
}

/* ---- what every reply carries ---- */

/* What a browser may keep (it carries an ETag) is asked for again each time, instead of not kept. */
static const char *const carried[] = { "X-Content-Type-Options: nosniff\r\n", "frame-ancestors 'none'",
                                       "Content-Security-Policy: ", "Cache-Control: no-store\r\n",
                                       "Referrer-Policy: same-origin\r\n" };

static enum err as_owner(struct turn *t, const struct request *r)
{
    (void)r;
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = 1, .session = 2 };
    return OK;
}

/* Over the wire, where the headers are put on. Whether the thing is there does not matter: a refusal carries them, too.
 */
static str ask_route(struct arena *a, struct house *h, const struct route *r)
{
    struct text path = { .arena = a };
    for (const char *c = strchr(r->on, '/'); *c; c++) {
        text_addc(&path, *c == '{' ? '1' : *c);
        if (*c == '{') c = strchr(c, '}');
    }
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "%.*s %.*s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\nX-Regulars: 1\r\n"
                       "Content-Length: 0\r\n\r\n",
                       (int)strcspn(r->on, " "), r->on, STR_ARG(text_str(&path))));
    str reply = hear(a, fd, 5000);
    close(fd);
    return reply;
}

EACH_DATABASE(every_reply_forbids_sniffing_framing_and_keeping)
{
    struct arena *a = arena_open();
    struct house *h = test_house_open(a);
    struct why why = { 0 };
    h->options.recognise = as_owner;
    check_ok(house_serve(h, &why, a));
    for (const struct module *const *m = modules; *m; m++) {
        for (const struct route *r = (*m)->routes; r && r->on; r++) {
            str reply = ask_route(a, h, r);
            check(status_of(reply) >= 200);
            for (size_t i = 0; i < COUNT_OF(carried); i++) {
                const char *words = strstr(carried[i], "no-store") && str_find(reply, STR("ETag: ")) >= 0
                                        ? "Cache-Control: no-cache\r\n"
                                        : carried[i];
                bool has = str_find(reply, str_of(words)) >= 0;
                if (!has) fprintf(stderr, "  %s answers %d without %s\n", r->on, status_of(reply), words);
                check(has);
            }
        }
    }
    test_house_close(h);
    arena_close(a);
}

/* What strangers sent brings headers of its own; they must not forget what all others carry. */
TEST(a_file_leaves_as_a_download_in_a_sandbox_that_nobody_frames)
{
    struct actor owner = { .kind = STAFF, .role = OWNER, .who = 1 };
    struct request *q = NULL;
    struct reply reply = { 0 };
    str which = object_at(STR("/files/{file}"))->make(t, &owner, false), policy = { 0 }, how = { 0 };
    check_ok(request_read(t->arena, t->why,
                          str_format(t->arena, "GET /api/v1/files/%.*s HTTP/1.1\r\nHost: x\r\n\r\n", STR_ARG(which)),
                          &q));
    t->actor = owner;
    check_ok(route_answer(t, q, NULL, &reply));
    for (size_t i = 0; i < reply.n_headers; i++) {
        if (str_is(reply.headers[i].name, STR("Content-Security-Policy"))) policy = reply.headers[i].value;
        if (str_is(reply.headers[i].name, STR("Content-Disposition"))) how = reply.headers[i].value;
    }
    check(str_find(policy, STR("sandbox")) >= 0 && str_find(policy, STR("frame-ancestors 'none'")) >= 0);
    check(str_starts(how, STR("attachment;")));
}
