#include "conversation/mention.h"

#include "spine/access.h"
#include "staff/staff.h"
#include "text/utf8.h"

#include "mention.sql.h"

enum { EXCERPT_CHARACTERS = 140 };

const struct shape mention_shape = SHAPE(
    struct mention, F_ID(struct mention, id), F_ID(struct mention, staff, .required = true),
    F_ID(struct mention, conversation, .required = true), F_ID(struct mention, message, .required = true),
    F_TIME(struct mention, at, .required = true), F_TIME(struct mention, read_at, .help = "null: it waits"),
    F_TEXT(struct mention, subject), F_ID(struct mention, by, .help = "who wrote the note"),
    F_TEXT(struct mention, excerpt, .help = "the beginning of the note"));

const struct event_kind CONVERSATION_MENTIONED = { .name = "conversation.mentioned",
                                                   .help = "A note names a colleague: its subject is who.",
                                                   .seen_by = "conversation.read" };

static bool is_before(const struct id_list *ids, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (ids->at[j] == ids->at[i]) return true;
    return false;
}

static enum err tell(struct turn *t, const struct conversation *c, const struct message *note, id whom)
{
    struct staff who = { 0 };
    enum err err = staff_find(t, whom, &who);
    if (err == NOT_FOUND) return fail_field(t, "mentions", "names somebody who does not work here");
    TRY(err);
    if (!who.active || !conversation_may_see(&who, c->team))
        return fail_field(t, "mentions", "names somebody who cannot see this conversation");
    if (t->actor.kind == STAFF && t->actor.who == whom) return OK;
    struct mention it = { .id = turn_id(t), .staff = whom, .conversation = c->id, .message = note->id, .at = t->now };
    TRY(sql_mention_insert(t, &it));
    return EMIT(t, CONVERSATION_MENTIONED, .customer = c->customer, .subject = whom, .conversation = c->id,
                .team = c->team);
}

enum err mention_add(struct turn *t, const struct conversation *c, const struct message *note,
                     const struct id_list *staff)
{
    if (staff->n == 0) return OK;
    if (!note->internal) return fail_field(t, "mentions", "belong in a note: the customer reads answers");
    if (staff->n > MENTIONS_MOST) return fail_field(t, "mentions", "must be at most %d", MENTIONS_MOST);
    for (size_t i = 0; i < staff->n; i++)
        if (!is_before(staff, i)) TRY(tell(t, c, note, staff->at[i]));
    return OK;
}

enum err mention_list(struct turn *t, bool also_read, id before, int64_t most, struct mention_list *out)
{
    static const bool yes = true;
    TRY(sql_mention_list(t, t->actor.who, also_read ? NULL : &yes, before ? &before : NULL, access_teams(t), (int)most,
                         out));
    for (size_t i = 0; i < out->n; i++) {
        struct mention *it = &out->at[i];
        it->excerpt = utf8_shorten(t->arena, utf8_line(t->arena, it->excerpt), EXCERPT_CHARACTERS);
    }
    return OK;
}

enum err mention_read(struct turn *t, id conversation)
{
    return sql_mention_read(t, t->actor.who, conversation ? &conversation : NULL, t->now);
}
