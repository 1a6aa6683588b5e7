#include "insight/today.h"

#include "business/business.h"
#include "spine/access.h"
#include "spine/reaction.h"

#include "today.sql.h"

const struct shape today_wanted_shape = SHAPE(
    struct today_wanted, F_BOOL(struct today_wanted, brief, .help = "without the number, for whoever has today's"));

const struct shape today_row_shape = SHAPE(
    struct today_row, F_ID(struct today_row, id, .required = true), F_TEXT(struct today_row, subject),
    F_ENUM(struct today_row, state, conversation_state_words), F_ID(struct today_row, customer, .required = true),
    F_TEXT(struct today_row, customer_name), F_TEXT(struct today_row, customer_email),
    F_TIME(struct today_row, since, .required = true, .help = "since when they wait or were asked; when it is due"));

static const struct shape today_part_shape = SHAPE(
    struct today_part, F_INT(struct today_part, n, .help = "so many there are"),
    F_LIST(struct today_part, rows, today_row_shape, .help = "the first eight"));

static const struct shape today_mentions_shape = SHAPE(struct today_mentions, F_INT(struct today_mentions, n),
                                                       F_LIST(struct today_mentions, rows, mention_shape));

static const struct shape headline_shape = SHAPE(struct headline, F_TEXT(struct headline, from),
                                                 F_TEXT(struct headline, to),
                                                 F_SHAPE(struct headline, figure, shown_figure_shape));

static const struct shape today_number_shape = SHAPE(
    struct today_number, F_TEXT(struct today_number, report, .help = "which; empty: you may read none"),
    F_SHAPE(struct today_number, headline, headline_shape));

const struct shape today_shape = SHAPE(
    struct today, F_SHAPE(struct today, mine, today_part_shape, .help = "who waits for you, the longest first"),
    F_SHAPE(struct today, unowned, today_part_shape, .help = "who waits and is nobody's yet"),
    F_SHAPE(struct today, mentions, today_mentions_shape, .help = "notes that name you, and wait"),
    F_SHAPE(struct today, due, today_part_shape, .help = "yours that were put off until today, or are back"),
    F_SHAPE(struct today, proposed, today_part_shape, .help = "whom you asked whether it is solved"),
    F_INT(struct today, parked, .help = "work that waits for a person, if you may see it"),
    F_SHAPE(struct today, number, today_number_shape, .help = "one thing worth knowing"));

/* ---- one thing worth knowing ---- */

static bool has_interval(const struct report *r)
{
    return r->measure != &measure_count;
}

const struct report *today_report(usec now)
{
    int64_t n = 0;
    for (const struct report *r = reports_all; r->name; r++) n += has_interval(r);
    int64_t chosen = n ? now / DAY % n : 0;
    for (const struct report *r = reports_all; r->name; r++)
        if (has_interval(r) && chosen-- == 0) return r;
    return NULL;
}

static enum err find_number(struct turn *t, const struct words *words, struct today_number *out)
{
    const struct report *r = today_report(t->now);
    if (!r || !access_has(t, "report.read")) return OK;
    out->report = str_of(r->name);
    return report_headline(t, out->report, words, &out->headline);
}

/* ---- who and what ---- */

/* Today ends when the business's own day does. */
static enum err find_due(struct turn *t, id me, const struct id_list *teams, struct today_part *out)
{
    struct business b = { 0 };
    TRY(business_find(t, &b));
    usec tonight = zone_moment(b.zone, (zone_wall(b.zone, t->now) / DAY + 1) * DAY) - 1;
    TRY(sql_today_due(t, me, teams, tonight, TODAY_ROWS, &out->rows));
    return sql_today_count_due(t, me, teams, tonight, &out->n);
}

static enum err find_conversations(struct turn *t, struct today *out)
{
    id me = t->actor.who;
    const struct id_list *teams = access_teams(t);
    if (!access_has(t, "conversation.read")) return OK;
    TRY(sql_today_mine(t, me, teams, TODAY_ROWS, &out->mine.rows));
    TRY(sql_today_count_mine(t, me, teams, &out->mine.n));
    TRY(find_due(t, me, teams, &out->due));
    TRY(sql_today_count_mentions(t, me, teams, &out->mentions.n));
    TRY(mention_list(t, false, 0, TODAY_ROWS, &out->mentions.rows));
    TRY(sql_today_proposed(t, me, teams, TODAY_ROWS, &out->proposed.rows));
    TRY(sql_today_count_proposed(t, me, teams, &out->proposed.n));
    if (!access_has(t, "conversation.reply")) return OK; /* what is nobody's is theirs who may take it on */
    TRY(sql_today_unowned(t, teams, TODAY_ROWS, &out->unowned.rows));
    return sql_today_count_unowned(t, teams, &out->unowned.n);
}

enum err today_find(struct turn *t, const struct words *words, struct today *out)
{
    TRY(find_conversations(t, out));
    if (access_has(t, "operation.read")) TRY(reaction_count_parked(t, &out->parked));
    return words ? find_number(t, words, &out->number) : OK;
}
