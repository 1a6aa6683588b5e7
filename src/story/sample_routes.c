#include "story/sample_routes.h"

#include "conversation/conversation_forget.h"
#include "customer/customer.h"
#include "spine/access.h"
#include "spine/sample.h"
#include "staff/staff_forget.h"

const struct shape sample_size_shape = SHAPE(
    struct sample_size, F_BOOL(struct sample_size, is_here, .help = "something here was told and did not happen"),
    F_BOOL(struct sample_size, leaving, .help = "it is being taken away; the numbers become smaller"),
    F_BOOL(struct sample_size, whole, .help = "it was told to its end; only then can it leave"),
    F_INT(struct sample_size, conversations, .help = "that are still here"), F_INT(struct sample_size, messages),
    F_INT(struct sample_size, customers), F_INT(struct sample_size, staff),
    F_TIME(struct sample_size, from, .help = "the time that was told"), F_TIME(struct sample_size, to));

enum err sample_measure(struct turn *t, struct sample_size *out)
{
    struct sample s = { 0 };
    bool found = false;
    *out = (struct sample_size){ 0 };
    TRY(sample_find(t, &s, &found));
    if (!found) return OK;
    TRY(conversation_count_told(t, &s, &out->conversations, &out->messages));
    TRY(customer_count_told(t, s.first_id, sample_last(&s), &out->customers));
    TRY(staff_count_told(t, &s, &out->staff));
    out->is_here = true;
    out->leaving = s.leaving_at != 0;
    out->whole = s.last_id != 0;
    out->from = id_time(s.first_id);
    out->to = s.told_at;
    return OK;
}

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return sample_measure(t, out);
}

static enum err forget(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)in;
    TRY(sample_leave(t));
    ask->answer->code = 202;
    return sample_measure(t, out);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/sample",
      .may = "sample.forget",
      .gives = &sample_size_shape,
      .run = show,
      .help = "What here was told and did not happen: the sample shop." },
    { .on = "DELETE /api/v1/sample",
      .may = "sample.forget",
      .gives = &sample_size_shape,
      .run = forget,
      .help = "Take the sample away, in the background; what really happened stays." },
    { 0 },
};
static const struct permission permissions[] = {
    { .name = "sample.forget", .roles = ROLE(OWNER), .help = "see the sample shop's size and take it away" },
    { 0 },
};
static const struct event_kind *const events[] = { &SAMPLE_LEAVING, &SAMPLE_FORGOTTEN, NULL };

const struct module module_sample = {
    .name = "sample", .routes = routes, .permissions = permissions, .events = events
};
