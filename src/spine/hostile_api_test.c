/* What hostile programs send, on every route that takes JSON: nothing of it is our fault, nothing of it changes a row
 * that the route does not name. The sets are json-api/ of the hostile sets, where they are there; the rest needs none.
 */
#include "net/peer_test.h"
#include "spine/call.h"
#include "spine/event.h"
#include "staff/staff.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/hostile.h"
#include "test/house.h"
#include "test/snapshot.h"
#include "text/json.h"

#include <stdio.h>

static uint64_t bits_in_path(const struct call *c)
{
    uint64_t bits = 0;
    for (size_t i = 0; c->route->takes && i < c->route->takes->n; i++)
        if (call_has_in_path(c, &c->route->takes->fields[i])) bits |= UINT64_C(1) << i;
    return bits;
}

static bool takes(const struct call *c, str name)
{
    const struct field *f = c->route->takes ? shape_field(c->route->takes, name) : NULL;
    return f && call_is_input(c, f);
}

/* ---- mass assignment: what a row has and the route does not name ---- */

static void check_unknown(struct arena *a, const struct call *c, str name)
{
    struct why why = { 0 };
    if (!c->route->takes || takes(c, name)) return;
    void *in = arena_take(a, c->route->takes->size);
    str body = str_format(a, "{\"%.*s\":\"1\"}", STR_ARG(name));
    enum err err = json_read_some(a, &why, body, c->route->takes, in, bits_in_path(c));
    if (err != INVALID || !str_is(why.field, name)) fprintf(stderr, "  %s takes %.*s\n", c->route->on, STR_ARG(name));
    check_err(err, INVALID);
    check_str(why.field, str_z(a, name));
}

/* "    password_hash TEXT NOT NULL," → password_hash */
static bool column_of(str line, str *out)
{
    if (!str_starts(line, STR("    "))) return false;
    line = str_trim(line);
    *out = str_split(&line, ' ');
    return out->n > 0 && out->at[0] >= 'a' && out->at[0] <= 'z';
}

PURE(no_route_takes_a_column_or_an_output_that_it_does_not_name)
{
    struct arena *a = arena_open();
    struct call_list calls = { 0 };
    size_t columns = 0;
    call_list(a, modules, &calls);
    for (size_t i = 0; i < calls.n; i++) {
        const struct call *c = &calls.at[i];
        const struct shape *gives = c->route->gives;
        if (!c->body) continue;
        for (size_t f = 0; gives && f < gives->n; f++) check_unknown(a, c, str_of(gives->fields[f].name));
        str rest = test_file_read(a, "schema/snapshot.sql"), name = { 0 };
        while (rest.n) {
            if (!column_of(str_split(&rest, '\n'), &name)) continue;
            check_unknown(a, c, name);
            columns++;
        }
    }
    check(columns > 1000);
    arena_close(a);
}

/* ---- numbers ---- */

static void check_number(struct arena *a, const struct call *c, const struct field *f, const char *value)
{
    struct why why = { 0 };
    void *in = arena_take(a, c->route->takes->size);
    str body = str_format(a, "{\"%s\":%s}", f->name, value);
    enum err err = json_read_some(a, &why, body, c->route->takes, in, bits_in_path(c));
    if (err != INVALID && err != MALFORMED) fprintf(stderr, "  %s takes %s %s\n", c->route->on, f->name, value);
    check(err == INVALID || err == MALFORMED);
}

static void check_digits(struct arena *a, const struct call *c, const struct field *f, const char *value)
{
    struct why why = { 0 };
    void *in = arena_take(a, c->route->takes->size);
    enum err err = field_read_text(a, &why, f, str_of(value), in);
    if (err == OK) err = field_check(a, &why, f, in);
    if (err != INVALID) fprintf(stderr, "  %s takes %s=%s\n", c->route->on, f->name, value);
    check_err(err, INVALID);
}

PURE(no_route_takes_a_number_that_is_not_written_as_one)
{
    static const char *const in_json[] = {
        "1e999", "NaN", "9223372036854775808", "1.5", "\"1e3\"", "[1]", "{}", "true"
    };
    static const char *const ids_in_json[] = { "9007199254740993", "\"01\"", "\"-1\"", "\"0\"",
                                               "\" 1\"",           "\"+1\"", "\"\"" };
    static const char *const in_text[] = { "01", "-0", "1e3",          "9223372036854775808",  "0x10", "1.0",
                                           "1 ", "+1", "\xEF\xBC\x91", "99999999999999999999", "NaN" };
    struct arena *a = arena_open();
    struct call_list calls = { 0 };
    size_t fields = 0;
    call_list(a, modules, &calls);
    for (size_t i = 0; i < calls.n; i++) {
        const struct call *c = &calls.at[i];
        for (size_t j = 0; c->route->takes && j < c->route->takes->n; j++) {
            const struct field *f = &c->route->takes->fields[j];
            if (f->kind != FIELD_ID && f->kind != FIELD_INT) continue;
            fields++;
            bool is_id = f->kind == FIELD_ID, in_body = c->body && call_is_input(c, f);
            for (size_t k = 0; in_body && k < COUNT_OF(in_json); k++) check_number(a, c, f, in_json[k]);
            for (size_t k = 0; in_body && is_id && k < COUNT_OF(ids_in_json); k++)
                check_number(a, c, f, ids_in_json[k]);
            for (size_t k = 0; !in_body && k < COUNT_OF(in_text); k++) check_digits(a, c, f, in_text[k]);
        }
    }
    check(fields > 15);
    arena_close(a);
}

/* ---- the sets, over a socket, as an owner for whom everything is allowed ---- */

static id owner_id;

static enum err know_the_owner(struct turn *t, const struct request *r)
{
    (void)r;
    t->actor = (struct actor){ .kind = STAFF, .role = OWNER, .who = owner_id, .session = 1 };
    return OK;
}

static enum err make_owner(struct turn *t, void *with)
{
    struct staff owner = { 0 };
    (void)with;
    TRY(staff_add(t, STR("Olga"), STR("olga@example.org"), OWNER, &owner));
    owner_id = owner.id;
    return OK;
}

static enum err list_events(struct turn *t, void *with)
{
    return event_since(t, 0, 1000, with);
}

static size_t events_in(struct house *h)
{
    struct arena *a = arena_open();
    struct event_list events = { 0 };
    struct why why = { 0 };
    check_ok(turn_read(h, actor_system(), list_events, &events, &why, a));
    arena_close(a);
    return events.n;
}

static const char *const sets[] = {
    "2e53",     "arr",        "big",      "bom",        "bool",     "comment",
    "cursor",   "date-31feb", "date-neg", "date-y10k",  "deep-obj", "dup-role",
    "frac",     "inf",        "nan",      "keys-100k",  "nul",      "lone-surrogate",
    "long-key", "mass",       "neg-zero", "int-as-str", "null",     "number",
    "obj",      "page-big",   "proto",    "page-neg",   "regex",    "limit0",
    "sort",     "deep-array", "rlo",      "trailing",   "tmpl",     "utf16",
    "zw",
};

/* Where one of them is honest input after all, and what becomes of it. */
static const struct {
    const char *set, *call, *why;
} honest[] = {
    { "tmpl", "incomingCreate", "a customer may write braces; no template ever reads what they wrote" },
    { "rlo", "teamCreate", "the character that turns writing around is taken out of the name" },
    { "rlo", "businessChange", "the character that turns writing around is taken out of the name" },
    { "rlo", "viewCreate", "the character that turns writing around is taken out of the name" },
    { "rlo", "meChange", "the character that turns writing around is taken out of the name" },
};

static bool is_honest(const char *set, str call)
{
    for (size_t i = 0; i < COUNT_OF(honest); i++)
        if (strcmp(honest[i].set, set) == 0 && str_is(str_of(honest[i].call), call)) return true;
    return false;
}

static str address_of(struct arena *a, const struct call *c)
{
    struct text out = { .arena = a };
    bool inside = false;
    text_addf(&out, "%.*s ", STR_ARG(c->method));
    for (size_t i = 0; i < c->path.n; i++) {
        if (c->path.at[i] == '{') inside = true, text_addc(&out, '1');
        if (!inside) text_addc(&out, c->path.at[i]);
        if (c->path.at[i] == '}') inside = false;
    }
    text_addz(&out, "\nX-Regulars: 1");
    return text_str(&out);
}

/* Refused by name with nothing said to have happened, or honest input. */
static void send_one(struct house *h, const struct call *c, const char *set, str body)
{
    struct arena *a = arena_open();
    size_t before = events_in(h);
    str reply = ask_with_nothing(a, h, address_of(a, c), body);
    int status = status_of(reply);
    bool fine = is_honest(set, c->id) ? status >= 200 && status < 300 : status >= 400 && status < 500;
    if (!fine) fprintf(stderr, "  %s with %s: %d %.*s\n", c->route->on, set, status, STR_ARG(str_cut(reply, 400)));
    check(fine);
    if (status >= 400) check(has(reply, "{\"error\":\""));
    if (status >= 400) check_int(events_in(h), before);
    arena_close(a);
}

static void send_set(struct house *h, const struct call_list *calls, const char *set)
{
    struct arena *a = arena_open();
    str body = hostile_file(a, str_z(a, str_format(a, "generated/json-api/%s.json", set)));
    for (size_t i = 0; i < calls->n; i++)
        if (calls->at[i].body) send_one(h, &calls->at[i], set, body);
    arena_close(a);
}

EACH_DATABASE(what_hostile_programs_send_is_refused_on_every_route_that_writes)
{
    struct arena *a = arena_open();
    if (!test_hostile()) skip("the hostile sets are not here (REGULARS_HOSTILE)");
    struct house *h = test_serving_house(a);
    struct call_list calls = { 0 };
    struct why why = { 0 };
    h->options.recognise = know_the_owner;
    check_ok(turn_write(h, actor_system(), make_owner, NULL, &why, a));
    call_list(a, modules, &calls);
    for (size_t i = 0; i < COUNT_OF(sets); i++) send_set(h, &calls, sets[i]);
    static const char *const ids[] = { "01", "-1", "0", "1e3", "0x1", "9223372036854775808", "%EF%BC%91", "1%00" };
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        int status = status_of(ask_with_nothing(a, h, str_format(a, "GET /api/v1/customers/%s", ids[i]), STR("")));
        check(status == 404 || status == 400);
        check_int(status_of(ask_with_nothing(a, h, str_format(a, "GET /api/v1/events?after=%s", ids[i]), STR(""))),
                  422);
    }
    test_house_close(h);
    arena_close(a);
}
