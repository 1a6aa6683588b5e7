/* What finding costs: so many messages in 50 teams, and for a word, two words, a phrase and a beginning the newest 20
 * of one team, by the index and by LIKE, in one run. Both are asked in the same reading turn; the index's time holds
 * everything up to the rows with their excerpts.
 *
 *     build/release/bench_search FOLDER MESSAGES SAMPLES [postgres://…]
 *
 * The words are made: 20,000 of them, the n-th as frequent as 1/n, 40 in a message. Those that are asked for are
 * between the 100th and the 2,000th. */
#include "search/search.h"
#include "spine/house.h"
#include "spine/route.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    TEAMS = 50,
    WORDS = 20000,
    WORDS_EACH = 40,
    MESSAGES_EACH = 10,
    GROUP = 1000,
    ASKED_FROM = 100,
    ASKED_TO = 2000
};

#define QUERY(variable, sqlite_, postgres_, answers_, ...)                                                             \
    static const struct query_place variable##_places[] = { __VA_ARGS__ };                                             \
    static const struct query_part variable##_parts[] = {                                                              \
        { .sql = sqlite_, .places = variable##_places, .n_places = COUNT_OF(variable##_places) },                      \
        { .sql = postgres_, .places = variable##_places, .n_places = COUNT_OF(variable##_places) }                     \
    };                                                                                                                 \
    static const struct query variable = { .name = #variable,                                                          \
                                           .parts = { &variable##_parts[0], &variable##_parts[1] },                    \
                                           .n_parts = { 1, 1 },                                                        \
                                           .answers = answers_ }
#define SAME(variable, sql, ...) QUERY(variable, sql, sql, false, __VA_ARGS__)
SAME(add_customer, "insert into customer (id, name, language, first_contact_at) values (\1, '', '', 0)", { .arg = 0 });
SAME(add_conversation,
     "insert into conversation (id, customer, channel, subject, state, resolved_how, team, created_at, last_at, "
     "reopen_count) values (\1, \1, 'form', 'A question', 'open', 'none', \1, 0, 0, 0)",
     { .arg = 0 }, { .arg = 1 }, { .arg = 2 });
SAME(add_message,
     "insert into message (id, conversation, author_kind, internal, body, at) values (\1, \1, 'customer', 0, \1, "
     "0)",
     { .arg = 0 }, { .arg = 1 }, { .arg = 2 });
#define LIKE(how)                                                                                                      \
    "select count(*) from (select m.id from message m join conversation c on c.id = m.conversation where c.team = \1 " \
    "and m.body " how " \1 and m.body " how " \1 order by m.id desc limit 20) as found"
QUERY(count_like, LIKE("like"), LIKE("ilike"), true, { .arg = 0 }, { .arg = 1 }, { .arg = 2 });

static const struct reaction nothing[] = { { 0 } };
static const usec from = (usec)1735689600 * SECOND; /* 2025-01-01 */
static uint64_t seed = 20261124;
static int64_t messages_all;

static double chance(void) /* xorshift64: Marsaglia, Xorshift RNGs, 2003 */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (double)(seed >> 11) / (double)(1ull << 53);
}

static void put_word(struct text *x, int64_t rank)
{
    static const char *const parts[] = { "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za" };
    for (int64_t n = rank + 10; n > 0; n /= 10) text_addz(x, parts[n % 10]);
}

static str some_body(struct arena *a)
{
    struct text x = { .arena = a };
    for (int i = 0; i < WORDS_EACH; i++) {
        put_word(&x, (int64_t)exp(chance() * log(WORDS))); /* log-uniform: Zipf's law */
        text_addc(&x, i % 8 == 7 ? '.' : ' ');
    }
    return text_str(&x);
}

#define INT(n_)                                                                                                        \
    {                                                                                                                  \
        .kind = VALUE_INT, .n = (n_)                                                                                   \
    }
#define TEXT(s_)                                                                                                       \
    {                                                                                                                  \
        .kind = VALUE_TEXT, .text = (s_)                                                                               \
    }
#define ARGS(...)                                                                                                      \
    (const struct value[])                                                                                             \
    {                                                                                                                  \
        __VA_ARGS__                                                                                                    \
    }

static id nth(int64_t n)
{
    return id_floor(from + n * 20 * SECOND);
}

/* Conversations of ten messages, one message every 20 seconds. */
static enum err add_group(struct turn *t, void *with)
{
    int64_t first = *(int64_t *)with;
    for (int64_t i = first; i < first + GROUP && i < messages_all; i++) {
        int64_t c = i / MESSAGES_EACH;
        if (i % MESSAGES_EACH == 0) {
            TRY(db_do(t->db, &add_customer, ARGS(INT(nth(i) + 1)), NULL));
            TRY(db_do(t->db, &add_conversation, ARGS(INT(nth(i) + 2), INT(nth(i) + 1), INT(c % TEAMS + 1)), NULL));
        }
        id conversation = nth(c * MESSAGES_EACH) + 2;
        TRY(db_do(t->db, &add_message, ARGS(INT(nth(i) + 3), INT(conversation), TEXT(some_body(t->arena))), NULL));
    }
    return OK;
}

/* ---- asking ---- */

enum asked { A_WORD, TWO_WORDS, A_PHRASE, A_BEGINNING, ASKED };
static const char *const asked_words[] = { "word", "two_words", "phrase", "beginning" };

struct sampling {
    int samples;
    double index_ms[ASKED], like_ms[ASKED];
    int64_t found;
};

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static str word_of(struct arena *a)
{
    struct text x = { .arena = a };
    put_word(&x, ASKED_FROM + (int64_t)(chance() * (ASKED_TO - ASKED_FROM)));
    return text_str(&x);
}

/* What people type, and the patterns that mean most of the same. */
static void make_question(struct arena *a, enum asked what, str *q, str patterns[2])
{
    str one = word_of(a), two = word_of(a);
    str formats[] = { one, str_format(a, "%.*s %.*s", STR_ARG(one), STR_ARG(two)),
                      str_format(a, "\"%.*s %.*s\"", STR_ARG(one), STR_ARG(two)),
                      str_format(a, "%.*s*", STR_ARG(one)) };
    *q = formats[what];
    patterns[0] = patterns[1] = str_format(a, "%%%.*s%%", STR_ARG(one));
    if (what == TWO_WORDS) patterns[1] = str_format(a, "%%%.*s%%", STR_ARG(two));
    if (what == A_PHRASE) patterns[0] = patterns[1] = str_format(a, "%%%.*s %.*s%%", STR_ARG(one), STR_ARG(two));
}

static enum err ask_once(struct turn *t, enum asked what, double *index, double *like, int64_t *found)
{
    struct search_wanted wanted = { .kind = STR("message") };
    struct search_row_list rows = { 0 };
    str patterns[2];
    int64_t matching = 0, team = (int64_t)(chance() * TEAMS) + 1;
    make_question(t->arena, what, &wanted.q, patterns);
    t->actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = 1, .teams = { .at = &team, .n = 1 } };
    usec began = monotonic_now();
    TRY(search_find(t, &wanted, &rows));
    *index = (double)(monotonic_now() - began) / MILLISECOND;
    *found += (int64_t)rows.n;
    began = monotonic_now();
    TRY(db_int(t->db, &count_like, ARGS(INT(team), TEXT(patterns[0]), TEXT(patterns[1])), &matching));
    *like = (double)(monotonic_now() - began) / MILLISECOND;
    return OK;
}

static enum err sample(struct turn *t, void *with)
{
    struct sampling *s = with;
    for (enum asked what = 0; what < ASKED; what++) {
        double *index = ARENA_MANY(t->arena, double, (size_t)s->samples);
        double *like = ARENA_MANY(t->arena, double, (size_t)s->samples);
        for (int i = 0; i < s->samples; i++) TRY(ask_once(t, what, &index[i], &like[i], &s->found));
        qsort(index, (size_t)s->samples, sizeof *index, by_size);
        qsort(like, (size_t)s->samples, sizeof *like, by_size);
        s->index_ms[what] = index[s->samples / 2];
        s->like_ms[what] = like[s->samples / 2];
    }
    return OK;
}

/* ---- all of it ---- */

static void must(enum err err, const struct why *why)
{
    if (err != OK) bug("%.*s", STR_ARG(why->words));
}

int main(int argc, char **argv)
{
    struct arena *a = arena_open(), *own = arena_open();
    struct why why = { 0 };
    struct house *h = NULL;
    if (argc < 4) return fprintf(stderr, "bench_search FOLDER MESSAGES SAMPLES [postgres://…]\n"), 2;
    struct house_options options = { .directory = str_of(argv[1]),
                                     .database = str_of(argc > 4 ? argv[4] : ""),
                                     .address = STR("http://127.0.0.1"),
                                     .flow = nothing,
                                     .modules = modules,
                                     .listener = -1,
                                     .quiet_clock = true };
    struct sampling s = { .samples = (int)strtol(argv[3], NULL, 10) };
    struct rebuilding r = { .mend = true };
    messages_all = strtoll(argv[2], NULL, 10);
    must(house_open(&options, &why, a, &h), &why);
    for (int64_t first = 0; first < messages_all; first += GROUP, arena_reset(own))
        must(turn_write(h, actor_system(), add_group, &first, &why, own), &why);
    usec began = monotonic_now();
    must(rebuild_module(h, search_rebuild, &r, &why, a), &why);
    double index_s = (double)(monotonic_now() - began) / SECOND;
    must(turn_read(h, actor_system(), sample, &s, &why, own), &why);
    printf("{\"messages\":%lld,\"entries_a_second\":%.0f,\"found\":%lld", (long long)messages_all,
           (double)r.looked / index_s, (long long)s.found);
    for (enum asked what = 0; what < ASKED; what++)
        printf(",\"%s\":%.4f,\"%s_like\":%.4f", asked_words[what], s.index_ms[what], asked_words[what],
               s.like_ms[what]);
    printf("}\n");
    house_close(h, 0);
    arena_close(own);
    arena_close(a);
    return 0;
}
