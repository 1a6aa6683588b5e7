#include "spine/others.h"

#include "db/notice.h"
#include "spine/house.h"
#include "spine/presence.h"
#include "spine/told.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

enum { OTHERS_MOST = 32, IDS_A_LINE = 40 };
static const usec ALIVE_EVERY = 5 * SECOND, GONE_AFTER = 16 * SECOND;

struct others {
    struct house *house;
    struct notices *notices;
    id self; /* by chance: an id of the house would make all later ones later than now, also in a story of last year */
    bool connected_once;
    usec said_at;  /* that we are alive; its own thread */
    struct other { /* its own thread's */
        id who;    /* 0: free */
        usec heard_at;
    } all[OTHERS_MOST];
    atomic_int known;
};

/* ---- saying ---- */

static void say(struct others *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct others *o, const char *format, ...)
{
    char line[NOTICE_LINE];
    va_list values;
    va_start(values, format);
    int n = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    if (n > 0 && n < NOTICE_LINE) notices_say(o->notices, (str){ .at = line, .n = (size_t)n });
}

int others_known(struct others *o)
{
    return o ? atomic_load(&o->known) : 0;
}

void others_tell_events(struct others *o, const struct event_list *events)
{
    if (!others_known(o)) return;
    struct arena *a = arena_open();
    for (size_t at = 0; at < events->n; at += IDS_A_LINE) {
        struct text line = { .arena = a };
        text_addz(&line, "event");
        for (size_t i = at; i < events->n && i < at + IDS_A_LINE; i++)
            text_addf(&line, " %lld", (long long)events->at[i].id);
        notices_say(o->notices, text_str(&line));
    }
    arena_close(a);
}

void others_tell_here(struct others *o, id thing, str people)
{
    if (others_known(o)) say(o, "here %lld %lld%.*s", (long long)o->self, (long long)thing, STR_ARG(people));
}

void others_tell_saved(struct others *o, id staff, id thing)
{
    if (others_known(o)) say(o, "saved %lld %lld", (long long)staff, (long long)thing);
}

/* ---- who there is ---- */

static void forget(struct others *o, struct other *it)
{
    id who = it->who;
    *it = (struct other){ 0 };
    atomic_fetch_sub(&o->known, 1);
    presence_elsewhere_gone(o->house, who);
}

/* True: it is new to us. */
static bool meet(struct others *o, id who)
{
    struct other *place = NULL;
    for (size_t i = 0; i < OTHERS_MOST; i++) {
        if (o->all[i].who == who) {
            o->all[i].heard_at = monotonic_now();
            return false;
        }
        if (!place && !o->all[i].who) place = &o->all[i];
    }
    if (!place) return false;
    *place = (struct other){ .who = who, .heard_at = monotonic_now() };
    atomic_fetch_add(&o->known, 1);
    return true;
}

static void part(struct others *o, id who)
{
    for (size_t i = 0; i < OTHERS_MOST; i++)
        if (o->all[i].who == who) forget(o, &o->all[i]);
}

/* ---- hearing ---- */

struct finding {
    struct id_list ids;
    struct event_list found;
};

static enum err find_events(struct turn *t, void *with)
{
    struct finding *it = with;
    it->found = (struct event_list){ 0 };
    return event_find_all(t, &it->ids, &it->found);
}

static bool everybody(const void *owner, const void *about)
{
    (void)owner, (void)about;
    return true;
}

/* Something was missed: the screens load what there is. */
static void load_again(struct house *h)
{
    if (h->hub) hub_publish(h->hub, STR("{\"hello\":{\"reload\":true}}"), everybody, "", 1);
}

static void hear_events(struct others *o, str rest)
{
    struct arena *own = arena_open(), *a = arena_open();
    struct finding it = { 0 };
    struct why why = { 0 };
    id which = 0;
    while (rest.n)
        if (id_parse(str_split(&rest, ' '), &which)) *LIST_ADD(own, &it.ids) = which;
    if (turn_read(o->house, actor_system(), find_events, &it, &why, a) != OK) {
        load_again(o->house);
    } else {
        struct turn t = {
            .arena = a, .actor = actor_system(), .now = clock_now(&o->house->clock), .why = &why, .house = o->house
        };
        for (size_t i = 0; i < it.found.n; i++) event_tell(&t, &it.found.at[i]);
    }
    arena_close(a);
    arena_close(own);
}

/* A program that has just come, or come back, knows nobody. */
static void introduce(struct others *o)
{
    say(o, "alive %lld", (long long)o->self);
    presence_tell_others(o->house);
}

static void heard(void *with, str line)
{
    struct others *o = with;
    str rest = line, word = str_split(&rest, ' ');
    id first = 0, second = 0;
    if (str_is(word, STR(NOTICE_LOST))) load_again(o->house);
    if (str_is(word, STR("event"))) hear_events(o, rest);
    if (!id_parse(str_split(&rest, ' '), &first)) return;
    if (str_is(word, STR("gone"))) part(o, first);
    if (str_is(word, STR("alive")) && meet(o, first)) introduce(o);
    if (str_is(word, STR("who"))) {
        meet(o, first);
        introduce(o);
    }
    if (!id_parse(str_split(&rest, ' '), &second)) return;
    if (str_is(word, STR("here"))) presence_elsewhere(o->house, first, second, rest);
    if (str_is(word, STR("saved"))) presence_saved_elsewhere(o->house, first, second);
}

static void again(void *with)
{
    struct others *o = with;
    for (size_t i = 0; i < OTHERS_MOST; i++)
        if (o->all[i].who) forget(o, &o->all[i]);
    say(o, "who %lld", (long long)o->self);
    if (o->connected_once) load_again(o->house);
    o->connected_once = true;
}

static void idle(void *with)
{
    struct others *o = with;
    usec now = monotonic_now();
    for (size_t i = 0; i < OTHERS_MOST; i++)
        if (o->all[i].who && now - o->all[i].heard_at > GONE_AFTER) forget(o, &o->all[i]);
    if (now - o->said_at < ALIVE_EVERY) return;
    o->said_at = now;
    say(o, "alive %lld", (long long)o->self);
}

struct others *others_open(struct house *h)
{
    struct others *o = ARENA_NEW(h->arena, struct others);
    o->house = h;
    randombytes_buf(&o->self, sizeof o->self);
    o->self = (o->self & INT64_MAX) | 1;
    o->said_at = monotonic_now();
    o->notices = notices_open(h->arena, h->store,
                              &(struct notice_calls){ .with = o, .heard = heard, .again = again, .idle = idle });
    return o->notices ? o : NULL;
}

void others_close(struct others *o)
{
    if (!o) return;
    say(o, "gone %lld", (long long)o->self);
    notices_close(o->notices);
}
