#include "conversation/inbox.h"

#include "customer/customer.h"
#include "spine/access.h"
#include "text/utf8.h"

#include "inbox.sql.h"

const char *const box_words[] = { "open", "mine", "unowned", "waiting", "resolved", "spam", "all", NULL };

const struct shape inbox_filter_shape = SHAPE(
    struct inbox_filter, F_ENUM(struct inbox_filter, box, box_words, .help = "which box; open when it is not named"),
    F_ID(struct inbox_filter, owner, .help = "only those that this member of staff owns"),
    F_ID(struct inbox_filter, team, .help = "only those of this team"),
    F_ID(struct inbox_filter, customer, .help = "only those of this customer"),
    F_TEXT(struct inbox_filter, before, .max = 60, .help = "the next page: the cursor of the last row you have"),
    F_INT(struct inbox_filter, most, .min = 1, .max = INBOX_MOST, .help = "at most so many; 50 when it is not named"));

const struct shape inbox_row_shape = SHAPE(
    struct inbox_row, F_ID(struct inbox_row, id),
    F_TEXT(struct inbox_row, cursor, .help = "send it as `before` for the rows after this one"),
    F_TEXT(struct inbox_row, subject), F_ENUM(struct inbox_row, state, conversation_state_words),
    F_TEXT(struct inbox_row, channel), F_ID(struct inbox_row, customer, .required = true),
    F_TEXT(struct inbox_row, customer_name), F_TEXT(struct inbox_row, customer_email),
    F_ID(struct inbox_row, owner, .help = "who answers for it"), F_ID(struct inbox_row, team),
    F_TIME(struct inbox_row, last_at, .required = true),
    F_TIME(struct inbox_row, waiting_since, .help = "since when the customer waits for our answer"),
    F_TEXT(struct inbox_row, excerpt, .help = "the beginning of what was said last, notes aside"));

const struct shape inbox_counts_shape = SHAPE(struct inbox_counts, F_INT(struct inbox_counts, open),
                                              F_INT(struct inbox_counts, mine), F_INT(struct inbox_counts, unowned),
                                              F_INT(struct inbox_counts, waiting), F_INT(struct inbox_counts, resolved),
                                              F_INT(struct inbox_counts, spam), F_INT(struct inbox_counts, all));

/* ---- what a box means, as the optional parts of inbox.sql ---- */

struct sieve {
    const bool *unfinished, *unowned, *waiting, *finished, *spam, *wanted;
    id owner; /* 0: whoever owns it */
    const struct id_list *teams;
};

static const bool yes = true;

static struct sieve sieve_of(const struct turn *t, enum box box)
{
    struct sieve s = { .teams = access_teams(t) };
    bool open = box == BOX_OPEN || box == BOX_MINE || box == BOX_UNOWNED || box == BOX_WAITING;
    s.unfinished = open ? &yes : NULL;
    s.unowned = box == BOX_UNOWNED ? &yes : NULL;
    s.waiting = box == BOX_WAITING ? &yes : NULL;
    s.finished = box == BOX_RESOLVED ? &yes : NULL;
    s.spam = box == BOX_SPAM ? &yes : NULL;
    s.wanted = box == BOX_ALL ? &yes : NULL;
    s.owner = box == BOX_MINE ? t->actor.who : 0;
    return s;
}

/* ---- the list ---- */

static str cursor_of(struct arena *a, const struct inbox_row *row)
{
    return str_format(a, "%lld-%lld", (long long)row->last_at, (long long)row->id);
}

static enum err read_cursor(struct turn *t, str cursor, usec *at, id *which)
{
    str time = str_split(&cursor, '-');
    if (id_parse(time, at) && id_parse(cursor, which)) return OK;
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

enum err inbox_list(struct turn *t, const struct inbox_filter *f, struct inbox_row_list *out)
{
    struct sieve s = sieve_of(t, f->box);
    usec at = 0;
    id last = 0;
    if (f->before.n) TRY(read_cursor(t, f->before, &at, &last));
    if (f->owner && s.owner && f->owner != s.owner) return OK; /* mine, and somebody else's */
    if (f->owner) s.owner = f->owner;
    TRY(sql_inbox_list(t, s.unfinished, s.unowned, s.waiting, s.finished, s.spam, s.wanted, s.owner ? &s.owner : NULL,
                       f->team ? &f->team : NULL, f->customer ? &f->customer : NULL, s.teams, last ? &at : NULL,
                       last ? &last : NULL, f->most ? f->most : INBOX_USUAL, out));
    for (size_t i = 0; i < out->n; i++) {
        struct inbox_row *row = &out->at[i];
        row->cursor = cursor_of(t->arena, row);
        row->excerpt = utf8_cut(utf8_line(t->arena, row->excerpt), EXCERPT_CHARACTERS);
    }
    return name_customers(t, out);
}

/* ---- the counts ---- */

enum err inbox_count(struct turn *t, struct inbox_counts *out)
{
    int64_t *const counts[] = {
        [BOX_OPEN] = &out->open,       [BOX_MINE] = &out->mine,         [BOX_UNOWNED] = &out->unowned,
        [BOX_WAITING] = &out->waiting, [BOX_RESOLVED] = &out->resolved, [BOX_SPAM] = &out->spam,
        [BOX_ALL] = &out->all
    };
    for (enum box box = BOX_OPEN; box <= BOX_ALL; box++) {
        struct sieve s = sieve_of(t, box);
        TRY(sql_inbox_count(t, s.unfinished, s.unowned, s.waiting, s.finished, s.spam, s.wanted,
                            s.owner ? &s.owner : NULL, NULL, NULL, s.teams, counts[box]));
    }
    return OK;
}
