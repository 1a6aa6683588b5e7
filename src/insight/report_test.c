/* Every report on real rows, on both databases: what it counts, who may see which rows, what it refuses. */
#include "insight/behind.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "spine/route.h"
#include "spine/setting.h"
#include "survey/survey.h"
#include "test/test.h"
#include "text/csv.h"

#include <math.h>

static id arrive(struct turn *t, const char *email)
{
    struct incoming it = { 0 };
    str form = str_format(t->arena, "message=Hello&email=%s%%40example.org", email);
    check_ok(incoming_keep(t, &channel_form, form, STR(""), str_format(t->arena, "%lld", (long long)turn_id(t)), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    return it.conversation;
}

static struct turn staff_of(const struct turn *t)
{
    struct turn staff = *t;
    staff.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 77 };
    return staff;
}

static void reply_after(struct turn *t, id conversation, usec wait)
{
    struct message m = { 0 };
    struct turn staff = staff_of(t);
    staff.now += wait;
    check_ok(conversation_write(&staff, conversation, STR("Here"), false, &m));
}

static struct report_answer ask(struct turn *t, const char *report)
{
    struct report_answer answer = { 0 };
    check_ok(report_answer(t, &(struct report_question){ .report = str_of(report) }, words_all[0], &answer));
    return answer;
}

/* Resolved, asked with this kind, answered. */
static void answer_with(struct turn *t, id conversation, const char *kind, int64_t score)
{
    struct survey_invitation it = { 0 };
    bool found = false;
    struct turn staff = staff_of(t);
    check_ok(setting_set(t, STR("survey.after_resolve"), str_of(kind)));
    check_ok(conversation_resolve(&staff, conversation));
    check_ok(survey_invite(t, &(struct event){ .id = turn_id(t), .conversation = conversation }));
    check_ok(survey_of_conversation(t, conversation, &it, &found));
    check(found);
    check_ok(survey_answer(t, &it, &(struct survey_response){ .score = score, .comment = STR("=1+1") }));
}

static void answers_of(struct turn *t, const char *kind, const int64_t *scores, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        id which = arrive(t, str_z(t->arena, str_format(t->arena, "%s%zu", kind, i)));
        reply_after(t, which, MINUTE);
        answer_with(t, which, kind, scores[i]);
    }
}

TEST(every_report_runs_with_every_choice_of_its_filters)
{
    static const id team = 9;
    struct id_list none = { 0 }, some = { 0 };
    *LIST_ADD(t->arena, &some) = 9;
    int n = 0;
    for (const struct report *r = reports_all; r->name; r++, n++) {
        for (int choice = 0; choice < 6; choice++) {
            struct report_row_list rows = { 0 };
            const struct id_list *teams = choice / 2 == 0 ? NULL : choice / 2 == 1 ? &none : &some;
            check_ok(r->rows(t, 1, t->now, t->now, choice % 2 ? &team : NULL, teams, &rows));
            check_int(rows.n, 0);
        }
    }
    check(n >= 6);
}

TEST(every_report_s_words_are_there_in_every_language)
{
    for (const struct report *r = reports_all; r->name; r++) {
        for (size_t l = 0; words_all[l]; l++) {
            struct report_definition d = report_define(t, r, words_all[l]);
            check(!str_is(d.title, str_of(r->title)) && !str_is(d.question, str_of(r->question)));
            check(!str_is(d.definition, str_of(r->definition)));
            check(l == 0 || !str_is(d.definition, words_get(words_all[0], str_of(r->definition))));
            check(l == 0 || !str_is(d.question, words_get(words_all[0], str_of(r->question))));
            struct report_answer a = { 0 };
            check_ok(report_answer(t, &(struct report_question){ .report = d.name }, words_all[l], &a));
            check(!str_starts(a.figure.label, STR("report.")) && !str_starts(a.figure.said, STR("report.")));
        }
        struct report_answer a = ask(t, r->name); /* an empty house is data, not an error */
        check(a.figure.n == 0 && a.rows_total == 0 && a.series.n > 0);
        check(r->measure == &measure_count || (!a.figure.enough && isnan(a.figure.value)));
    }
    for (int i = WAS_SPAM; suppressed_reason_words[i]; i++) {
        str key = str_format(t->arena, "report.beside.%s", suppressed_reason_words[i]);
        check(!str_is(words_get(words_all[0], key), key));
    }
}

TEST(first_response_counts_who_still_waits_and_only_what_a_person_answered)
{
    struct message note = { 0 };
    for (int i = 0; i < 5; i++) reply_after(t, arrive(t, "ann"), (i + 1) * MINUTE);
    id waits = arrive(t, "bea");
    struct turn staff = staff_of(t);
    check_ok(conversation_write(&staff, waits, STR("A note answers nobody"), true, &note));
    id spam = arrive(t, "cee");
    check_ok(conversation_mark_spam(&staff, spam));
    t->now += 10 * HOUR;
    struct report_answer a = ask(t, "first_response");
    check_int(a.figure.n, 6);
    check_int(a.figure.censored, 1);
    check(a.figure.value == 180 && a.figure.unit == UNIT_SECONDS);
    check_str(a.figure.name, "median");
    check_str(a.others.at[0].name, "p90");
    check(isnan(a.others.at[0].value)); /* one in six still waits: nine of ten cannot be told */
    check_int(a.rows_total, 6);
    for (size_t i = 0; i < a.rows.n; i++)
        check(a.rows.at[i].conversation != waits || (!a.rows.at[i].happened && a.rows.at[i].value == 36000));
}

TEST(csat_nps_and_ces_count_scores_as_their_kinds_do)
{
    answers_of(t, "csat", (int64_t[]){ 1, 2, 3, 4, 5 }, 5);
    answers_of(t, "nps", (int64_t[]){ 0, 6, 7, 8, 9, 10, 10, 10, 10, 10 }, 10);
    answers_of(t, "ces", (int64_t[]){ 1, 4, 5, 6, 7 }, 5);
    struct report_answer csat = ask(t, "csat"), nps = ask(t, "nps"), ces = ask(t, "ces");
    check(csat.figure.n == 5 && csat.figure.value == 0.4);
    check(nps.figure.n == 10 && fabs(nps.figure.value - 40) < 1e-9);
    check(ces.figure.n == 5 && fabs(ces.figure.value - 4.6) < 1e-9 && ces.others.at[0].value == 0.6);
    check_str(ces.figure.grade, "D");
    static const struct {
        const char *report, *kind;
    } pairs[] = { { "csat", "csat" }, { "nps", "nps" } };
    for (size_t p = 0; p < COUNT_OF(pairs); p++) { /* the SQL's thresholds are the kind's */
        struct report_answer a = ask(t, pairs[p].report);
        const struct survey_kind *kind = survey_kind_named(str_of(pairs[p].kind));
        for (size_t i = 0; i < a.rows.n; i++) {
            struct survey_outcome_list o = { 0 };
            check_ok(survey_outcomes(t, a.rows.at[i].conversation, &o));
            enum verdict verdict = survey_verdict(kind, o.at[0].score);
            check((a.rows.at[i].value == 1) == (verdict == GOOD));
            check(a.rows.at[i].value >= 0 || verdict == BAD);
        }
    }
}

TEST(the_response_rate_leaves_out_who_was_not_asked_and_shows_them)
{
    answers_of(t, "csat", (int64_t[]){ 5, 5, 5 }, 3);
    for (int i = 0; i < 3; i++) { /* asked, silent; and asked again too soon */
        id which = arrive(t, i < 2 ? "silent" : "other");
        struct turn staff = staff_of(t);
        reply_after(t, which, MINUTE);
        check_ok(conversation_resolve(&staff, which));
        check_ok(survey_invite(t, &(struct event){ .id = turn_id(t), .conversation = which }));
    }
    struct report_answer a = ask(t, "response_rate");
    check_int(a.figure.n, 5);
    check(a.figure.value == 0.6);
    check_int(a.beside.n, 1);
    check_str(a.beside.at[0].name, "quarantine");
    check_int(a.beside.at[0].n, 1);
}

TEST(conversations_are_counted_by_the_step_that_was_asked_for)
{
    struct report_answer a = { 0 };
    for (int i = 0; i < 3; i++) {
        id which = arrive(t, "ann");
        struct turn staff = staff_of(t);
        reply_after(t, which, MINUTE);
        if (i < 2) check_ok(conversation_resolve(&staff, which));
        t->now += DAY;
    }
    struct report_question q = {
        .report = STR("conversations"), .from = STR("2026-01-01"), .to = STR("2026-01-03"), .by = STEP_DAY
    };
    check_ok(report_answer(t, &q, words_all[0], &a));
    check_int(a.figure.n, 3);
    check_str(a.others.at[0].name, "resolved");
    check_int(a.others.at[0].n, 2);
    check_int(a.series.n, 6);
    check_int(a.series.at[0].n, 1);
    q.from = q.to = STR("2026-01-02");
    check_ok(report_answer(t, &q, words_all[0], &a));
    check_int(a.figure.n, 1);
    check_str(a.from, "2026-01-02");
    check_str(a.to, "2026-01-02");
}

static const struct query_part belong_part = { .sql = "update conversation set team = \1 where id = \1",
                                               .places = (const struct query_place[]){ { .arg = 0 }, { .arg = 1 } },
                                               .n_places = 2 };
static const struct query belong_query = {
    .name = "test.belong", .parts = { &belong_part, &belong_part }, .n_parts = { 1, 1 }, .n_args = 2
};

static void belong(struct turn *t, id conversation, id team)
{
    const struct value args[] = { { .kind = VALUE_INT, .n = team }, { .kind = VALUE_INT, .n = conversation } };
    check_ok(db_do(t->db, &belong_query, args, NULL));
}

TEST(whoever_is_bound_to_teams_sees_theirs_and_nobody_s_in_every_report)
{
    static const char *const who[] = { "mine", "theirs", "nobody" };
    static const id teams[] = { 1, 2, 0 };
    for (int i = 0; i < 3; i++) {
        id which = arrive(t, who[i]);
        reply_after(t, which, MINUTE);
        answer_with(t, which, "csat", 5);
        if (teams[i]) belong(t, which, teams[i]);
    }
    static const struct {
        enum role role;
        int64_t rows; /* of three conversations: one in their team, one in another, one in none */
    } seen[] = { { OWNER, 3 }, { ADMIN, 3 }, { AUDITOR, 3 }, { LEAD, 2 }, { AGENT, 2 } };
    for (const struct report *r = reports_all; r->name; r++) {
        int64_t each = ask(t, r->name).rows_total / 3;
        for (size_t i = 0; i < COUNT_OF(seen); i++) {
            struct turn reader = *t;
            reader.actor = (struct actor){ .kind = STAFF, .role = seen[i].role, .who = 5 };
            *LIST_ADD(t->arena, &reader.actor.teams) = 1;
            struct report_answer a = ask(&reader, r->name);
            check_int(a.rows_total, each * seen[i].rows);
            reader.actor.teams.n = 0;
            check_int(ask(&reader, r->name).rows_total, each * (seen[i].rows == 3 ? 3 : 1));
        }
        struct report_answer other = { 0 };
        struct report_question q = { .report = str_of(r->name), .team = 2 };
        check_ok(report_answer(t, &q, words_all[0], &other));
        check_int(other.rows_total, each);
        struct turn agent = staff_of(t);
        *LIST_ADD(t->arena, &agent.actor.teams) = 1;
        check_ok(report_answer(&agent, &q, words_all[0], &other)); /* asking for another team shows nothing of it */
        check_int(other.rows_total, 0);
    }
}

static struct behind behind(struct turn *t, const char *report, const char *counted, int64_t skip, int64_t most)
{
    struct behind b = { 0 };
    struct behind_question q = { .report = str_of(report), .counted = str_of(counted), .skip = skip, .most = most };
    check_ok(behind_read(t, &q, &b));
    return b;
}

TEST(behind_every_number_stand_the_conversations_it_counts)
{
    static const int64_t scores[] = { 5, 4, 1, 5, 5, 3 };
    answers_of(t, "csat", scores, COUNT_OF(scores));
    for (const struct report *r = reports_all; r->name; r++) {
        struct report_answer a = ask(t, r->name);
        if (r->measure != &measure_count) check_int(behind(t, r->name, "", 0, 100).total, a.figure.n);
        for (const char *const *l = r->terms.lines; l && *l; l++) {
            int64_t counted = str_is(a.figure.name, str_of(*l)) ? a.figure.n : 0;
            for (size_t i = 0; i < a.others.n; i++)
                if (str_is(a.others.at[i].name, str_of(*l))) counted = a.others.at[i].n;
            check(counted == 6 && behind(t, r->name, *l, 0, 100).total == counted);
        }
        for (size_t i = 0; i < a.beside.n; i++)
            check_int(behind(t, r->name, str_z(t->arena, a.beside.at[i].name), 0, 100).total, a.beside.at[i].n);
    }
    struct behind first = behind(t, "csat", "", 0, 4), rest = behind(t, "csat", "", 4, 4),
                  none = behind(t, "csat", "", 9, 4);
    check(first.total == 6 && first.rows.n == 4 && rest.total == 6 && rest.rows.n == 2 && none.rows.n == 0);
    for (size_t i = 1; i < first.rows.n; i++) check(first.rows.at[i].at <= first.rows.at[i - 1].at);
    for (size_t i = 0; i < first.rows.n; i++)
        for (size_t k = 0; k < rest.rows.n; k++) check(first.rows.at[i].conversation != rest.rows.at[k].conversation);
    check(first.rows.at[0].customer && first.rows.at[0].conversation);
}

TEST(what_cannot_be_answered_names_the_field)
{
    static const struct {
        const char *report, *from, *to;
        enum err err;
        const char *field;
    } odd[] = { { "nonsense", "", "", NOT_FOUND, "" },
                { "csat", "yesterday", "", INVALID, "from" },
                { "csat", "", "2026-02-30", INVALID, "to" },
                { "csat", "2026-02-02", "2026-02-01", INVALID, "to" },
                { "csat", "1990-01-01", "2026-02-01", INVALID, "from" } };
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        struct report_answer a = { 0 };
        struct report_question q = { .report = str_of(odd[i].report),
                                     .from = str_of(odd[i].from),
                                     .to = str_of(odd[i].to) };
        t->why->field = (str){ 0 };
        check_err(report_answer(t, &q, words_all[0], &a), odd[i].err);
        check_str(t->why->field, odd[i].field);
    }
}
