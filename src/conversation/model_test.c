/* Counts are always right: random acts by five people of different teams and roles, beside a plain model that knows no
 * SQL. After each act somebody's boxes, views and lists are counted again from scratch. The same seed does the same. */
#include "channel/channel.h"
#include "conversation/bulk.h"
#include "conversation/view.h"
#include "spine/access.h"
#include "spine/house.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    PEOPLE = 5,
    TEAMS = 2,
    TAGS = 5,
    MOST = 240,
    PICKED = 12,
    VIEWS = 6,
    CHAPTER = 50,
    WHOLE_EVERY = 250,
    ACTS = 10000,
    ACTS_OVER_A_WIRE = 2500 /* REGULARS_ACTS says another number: test/rings/20-postgres does all */
};

/* ---- the model: what a person with paper would keep ---- */

struct entry {
    id id, customer, owner, team;
    enum conversation_state state;
    bool confirmed;
    usec opened, last, waits; /* waits 0: nobody does */
    usec resolved, back_at;
    int touched; /* how often anything happened to it, tags aside */
    usec tagged[TAGS];
    const char *channel, *language;
};

struct slip { /* a bulk act that may be taken back */
    id undo;
    enum bulk_act act;
    int tag, n;
    usec at;
    struct {
        int which, touched;
        struct entry was;
    } of[PICKED];
};

struct person {
    id id;
    enum role role;
    id teams[TEAMS];
    size_t n_teams;
    struct slip last;
};

struct world {
    struct turn *t; /* of this chapter */
    usec now;
    uint64_t seed;
    struct person people[PEOPLE];
    id teams[TEAMS + 1], tags[TAGS], views[VIEWS]; /* teams[0]: everybody's */
    struct inbox_filter of_view[VIEWS];
    struct entry all[MOST];
    int n, act;
};

static const char *const tag_names[TAGS] = { "Refund", "Repair", "Café", "VIP", "C++" };
static const char *const languages[] = { "en", "es", "ar", "" };

static int roll(struct world *w, int n) /* xorshift64: Marsaglia, Xorshift RNGs, 2003 */
{
    w->seed ^= w->seed << 13;
    w->seed ^= w->seed >> 7;
    w->seed ^= w->seed << 17;
    return (int)(w->seed % (uint64_t)n);
}

static bool lively(enum conversation_state s)
{
    return s == OPEN || s == SCHEDULED || s == AWAITING_CUSTOMER || s == PROPOSED;
}

static bool in_team(const struct person *p, id team)
{
    if (team == 0 || (p->role != AGENT && p->role != LEAD)) return true;
    for (size_t i = 0; i < p->n_teams; i++)
        if (p->teams[i] == team) return true;
    return false;
}

static bool in_box(const struct entry *e, enum box box, const struct person *p)
{
    bool open = e->state == NEW || lively(e->state);
    switch (box) {
        case BOX_OPEN: return open;
        case BOX_MINE: return open && e->owner == p->id && e->state != SCHEDULED;
        case BOX_UNOWNED: return open && e->owner == 0;
        case BOX_WAITING: return open && e->waits != 0;
        case BOX_SNOOZED: return e->state == SCHEDULED;
        case BOX_RESOLVED: return e->state == RESOLVED || e->state == CLOSED;
        case BOX_SPAM: return e->state == SPAM;
        default: return e->state != SPAM;
    }
}

static bool is_wanted(const struct world *w, const struct entry *e, const struct inbox_filter *f,
                      const struct person *p)
{
    if (!in_team(p, e->team) || !in_box(e, f->box, p)) return false;
    for (int g = 0; f->tag && g < TAGS; g++)
        if (w->tags[g] == f->tag && !e->tagged[g]) return false;
    if ((f->owner && e->owner != f->owner) || (f->team && e->team != f->team)) return false;
    if ((f->customer && e->customer != f->customer) || (f->state && (int)e->state != (int)f->state - 1)) return false;
    if (f->channel.n && !str_is(f->channel, str_of(e->channel))) return false;
    if (f->language.n && !str_is(f->language, str_of(e->language))) return false;
    return e->opened >= f->opened_from && (!f->opened_to || e->opened < f->opened_to);
}

static enum inbox_order sorting;
static int in_order(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    usec p = sorting == BY_WAITING ? (x->waits ? x->waits : INT64_MAX) : -x->last;
    usec q = sorting == BY_WAITING ? (y->waits ? y->waits : INT64_MAX) : -y->last;
    bool later_first = sorting == BY_ACTIVITY;
    if (p != q) return p < q ? -1 : 1;
    return (x->id < y->id) == later_first ? 1 : -1;
}

static int recount(struct world *w, const struct inbox_filter *f, const struct person *p, const struct entry *out[MOST])
{
    int n = 0;
    for (int i = 0; i < w->n; i++)
        if (is_wanted(w, &w->all[i], f, p)) out[n++] = &w->all[i];
    sorting = f->sort;
    qsort(out, (size_t)n, sizeof(void *), in_order);
    return n;
}

/* ---- comparing ---- */

static void be(struct world *w, struct person *p)
{
    w->t->actor = (struct actor){
        .kind = STAFF, .role = p->role, .who = p->id, .teams = { .at = p->teams, .n = p->n_teams }
    };
}

static void same(const struct world *w, bool holds, const char *what)
{
    if (!holds) fprintf(stderr, "  after act %d, for %lld: %s\n", w->act, (long long)w->t->actor.who, what);
    check(holds);
}

static void compare_list(struct world *w, struct person *p, struct inbox_filter f)
{
    const struct entry *should[MOST];
    int n = recount(w, &f, p, should), at = 0;
    int64_t length = 0;
    struct inbox_row_list page = { 0 };
    f.most = 40; /* pages, so that cursors are part of it */
    do {
        page = (struct inbox_row_list){ 0 };
        check_ok(inbox_list(w->t, &f, &page));
        for (size_t i = 0; i < page.n; i++, at++) {
            same(w, at < n && page.at[i].id == should[at]->id, "a list holds others, or in another order");
            int tags = 0;
            for (int g = 0; g < TAGS; g++) tags += should[at]->tagged[g] != 0;
            same(w, (int)page.at[i].tags.n == tags && page.at[i].state == should[at]->state,
                 "a row says something else");
        }
        if (page.n) f.before = page.at[page.n - 1].cursor;
    } while (page.n == 40);
    same(w, at == n, "a list is too short");
    check_ok(inbox_length(w->t, &f, &length));
    same(w, length == n, "a number is not the length of its list");
}

static void compare_badges(struct world *w, struct person *p)
{
    const struct entry *unused[MOST];
    struct inbox_counts n = { 0 };
    check_ok(inbox_count(w->t, &n));
    const int64_t counts[] = { n.open, n.mine, n.unowned, n.waiting, n.snoozed, n.resolved, n.spam, n.all };
    for (enum box box = BOX_OPEN; box <= BOX_ALL; box++)
        same(w, counts[box] == recount(w, &(struct inbox_filter){ .box = box }, p, unused), box_words[box]);
}

static void compare_views(struct world *w, struct person *p)
{
    const struct entry *unused[MOST];
    struct view_count_list views = { 0 };
    check_ok(view_count(w->t, &(struct id_list){ .at = w->views, .n = VIEWS }, &views));
    same(w, views.n == VIEWS, "a shared view is not seen");
    for (size_t i = 0; i < views.n; i++)
        for (int v = 0; v < VIEWS; v++)
            if (views.at[i].view == w->views[v])
                same(w, views.at[i].count == recount(w, &w->of_view[v], p, unused), "a view counts something else");
}

static void compare_tags(struct world *w, struct person *p)
{
    const struct entry *unused[MOST];
    struct tag_list tags = { 0 };
    struct inbox_facets facets = { 0 };
    check_ok(tag_list_all(w->t, &tags));
    check_ok(inbox_count_tags(w->t, &tags));
    check_ok(inbox_facets(w->t, &(struct inbox_filter){ .box = BOX_OPEN }, &facets));
    for (size_t i = 0; i < tags.n; i++)
        same(w,
             tags.at[i].count == recount(w, &(struct inbox_filter){ .box = BOX_ALL, .tag = tags.at[i].id }, p, unused),
             "a tag counts something else");
    for (size_t i = 0; i < facets.owners.n; i++)
        same(w,
             facets.owners.at[i].count ==
                 recount(w, &(struct inbox_filter){ .owner = facets.owners.at[i].which }, p, unused),
             "a facet counts something else");
}

static struct inbox_filter any_filter(struct world *w)
{
    struct inbox_filter f = { .box = (enum box)roll(w, BOX_ALL + 1), .sort = (enum inbox_order)roll(w, 2) };
    switch (roll(w, 8)) {
        case 0: f.tag = w->tags[roll(w, TAGS)]; break;
        case 1: f.owner = w->people[roll(w, PEOPLE)].id; break;
        case 2: f.team = w->teams[1 + roll(w, TEAMS)]; break;
        case 3: f.customer = w->all[roll(w, w->n)].customer; break;
        case 4: f.state = (enum inbox_state)(1 + roll(w, SPAM + 1)); break;
        case 5: f.channel = str_of(roll(w, 2) ? "api" : "form"); break;
        case 6: f.language = str_of(languages[roll(w, 3)]); break;
        default: f.opened_from = w->all[roll(w, w->n)].opened; break;
    }
    return f;
}

static void compare_all(struct world *w)
{
    for (int i = 0; i < PEOPLE; i++) {
        struct person *p = &w->people[i];
        be(w, p);
        compare_badges(w, p);
        compare_views(w, p);
        compare_tags(w, p);
        for (enum box box = BOX_OPEN; box <= BOX_ALL; box++) compare_list(w, p, (struct inbox_filter){ .box = box });
        for (int v = 0; v < VIEWS; v++) compare_list(w, p, w->of_view[v]);
    }
}

/* ---- what customers do ---- */

static void touch(struct world *w, struct entry *e)
{
    e->last = w->t->now;
    e->touched++;
}

static struct entry *add_entry(struct world *w, id which, enum conversation_state state)
{
    struct conversation c = { 0 };
    struct entry *e = &w->all[w->n++];
    check_ok(conversation_find(w->t, which, &c));
    *e = (struct entry){ .id = which, .customer = c.customer, .state = state, .touched = 1 };
    e->opened = e->last = e->waits = w->t->now;
    return e;
}

static void receive(struct world *w)
{
    struct incoming it = { 0 };
    bool api = roll(w, 2), spam = !api && roll(w, 4) == 0;
    const char *language = api ? languages[roll(w, 4)] : "";
    int who = roll(w, 40);
    str raw = api ? str_format(w->t->arena, "{\"body\":\"Hello\",\"email\":\"c%d@example.org\",\"language\":\"%s\"}",
                               100 * roll(w, 4) + who, language)
                  : str_format(w->t->arena, "message=Hello&email=f%d%%40example.org%s", who,
                               spam ? "&website=http%3A%2F%2Fx" : "");
    w->t->actor = actor_system();
    check_ok(incoming_keep(w->t, api ? &channel_api : &channel_form, raw, STR(""), STR(""), &it));
    check_ok(conversation_receive(w->t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(w->t, it.id, &it));
    struct entry *e = add_entry(w, it.conversation, spam ? SPAM : NEW);
    struct conversation c = { 0 };
    check_ok(conversation_find(w->t, it.conversation, &c));
    e->channel = api ? "api" : "form";
    e->language = "";
    for (size_t i = 0; i < COUNT_OF(languages); i++) /* whoever said none is known by what they said before */
        if (str_is(c.language, str_of(languages[i]))) e->language = languages[i];
    if (language[0]) same(w, str_is(c.language, str_of(language)), "a language is another one");
}

static void customer_writes(struct world *w, struct entry *e)
{
    struct message m = { 0 };
    w->t->actor = (struct actor){ .kind = CUSTOMER, .who = e->customer };
    check_ok(conversation_customer_writes(w->t, e->id, STR("And?"), &m));
    if (e->state == CLOSED) {
        struct entry *next = add_entry(w, m.conversation, NEW);
        next->team = e->team, next->channel = e->channel, next->language = e->language;
        return;
    }
    touch(w, e);
    if (!e->waits) e->waits = w->t->now;
    if (lively(e->state) || e->state == RESOLVED) e->state = OPEN, e->resolved = 0, e->confirmed = false;
}

static enum err confirm(struct turn *t, void *which)
{
    return conversation_confirm(t, *(id *)which);
}

static void customer_confirms(struct world *w, struct entry *e)
{
    enum err whole = OK;
    bool may = lively(e->state) || e->state == RESOLVED;
    w->t->actor = (struct actor){ .kind = CUSTOMER, .who = e->customer };
    same(w, (turn_part(w->t, confirm, &e->id, &whole) == OK) == may, "a confirmation went otherwise");
    if (!may || e->confirmed) return;
    e->touched++;
    if (e->state != RESOLVED) e->state = RESOLVED, e->resolved = w->t->now, e->waits = 0;
    e->confirmed = true;
}

static void time_passes(struct world *w, struct entry *e)
{
    w->t->actor = actor_system();
    w->t->now += DAY * roll(w, 5);
    check_ok(conversation_snooze_ends(w->t, e->id));
    if (e->state == SCHEDULED && e->back_at <= w->t->now) e->state = OPEN, touch(w, e);
    check_ok(conversation_silence(w->t, e->id));
    if (e->state == PROPOSED && e->last <= w->t->now - SILENCE_HOURS * HOUR)
        e->state = RESOLVED, e->resolved = w->t->now, e->waits = 0, e->touched++;
    check_ok(conversation_window_ends(w->t, e->id));
    if (e->state == RESOLVED && e->resolved <= w->t->now - REOPEN_DAYS * DAY) e->state = CLOSED, e->touched++;
}

/* ---- what staff do: the model says what must come of it ---- */

static bool own(struct entry *e, id who)
{
    if (e->state == NEW) e->state = OPEN;
    e->owner = who;
    return true;
}

static bool model_hand(struct world *w, struct person *p, struct entry *e, id to)
{
    const struct person *next = NULL;
    for (int i = 0; i < PEOPLE; i++)
        if (w->people[i].id == to) next = &w->people[i];
    if (!next || next->role == AUDITOR || !in_team(next, e->team)) return false;
    if (e->owner == to) return true;
    if (e->state == CLOSED || e->state == SPAM) return false;
    if (e->owner && e->owner != p->id && p->role == AGENT) return false;
    e->touched++;
    return own(e, to);
}

static bool model_assign(struct world *w, struct person *p, struct entry *e, id to)
{
    if (e->state == CLOSED || e->state == SPAM) return false;
    return model_hand(w, p, e, to);
}

static bool model_move(struct world *w, struct person *p, struct entry *e, id team, id to)
{
    id from = e->team;
    for (int i = 0; !to && i < PEOPLE; i++)
        if (w->people[i].id == e->owner && !in_team(&w->people[i], team)) return false;
    e->team = team;
    if (to && !model_hand(w, p, e, to)) return false;
    if (from != team) e->touched++;
    return true;
}

static bool model_bulk(struct world *w, struct person *p, struct entry *e, const struct bulk_wanted *how, int tag)
{
    struct entry *const was = e;
    if (!in_team(p, e->team)) return false;
    switch (how->act) {
        case BULK_CLAIM:
            if (e->owner == p->id) return true;
            if (e->owner || e->state == CLOSED || e->state == SPAM) return false;
            e->touched++;
            return own(e, p->id);
        case BULK_ASSIGN: return model_assign(w, p, e, how->owner);
        case BULK_MOVE: return model_move(w, p, e, how->team, how->owner);
        case BULK_TAG:
            if (!e->tagged[tag]) e->tagged[tag] = w->t->now;
            return true;
        case BULK_UNTAG: e->tagged[tag] = 0; return true;
        case BULK_RESOLVE:
            if (e->state == RESOLVED) return true;
            if (!lively(e->state) || (e->waits && !how->also_waiting)) return false;
            e->state = RESOLVED, e->resolved = w->t->now, e->waits = 0, e->touched++;
            return true;
        case BULK_REOPEN:
            if (e->state != RESOLVED) return false;
            e->state = OPEN, e->resolved = 0, e->confirmed = false, e->touched++;
            return true;
        case BULK_SPAM:
            if (e->state == SPAM) return true;
            if (e->state != NEW) return false;
            e->state = SPAM, touch(w, was);
            return true;
        default:
            if (e->state != SPAM) return false;
            e->state = NEW, touch(w, was);
            return true;
    }
}

static bool is_undoable(const struct bulk_wanted *how, const struct entry *was)
{
    if (how->act == BULK_CLAIM || how->act == BULK_REOPEN) return false;
    if (how->act == BULK_ASSIGN) return was->owner != 0;
    return how->act != BULK_MOVE || was->owner != 0 || how->owner == 0;
}

static bool differ(const struct entry *a, const struct entry *b, int tag)
{
    return a->touched != b->touched || (a->tagged[tag] != 0) != (b->tagged[tag] != 0);
}

static void act_in_bulk(struct world *w, struct person *p)
{
    int which[PICKED], tag = roll(w, TAGS), n = 0;
    struct id_list ids = { 0 };
    struct bulk_answer out = { 0 };
    struct bulk_wanted how = { .act = (enum bulk_act)roll(w, BULK_NOT_SPAM + 1), .also_waiting = roll(w, 2) };
    if (how.act == BULK_ASSIGN || (how.act == BULK_MOVE && roll(w, 2))) how.owner = w->people[roll(w, PEOPLE)].id;
    if (how.act == BULK_MOVE) how.team = w->teams[roll(w, TEAMS + 1)];
    how.tag = w->tags[tag];
    how.name = str_of(tag_names[tag]);
    for (int i = 1 + roll(w, PICKED); i > 0; i--) {
        int one = roll(w, w->n);
        bool twice = false;
        for (int k = 0; k < n; k++) twice = twice || which[k] == one;
        if (!twice) which[n++] = one;
    }
    for (int i = 0; i < n; i++) *LIST_ADD(w->t->arena, &ids) = w->all[which[i]].id;
    how.conversations = ids;
    check_ok(bulk_do(w->t, &how, &out));
    struct slip slip = { .undo = out.undo, .act = how.act, .tag = tag, .at = w->t->now };
    for (int i = 0; i < n; i++) {
        struct entry *e = &w->all[which[i]], was = *e;
        bool done = model_bulk(w, p, e, &how, tag);
        if (!done) *e = was;
        same(w, (out.outcomes.at[i].end != BULK_REFUSED) == done, bulk_act_words[how.act]);
        same(w, !done || (out.outcomes.at[i].end == BULK_DONE) == differ(e, &was, tag), "done, or was so already?");
        if (!done || !differ(e, &was, tag) || !is_undoable(&how, &was)) continue;
        slip.of[slip.n].which = which[i], slip.of[slip.n].touched = e->touched, slip.of[slip.n++].was = was;
    }
    same(w, out.undoable == slip.n, "something else can be taken back");
    if (slip.n) p->last = slip;
}

static bool model_undo(struct world *w, const struct slip *s, int i)
{
    struct entry *e = &w->all[s->of[i].which];
    const struct entry *was = &s->of[i].was;
    if (s->act == BULK_TAG) {
        if (e->tagged[s->tag] != s->at) return false;
        e->tagged[s->tag] = 0;
        return true;
    }
    if (s->act == BULK_UNTAG) {
        if (!e->tagged[s->tag]) e->tagged[s->tag] = w->t->now;
        return true;
    }
    if (e->touched != s->of[i].touched) return false;
    if (s->act == BULK_SPAM || s->act == BULK_NOT_SPAM) touch(w, e);
    e->touched++;
    e->state = was->state == SCHEDULED && e->state == RESOLVED ? OPEN : was->state, e->owner = was->owner,
    e->team = was->team, e->waits = was->waits, e->resolved = was->resolved;
    return true;
}

static void undo(struct world *w, struct person *p)
{
    struct bulk_answer out = { 0 };
    struct slip *s = &p->last;
    if (!s->undo) return;
    bool in_time = s->at + UNDO_MINUTES * MINUTE >= w->t->now;
    enum err err = bulk_undo(w->t, s->undo, &out);
    same(w, (err == OK) == in_time, "it was taken back too late, or could not be in time");
    for (int i = 0; in_time && i < s->n; i++)
        for (size_t k = 0; k < out.outcomes.n; k++)
            if (out.outcomes.at[k].conversation == w->all[s->of[i].which].id)
                same(w, model_undo(w, s, i) == (out.outcomes.at[k].end != BULK_REFUSED), "taking back went otherwise");
    s->undo = 0;
}

struct saying {
    id which;
    int how;
    usec until;
};

static enum err say(struct turn *t, void *with)
{
    struct saying *it = with;
    struct message m = { 0 };
    struct conversation c = { 0 };
    TRY(conversation_find(t, it->which, &c));
    TRY(access_may_in(t, "conversation.reply", c.team));
    if (it->how == 2) return conversation_propose(t, it->which);
    if (it->how == 3) return conversation_snooze(t, it->which, it->until, STR("the kiln"));
    return conversation_write(t, it->which, STR("Good morning"), it->how == 1, &m);
}

static void answer_note_propose_or_put_off(struct world *w, struct person *p, struct entry *e)
{
    struct saying it = { .which = e->id, .how = roll(w, 4), .until = w->t->now + HOUR * (1 + roll(w, 100)) };
    enum err whole = OK;
    bool may = in_team(p, e->team);
    if (it.how == 0) may = may && (e->state == NEW || lively(e->state) || e->state == RESOLVED);
    if (it.how == 2) may = may && lively(e->state);
    if (it.how == 3) may = may && (e->state == NEW || lively(e->state));
    same(w, (turn_part(w->t, say, &it, &whole) == OK) == may,
         "an answer, note, question or putting off went otherwise");
    if (!may) return;
    e->touched++;
    if (it.how != 3) e->last = w->t->now;
    if (it.how == 1) return;
    if (!e->owner && it.how != 2) own(e, p->id);
    if (it.how == 0) e->waits = 0, e->resolved = 0, e->confirmed = false;
    if (it.how == 3) e->back_at = it.until;
    e->state = it.how == 0 ? AWAITING_CUSTOMER : it.how == 2 ? PROPOSED : SCHEDULED;
}

/* ---- the story ---- */

static void begin(struct world *w)
{
    static const enum role roles[PEOPLE] = { AGENT, AGENT, LEAD, ADMIN, AUDITOR };
    for (int i = 1; i <= TEAMS; i++) {
        struct team it = { 0 };
        check_ok(team_add(w->t, str_format(w->t->arena, "Team %d", i), &it));
        w->teams[i] = it.id;
    }
    for (int i = 0; i < PEOPLE; i++) {
        struct person *p = &w->people[i];
        struct staff s = { 0 };
        p->role = roles[i];
        p->n_teams = i < 2 ? 1 : i == 2 ? TEAMS : 0;
        for (size_t k = 0; k < p->n_teams; k++) p->teams[k] = w->teams[1 + (i == 1) + (int)k];
        str email = str_format(w->t->arena, "p%d@example.org", i);
        check_ok(staff_add(w->t, email, email, p->role, &s));
        p->id = s.id;
        struct id_list teams = { .at = p->teams, .n = p->n_teams };
        check_ok(staff_change(w->t, p->id, &(struct staff_change){ .teams = &teams }));
    }
    for (int i = 0; i < TAGS; i++) {
        struct tag it = { 0 };
        check_ok(tag_name(w->t, str_of(tag_names[i]), &it));
        w->tags[i] = it.id;
    }
    for (int i = 0; i < 10; i++) receive(w);
    for (int i = 0; i < VIEWS; i++) {
        be(w, &w->people[i % 4]);
        struct saved_view v = { .name = STR("A view"), .shared_with = WITH_EVERYBODY, .filter = any_filter(w) };
        w->of_view[i] = v.filter;
        check_ok(view_add(w->t, &v));
        w->views[i] = v.id;
    }
}

static void act(struct world *w)
{
    struct entry *e = &w->all[roll(w, w->n)];
    struct person *p = &w->people[roll(w, PEOPLE - 1)]; /* the auditor only looks */
    int what = roll(w, 20);
    bool full = w->n >= MOST - 1;
    if (full && (what < 2 || e->state == CLOSED)) what = 6 + roll(w, 14); /* no more paper */
    if (what >= 6) be(w, p);
    if (what < 2)
        receive(w);
    else if (what < 4)
        customer_writes(w, e);
    else if (what == 4)
        customer_confirms(w, e);
    else if (what == 5)
        time_passes(w, e);
    else if (what < 10)
        answer_note_propose_or_put_off(w, p, e);
    else if (what < 17)
        act_in_bulk(w, p);
    else
        undo(w, p);
}

static void look_around(struct world *w)
{
    struct person *p = &w->people[roll(w, PEOPLE)];
    be(w, p);
    compare_badges(w, p);
    if (w->act % 4 == 0) compare_views(w, p);
    if (w->act % 4 == 2) compare_tags(w, p);
    compare_list(w, p, any_filter(w));
}

/* Acts of one commit: the database tidies up between commits only. */
static enum err chapter(struct turn *t, void *with)
{
    struct world *w = with;
    w->t = t;
    t->now = w->now > t->now ? w->now : t->now;
    if (w->n == 0) begin(w);
    for (int end = w->act + CHAPTER; w->act < end; w->act++) {
        t->now += SECOND * (1 + roll(w, 120));
        act(w);
        look_around(w);
    }
    if (w->act % WHOLE_EVERY == 0) compare_all(w);
    w->now = t->now;
    return OK;
}

EACH_DATABASE(after_thousands_of_random_acts_every_list_box_view_and_badge_is_a_recount_from_scratch)
{
    const char *said = getenv("REGULARS_ACTS");
    int usual = str_is(str_of(test_database()), STR("sqlite")) ? ACTS : ACTS_OVER_A_WIRE;
    int acts = said ? (int)strtol(said, NULL, 10) : usual;
    struct arena *own = arena_open(), *a = arena_open();
    struct house *h = test_house_open(own);
    struct world *w = ARENA_NEW(own, struct world);
    *w = (struct world){ .seed = 20261124 };
    while (w->act < acts) check_ok(turn_write(h, actor_system(), chapter, w, NULL, a));
    check(w->n > MOST / 4);
    test_house_close(h);
    arena_close(a);
    arena_close(own);
}
