/* API keys: the list, a new one, and its end. */
#include "staff/key_routes.h"

#include "spine/access.h"
#include "staff/key.h"

static const struct shape key_wish_shape = SHAPE(
    struct key_wish,
    F_TEXT(struct key_wish, name, .required = true, .max = KEY_NAME_CHARACTERS, .help = "what it is for"),
    F_TEXTS(struct key_wish, scopes, .required = true, .max = KEY_SCOPES_MOST,
            .help = "permissions that you have yourself; an owner may also say *"),
    F_TIME(struct key_wish, expires_at, .help = "from when on it is refused; never"));

struct key_once {
    id id;
    str name, scopes, key;
};
static const struct shape key_once_shape = SHAPE(
    struct key_once, F_ID(struct key_once, id), F_TEXT(struct key_once, name), F_TEXT(struct key_once, scopes),
    F_TEXT(struct key_once, key, .secret = true, .help = "for the header Authorization: Bearer …; shown once"));

struct which_key {
    id key;
};
static const struct shape which_key_shape = SHAPE(struct which_key,
                                                  F_ID(struct which_key, key, .required = true, .help = "which key"));

static enum err list_keys(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct api_key_list list = { 0 };
    (void)ask, (void)in;
    TRY(key_list(t, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

static enum err make_key(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct key_once *once = out;
    struct api_key it = { 0 };
    ask->answer->code = 201;
    TRY(key_make(t, in, &it, &once->key));
    once->id = it.id, once->name = it.name, once->scopes = it.scopes;
    return OK;
}

static enum err revoke_key(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)out;
    return key_revoke(t, ((const struct which_key *)in)->key);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/keys",
      .may = "key.manage",
      .gives = &api_key_shape,
      .gives_list = true,
      .run = list_keys,
      .help = "The API keys there are and were, without their secrets." },
    { .on = "POST /api/v1/keys",
      .may = "key.manage",
      .takes = &key_wish_shape,
      .gives = &key_once_shape,
      .run = make_key,
      .help = "A new API key; its secret is shown this once." },
    { .on = "DELETE /api/v1/keys/{key}",
      .may = "key.manage",
      .takes = &which_key_shape,
      .run = revoke_key,
      .help = "Revoke an API key: the next request with it is refused." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "key.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "make and revoke API keys" },
    { 0 },
};

static const struct event_kind *const events[] = { &KEY_MADE, &KEY_REVOKED, NULL };

const struct module module_key = { .name = "key", .routes = routes, .permissions = permissions, .events = events };
