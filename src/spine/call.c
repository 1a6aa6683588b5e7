#include "spine/call.h"

#define API "/api/v1/"
enum { PARTS_MOST = 12 };

/* ---- names ---- */

struct parts {
    str word[PARTS_MOST]; /* without the variables */
    size_t n;
    bool ends_in_variable;
};

static struct parts parts_of(str path)
{
    struct parts p = { .n = 0 };
    str rest = str_from(path, str_starts(path, STR(API)) ? strlen(API) : 1);
    while (rest.n && p.n < PARTS_MOST) {
        str part = str_split(&rest, '/');
        p.ends_in_variable = part.n && part.at[0] == '{';
        if (!p.ends_in_variable) p.word[p.n++] = part;
    }
    return p;
}

static bool is_plural(str s)
{
    return s.n > 2 && s.at[s.n - 1] == 's' && s.at[s.n - 2] != 's';
}

static str one_of(struct arena *a, str many)
{
    if (str_ends(many, STR("xes")) || str_ends(many, STR("ches"))) return str_cut(many, many.n - 2);
    if (str_ends(many, STR("ies"))) return str_join(a, str_cut(many, many.n - 3), STR("y"));
    return is_plural(many) ? str_cut(many, many.n - 1) : many;
}

/* "not-spam" → "notSpam", or "NotSpam" */
static void add_camel(struct text *out, str word, bool capital)
{
    for (size_t i = 0; i < word.n; i++) {
        char c = word.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter) text_addc(out, capital && c >= 'a' ? (char)(c - 'a' + 'A') : c);
        capital = letter ? false : true;
    }
}

static str verb_of(struct arena *a, const struct parts *p, const char *plain, bool single)
{
    struct text out = { .arena = a };
    text_addz(&out, plain);
    for (size_t i = 1; i < p->n; i++) {
        bool last = i + 1 == p->n;
        add_camel(&out, last && single ? one_of(a, p->word[i]) : p->word[i], out.n > 0);
    }
    return text_str(&out);
}

/* Does another verb share the address? Then a POST there makes one of what the others read, change or end. */
static bool is_shared(const struct module *const *all, const struct call *c)
{
    for (const struct module *const *m = all; *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++)
            if (r != c->route && str_is(str_of(strchr(r->on, ' ') + 1), c->path)) return true;
    return false;
}

static str name_verb(struct arena *a, const struct module *const *all, const struct call *c)
{
    struct parts p = parts_of(c->path);
    if (str_is(c->method, STR("GET")) && c->route->gives_list) return verb_of(a, &p, "list", false);
    if (str_is(c->method, STR("GET"))) return verb_of(a, &p, "get", p.ends_in_variable);
    if (str_is(c->method, STR("PUT"))) return verb_of(a, &p, "set", p.ends_in_variable);
    if (str_is(c->method, STR("PATCH"))) return verb_of(a, &p, "change", p.ends_in_variable);
    if (str_is(c->method, STR("DELETE"))) return verb_of(a, &p, "delete", p.ends_in_variable);
    bool makes = p.n < 2 || is_plural(p.word[p.n - 1]) || is_shared(all, c);
    return verb_of(a, &p, makes ? "create" : "", makes);
}

static str name_id(struct arena *a, const struct call *c)
{
    struct text out = { .arena = a };
    add_camel(&out, c->noun, false);
    text_addc(&out, (char)(c->verb.at[0] - 'a' + 'A'));
    text_add(&out, str_from(c->verb, 1));
    return text_str(&out);
}

static struct call call_of(struct arena *a, const struct module *const *all, const struct route *r)
{
    str on = str_of(r->on);
    struct call c = { .route = r };
    c.method = str_split(&on, ' ');
    c.path = on;
    struct parts p = parts_of(on);
    struct text noun = { .arena = a };
    add_camel(&noun, one_of(a, p.word[0]), false);
    c.noun = text_str(&noun);
    c.verb = name_verb(a, all, &c);
    c.id = name_id(a, &c);
    c.body = !str_is(c.method, STR("GET")) && !r->upload;
    return c;
}

/* Behind the last of its noun, so that a noun stays together whichever module has the row. */
static void insert(struct arena *a, struct call_list *out, struct call c)
{
    size_t at = out->n;
    while (at > 0 && !str_is(out->at[at - 1].noun, c.noun)) at--;
    if (at == 0) at = out->n;
    LIST_ADD(a, out);
    memmove(&out->at[at + 1], &out->at[at], (out->n - 1 - at) * sizeof c);
    out->at[at] = c;
}

void call_list(struct arena *a, const struct module *const *all, struct call_list *out)
{
    for (const struct module *const *m = all; *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++)
            if (!r->page) insert(a, out, call_of(a, all, r));
}

/* ---- what it takes and gives ---- */

bool call_has_in_path(const struct call *c, const struct field *f)
{
    str rest = c->path;
    while (rest.n) {
        str part = str_split(&rest, '/');
        if (part.n > 2 && part.at[0] == '{' && str_is(str_of(f->name), (str){ part.at + 1, part.n - 2 })) return true;
    }
    return false;
}

bool call_is_input(const struct call *c, const struct field *f)
{
    return f->kind != FIELD_GIVEN && f->kind != FIELD_BYTES && !call_has_in_path(c, f);
}

bool call_has_body(const struct call *c)
{
    for (size_t i = 0; c->body && c->route->takes && i < c->route->takes->n; i++)
        if (call_is_input(c, &c->route->takes->fields[i])) return true;
    return false;
}

bool call_gives_json(const struct call *c)
{
    return !c->route->type;
}

static void gather(const struct shape *shape, struct shapes *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (out->at[i] == shape) return;
    if (out->n == COUNT_OF(out->at)) bug("the API gives more than %zu shapes", out->n);
    for (size_t i = 0; i < shape->n; i++)
        if (shape->fields[i].shape) gather(shape->fields[i].shape, out);
    out->at[out->n++] = shape;
}

void call_shapes(const struct call_list *calls, struct shapes *out)
{
    for (size_t i = 0; i < calls->n; i++)
        if (calls->at[i].route->gives && call_gives_json(&calls->at[i])) gather(calls->at[i].route->gives, out);
}

str shape_title(struct arena *a, const struct shape *shape)
{
    struct text out = { .arena = a };
    add_camel(&out, str_of(shape->name), true);
    return text_str(&out);
}

bool field_may_be_null(const struct field *f)
{
    bool has_nothing = f->kind == FIELD_ID || f->kind == FIELD_TIME || f->kind == FIELD_REAL;
    return has_nothing && (!f->required || f->nullable) && strcmp(f->name, "id") != 0;
}

/* ---- how it may be refused ---- */

const enum err call_all_refusals[] = { MALFORMED,  SIGNED_OUT, FORBIDDEN, NOT_FOUND, CONFLICT, GONE, TOO_LARGE,
                                       WRONG_TYPE, INVALID,    TOO_MANY,  BROKEN,    BUSY,     FULL };
const size_t call_all_refusals_n = COUNT_OF(call_all_refusals);

size_t call_refusals(const struct call *c, enum err *out)
{
    bool writes = route_writes(c->route), variable = str_find(c->path, STR("{")) >= 0;
    bool open = strcmp(c->route->may, PUBLIC) == 0;
    size_t n = 0;
    if (c->route->takes) out[n++] = MALFORMED;
    if (!open || c->route->rate == RATE_SECRET) out[n++] = SIGNED_OUT;
    if (!open || writes) out[n++] = FORBIDDEN;
    if (variable) out[n++] = NOT_FOUND;
    if (writes) out[n++] = CONFLICT;
    if (variable && open) out[n++] = GONE;
    if (writes) out[n++] = TOO_LARGE;
    if (c->body) out[n++] = WRONG_TYPE;
    out[n++] = INVALID;
    out[n++] = TOO_MANY;
    out[n++] = BROKEN;
    out[n++] = BUSY;
    if (writes) out[n++] = FULL;
    return n;
}

const char *call_refusal_help(enum err err)
{
    switch (err) {
        case MALFORMED: return "What was sent cannot be read: no JSON, no UTF-8, a broken escape.";
        case SIGNED_OUT: return "Nobody is signed in, and no key was sent that we know.";
        case FORBIDDEN: return "Signed in, but without the permission; or a browser sent it from another site.";
        case NOT_FOUND: return "There is no such thing, or none that you may know of.";
        case CONFLICT: return "What is there now does not allow this.";
        case GONE: return "This link has expired or was used.";
        case TOO_LARGE: return "More than we read.";
        case WRONG_TYPE: return "The body is not application/json.";
        case INVALID: return "A field breaks a rule; `field` names it and `message` says the fix. Nothing was changed.";
        case TOO_MANY: return "Too many requests; `Retry-After` says how many seconds to wait.";
        case BROKEN: return "Our fault. Nothing was changed.";
        case BUSY: return "No room just now; `Retry-After` says how many seconds to wait.";
        case FULL: return "The disk is full: nothing new can be kept, reading goes on.";
        default: return "Refused.";
    }
}
