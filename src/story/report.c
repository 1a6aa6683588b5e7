/* Sentences about numbers: as a report says them, with their count and interval. */
#include "insight/report.h"

#include "story/acts.h"
#include "text/json.h"

static enum err read_report(struct telling *t, const struct said *s, struct report_answer *out)
{
    struct visit v = { .method = "GET", .language = STR("en") };
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    v.path = str_format(t->arena, "/api/v1/reports/%.*s", STR_ARG(said_word(s, "report")));
    TRY(telling_visit(t, &v, &reply));
    return json_read(t->arena, t->why, reply.body, &report_answer_shape, out);
}

enum err story_staff_opens_report(struct telling *t, const struct said *s)
{
    struct report_answer answer = { 0 };
    return read_report(t, s, &answer);
}

enum err story_expect_report(struct telling *t, const struct said *s)
{
    struct report_answer answer = { 0 };
    str words = said_word(s, "text");
    TRY(read_report(t, s, &answer));
    if (str_is(answer.figure.said, words)) return OK;
    for (size_t i = 0; i < answer.others.n; i++)
        if (str_is(answer.others.at[i].said, words)) return OK;
    return untrue(t, "it says: %.*s", STR_ARG(answer.figure.said));
}

enum err story_expect_figure(struct telling *t, const struct said *s)
{
    struct report_answer answer = { 0 };
    TRY(read_report(t, s, &answer));
    const struct shown_figure *f = &answer.figure;
    double by = f->unit == UNIT_SHARE ? 100 : 1;
    str is = str_format(t->arena, "%.1f of %lld (%.1f to %.1f)", by * f->value, (long long)f->n, by * f->low,
                        by * f->high);
    str should = str_format(t->arena, "%.*s of %.*s (%.*s to %.*s)", STR_ARG(said_word(s, "value")),
                            STR_ARG(said_word(s, "n")), STR_ARG(said_word(s, "low")), STR_ARG(said_word(s, "high")));
    return str_is(is, should) ? OK : untrue(t, "it is %.*s", STR_ARG(is));
}
