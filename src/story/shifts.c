#include "story/shifts.h"

const struct shift shifts[] = {
    { "agent", "ben", 0x3e, 8, 15, 40 },   /* Monday to Friday, early */
    { "agent", "bo", 0x7c, 11, 19, 36 },   /* Tuesday to Saturday, late */
    { "lead", "cleo", 0x1e, 9, 18, 18 },   /* Monday to Thursday */
    { "owner", "ana", 0x41, 10, 13, 6 },   /* at the weekend, when hardly anybody is there */
    { "admin", "dora", 0x31, 14, 20, 14 }, /* Sunday, Thursday and Friday, into the evening */
    { 0 },
};

int weekday_of(usec at)
{
    return (int)((at / DAY + 4) % WEEK); /* 1970-01-01 was a Thursday */
}

bool shift_is_on(const struct shift *s, usec at)
{
    int hour = (int)(at % DAY / HOUR);
    return (s->days >> weekday_of(at) & 1) && hour >= s->from && hour < s->to;
}

usec shift_next(const struct shift *s, usec at)
{
    if (shift_is_on(s, at)) return at;
    for (at += HOUR - at % HOUR; !shift_is_on(s, at); at += HOUR) continue;
    return at;
}

static usec open_next(usec at)
{
    usec first = shift_next(&shifts[0], at);
    for (const struct shift *s = shifts; s->who; s++)
        if (shift_next(s, at) < first) first = shift_next(s, at);
    return first;
}

const struct shift *shift_takes(struct chance *c, usec *at)
{
    int hands[8] = { 0 }, n = 0;
    *at = open_next(*at);
    for (; shifts[n].who; n++) hands[n] = shift_is_on(&shifts[n], *at) ? shifts[n].hand : 0;
    return &shifts[chance_weighed(c, hands, n)];
}

const struct shift *shift_colleague(struct chance *c, const struct shift *of, usec at)
{
    int hands[8] = { 0 }, n = 0, there = 0;
    for (; shifts[n].who; n++) {
        hands[n] = &shifts[n] != of && shift_is_on(&shifts[n], at) ? shifts[n].hand : 0;
        there += hands[n];
    }
    return there ? &shifts[chance_weighed(c, hands, n)] : NULL;
}
