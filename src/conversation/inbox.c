#include "conversation/inbox.h"

#include "customer/customer.h"
#include "spine/access.h"
#include "text/utf8.h"

const char *const box_words[] = { "open", "mine", "unowned", "waiting", "snoozed", "resolved", "spam", "all", NULL };
static const char *const order_words[] = { "activity", "waiting", NULL };
static const char *const wanted_state_words[] = { "any",      "new",       "bot",
                                                  "open",     "scheduled", "awaiting_customer",
                                                  "proposed", "resolved",  "closed",
                                                  "merged",   "spam",      NULL };

/* What narrows a list: of the list itself, and of a view that is kept. */
#define NARROWING                                                                                                      \
    F_ENUM(struct inbox_filter, box, box_words, .help = "which box; open when it is not named"),                       \
        F_ENUM(struct inbox_filter, sort, order_words,                                                                 \
               .help = "activity: the newest first, as when it is not named; waiting: who has waited longest"),        \
        F_ID(struct inbox_filter, tag, .help = "only those that carry this tag"),                                      \
        F_ID(struct inbox_filter, owner, .help = "only those that this member of staff owns"),                         \
        F_ID(struct inbox_filter, team, .help = "only those of this team"),                                            \
        F_ID(struct inbox_filter, customer, .help = "only those of this customer"),                                    \
        F_ENUM(struct inbox_filter, state, wanted_state_words, .help = "only those in this state"),                    \
        F_TEXT(struct inbox_filter, channel, .max = INBOX_WORD_CHARACTERS, .help = "only those that came this way"),   \
        F_TEXT(struct inbox_filter, language, .max = INBOX_WORD_CHARACTERS,                                            \
               .help = "only those held in this language, as in en, es, ar"),                                          \
        F_TIME(struct inbox_filter, opened_from, .help = "only those that began at this moment or later"),             \
        F_TIME(struct inbox_filter, opened_to, .help = "only those that began before this moment")

const struct shape inbox_filter_shape = SHAPE(struct inbox_filter, NARROWING);
const struct shape inbox_part_shape = SHAPE(
    struct inbox_filter, NARROWING, F_IDS(struct inbox_filter, among, .max = INBOX_MOST, .help = "only these of them"),
    F_TEXT(struct inbox_filter, before, .max = 60, .help = "the next page: the cursor of the last row you have"),
    F_INT(struct inbox_filter, most, .min = 1, .max = INBOX_MOST, .help = "at most so many; 50 when it is not named"));

static const struct shape tag_mark_shape = SHAPE(struct tag_mark, F_ID(struct tag_mark, tag),
                                                 F_TEXT(struct tag_mark, name));

const struct shape inbox_row_shape = SHAPE(
    struct inbox_row, F_ID(struct inbox_row, id),
    F_TEXT(struct inbox_row, cursor, .help = "send it as `before` for the rows after this one"),
    F_TEXT(struct inbox_row, subject), F_ENUM(struct inbox_row, state, conversation_state_words),
    F_TEXT(struct inbox_row, channel), F_TEXT(struct inbox_row, language),
    F_ID(struct inbox_row, customer, .required = true), F_TEXT(struct inbox_row, customer_name),
    F_TEXT(struct inbox_row, customer_email), F_ID(struct inbox_row, owner, .help = "who answers for it"),
    F_ID(struct inbox_row, team), F_TIME(struct inbox_row, last_at, .required = true),
    F_TIME(struct inbox_row, waiting_since, .help = "since when the customer waits for our answer"),
    F_TEXT(struct inbox_row, excerpt, .help = "the beginning of what was said last, notes aside"),
    F_LIST(struct inbox_row, tags, tag_mark_shape));

const struct shape inbox_counts_shape = SHAPE(
    struct inbox_counts, F_INT(struct inbox_counts, open), F_INT(struct inbox_counts, mine),
    F_INT(struct inbox_counts, unowned), F_INT(struct inbox_counts, waiting), F_INT(struct inbox_counts, snoozed),
    F_INT(struct inbox_counts, resolved), F_INT(struct inbox_counts, spam), F_INT(struct inbox_counts, all));

static const struct shape facet_shape = SHAPE(struct facet, F_ID(struct facet, which), F_TEXT(struct facet, word),
                                              F_INT(struct facet, count));

const struct shape inbox_facets_shape = SHAPE(
    struct inbox_facets, F_INT(struct inbox_facets, count, .help = "of the list as it is asked for"),
    F_LIST(struct inbox_facets, tags, facet_shape), F_LIST(struct inbox_facets, owners, facet_shape),
    F_LIST(struct inbox_facets, teams, facet_shape), F_LIST(struct inbox_facets, channels, facet_shape),
    F_LIST(struct inbox_facets, states, facet_shape), F_LIST(struct inbox_facets, languages, facet_shape));

#include "inbox.sql.h"

/* ---- what a list means, as the optional parts of inbox.sql ---- */

struct sieve {
    const bool *unfinished, *unowned, *waiting, *snoozed, *finished, *spam, *wanted;
    const id *mine, *tag, *owner, *team, *customer;
    const str *state, *channel, *language;
    const usec *opened_from, *opened_to;
    const struct id_list *among, *teams;
};
/* As the part in_box names them. */
#define SIEVE(s)                                                                                                       \
    (s)->unfinished, (s)->unowned, (s)->waiting, (s)->snoozed, (s)->finished, (s)->spam, (s)->wanted, (s)->mine,       \
        (s)->tag, (s)->owner, (s)->team, (s)->customer, (s)->state, (s)->channel, (s)->language, (s)->opened_from,     \
        (s)->opened_to, (s)->among, (s)->teams

static const bool yes = true;

static struct sieve box_sieve(const struct turn *t, enum box box)
{
    struct sieve s = { .teams = access_teams(t) };
    bool open = box == BOX_OPEN || box == BOX_MINE || box == BOX_UNOWNED || box == BOX_WAITING;
    s.unfinished = open ? &yes : NULL;
    s.unowned = box == BOX_UNOWNED ? &yes : NULL;
    s.waiting = box == BOX_WAITING ? &yes : NULL;
    s.snoozed = box == BOX_SNOOZED ? &yes : NULL;
    s.finished = box == BOX_RESOLVED ? &yes : NULL;
    s.spam = box == BOX_SPAM ? &yes : NULL;
    s.wanted = box == BOX_ALL ? &yes : NULL;
    s.mine = box == BOX_MINE ? &t->actor.who : NULL;
    return s;
}

static const id *given(const id *which)
{
    return *which ? which : NULL;
}

static const str *said(const str *words)
{
    return words->n ? words : NULL;
}

static struct sieve sieve_of(struct turn *t, const struct inbox_filter *f)
{
    struct sieve s = box_sieve(t, f->box);
    str *state = ARENA_NEW(t->arena, str);
    if (f->state) *state = str_of(wanted_state_words[f->state]);
    s.tag = given(&f->tag);
    s.owner = given(&f->owner);
    s.team = given(&f->team);
    s.customer = given(&f->customer);
    s.state = said(state);
    s.channel = said(&f->channel);
    s.language = said(&f->language);
    s.opened_from = given(&f->opened_from);
    s.opened_to = given(&f->opened_to);
    s.among = f->among.n ? &f->among : NULL;
    return s;
}

enum err inbox_check(struct turn *t, const struct inbox_filter *f)
{
    if (f->opened_to && f->opened_to <= f->opened_from)
        return fail_field(t, "opened_to", "must be later than opened_from");
    return OK;
}

/* ---- the list ---- */

static const usec NOT_WAITING_AT = INT64_MAX; /* those who do not wait come last, as in inbox.sql */

static str cursor_of(struct arena *a, enum inbox_order order, const struct inbox_row *row)
{
    usec waiting = row->waiting_since ? row->waiting_since : NOT_WAITING_AT;
    if (order == BY_WAITING) return str_format(a, "w%lld-%lld", (long long)waiting, (long long)row->id);
    return str_format(a, "%lld-%lld", (long long)row->last_at, (long long)row->id);
}

static enum err read_cursor(struct turn *t, enum inbox_order order, str cursor, usec *at, id *which)
{
    bool of_this_order = str_starts(cursor, STR("w")) == (order == BY_WAITING);
    if (order == BY_WAITING) cursor = str_from(cursor, 1);
    str time = str_split(&cursor, '-');
    if (of_this_order && id_parse(time, at) && id_parse(cursor, which)) return OK;
    return fail_field(t, "before", "must be the cursor of a row of this list");
}

/* Names and addresses are the customer's own: asked for once for the whole page. */
static enum err name_customers(struct turn *t, struct inbox_row_list *rows)
{
    struct id_list ids = { 0 };
    struct customer_list known = { 0 };
    for (size_t i = 0; i < rows->n; i++) *LIST_ADD(t->arena, &ids) = rows->at[i].customer;
    TRY(customer_list_of(t, &ids, &known));
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < known.n; j++) {
            if (known.at[j].id != rows->at[i].customer) continue;
            rows->at[i].customer_name = known.at[j].name;
            rows->at[i].customer_email = known.at[j].email;
        }
    return OK;
}

static enum err mark_tags(struct turn *t, struct inbox_row_list *rows)
{
    struct id_list ids = { 0 };
    struct tagging_list all = { 0 };
    for (size_t i = 0; i < rows->n; i++) *LIST_ADD(t->arena, &ids) = rows->at[i].id;
    TRY(tag_list_on(t, &ids, &all));
    for (size_t i = 0; i < rows->n; i++)
        for (size_t j = 0; j < all.n; j++)
            if (all.at[j].conversation == rows->at[i].id)
                *LIST_ADD(t->arena, &rows->at[i].tags) = (struct tag_mark){ .tag = all.at[j].tag,
                                                                            .name = all.at[j].name };
    return OK;
}

static enum err select_rows(struct turn *t, const struct inbox_filter *f, struct inbox_row_list *out)
{
    struct sieve s = sieve_of(t, f);
    int64_t most = f->most ? f->most : INBOX_USUAL;
    usec at = 0;
    id last = 0;
    if (f->before.n) TRY(read_cursor(t, f->sort, f->before, &at, &last));
    if (f->sort == BY_WAITING) return sql_inbox_list_waiting(t, SIEVE(&s), given(&at), given(&last), most, out);
    return sql_inbox_list(t, SIEVE(&s), given(&at), given(&last), most, out);
}

enum err inbox_list(struct turn *t, const struct inbox_filter *f, struct inbox_row_list *out)
{
    TRY(inbox_check(t, f));
    TRY(select_rows(t, f, out));
    for (size_t i = 0; i < out->n; i++) {
        struct inbox_row *row = &out->at[i];
        row->cursor = cursor_of(t->arena, f->sort, row);
        row->excerpt = utf8_shorten(t->arena, utf8_line(t->arena, row->excerpt), EXCERPT_CHARACTERS);
    }
    TRY(mark_tags(t, out));
    return name_customers(t, out);
}

enum err inbox_ids(struct turn *t, const struct inbox_filter *f, struct id_list *out)
{
    struct sieve s = sieve_of(t, f);
    struct inbox_row_list rows = { 0 };
    TRY(inbox_check(t, f));
    TRY(f->sort == BY_WAITING ? sql_inbox_ids_waiting(t, SIEVE(&s), INBOX_IDS_MOST, &rows)
                              : sql_inbox_ids(t, SIEVE(&s), INBOX_IDS_MOST, &rows));
    for (size_t i = 0; i < rows.n; i++) *LIST_ADD(t->arena, out) = rows.at[i].id;
    return OK;
}

/* ---- the counts ---- */

enum err inbox_length(struct turn *t, const struct inbox_filter *f, int64_t *out)
{
    struct sieve s = sieve_of(t, f);
    TRY(inbox_check(t, f));
    return sql_inbox_count(t, SIEVE(&s), out);
}

enum err inbox_count(struct turn *t, struct inbox_counts *out)
{
    int64_t *const counts[] = {
        [BOX_OPEN] = &out->open,       [BOX_MINE] = &out->mine,       [BOX_UNOWNED] = &out->unowned,
        [BOX_WAITING] = &out->waiting, [BOX_SNOOZED] = &out->snoozed, [BOX_RESOLVED] = &out->resolved,
        [BOX_SPAM] = &out->spam,       [BOX_ALL] = &out->all
    };
    for (enum box box = BOX_OPEN; box <= BOX_ALL; box++) {
        struct sieve s = box_sieve(t, box);
        TRY(sql_inbox_count(t, SIEVE(&s), counts[box]));
    }
    return OK;
}

/* Each facet leaves its own filter out: what one could choose instead. */
enum err inbox_facets(struct turn *t, const struct inbox_filter *f, struct inbox_facets *out)
{
    const struct sieve s = sieve_of(t, f);
    struct sieve tag = s, owner = s, team = s, channel = s, state = s, language = s;
    TRY(inbox_length(t, f, &out->count));
    tag.tag = owner.owner = team.team = NULL;
    channel.channel = state.state = language.language = NULL;
    TRY(sql_inbox_by_tag(t, SIEVE(&tag), &out->tags));
    TRY(sql_inbox_by_owner(t, SIEVE(&owner), &out->owners));
    TRY(sql_inbox_by_team(t, SIEVE(&team), &out->teams));
    TRY(sql_inbox_by_channel(t, SIEVE(&channel), &out->channels));
    TRY(sql_inbox_by_state(t, SIEVE(&state), &out->states));
    return sql_inbox_by_language(t, SIEVE(&language), &out->languages);
}

enum err inbox_count_tags(struct turn *t, struct tag_list *tags)
{
    struct sieve s = box_sieve(t, BOX_ALL);
    struct facet_list counts = { 0 };
    TRY(sql_inbox_by_tag(t, SIEVE(&s), &counts));
    for (size_t i = 0; i < tags->n; i++)
        for (size_t j = 0; j < counts.n; j++)
            if (counts.at[j].which == tags->at[i].id) tags->at[i].count = counts.at[j].count;
    return OK;
}
