#include "search/search.h"

#include "search/term.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"

#include <stdlib.h>

struct hit {
    id id;
    str kind;
};
static const struct shape hit_shape = SHAPE(struct hit, F_ID(struct hit, id), F_TEXT(struct hit, kind));
LIST(hit);

struct kept {
    id id;
    str words;
};
static const struct shape kept_shape = SHAPE(struct kept, F_ID(struct kept, id), F_TEXT(struct kept, words));
LIST(kept);

#include "search.sql.h"

enum {
    BATCHES_MOST = 10, /* of what is found but not theirs any more, before a page ends early */
    COMPARE_MOST = 200
};

const struct shape search_id_shape = SHAPE(struct search_id, F_ID(struct search_id, id));

const struct shape searched_shape = SHAPE(
    struct searched, F_ID(struct searched, id), F_ID(struct searched, conversation), F_ID(struct searched, customer),
    F_ID(struct searched, team), F_TEXT(struct searched, title), F_TEXT(struct searched, text),
    F_BOOL(struct searched, internal), F_TIME(struct searched, at));

const struct shape search_wanted_shape = SHAPE(
    struct search_wanted,
    F_TEXT(struct search_wanted, q, .required = true, .max = QUESTION_BYTES,
           .help = "words, \"a phrase\", begin*, -without; at most 512 bytes and 16 words", .example = "blue bowl"),
    F_TEXT(struct search_wanted, kind, .max = 20, .help = "only conversation (subjects), message or customer"),
    F_ID(struct search_wanted, before, .help = "the next page: the id of the last row you have"),
    F_INT(struct search_wanted, most, .min = 1, .max = SEARCH_MOST,
          .help = "at most so many; 20 when it is not named"));

const struct shape search_row_shape = SHAPE(
    struct search_row, F_TEXT(struct search_row, kind, .help = "conversation, message or customer"),
    F_ID(struct search_row, id, .required = true), F_ID(struct search_row, conversation),
    F_ID(struct search_row, customer), F_TEXT(struct search_row, title, .help = "a subject, or a name"),
    F_TEXT(struct search_row, person, .help = "the customer it is about, by name or else by address"),
    F_TEXT(struct search_row, excerpt, .help = "the part in which it was found, as one line of plain text"),
    F_LIST(struct search_row, marks, mark_shape, .help = "where in the excerpt, in UTF-16 units"),
    F_BOOL(struct search_row, internal, .help = "a note for colleagues"),
    F_TIME(struct search_row, at, .required = true));

/* ---- entries ---- */

/* SQLite cuts this text at its blanks; PostgreSQL reads it as a vector. Neither decides what a word is. */
static str entry_words(struct turn *t, const struct search_kind *kind, const struct searched *thing)
{
    struct text x = { .arena = t->arena };
    struct term_list terms = { 0 };
    bool sqlite = db_engine(t->db) == SQLITE;
    str team = search_team_token(t->arena, thing->team), name = search_kind_token(t->arena, str_of(kind->name));
    term_split(t->arena, thing->text, &terms);
    text_addf(&x, sqlite ? "%.*s %.*s %.*s%.*s" : "'%.*s' '%.*s' '%.*s%.*s'", STR_ARG(team), STR_ARG(name),
              STR_ARG(team), STR_ARG(name)); /* whose, what, and both in one: question.c asks for one of them */
    for (size_t i = 0; i < terms.n; i++) {
        text_addz(&x, sqlite ? " " : " '");
        text_add(&x, terms.at[i].word);
        if (!sqlite) text_addf(&x, "':%zu", i + 1);
    }
    return text_str(&x);
}

/* SQLite's index stands beside the table, and only what its program may trust can write it: no trigger. */
static enum err leave_index(struct turn *t, id which, str kept)
{
    return kept.n && db_engine(t->db) == SQLITE ? sql_leave(t, which, kept) : OK;
}

/* PostgreSQL sees by itself that nothing has changed. */
static enum err put(struct turn *t, const struct search_kind *kind, const struct searched *thing, str kept)
{
    str words = entry_words(t, kind, thing);
    if (str_is(kept, words)) return OK;
    TRY(leave_index(t, thing->id, kept));
    TRY(sql_put(t, thing->id, str_of(kind->name), words));
    return db_engine(t->db) == SQLITE ? sql_enter(t, thing->id, words) : OK;
}

static int by_id(const void *x, const void *y)
{
    id a = ((const struct kept *)x)->id, b = ((const struct kept *)y)->id;
    return (a > b) - (a < b);
}

/* A conversation that moves may have thousands. */
static str words_kept(const struct kept_list *all, id which)
{
    const struct kept *it = all->n ? bsearch(&(struct kept){ .id = which }, all->at, all->n, sizeof *it, by_id) : NULL;
    return it ? it->words : (str){ 0 };
}

static enum err put_all(struct turn *t, const struct search_kind *kind, const struct searched_list *things)
{
    struct id_list which = { 0 };
    struct kept_list kept = { 0 };
    for (size_t i = 0; i < things->n; i++) *LIST_ADD(t->arena, &which) = things->at[i].id;
    if (db_engine(t->db) == SQLITE && which.n) TRY(sql_kept_all(t, &which, &kept));
    for (size_t i = 0; i < things->n; i++) TRY(put(t, kind, &things->at[i], words_kept(&kept, things->at[i].id)));
    return OK;
}

enum err search_put(struct turn *t, const struct search_kind *kind, const struct searched *thing)
{
    struct searched one = *thing;
    return put_all(t, kind, &(struct searched_list){ .at = &one, .n = 1 });
}

enum err search_drop(struct turn *t, id thing)
{
    str kept = { 0 };
    TRY(sql_kept(t, thing, STR(""), &kept));
    TRY(leave_index(t, thing, kept));
    return sql_drop(t, thing);
}

static const struct searched *searched_named(const struct searched_list *things, id which)
{
    for (size_t i = 0; i < things->n; i++)
        if (things->at[i].id == which) return &things->at[i];
    return NULL;
}

/* Whoever acts, the index is of everything. */
static enum err read_all(struct turn *t, const struct search_kind *kind, const struct id_list *which,
                         struct searched_list *out)
{
    struct turn as = *t;
    as.actor = actor_system();
    return which->n ? kind->read(&as, which, out) : OK;
}

enum err search_index(struct turn *t, const struct search_kind *kind, const struct id_list *which)
{
    struct searched_list things = { 0 };
    TRY(read_all(t, kind, which, &things));
    TRY(put_all(t, kind, &things));
    for (size_t i = 0; things.n < which->n && i < which->n; i++)
        if (!searched_named(&things, which->at[i])) TRY(search_drop(t, which->at[i]));
    return OK;
}

static bool has_id(const struct search_id_list *ids, id which)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->at[i].id == which) return true;
    return false;
}

/* ---- finding ---- */

#define EACH_KIND(t, kind)                                                                                             \
    for (const struct module *const *m_ = (t)->house->modules; *m_; m_++)                                              \
        for (const struct search_kind *const *k_ = (*m_)->searched, *kind; k_ && (kind = *k_); k_++)

static const struct search_kind *kind_named(const struct turn *t, str name)
{
    EACH_KIND(t, kind)
    if (str_is(name, str_of(kind->name))) return kind;
    return NULL;
}

/* Every kind that is wanted and may be found. */
static enum err scope_of(struct turn *t, str wanted, struct search_scope *out, bool *any)
{
    size_t all = 0;
    out->teams = access_teams(t);
    if (wanted.n && !kind_named(t, wanted))
        return fail_field(t, "kind", "must be conversation, message or customer, or left out");
    EACH_KIND(t, kind)
    {
        str name = str_of(kind->name);
        all++;
        if (access_has(t, kind->may) && (!wanted.n || str_is(wanted, name))) *LIST_ADD(t->arena, &out->kinds) = name;
    }
    *any = out->kinds.n > 0;
    if (out->kinds.n == all) out->kinds.n = 0;
    return OK;
}

/* Each kind is asked once for what it found on this page. */
static enum err read_hits(struct turn *t, const struct hit_list *hits, struct searched_list *out)
{
    EACH_KIND(t, kind)
    {
        struct id_list ids = { 0 };
        struct searched_list some = { 0 };
        for (size_t i = 0; i < hits->n; i++)
            if (str_is(hits->at[i].kind, str_of(kind->name))) *LIST_ADD(t->arena, &ids) = hits->at[i].id;
        if (ids.n && access_has(t, kind->may)) TRY(kind->read(t, &ids, &some));
        for (size_t i = 0; i < some.n; i++) *LIST_ADD(t->arena, out) = some.at[i];
    }
    return OK;
}

static struct search_row row_of(struct turn *t, const struct question *q, str kind, const struct searched *it)
{
    struct search_row row = { .kind = kind,
                              .id = it->id,
                              .conversation = it->conversation,
                              .customer = it->customer,
                              .title = it->title,
                              .person = it->person,
                              .internal = it->internal,
                              .at = it->at };
    excerpt_cut(t->arena, q, it->text, &row.excerpt, &row.marks);
    return row;
}

enum err search_find(struct turn *t, const struct search_wanted *wanted, struct search_row_list *out)
{
    struct question q = { 0 };
    struct search_scope scope = { 0 };
    size_t most = wanted->most ? (size_t)wanted->most : SEARCH_USUAL;
    id before = wanted->before;
    bool any = false;
    TRY(question_read(t->arena, t->why, wanted->q, &q));
    TRY(scope_of(t, wanted->kind, &scope, &any));
    if (!any) return OK; /* a key for this, and for nothing that is found by it */
    str question = db_engine(t->db) == SQLITE ? question_sqlite(t->arena, &q, &scope)
                                              : question_postgres(t->arena, &q, &scope);
    for (int batch = 0; batch < BATCHES_MOST && out->n < most; batch++) {
        struct hit_list hits = { 0 };
        struct searched_list things = { 0 };
        TRY(sql_find(t, question, before ? &before : NULL, (int64_t)most, &hits));
        TRY(read_hits(t, &hits, &things));
        for (size_t i = 0; i < hits.n && out->n < most; i++) {
            const struct searched *it = searched_named(&things, hits.at[i].id);
            if (it) *LIST_ADD(t->arena, out) = row_of(t, &q, hits.at[i].kind, it);
        }
        if (hits.n < most) return OK;
        before = hits.at[hits.n - 1].id;
    }
    return OK;
}

/* ---- the index against what is ---- */

static void count_one(struct rebuilding *r, id which, bool differs)
{
    r->looked++;
    if (!differs) return;
    r->differed++;
    r->example = which;
}

static enum err compare_thing(struct turn *t, const struct search_kind *kind, const struct searched *it,
                              struct rebuilding *r)
{
    str words = entry_words(t, kind, it), kept = { 0 };
    TRY(sql_kept(t, it->id, words, &kept));
    bool same = str_is(kept, words);
    if (!same && r->mend) TRY(search_put(t, kind, it));
    count_one(r, it->id, !same);
    return OK;
}

/* All kinds share one line of ids: a batch goes as far as every kind has been asked. */
static enum err find_end(struct turn *t, const struct rebuilding *r, id *end)
{
    *end = INT64_MAX;
    EACH_KIND(t, kind)
    {
        struct search_id_list ids = { 0 };
        TRY(kind->list(t, r->after, COMPARE_MOST, &ids));
        if (ids.n == COMPARE_MOST && ids.at[ids.n - 1].id < *end) *end = ids.at[ids.n - 1].id;
    }
    return OK;
}

static enum err compare_kind(struct turn *t, const struct search_kind *kind, struct rebuilding *r, id end,
                             struct search_id_list *there)
{
    struct search_id_list ids = { 0 };
    struct id_list which = { 0 };
    struct searched_list things = { 0 };
    TRY(kind->list(t, r->after, COMPARE_MOST, &ids));
    for (size_t i = 0; i < ids.n && ids.at[i].id <= end; i++) *LIST_ADD(t->arena, &which) = ids.at[i].id;
    TRY(read_all(t, kind, &which, &things));
    for (size_t i = 0; i < things.n; i++) {
        TRY(compare_thing(t, kind, &things.at[i], r));
        *LIST_ADD(t->arena, there) = (struct search_id){ .id = things.at[i].id };
    }
    return OK;
}

enum err search_rebuild(struct turn *t, struct rebuilding *r)
{
    struct search_id_list there = { 0 }, kept = { 0 };
    id end = 0;
    TRY(find_end(t, r, &end));
    EACH_KIND(t, kind) TRY(compare_kind(t, kind, r, end, &there));
    TRY(sql_between(t, r->after, end, &kept));
    for (size_t i = 0; i < kept.n; i++) {
        if (has_id(&there, kept.at[i].id)) continue;
        if (r->mend) TRY(search_drop(t, kept.at[i].id));
        count_one(r, kept.at[i].id, true);
    }
    r->after = end;
    r->done = end == INT64_MAX;
    return OK;
}
