#include "spine/event.h"

#include "spine/house.h"
#include "spine/route.h"
#include "spine/told.h"
#include "text/json.h"

#include "event.sql.h"

const struct event_kind EVERY_MINUTE = { .name = "every.minute", .help = "A minute has passed." };
const struct event_kind EVERY_NIGHT = { .name = "every.night", .help = "A night has passed (03:00 UTC)." };
const struct event_kind ANYTHING = { .name = "*", .help = "Any event at all." };

const struct shape event_shape = SHAPE(
    struct event, F_ID(struct event, id), F_TIME(struct event, at, .required = true), F_TEXT(struct event, kind),
    F_ENUM(struct event, actor_kind, actor_kind_words), F_ID(struct event, actor), F_ID(struct event, customer),
    F_ID(struct event, subject), F_ID(struct event, conversation), F_ID(struct event, team), F_ID(struct event, cause),
    F_INT(struct event, depth), F_JSON(struct event, body));

const struct event_kind *event_kind_named(const struct house *h, str name)
{
    for (const struct module *const *m = h->modules; m && *m; m++)
        for (const struct event_kind *const *k = (*m)->events; k && *k; k++)
            if (str_is(name, str_of((*k)->name))) return *k;
    return NULL;
}

static bool answers(const struct reaction *r, const struct event_kind *kind)
{
    return r->event == kind || r->event == &ANYTHING;
}

/* "a.b ← c.d ← …": the circle, for the person who has to break it. */
static enum err refuse_circle(struct turn *t, const struct event_kind *kind)
{
    struct text chain = { .arena = t->arena };
    struct event e = { .cause = t->cause };
    text_addz(&chain, kind->name);
    for (int i = 0; i < 4 && e.cause && sql_event_find(t, e.cause, &e) == OK; i++) {
        text_addz(&chain, " ← ");
        text_add(&chain, e.kind);
    }
    log_alarm("events go in a circle", LOG_TEXT("circle", text_str(&chain)));
    return fail(t, BROKEN, "events cause each other in a circle: %.*s", STR_ARG(text_str(&chain)));
}

static enum err react_now(struct turn *t, const struct event_kind *kind, const struct event *e)
{
    struct turn inner = *t;
    inner.cause = e->id;
    inner.depth = (int)e->depth;
    for (const struct reaction *r = t->house->flow; r->event; r++)
        if (r->when == NOW && answers(r, kind)) TRY(r->act(&inner, e));
    return OK;
}

static enum err queue_soon(struct turn *t, const struct event_kind *kind, const struct event *e, usec later)
{
    for (const struct reaction *r = t->house->flow; r->event; r++) {
        if (r->when == SOON && answers(r, kind)) TRY(reaction_queue(t, r, e, later));
    }
    return OK;
}

static bool wants_live(const struct turn *t, const struct event_kind *kind)
{
    for (const struct reaction *r = t->house->flow; r->event; r++)
        if (r->when == LIVE && answers(r, kind)) return true;
    return false;
}

enum err event_emit(struct turn *t, const struct event_kind *kind, const struct emitting *what)
{
    struct text body = { .arena = t->arena };
    if (t->depth >= EVENT_DEPTH_MOST) return refuse_circle(t, kind);
    if (kind->body && what->body)
        json_write(&body, kind->body, what->body);
    else
        text_add(&body, STR("{}"));
    struct event e = { .id = turn_id(t),
                       .at = t->now,
                       .kind = str_of(kind->name),
                       .actor_kind = t->actor.kind,
                       .actor = t->actor.who,
                       .customer = what->customer,
                       .subject = what->subject,
                       .conversation = what->conversation,
                       .team = what->team,
                       .cause = t->cause,
                       .depth = t->depth + 1,
                       .body = text_str(&body) };
    TRY(sql_event_insert(t, &e));
    count_add(COUNT_EVENTS, 1);
    TRY(react_now(t, kind, &e));
    TRY(queue_soon(t, kind, &e, what->later));
    if (wants_live(t, kind)) *LIST_ADD(t->arena, &t->told->events) = e;
    return OK;
}

void event_tell(struct turn *t, const struct event *e)
{
    for (const struct reaction *r = t->house->flow; r->event; r++) {
        if (r->when != LIVE || (r->event != &ANYTHING && !str_is(e->kind, str_of(r->event->name)))) continue;
        enum err err = r->act(t, e);
        if (err != OK)
            log_warn("a live reaction failed", LOG_TEXT("reaction", str_of(r->name)), LOG_TEXT("words", t->why->words));
    }
}

enum err event_body(struct turn *t, const struct event *e, const struct shape *shape, void *out)
{
    return json_read(t->arena, t->why, e->body, shape, out);
}

enum err event_find(struct turn *t, id which, struct event *out)
{
    return sql_event_find(t, which, out);
}

enum err event_find_all(struct turn *t, const struct id_list *which, struct event_list *out)
{
    return sql_event_find_all(t, which, out);
}

struct id_list event_subjects(struct arena *a, const struct event_list *all)
{
    struct id_list ids = { 0 };
    for (size_t i = 0; i < all->n; i++) *LIST_ADD(a, &ids) = all->at[i].subject;
    return ids;
}

enum err event_timeline(struct turn *t, id customer, id before, int most, struct event_list *out)
{
    return event_timeline_of(t, &(struct looking_back){ .customer = customer, .before = before, .most = most }, out);
}

enum err event_timeline_of(struct turn *t, const struct looking_back *wish, struct event_list *out)
{
    str like = str_join(t->arena, wish->noun, STR(".%"));
    return sql_event_timeline(t, wish->customer, wish->before ? &wish->before : NULL, wish->noun.n ? &like : NULL,
                              wish->most, out);
}

enum err event_of_conversation(struct turn *t, id customer, id conversation, struct event_list *out)
{
    return sql_event_of_conversation(t, customer, conversation, out);
}

enum err event_since(struct turn *t, id after, int most, struct event_list *out)
{
    return sql_event_since(t, after, most, out);
}

enum err event_acts(struct turn *t, const struct event_filter *f, struct event_list *out)
{
    str by = str_of(actor_kind_words[f->by]);
    return sql_event_acts(t, f->people ? &f->people : NULL, f->by == NOBODY ? NULL : &by, f->actor ? &f->actor : NULL,
                          f->kind.n ? &f->kind : NULL, f->from ? &f->from : NULL, f->to ? &f->to : NULL,
                          f->before ? &f->before : NULL, f->most, out);
}

enum err event_forget_minutes(struct turn *t, usec before)
{
    return sql_event_forget_minutes(t, id_floor(before));
}

enum err event_newest(struct turn *t, void *newest)
{
    return sql_event_newest(t, newest);
}

enum err event_has_been(struct turn *t, const struct event_kind *kind, bool *out)
{
    int64_t n = 0;
    TRY(sql_event_first_of(t, str_of(kind->name), &n));
    *out = n > 0;
    return OK;
}
