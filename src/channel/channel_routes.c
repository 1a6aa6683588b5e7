/* Other programs hand in what a customer said. */
#include "channel/channel_routes.h"

#include "channel/api.h"
#include "channel/form.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/token.h"
#include "text/email.h"
#include "text/language.h"

enum { KEY_CHARACTERS = 200, ACCEPTED = 202 };
#define KEY_HEADER "Idempotency-Key"

struct accepted {
    id incoming;
    str link;
};
static const struct shape accepted_shape = SHAPE(
    struct accepted,
    F_ID(struct accepted, incoming, .required = true, .help = "by which you can ask what became of it"),
    F_TEXT(struct accepted, link, .help = "the customer's private page, if you asked for one: only for their eyes"));

/* ---- handing in ---- */

static enum err check(struct turn *t, const struct api_incoming *in)
{
    str norm = { 0 };
    if (!str_empty(str_trim(in->email)) && !email_norm(t->arena, in->email, &norm))
        return fail_field(t, "email", "must be an e-mail address such as ann@example.org, or be left out");
    if (!language_is_tag(in->language)) return fail_field(t, "language", "must look like en or pt-BR, or be left out");
    return OK;
}

/* draft-ietf-httpapi-idempotency-key-header-07 §2. Two senders may use the same key: it is theirs. */
static enum err read_key(struct turn *t, const struct ask *ask, str *out)
{
    str key = ask->request ? request_header(ask->request, KEY_HEADER) : (str){ 0 };
    bool visible = key.n <= KEY_CHARACTERS;
    for (size_t i = 0; visible && i < key.n; i++) visible = key.at[i] > ' ' && key.at[i] < 0x7F;
    if (!visible)
        return fail_field(t, KEY_HEADER, "must be 1 to %d visible ASCII characters without blanks", KEY_CHARACTERS);
    if (key.n) *out = str_format(t->arena, "%lld:%.*s", (long long)t->actor.who, STR_ARG(key));
    return OK;
}

/* The same key gives the same page, so the first answer can be given again although only the link's hash is kept. */
static str page_token(struct turn *t, str key)
{
    return key.n ? token_of(t, str_format(t->arena, "incoming|%.*s", STR_ARG(key))) : token_make(t->arena);
}

static enum err take(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct api_incoming *said = in;
    struct accepted *accepted = out;
    struct incoming kept = { 0 };
    str key = { 0 }, token = { 0 };
    TRY(check(t, said));
    TRY(read_key(t, ask, &key));
    if (said->page) token = page_token(t, key);
    TRY(incoming_keep(t, &channel_api, ask->request->body, key, token, &kept));
    if (!str_is(kept.raw, ask->request->body))
        return fail_field(t, KEY_HEADER, "was used before, with another body: use a new key for a new message");
    accepted->incoming = kept.id;
    if (token.n)
        accepted->link = str_format(t->arena, "%.*s/c/%.*s", STR_ARG(t->house->options.address), STR_ARG(token));
    ask->answer->where = str_format(t->arena, "/api/v1/incoming/%lld", (long long)kept.id);
    ask->answer->code = ACCEPTED;
    return OK;
}

/* ---- what became of it ---- */

struct which_incoming {
    id incoming;
};
static const struct shape which_incoming_shape = SHAPE(
    struct which_incoming, F_ID(struct which_incoming, incoming, .required = true, .help = "which one"));

struct incoming_status {
    id id;
    usec at;
    str channel;
    enum incoming_state state;
    id conversation;
};
static const struct shape incoming_status_shape = SHAPE(
    struct incoming_status, F_ID(struct incoming_status, id), F_TIME(struct incoming_status, at, .required = true),
    F_TEXT(struct incoming_status, channel),
    F_ENUM(struct incoming_status, state, incoming_state_words, .help = "stored: safe, and not yet read"),
    F_ID(struct incoming_status, conversation, .help = "what it led to, once it is understood"));

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct incoming it = { 0 };
    (void)ask;
    TRY(incoming_find(t, ((const struct which_incoming *)in)->incoming, &it));
    *(struct incoming_status *)out = (struct incoming_status){
        .id = it.id, .at = it.at, .channel = it.channel, .state = it.state, .conversation = it.conversation
    };
    return OK;
}

/* ---- which channels there are ---- */

struct channel_row {
    str name, title;
    bool sends;
};
static const struct shape channel_row_shape = SHAPE(
    struct channel_row, F_TEXT(struct channel_row, name, .help = "as conversations name it"),
    F_TEXT(struct channel_row, title, .help = "what people call it"),
    F_BOOL(struct channel_row, sends, .help = "answers leave through it; otherwise they are read on the private page"));
LIST(channel_row);

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct channel_row_list rows = { 0 };
    (void)ask, (void)in;
    for (const struct channel_kind *const *k = channel_kinds; *k; k++)
        *LIST_ADD(t->arena, &rows) = (struct channel_row){ .name = str_of((*k)->name),
                                                           .title = str_of((*k)->title),
                                                           .sends = (*k)->send || (*k)->letters };
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/channels",
      .may = "conversation.read",
      .gives = &channel_row_shape,
      .gives_list = true,
      .run = list,
      .help = "How customers reach us." },
    { .on = "POST /api/v1/incoming",
      .may = "incoming.write",
      .takes = &api_incoming_shape,
      .gives = &accepted_shape,
      .rate = RATE_INTAKE,
      .keyed = true,
      .run = take,
      .help = "Hand in what a customer said. 202: it is safe on disk, and becomes a conversation in a moment." },
    { .on = "GET /api/v1/incoming/{incoming}",
      .may = "incoming.write",
      .takes = &which_incoming_shape,
      .gives = &incoming_status_shape,
      .run = show,
      .help = "What became of something that was handed in." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "incoming.write",
      .roles = ROLE(ADMIN) | ROLE(OWNER),
      .help = "hand in what customers said elsewhere, and see what became of it" },
    { 0 },
};

static const struct event_kind *const events[] = { &INCOMING_ARRIVED, &OUTGOING_QUEUED, &CONTACT_LINKED, NULL };

const struct module module_channel = { .name = "channel",
                                       .routes = routes,
                                       .permissions = permissions,
                                       .events = events,
                                       .leaves = incoming_leaves,
                                       .forget = incoming_forget };
