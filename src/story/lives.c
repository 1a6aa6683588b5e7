#include "story/lives.h"

#include "story/plots.h"

/* ---- chance ---- */

struct chance {
    uint64_t state;
};

static uint64_t chance_next(struct chance *c)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static int64_t chance_below(struct chance *c, int64_t n)
{
    return (int64_t)(chance_next(c) % (uint64_t)n);
}

static int64_t chance_between(struct chance *c, int64_t low, int64_t high)
{
    return low + chance_below(c, high - low + 1);
}

static bool chance_percent(struct chance *c, int64_t percent)
{
    return chance_below(c, 100) < percent;
}

static int chance_weighed(struct chance *c, const int *weights, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++) sum += weights[i];
    int64_t at = chance_below(c, sum);
    int i = 0;
    while (at >= weights[i]) at -= weights[i++];
    return i;
}

/* ---- seasons and incidents ---- */

enum { SUNDAY, SATURDAY = 6, WEEK = 7 };

static int weekday_of(usec at)
{
    return (int)((at / DAY + 4) % WEEK); /* 1970-01-01 was a Thursday */
}

static int month_of(struct arena *a, usec at)
{
    str date = time_iso(a, at);
    return (date.at[5] - '0') * 10 + (date.at[6] - '0') - 1;
}

/* How much each reason weighs in each month: gifts before the holidays, workshops in spring, broken things in winter's
 * parcels. */
static const int seasons[12][STOCK + 1] = {
    /* broken late gift workshop care change commission stock */
    { 20, 14, 6, 8, 16, 12, 6, 18 },    { 14, 10, 14, 14, 16, 10, 6, 16 }, { 12, 10, 6, 26, 14, 10, 8, 14 },
    { 12, 10, 8, 30, 12, 10, 8, 10 },   { 12, 10, 14, 26, 12, 10, 8, 8 },  { 12, 12, 8, 16, 14, 12, 10, 16 },
    { 12, 12, 6, 8, 18, 12, 12, 20 },   { 12, 12, 6, 6, 18, 12, 12, 22 },  { 14, 12, 6, 14, 14, 12, 12, 16 },
    { 14, 12, 12, 10, 12, 12, 10, 18 }, { 18, 18, 30, 6, 8, 14, 4, 12 },   { 22, 26, 34, 4, 6, 12, 2, 8 },
};
static const int rhythm[WEEK] = { 5, 12, 11, 10, 10, 9, 6 };
static const int busy[12] = { 10, 9, 10, 11, 11, 9, 8, 8, 9, 11, 15, 18 };

static const struct incident {
    enum reason reason;
    int begins_days_ago, days, share; /* percent of all lives */
} incidents[] = { { RECALL, 250, 6, 6 }, { STRIKE, 130, 10, 7 } };

/* ---- shifts ---- */

static const struct shift {
    const char *role, *who;
    unsigned days; /* bit 0: Sunday */
    int from, to;  /* hours, UTC */
} shifts[] = {
    { "agent", "ben", 0x3e, 8, 15 }, /* Monday to Friday, early */
    { "agent", "bo", 0x7c, 11, 19 }, /* Tuesday to Saturday, late */
    { "lead", "cleo", 0x1c, 9, 17 }, /* Tuesday to Thursday */
    { "owner", "ana", 0x41, 10, 13 } /* at the weekend, when nobody else is there */
};
static const int hands[] = { 40, 36, 18, 6 };

static bool is_there(const struct shift *s, usec at)
{
    int hour = (int)(at % DAY / HOUR);
    return (s->days >> weekday_of(at) & 1) && hour >= s->from && hour < s->to;
}

/* The first moment from `at` on when they are there. */
static usec shift_next(const struct shift *s, usec at)
{
    if (is_there(s, at)) return at;
    for (at += HOUR - at % HOUR; !is_there(s, at); at += HOUR) continue;
    return at;
}

/* ---- one life ---- */

struct life {
    struct text text;
    struct chance chance;
    usec now, at;
    bool over; /* the rest lies behind now: it has not happened yet */
    str who;   /* the address */
    enum tongue tongue;
    enum reason reason;
    const struct shift *shift;
    usec waited;
    int reopened;
};

/* Lets the time of the story pass; what would come after now is not told. */
static bool life_goes_on(struct life *l, usec to)
{
    int64_t minutes = (to - l->at) / MINUTE;
    if (l->over || l->at + minutes * MINUTE > l->now) return l->over = true, false;
    if (minutes > 0) text_addf(&l->text, "clock +%lld minutes\n", (long long)minutes);
    l->at += minutes * MINUTE;
    return true;
}

static void life_customer(struct life *l, const char *does, str words)
{
    text_addf(&l->text, "customer %.*s %s", STR_ARG(l->who), does);
    if (words.n) text_addf(&l->text, ": %.*s", STR_ARG(words));
    text_addc(&l->text, '\n');
}

static void life_staff(struct life *l, const char *does, str words)
{
    text_addf(&l->text, "%s %s %s", l->shift->role, l->shift->who, does);
    if (words.n) text_addf(&l->text, ": %.*s", STR_ARG(words));
    text_addc(&l->text, '\n');
}

static bool is_incident(const struct life *l)
{
    return l->reason >= RECALL;
}

/* Customers wait longer while everybody asks at once, and over night. */
static bool life_is_answered(struct life *l, str words)
{
    usec asked = l->at;
    int64_t minutes = chance_between(&l->chance, 4, 100) + (is_incident(l) ? chance_between(&l->chance, 120, 2400) : 0);
    if (!life_goes_on(l, shift_next(l->shift, asked + minutes * MINUTE) + chance_below(&l->chance, 40) * MINUTE))
        return false;
    l->waited += l->at - asked;
    life_staff(l, "answers", words);
    return true;
}

/* From 0 to 100: every hour of waiting and every reopening is felt, and people differ. */
static int64_t life_contentment(struct life *l)
{
    int64_t felt = l->waited / HOUR * 3 / 2;
    int64_t level = 98 - (felt > 50 ? 50 : felt) - 32 * l->reopened + chance_between(&l->chance, -22, 10);
    return level < 0 ? 0 : level > 100 ? 100 : level;
}

/* Half answer when they are asked; half of these say something. */
static void life_rates(struct life *l)
{
    int64_t level = life_contentment(l);
    enum { SELDOM = 45 };
    if (!chance_percent(&l->chance, SELDOM)) return;
    if (!life_goes_on(l, l->at + chance_between(&l->chance, 20, 1500) * MINUTE)) return;
    int mood = level >= 75 ? CONTENT : level >= 45 ? TOLERANT : ANGRY;
    str remark = remarks[l->tongue][mood][chance_below(&l->chance, REMARKS)];
    str rates = str_format(l->text.arena, "rates it %lld when asked", (long long)level);
    life_customer(l, str_z(l->text.arena, rates), chance_percent(&l->chance, 50) ? remark : (str){ 0 });
}

static bool life_is_confirmed(struct life *l)
{
    if (!life_goes_on(l, l->at + chance_between(&l->chance, 30, 2600) * MINUTE)) return false;
    life_customer(l, "says solved", (str){ 0 });
    return true;
}

/* It turned out not to be solved, and is mended. */
static bool life_is_reopened(struct life *l, const struct plot *plot)
{
    if (!life_goes_on(l, l->at + chance_between(&l->chance, 300, 4000) * MINUTE)) return false;
    life_customer(l, "says not solved", plot->still);
    l->reopened++;
    return life_is_answered(l, plot->mended) && life_is_confirmed(l);
}

/* How it ends: the customer says so, the agent does, or nobody speaks any more. */
static void life_ends(struct life *l, const struct plot *plot)
{
    enum { CONFIRMED, REOPENED, PROPOSED, RESOLVED, SILENT };
    static const int ends[] = { 50, 12, 18, 12, 8 };
    int end = chance_weighed(&l->chance, ends, COUNT_OF(ends));
    bool asked = false;
    if (end == CONFIRMED || end == REOPENED) asked = life_is_confirmed(l);
    if (end == REOPENED) asked = asked && life_is_reopened(l, plot);
    if (end == PROPOSED && life_goes_on(l, l->at + 5 * MINUTE)) {
        life_staff(l, "proposes solved", (str){ 0 });
        asked = life_goes_on(l, l->at + 73 * HOUR); /* taken as solved by then */
    }
    if (end == RESOLVED && life_goes_on(l, l->at + 30 * MINUTE)) {
        life_staff(l, "resolves", (str){ 0 });
        asked = true;
    }
    if (asked) life_rates(l);
}

/* ---- who, and when ---- */

/* A small number behind the name: of these there are so many that about one in three comes back. */
static void life_meets(struct life *l, int64_t n)
{
    static const int tongues[TONGUES] = { 58, 26, 16 };
    l->tongue = (enum tongue)chance_weighed(&l->chance, tongues, TONGUES);
    const struct spelt *given = &given_names[l->tongue][chance_below(&l->chance, NAMES)];
    const struct spelt *family = &family_names[l->tongue][chance_below(&l->chance, NAMES)];
    int64_t namesake = chance_below(&l->chance, 3 + n / 500);
    str number = namesake ? str_format(l->text.arena, "%lld", (long long)namesake) : (str){ 0 };
    l->who = str_format(l->text.arena, "%.*s.%.*s%.*s@post.example", STR_ARG(given->address), STR_ARG(family->address),
                        STR_ARG(number));
    str called = str_format(l->text.arena, "is called %.*s %.*s", STR_ARG(given->name), STR_ARG(family->name));
    life_customer(l, str_z(l->text.arena, called), (str){ 0 });
    if (l->tongue != ENGLISH) life_customer(l, l->tongue == SPANISH ? "reads es" : "reads ar", (str){ 0 });
}

/* A day as busy as its weekday and its month; people write from seven in the morning until midnight. */
static usec day_of_life(struct life *l, usec first)
{
    for (;;) {
        usec day = first + chance_below(&l->chance, LIVES_DAYS) * DAY;
        int64_t weight = (int64_t)rhythm[weekday_of(day)] * busy[month_of(l->text.arena, day)];
        if (chance_below(&l->chance, 12 * 18) < weight) return day;
    }
}

static void life_begins(struct life *l)
{
    usec today = l->now - l->now % DAY;
    int64_t at = chance_below(&l->chance, 100);
    for (size_t i = 0; i < COUNT_OF(incidents); at -= incidents[i++].share) {
        if (at >= incidents[i].share) continue;
        l->reason = incidents[i].reason;
        l->at = today - (incidents[i].begins_days_ago - chance_below(&l->chance, incidents[i].days)) * DAY;
        break;
    }
    if (!l->at) {
        l->at = day_of_life(l, today - LIVES_DAYS * DAY);
        l->reason = (enum reason)chance_weighed(&l->chance, seasons[month_of(l->text.arena, l->at)], STOCK + 1);
    }
    l->at += chance_between(&l->chance, 7 * 60, 24 * 60 - 1) * MINUTE;
}

static void life_is_written(struct life *l, int64_t n)
{
    life_begins(l);
    str moment = time_iso(l->text.arena, l->at);
    text_addf(&l->text, "# A life\nbegins on %.10s at %.5s\n", moment.at, moment.at + strlen("2026-01-05T"));
    life_meets(l, n);
    const struct plot *plot = &plots[l->reason][l->tongue];
    l->shift = &shifts[chance_weighed(&l->chance, hands, COUNT_OF(hands))];
    str asks = plot->asks[chance_below(&l->chance, PLOT_ASKS)];
    str detail = plot->details[chance_below(&l->chance, PLOT_DETAILS)];
    life_customer(l, "asks by form", str_format(l->text.arena, "%.*s %.*s", STR_ARG(asks), STR_ARG(detail)));
    if (life_is_answered(l, plot->answers[chance_below(&l->chance, PLOT_ANSWERS)])) life_ends(l, plot);
}

enum err lives_read(struct reading *r, const struct lives *wish)
{
    usec now = r->now - r->now % MINUTE;
    for (int64_t i = 0; i < wish->n; i++) {
        struct chance own = { .state = wish->seed * 0x9e3779b97f4a7c15U + (uint64_t)i };
        struct life l = { .text = { .arena = r->arena }, .now = now, .chance = { .state = chance_next(&own) } };
        life_is_written(&l, wish->n);
        r->file = str_format(r->arena, "life-%lld", (long long)i + 1);
        r->line = 0;
        TRY(story_read(r, text_str(&l.text)));
    }
    return OK;
}
