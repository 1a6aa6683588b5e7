#include "spine/presence.h"

#include "spine/access.h"
#include "spine/house.h"
#include "spine/others.h"
#include "spine/route.h"
#include "text/json.h"

#include <pthread.h>
#include <stdio.h>

enum doing { READING, WRITING };
static const char *const doing_words[] = { "reading", "writing", NULL };

static const usec APART = 100 * MILLISECOND; /* between two frames of one screen, on the whole */
enum { AT_ONCE = 5 };

struct place {
    member who; /* 0: free */
    id staff, thing;
    enum doing doing;
    bool may;     /* asked, and they may look */
    usec full_at; /* when it may say AT_ONCE things again */
};
struct person {
    id staff;
    enum doing doing;
};
struct elsewhere {     /* who looks at a thing, on the screens of another program */
    id program, thing; /* 0: free */
    struct person here[PRESENCE_TOLD];
    size_t n;
};
struct presence {
    pthread_mutex_t lock;
    _Atomic(bool) stopped;
    struct place places[PRESENCE_SCREENS];
    size_t used; /* none is taken behind it */
    struct elsewhere elsewhere[PRESENCE_ELSEWHERE];
    size_t used_elsewhere;
};

struct presence *presence_open(struct arena *a)
{
    struct presence *p = ARENA_NEW(a, struct presence);
    pthread_mutex_init(&p->lock, NULL);
    return p;
}

void presence_stop(struct presence *p)
{
    p->stopped = true;
}

void presence_close(struct presence *p)
{
    pthread_mutex_destroy(&p->lock);
}

/* ---- places, under the lock ---- */

static struct place *place_of(struct presence *p, member who)
{
    for (size_t i = 0; i < p->used; i++)
        if (p->places[i].who == who) return &p->places[i];
    return NULL;
}

static struct place *take_place(struct presence *p, member who)
{
    struct place *it = place_of(p, who);
    if (!it) it = place_of(p, 0);
    if (!it && p->used < PRESENCE_SCREENS) it = &p->places[p->used++];
    if (it && it->who != who) *it = (struct place){ .who = who };
    return it;
}

static bool is_too_much(struct place *it)
{
    usec now = monotonic_now(), full_at = it->full_at > now ? it->full_at : now;
    if (full_at - now > (AT_ONCE - 1) * APART) return true;
    it->full_at = full_at + APART;
    return false;
}

/* ---- telling who is there ---- */

struct crowd {
    id thing;
    struct person here[PRESENCE_TOLD];
    member tell[PRESENCE_SCREENS];
    size_t n_here, n_tell;
};

static void add_person(struct crowd *c, const struct person *it)
{
    for (size_t i = 0; i < c->n_here; i++)
        if (c->here[i].staff == it->staff) {
            if (it->doing == WRITING) c->here[i].doing = WRITING;
            return;
        }
    if (c->n_here < PRESENCE_TOLD) c->here[c->n_here++] = *it;
}

static void gather(struct presence *p, struct crowd *c)
{
    for (size_t i = 0; i < p->used; i++) {
        const struct place *it = &p->places[i];
        if (!it->who || !it->may || it->thing != c->thing) continue;
        add_person(c, &(struct person){ .staff = it->staff, .doing = it->doing });
        c->tell[c->n_tell++] = it->who;
    }
}

static void gather_elsewhere(struct presence *p, struct crowd *c)
{
    for (size_t i = 0; i < p->used_elsewhere; i++) {
        const struct elsewhere *it = &p->elsewhere[i];
        for (size_t k = 0; it->program && it->thing == c->thing && k < it->n; k++) add_person(c, &it->here[k]);
    }
}

static str frame_of(struct arena *a, const struct crowd *c)
{
    struct text out = { .arena = a };
    text_addf(&out, "{\"presence\":{\"thing\":\"%lld\",\"here\":[", (long long)c->thing);
    for (size_t i = 0; i < c->n_here; i++)
        text_addf(&out, "%s{\"staff\":\"%lld\",\"doing\":\"%s\"}", i ? "," : "", (long long)c->here[i].staff,
                  doing_words[c->here[i].doing]);
    text_addz(&out, "]}}");
    return text_str(&out);
}

static void tell_screens(struct house *h, id thing)
{
    if (!thing || h->presence->stopped) return;
    struct arena *a = arena_open();
    struct crowd *c = ARENA_NEW(a, struct crowd);
    c->thing = thing;
    pthread_mutex_lock(&h->presence->lock);
    gather(h->presence, c);
    gather_elsewhere(h->presence, c);
    pthread_mutex_unlock(&h->presence->lock);
    str frame = frame_of(a, c);
    for (size_t i = 0; i < c->n_tell; i++) hub_send(h->hub, c->tell[i], frame);
    arena_close(a);
}

/* " 77=reading 78=writing": those on our screens. */
static void tell_others(struct house *h, id thing)
{
    if (!others_known(h->others)) return;
    struct arena *a = arena_open();
    struct crowd *c = ARENA_NEW(a, struct crowd);
    struct text people = { .arena = a };
    c->thing = thing;
    pthread_mutex_lock(&h->presence->lock);
    gather(h->presence, c);
    pthread_mutex_unlock(&h->presence->lock);
    for (size_t i = 0; i < c->n_here; i++)
        text_addf(&people, " %lld=%s", (long long)c->here[i].staff, doing_words[c->here[i].doing]);
    others_tell_here(h->others, thing, text_str(&people));
    arena_close(a);
}

static void tell_crowd(struct house *h, id thing)
{
    if (!thing || h->presence->stopped) return;
    tell_screens(h, thing);
    tell_others(h, thing);
}

/* ---- may they look? ---- */

struct asking {
    struct work work;
    struct house *house;
    struct arena *own; /* of this struct and the teams */
    struct actor as;
    member who;
    id thing;
};

static enum err ask_run(struct db *db, struct work *w)
{
    struct asking *it = (struct asking *)w;
    struct turn t = { .arena = w->arena,
                      .db = db,
                      .actor = it->as,
                      .now = clock_now(&it->house->clock),
                      .why = &w->why,
                      .house = it->house };
    for (const struct module *const *m = it->house->modules; *m; m++)
        if ((*m)->may_look) return (*m)->may_look(&t, it->thing);
    return NOT_FOUND;
}

/* They may have gone elsewhere, or away, since they were asked. */
static void ask_done(struct work *w, enum err outcome)
{
    struct asking *it = (struct asking *)w;
    struct house *h = it->house;
    pthread_mutex_lock(&h->presence->lock);
    struct place *at = place_of(h->presence, it->who);
    bool there = at && at->thing == it->thing;
    if (there) at->may = outcome == OK;
    pthread_mutex_unlock(&h->presence->lock);
    if (there) tell_crowd(h, it->thing);
    arena_close(w->arena);
    arena_close(it->own);
}

static void ask(struct house *h, member who, const struct actor *as, id thing)
{
    struct arena *own = arena_open();
    struct asking *it = ARENA_NEW(own, struct asking);
    *it = (struct asking){ .work = { .run = ask_run, .done = ask_done, .arena = arena_open() },
                           .house = h,
                           .own = own,
                           .as = *as,
                           .who = who,
                           .thing = thing };
    it->as.teams.at = as->teams.n ? arena_copy(own, as->teams.at, as->teams.n * sizeof(id)) : NULL;
    store_read(h->store, &it->work);
}

/* ---- what a screen says ---- */

struct said {
    id look, saved;
    enum doing doing;
    uint64_t given;
};
static const struct shape said_shape = SHAPE(struct said, F_ID(struct said, look), F_ID(struct said, saved),
                                             F_ENUM(struct said, doing, doing_words), F_GIVEN(struct said, given));

static bool is_given(const struct said *it, const char *name)
{
    return it->given >> shape_index(&said_shape, str_of(name)) & 1;
}

/* The other screens of the same person: what lies in a draft there is newer than what they show. */
static void tell_own_screens(struct house *h, member who, id staff, id thing)
{
    char words[80];
    member tell[PRESENCE_TOLD];
    size_t n = 0;
    int length = snprintf(words, sizeof words, "{\"saved\":\"%lld\"}", (long long)thing);
    pthread_mutex_lock(&h->presence->lock);
    for (size_t i = 0; i < h->presence->used && n < PRESENCE_TOLD; i++) {
        const struct place *it = &h->presence->places[i];
        if (it->who && it->who != who && it->staff == staff && it->thing == thing) tell[n++] = it->who;
    }
    pthread_mutex_unlock(&h->presence->lock);
    for (size_t i = 0; i < n; i++) hub_send(h->hub, tell[i], (str){ .at = words, .n = (size_t)length });
}

static void tell_own(struct house *h, member who, id staff, id thing)
{
    tell_own_screens(h, who, staff, thing);
    others_tell_saved(h->others, staff, thing);
}

struct change {
    id left, asked, told; /* tell those there; ask whether they may; tell those there */
};

static bool change_place(struct presence *p, member who, id staff, const struct said *said, struct change *out)
{
    pthread_mutex_lock(&p->lock);
    struct place *it = take_place(p, who);
    bool heard = it && !is_too_much(it);
    if (heard && is_given(said, "look")) {
        bool same = it->thing == said->look;
        if (!same && it->may) out->left = it->thing;
        if (same && it->may)
            out->told = it->doing == said->doing ? 0 : it->thing;
        else
            out->asked = said->look;
        it->may = same && it->may;
        it->thing = said->look;
        it->doing = said->doing;
    }
    if (heard) it->staff = staff;
    pthread_mutex_unlock(&p->lock);
    return heard;
}

void presence_heard(struct house *h, member who, const struct actor *as, str text)
{
    struct said said = { 0 };
    struct change change = { 0 };
    if (text.n > PRESENCE_FRAME || h->presence->stopped) return;
    struct arena *a = arena_open();
    bool read = json_read(a, NULL, text, &said_shape, &said) == OK;
    arena_close(a);
    if (!read || !change_place(h->presence, who, as->who, &said, &change)) return;
    if (is_given(&said, "saved")) tell_own(h, who, as->who, said.saved);
    tell_crowd(h, change.left);
    tell_crowd(h, change.told);
    if (change.asked) ask(h, who, as, change.asked);
}

void presence_left(struct house *h, member who)
{
    id thing = 0;
    pthread_mutex_lock(&h->presence->lock);
    struct place *it = place_of(h->presence, who);
    if (it && it->may) thing = it->thing;
    if (it) *it = (struct place){ 0 };
    pthread_mutex_unlock(&h->presence->lock);
    tell_crowd(h, thing);
}

/* ---- the screens of other programs ---- */

/* Of one program (0: of all), at one thing (0: at all). Under the lock. */
static void forget_elsewhere(struct presence *p, id program, id thing)
{
    for (size_t i = 0; i < p->used_elsewhere; i++) {
        struct elsewhere *it = &p->elsewhere[i];
        if ((!program || it->program == program) && (!thing || it->thing == thing)) *it = (struct elsewhere){ 0 };
    }
}

static struct elsewhere read_elsewhere(id program, id thing, str people)
{
    struct elsewhere it = { .program = program, .thing = thing };
    while (people.n && it.n < PRESENCE_TOLD) {
        str doing = str_split(&people, ' '), staff = str_split(&doing, '=');
        struct person *one = &it.here[it.n];
        one->doing = str_is(doing, str_of(doing_words[WRITING])) ? WRITING : READING;
        if (id_parse(staff, &one->staff)) it.n++;
    }
    return it;
}

void presence_elsewhere(struct house *h, id program, id thing, str people)
{
    struct presence *p = h->presence;
    struct elsewhere it = read_elsewhere(program, thing, people);
    pthread_mutex_lock(&p->lock);
    forget_elsewhere(p, program, thing);
    for (size_t i = 0; it.n && i < PRESENCE_ELSEWHERE; i++) {
        if (p->elsewhere[i].program) continue;
        p->elsewhere[i] = it;
        if (i == p->used_elsewhere) p->used_elsewhere++;
        break;
    }
    pthread_mutex_unlock(&p->lock);
    tell_screens(h, thing);
}

void presence_elsewhere_gone(struct house *h, id program)
{
    struct presence *p = h->presence;
    id things[PRESENCE_ELSEWHERE];
    size_t n = 0;
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < p->used_elsewhere; i++)
        if (p->elsewhere[i].program == program) things[n++] = p->elsewhere[i].thing;
    forget_elsewhere(p, program, 0);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < n; i++) tell_screens(h, things[i]);
}

void presence_saved_elsewhere(struct house *h, id staff, id thing)
{
    if (!h->presence->stopped) tell_own_screens(h, 0, staff, thing);
}

void presence_tell_others(struct house *h)
{
    struct presence *p = h->presence;
    id things[PRESENCE_SCREENS];
    size_t n = 0;
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < p->used; i++)
        if (p->places[i].who && p->places[i].may) things[n++] = p->places[i].thing;
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < n; i++) tell_others(h, things[i]);
}

enum err presence_ask_again(struct turn *t, const struct event *e)
{
    struct presence *p = t->house->presence;
    if (!p || !t->house->hub) return OK;
    member tell[PRESENCE_TOLD * 4];
    size_t n = 0;
    pthread_mutex_lock(&p->lock);
    forget_elsewhere(p, 0, e->conversation); /* their programs ask them, too */
    for (size_t i = 0; i < p->used; i++) {
        if (!p->places[i].who || p->places[i].thing != e->conversation) continue;
        if (n < COUNT_OF(tell)) tell[n++] = p->places[i].who;
        p->places[i].may = false;
        p->places[i].thing = 0;
    }
    pthread_mutex_unlock(&p->lock);
    struct crowd nobody = { .thing = e->conversation };
    for (size_t i = 0; i < n; i++) hub_send(t->house->hub, tell[i], frame_of(t->arena, &nobody));
    return OK;
}
