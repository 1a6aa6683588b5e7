/* The mails of one conversation, as people read them. */
#include "conversation/conversation_mail_routes.h"

#include "channel/email/reading.h"
#include "conversation/conversation.h"

struct whose_mails {
    id conversation;
};
static const struct shape whose_mails_shape = SHAPE(
    struct whose_mails, F_ID(struct whose_mails, conversation, .required = true, .help = "which conversation"));

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct whose_mails *)in)->conversation;
    struct conversation c = { 0 };
    struct mail_reading_list rows = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.read", which, &c));
    TRY(mail_readings(t, which, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/conversations/{conversation}/mails",
      .may = "conversation.read",
      .takes = &whose_mails_shape,
      .gives = &mail_reading_shape,
      .gives_list = true,
      .run = list,
      .help =
          "The e-mails that messages in it were made of: who wrote to whom, what their server proved, and what they "
          "looked like." },
    { 0 },
};

const struct module module_mail_reading = { .name = "mail_reading", .routes = routes };
