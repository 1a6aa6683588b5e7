#include "channel/channel.h"

#include "spine/sample.h"
#include "spine/token.h"

#include "channel.sql.h"

const char *const incoming_state_words[] = { "stored", "understood", NULL };

const struct shape incoming_shape = SHAPE(
    struct incoming, F_ID(struct incoming, id), F_TIME(struct incoming, at), F_TEXT(struct incoming, channel),
    F_BYTES(struct incoming, raw), F_TEXT(struct incoming, key), F_TEXT(struct incoming, token_hash, .secret = true),
    F_TIME(struct incoming, expires_at), F_ENUM(struct incoming, state, incoming_state_words),
    F_ID(struct incoming, conversation));

const struct event_kind INCOMING_ARRIVED = { .name = "incoming.arrived",
                                             .help = "Something reached us; its raw bytes are safe." };

const struct event_kind OUTGOING_QUEUED = { .name = "outgoing.queued", .help = "What we said is on its way." };

enum err incoming_keep(struct turn *t, const struct channel_kind *kind, str raw, str key, str token,
                       struct incoming *out)
{
    int64_t kept = 0;
    *out = (struct incoming){
        .id = turn_id(t), .at = t->now, .channel = str_of(kind->name), .raw = raw, .key = key, .state = STORED
    };
    if (token.n) {
        out->token_hash = token_hash(t->arena, token);
        out->expires_at = t->now + LINK_DAYS * DAY;
    }
    TRY(sql_insert(t, out, &kept));
    if (kept == 0) return sql_by_key(t, str_of(kind->name), key, out);
    return EMIT(t, INCOMING_ARRIVED, .subject = out->id);
}

enum err incoming_find(struct turn *t, id which, struct incoming *out)
{
    return sql_find(t, which, out);
}

enum err incoming_of_token(struct turn *t, str token, struct incoming *out)
{
    enum err err = sql_by_token(t, token_hash(t->arena, str_cut(token, 100)), out);
    if (err == NOT_FOUND) return fail(t, NOT_FOUND, "this link leads nowhere");
    TRY(err);
    return out->expires_at > t->now ? OK : fail(t, GONE, "this link has expired: please write to us again");
}

enum err incoming_has_page(struct turn *t, id conversation, bool *out)
{
    int64_t n = 0;
    TRY(sql_count_pages(t, conversation, t->now, &n));
    *out = n > 0;
    return OK;
}

const struct channel_kind *channel_kind_named(str name)
{
    for (const struct channel_kind *const *k = channel_kinds; *k; k++)
        if (str_is(name, str_of((*k)->name))) return *k;
    return NULL;
}

static enum err no_channel(struct turn *t, str name)
{
    return fail(t, BROKEN, "this program has no channel %.*s any more", STR_ARG(name));
}

enum err incoming_hear(struct turn *t, const struct incoming *it, struct heard *out)
{
    const struct channel_kind *kind = channel_kind_named(it->channel);
    return kind && kind->hear ? kind->hear(t, it->raw, out) : no_channel(t, it->channel);
}

enum err incoming_understood(struct turn *t, id which, id conversation)
{
    return sql_understood(t, which, conversation);
}

/* ---- out ---- */

enum err outgoing_queue(struct turn *t, id customer, id conversation, id message)
{
    return EMIT(t, OUTGOING_QUEUED, .customer = customer, .subject = message, .conversation = conversation);
}

enum err outgoing_send(struct turn *t, const struct outgoing *what)
{
    const struct channel_kind *kind = channel_kind_named(what->channel);
    return kind && kind->send ? kind->send(t, what) : no_channel(t, what->channel);
}

enum err incoming_leaves(struct turn *t, struct leaving *l)
{
    return sql_forget_loose(t, l->sample.first_id, l->sample.last_id, l->most, &l->gone);
}

enum err incoming_forget(struct turn *t, struct leaving *l)
{
    return l->conversations.n ? sql_forget(t, &l->conversations) : OK;
}
