/* Other programs: POST /api/v1/incoming with JSON. */
#include "channel/api.h"

#include "text/json.h"

const struct shape api_incoming_shape = SHAPE(
    struct api_incoming,
    F_TEXT(struct api_incoming, body, .required = true, .max = 20000, .help = "what the customer says"),
    F_TEXT(struct api_incoming, email, .max = 254, .help = "the customer's address"),
    F_TEXT(struct api_incoming, name, .max = 200, .help = "the customer's name"),
    F_TEXT(struct api_incoming, subject, .max = 200, .help = "in a few words"));

static enum err hear(struct turn *t, str raw, struct heard *out)
{
    struct api_incoming in = { 0 };
    TRY(json_read(t->arena, t->why, raw, &api_incoming_shape, &in));
    *out = (struct heard){ .email = in.email, .name = in.name, .subject = in.subject, .body = in.body };
    return OK;
}

const struct channel_kind channel_api = { .name = "api", .title = "API", .hear = hear };
