/* regulars report: a report as a small table. */
#include "insight/report.h"
#include "command/command.h"
#include "insight/say.h"

#include <stdio.h>

struct reading {
    struct report_question question;
    struct report_answer answer;
};

static enum err answer(struct turn *t, void *with)
{
    struct reading *it = with;
    return report_answer(t, &it->question, words_all[0], &it->answer);
}

static bool read_words(int n, char **words, struct report_question *q)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], "--from") == 0 && i + 1 < n)
            q->from = str_of(words[++i]);
        else if (strcmp(words[i], "--to") == 0 && i + 1 < n)
            q->to = str_of(words[++i]);
        else if (words[i][0] != '-' && str_empty(q->report))
            q->report = str_of(words[i]);
        else
            return false;
    }
    return !str_empty(q->report);
}

static void print_figure(const struct shown_figure *f)
{
    printf("  %-12.*s %.*s\n", STR_ARG(f->label), STR_ARG(f->said));
}

static void print_series(struct arena *a, const struct report_answer *r)
{
    for (size_t i = 0; i < r->series.n; i++) {
        const struct report_point *p = &r->series.at[i];
        str at = period_text(a, p->at), value = say_value(a, r->figure.unit, p->value);
        str low = say_value(a, r->figure.unit, p->low), high = say_value(a, r->figure.unit, p->high);
        printf("  %.*s  %-10.*s %8.*s  %8.*s … %-8.*s  n = %lld\n", STR_ARG(at), STR_ARG(p->name), STR_ARG(value),
               STR_ARG(low), STR_ARG(high), (long long)p->n);
    }
}

static void print_report(struct arena *a, const struct report_answer *r)
{
    printf("%.*s, %.*s to %.*s\n%.*s\n\n", STR_ARG(r->report.title), STR_ARG(r->from), STR_ARG(r->to),
           STR_ARG(r->report.question));
    print_figure(&r->figure);
    for (size_t i = 0; i < r->others.n; i++) print_figure(&r->others.at[i]);
    for (size_t i = 0; i < r->beside.n; i++)
        printf("  %-12lld %.*s\n", (long long)r->beside.at[i].n, STR_ARG(r->beside.at[i].label));
    printf("\n");
    print_series(a, r);
}

static int list_names(void)
{
    fprintf(stderr, "regulars: report NAME [--from 2026-11-01] [--to 2026-11-30]; there are");
    for (const struct report *r = reports_all; r->name; r++) fprintf(stderr, " %s", r->name);
    fprintf(stderr, "\n");
    return 2;
}

static int run(struct house *h, struct arena *a, int n, char **words)
{
    struct reading it = { 0 };
    struct why why = { 0 };
    if (!read_words(n, words, &it.question)) return list_names();
    if (turn_read(h, actor_system(), answer, &it, &why, a) != OK) return command_complain(&why);
    print_report(a, &it.answer);
    return 0;
}

const struct command command_report = { .name = "report",
                                        .in_house = run,
                                        .help = "NAME [--from DATE] [--to DATE]  its figures, each with its interval" };
