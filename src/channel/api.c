/* Other programs: POST /api/v1/incoming with JSON. */
#include "channel/api.h"

#include "text/json.h"
#include "text/language.h"

const struct shape api_incoming_shape = SHAPE(
    struct api_incoming,
    F_TEXT(struct api_incoming, body, .required = true, .max = 20000, .help = "what the customer says",
           .example = "Where is my order?"),
    F_TEXT(struct api_incoming, email, .max = 254, .help = "the customer's address, by which they are known again",
           .example = "ann@example.org"),
    F_TEXT(struct api_incoming, name, .max = 200, .help = "what the customer is called", .example = "Ann"),
    F_TEXT(struct api_incoming, subject, .max = 200, .help = "what it is about; made from the body when it is missing"),
    F_TEXT(struct api_incoming, language, .max = LANGUAGE_CHARACTERS,
           .help = "the customer's language, such as en or pt-BR (BCP 47)"),
    F_BOOL(struct api_incoming, page, .help = "make a private page on which the customer reads our answers"));

static enum err hear(struct turn *t, str raw, struct heard *out)
{
    struct api_incoming in = { 0 };
    TRY(json_read(t->arena, t->why, raw, &api_incoming_shape, &in));
    *out = (struct heard){
        .email = in.email, .name = in.name, .subject = in.subject, .body = in.body, .language = in.language
    };
    return OK;
}

const struct channel_kind channel_api = { .name = "api", .title = "API", .hear = hear };
