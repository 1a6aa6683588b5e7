#include "conversation/conversation_searched.h"

#include "conversation/conversation.h"
#include "customer/customer.h"
#include "spine/access.h"

#include "conversation_searched.sql.h"

static enum err list_subjects(struct turn *t, id after, int64_t most, struct search_id_list *out)
{
    return sql_searched_subject_ids(t, after, most, out);
}

/* Whose they are, for whoever looks: asked for once for all of them. The index needs no names. */
static enum err name_persons(struct turn *t, struct searched_list *out)
{
    struct id_list ids = { 0 };
    struct customer_list known = { 0 };
    if (t->actor.kind == SYSTEM) return OK;
    for (size_t i = 0; i < out->n; i++) *LIST_ADD(t->arena, &ids) = out->at[i].customer;
    if (ids.n) TRY(customer_list_of(t, &ids, &known));
    for (size_t i = 0; i < out->n; i++)
        for (size_t j = 0; j < known.n; j++)
            if (known.at[j].id == out->at[i].customer)
                out->at[i].person = known.at[j].name.n ? known.at[j].name : known.at[j].email;
    return OK;
}

static enum err read_subjects(struct turn *t, const struct id_list *which, struct searched_list *out)
{
    TRY(sql_searched_subjects(t, which, access_teams(t), out));
    return name_persons(t, out);
}

static enum err list_messages(struct turn *t, id after, int64_t most, struct search_id_list *out)
{
    return sql_searched_message_ids(t, after, most, out);
}

static enum err read_messages(struct turn *t, const struct id_list *which, struct searched_list *out)
{
    TRY(sql_searched_messages(t, which, access_teams(t), out));
    return name_persons(t, out);
}

const struct search_kind search_conversation = {
    .name = "conversation", .may = "conversation.read", .list = list_subjects, .read = read_subjects
};
const struct search_kind search_message = {
    .name = "message", .may = "conversation.read", .list = list_messages, .read = read_messages
};

static struct id_list conversations_of(struct arena *a, const struct event_list *all)
{
    struct id_list ids = { 0 };
    for (size_t i = 0; i < all->n; i++) *LIST_ADD(a, &ids) = all->at[i].conversation;
    return ids;
}

enum err conversation_index(struct turn *t, const struct event_list *all)
{
    struct id_list which = conversations_of(t->arena, all);
    return search_index(t, &search_conversation, &which);
}

enum err message_index(struct turn *t, const struct event_list *all)
{
    struct id_list which = event_subjects(t->arena, all);
    return search_index(t, &search_message, &which);
}

enum err conversation_reindex(struct turn *t, const struct event_list *all)
{
    TRY(conversation_index(t, all));
    for (size_t i = 0; i < all->n; i++) {
        struct search_id_list found = { 0 };
        struct id_list messages = { 0 };
        TRY(sql_searched_message_ids_of(t, all->at[i].conversation, &found));
        for (size_t j = 0; j < found.n; j++) *LIST_ADD(t->arena, &messages) = found.at[j].id;
        TRY(search_index(t, &search_message, &messages));
    }
    return OK;
}

enum err conversation_unindex(struct turn *t, id which)
{
    struct search_id_list messages = { 0 };
    TRY(sql_searched_message_ids_of(t, which, &messages));
    for (size_t i = 0; i < messages.n; i++) TRY(search_drop(t, messages.at[i].id));
    return search_drop(t, which);
}
