/* What became of each answer that leaves by e-mail, and once more what failed. */
#include "conversation/delivery_routes.h"

#include "conversation/delivery.h"
#include "conversation/envelope.h"
#include "spine/house.h"

struct which_thread {
    id conversation;
};
static const struct shape which_thread_shape = SHAPE(
    struct which_thread, F_ID(struct which_thread, conversation, .required = true, .help = "which conversation"));

struct which_answer {
    id message;
};
static const struct shape which_answer_shape = SHAPE(
    struct which_answer, F_ID(struct which_answer, message, .required = true, .help = "the message that it carries"));

static enum err list(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which_thread *)in)->conversation;
    struct conversation c = { 0 };
    struct delivery_list rows = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.read", which, &c));
    TRY(delivery_list(t, which, &rows));
    *(struct list *)out = (struct list){ .at = rows.at, .n = rows.n, .room = rows.room };
    return OK;
}

static enum err propose(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct conversation c = { 0 };
    (void)ask;
    TRY(conversation_find_for(t, "conversation.reply", ((const struct which_thread *)in)->conversation, &c));
    return envelope_propose(t, &c, out);
}

static enum err again(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct which_answer *)in)->message;
    struct delivery d = { 0 };
    struct conversation c = { 0 };
    (void)ask;
    TRY(delivery_find(t, which, &d));
    TRY(conversation_hold_for(t, "conversation.reply", d.conversation, &c));
    TRY(delivery_again(t, which));
    return delivery_find(t, which, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/conversations/{conversation}/deliveries",
      .may = "conversation.read",
      .takes = &which_thread_shape,
      .gives = &delivery_shape,
      .gives_list = true,
      .run = list,
      .help = "What became of each answer that leaves by e-mail: queued, sent, failed or bounced." },
    { .on = "GET /api/v1/conversations/{conversation}/envelope",
      .may = "conversation.reply",
      .takes = &which_thread_shape,
      .gives = &envelope_proposed_shape,
      .run = propose,
      .help = "Who the next answer by e-mail could go to, and what will stand below it. Without cc it goes to the "
              "customer alone." },
    { .on = "POST /api/v1/deliveries/{message}/again",
      .may = "conversation.reply",
      .takes = &which_answer_shape,
      .gives = &delivery_shape,
      .run = again,
      .help = "Send once more what failed or came back, to the address that the customer has by now." },
    { 0 },
};
static const struct event_kind *const events[] = { &DELIVERY_CHANGED, NULL };

/* On PostgreSQL another program may be sending it: there its half hour has to end. */
static void begin(struct house *h)
{
    struct arena *a = arena_open();
    if (store_engine(h->store) == SQLITE && turn_write(h, actor_system(), delivery_let_go, NULL, NULL, a) != OK)
        log_warn("what was being sent before is due again after half an hour");
    arena_close(a);
}

const struct module module_delivery = {
    .name = "delivery", .routes = routes, .events = events, .forget = delivery_forget, .begin = begin
};
