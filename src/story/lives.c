#include "story/lives.h"

#include "story/sayings.h"
#include "story/shifts.h"

/* ---- seasons and incidents ---- */

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
/* Whose first words are angry, of a hundred; as many again and half are merely patient. */
static const int anger[REASONS] = {
    [IN_SHARDS] = 30, [LATE] = 34, [RECALL] = 46, [STRIKE] = 40, [STOCK] = 6, [CARE] = 5
};
static const int rhythm[WEEK] = { 5, 12, 11, 10, 10, 9, 6 };
static const int hours[24] = { [7] = 2, 4, 6, 8, 8, 7, 6, 6, 6, 6, 6, 7, 7, 8, 8, 5, 3 };
static const int busy[12] = { 10, 9, 10, 11, 11, 9, 8, 8, 9, 11, 15, 18 };

static const struct incident {
    enum reason reason;
    int begins_days_ago, days, share; /* percent of all lives */
} incidents[] = { { RECALL, 250, 6, 6 }, { STRIKE, 130, 10, 7 } };

/* ---- one life ---- */

struct life {
    struct text text;
    struct chance chance;
    usec now, at;
    int64_t number;
    bool over; /* the rest lies behind now: it has not happened yet */
    str who;   /* the address */
    enum tongue tongue;
    enum reason reason;
    int mood; /* CONTENT, TOLERANT or ANGRY from the beginning */
    const struct plot *plot;
    const struct shift *hand; /* who looks after it; NULL: nobody has answered yet */
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

static bool life_passes(struct life *l, int64_t least, int64_t most)
{
    return life_goes_on(l, l->at + chance_between(&l->chance, least, most) * MINUTE);
}

static void life_customer(struct life *l, const char *does, str words)
{
    text_addf(&l->text, "customer %.*s %s", STR_ARG(l->who), does);
    if (words.n) text_addf(&l->text, ": %.*s", STR_ARG(words));
    text_addc(&l->text, '\n');
}

static void life_staff(struct life *l, const char *does, str words)
{
    text_addf(&l->text, "%s %s %s", l->hand->role, l->hand->who, does);
    if (words.n) text_addf(&l->text, ": %.*s", STR_ARG(words));
    text_addc(&l->text, '\n');
}

static str one_of(struct life *l, const str *sayings, int n)
{
    return sayings[chance_below(&l->chance, n)];
}

static bool is_incident(const struct life *l)
{
    return l->reason >= RECALL;
}

/* Most are answered soon while somebody is there, some take their time, and all wait while everybody asks at once. */
static usec life_is_read(struct life *l)
{
    int64_t minutes = chance_percent(&l->chance, 65) ? chance_between(&l->chance, 3, 50)
                                                     : chance_between(&l->chance, 40, 260);
    if (is_incident(l)) minutes += chance_between(&l->chance, 180, 2600);
    return l->at + minutes * MINUTE;
}

/* The first answer is from whoever is there, and with it they own the conversation. Later ones are theirs, unless they
 * are away for so long that a colleague takes over. */
static bool life_finds_hands(struct life *l)
{
    enum { TOO_LONG = 8 };
    usec read = life_is_read(l), at = read;
    const struct shift *takes = shift_takes(&l->chance, &at);
    usec own = l->hand ? shift_next(l->hand, read) : 0;
    bool stays = l->hand && own <= at + TOO_LONG * HOUR;
    if (!life_goes_on(l, stays ? own : at)) return false;
    if (stays) return true;
    const struct shift *before = l->hand;
    l->hand = takes;
    if (before && strcmp(takes->role, "agent") != 0) /* an agent only stands in */
        life_staff(l, str_z(l->text.arena, str_format(l->text.arena, "gives to %s", takes->who)),
                   one_of(l, handovers, SAYINGS));
    return true;
}

/* A note for colleagues; sometimes it names one who is there, and who reads it before the answer leaves. */
static bool life_is_noted(struct life *l)
{
    usec later = l->at + chance_between(&l->chance, 2, 15) * MINUTE;
    const struct shift *named = chance_percent(&l->chance, 35) ? shift_colleague(&l->chance, l->hand, later) : NULL;
    bool stays = shift_is_on(l->hand, later);
    if (!named || !stays) {
        life_staff(l, "notes", one_of(l, notes[l->reason], NOTES));
        return !stays || life_goes_on(l, later);
    }
    str does = str_format(l->text.arena, "notes for %s", named->who);
    life_staff(l, str_z(l->text.arena, does), one_of(l, questions, SAYINGS));
    if (!life_goes_on(l, later)) return false;
    text_addf(&l->text, "%s %s reads the mention\n", named->role, named->who);
    return true;
}

/* What cannot be answered yet is put off, and lies on the desk again when its time has come. */
static bool life_is_put_off(struct life *l)
{
    int64_t wait = chance_between(&l->chance, 2, l->waited ? 60 : 7); /* who has no answer yet waits less */
    str does = str_format(l->text.arena, "puts off for %lld hours", (long long)wait);
    life_staff(l, str_z(l->text.arena, does), waits[l->reason]);
    return life_goes_on(l, shift_next(l->hand, l->at + wait * HOUR));
}

static void life_is_tagged(struct life *l)
{
    enum { TAGGED = 70, COMPLAINTS = 60 };
    str does = str_format(l->text.arena, "tags with %.*s", STR_ARG(tags[l->reason]));
    if (chance_percent(&l->chance, TAGGED)) life_staff(l, str_z(l->text.arena, does), (str){ 0 });
    if (l->mood == ANGRY && chance_percent(&l->chance, COMPLAINTS)) life_staff(l, "tags with complaint", (str){ 0 });
}

static bool life_is_answered(struct life *l, str words)
{
    enum { PLAINLY, NOTED, PUT_OFF };
    static const int ways[] = { 81, 14, 5 };
    usec asked = l->at;
    if (!life_finds_hands(l)) return false;
    int way = chance_weighed(&l->chance, ways, COUNT_OF(ways));
    if (way != PLAINLY && !l->waited) life_staff(l, "claims", (str){ 0 });
    if (way != PLAINLY && !l->waited) life_is_tagged(l);
    if (way == NOTED && !life_is_noted(l)) return false;
    if (way == PUT_OFF && !life_is_put_off(l)) return false;
    life_staff(l, "answers", words);
    if (way == PLAINLY && !l->waited) life_is_tagged(l);
    l->waited += l->at - asked;
    return true;
}

/* From 0 to 100: every hour of waiting and every reopening is felt, and people differ. */
static int64_t life_contentment(struct life *l)
{
    static const int begins[CONTENTMENTS] = { [CONTENT] = 103, [TOLERANT] = 95, [ANGRY] = 80 };
    int64_t felt = l->waited / HOUR * 5 / 4;
    int64_t level = begins[l->mood] - (felt > 48 ? 48 : felt) - 32 * l->reopened + chance_between(&l->chance, -22, 8);
    return level < 0 ? 0 : level > 100 ? 100 : level;
}

/* Fewer than half answer when they are asked; half of these say something. */
static void life_rates(struct life *l)
{
    enum { ANSWERS = 45 };
    int64_t level = life_contentment(l);
    if (!chance_percent(&l->chance, ANSWERS) || !life_passes(l, 20, 1500)) return;
    int mood = level >= 75 ? CONTENT : level >= 45 ? TOLERANT : ANGRY;
    str remark = one_of(l, remarks[l->tongue][mood], REMARKS);
    str rates = str_format(l->text.arena, "rates it %lld when asked", (long long)level);
    life_customer(l, str_z(l->text.arena, rates), chance_percent(&l->chance, 50) ? remark : (str){ 0 });
}

static bool life_is_confirmed(struct life *l)
{
    if (!life_passes(l, 30, 2600)) return false;
    life_customer(l, "says solved", (str){ 0 });
    return true;
}

/* It turned out not to be solved, and is mended. */
static bool life_is_reopened(struct life *l)
{
    if (!life_passes(l, 300, 4000)) return false;
    life_customer(l, "says not solved", l->plot->still);
    l->reopened++;
    return life_is_answered(l, l->plot->mended) && life_is_confirmed(l);
}

static bool life_is_closed_by_staff(struct life *l, const char *does, int64_t after)
{
    if (!life_goes_on(l, shift_next(l->hand, l->at + after * MINUTE))) return false;
    life_staff(l, does, (str){ 0 });
    return true;
}

static bool life_asks_further(struct life *l)
{
    int64_t which = chance_below(&l->chance, SAYINGS);
    if (!life_passes(l, 20, 900)) return false;
    life_customer(l, "replies", further[l->tongue][which]);
    return life_is_answered(l, further_answers[l->tongue][which]);
}

/* How it ends: the customer says so, the agent does, or nobody speaks any more. */
static void life_ends(struct life *l)
{
    enum { CONFIRMED, REOPENED, PROPOSED, RESOLVED, SILENT };
    static const int ends[] = { 46, 10, 20, 16, 8 };
    enum { A_WHILE = 40, SIX_DAYS = 6 * 24 * 60 };
    int end = chance_weighed(&l->chance, ends, COUNT_OF(ends));
    bool asked = false;
    if (end == RESOLVED && chance_percent(&l->chance, 60) && life_passes(l, 15, 400))
        life_customer(l, "replies", one_of(l, thanks[l->tongue], SAYINGS));
    if (end == CONFIRMED || end == REOPENED) asked = life_is_confirmed(l);
    if (end == REOPENED) asked = asked && life_is_reopened(l);
    if (end == PROPOSED && life_is_closed_by_staff(l, "proposes solved", 5))
        asked = life_goes_on(l, l->at + 73 * HOUR); /* taken as solved by then */
    if (end == RESOLVED) asked = life_is_closed_by_staff(l, "resolves", A_WHILE);
    if (end == SILENT) (void)life_is_closed_by_staff(l, "resolves", SIX_DAYS);
    if (asked) life_rates(l);
}

/* ---- who, and when ---- */

/* A small number behind the name: of these there are so many that about one in four comes back. */
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
    int moods[CONTENTMENTS] = { [TOLERANT] = 30 + anger[l->reason] / 2, [ANGRY] = anger[l->reason] };
    moods[CONTENT] = 100 - moods[TOLERANT] - moods[ANGRY];
    l->mood = chance_weighed(&l->chance, moods, CONTENTMENTS);
    l->plot = &plots[l->reason][l->tongue];
}

/* A day as busy as its weekday and its month. */
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
    l->at += chance_weighed(&l->chance, hours, COUNT_OF(hours)) * HOUR + chance_below(&l->chance, 60) * MINUTE;
    str moment = time_iso(l->text.arena, l->at);
    text_addf(&l->text, "# A life\nbegins on %.10s at %.5s\n", moment.at, moment.at + strlen("2026-01-05T"));
}

/* By the form, or through the shop's place in a market of others, whose program hands it in. */
static void life_asks(struct life *l)
{
    struct arena *a = l->text.arena;
    str asks = one_of(l, l->plot->asks, PLOT_ASKS), detail = one_of(l, l->plot->details, PLOT_DETAILS);
    str closing = one_of(l, closings[l->tongue][l->mood], CLOSINGS);
    str words = str_format(a, closing.n ? "%.*s %.*s %.*s" : "%.*s %.*s", STR_ARG(asks), STR_ARG(detail),
                           STR_ARG(closing));
    if (chance_percent(&l->chance, 83))
        life_customer(l, "asks by form", words);
    else
        text_addf(&l->text, "program marketplace hands in order-%lld from %.*s: %.*s\n", (long long)l->number,
                  STR_ARG(l->who), STR_ARG(words));
}

static void life_is_lived(struct life *l)
{
    life_asks(l);
    if (!life_is_answered(l, one_of(l, l->plot->answers, PLOT_ANSWERS))) return;
    if (chance_percent(&l->chance, 22) && !life_asks_further(l)) return;
    life_ends(l);
}

static void life_is_written(struct life *l, int64_t n)
{
    life_begins(l);
    if (chance_below(&l->chance, 1000) < 12) {
        str offer = one_of(l, spam, SAYINGS);
        text_addf(&l->text, "machine offer-%lld@bulk.example fills the form: %.*s\n", (long long)l->number,
                  STR_ARG(offer));
        return;
    }
    life_meets(l, n);
    life_is_lived(l);
}

enum err lives_read(struct reading *r, const struct lives *wish)
{
    usec now = r->now - r->now % MINUTE;
    for (int64_t i = 0; i < wish->n; i++) {
        struct chance own = { .state = wish->seed * 0x9e3779b97f4a7c15U + (uint64_t)i };
        struct life l = {
            .text = { .arena = r->arena }, .now = now, .number = i + 1, .chance = { .state = chance_next(&own) }
        };
        life_is_written(&l, wish->n);
        r->file = str_format(r->arena, "life-%lld", (long long)i + 1);
        r->line = 0;
        TRY(story_read(r, text_str(&l.text)));
    }
    return OK;
}
