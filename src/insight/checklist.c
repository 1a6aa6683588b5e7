#include "insight/checklist.h"

#include "business/business.h"
#include "channel/form.h"

const char *const step_name_words[] = { "name", "hours", "password", "colleague", "link", "try", "answer", NULL };

const struct shape first_step_shape = SHAPE(
    struct first_step,
    F_ENUM(struct first_step, name, step_name_words, .help = "name, hours, password, colleague, link, try or answer"),
    F_BOOL(struct first_step, done, .help = "as it really is, or happened"));
const struct shape checklist_shape = SHAPE(
    struct checklist, F_BOOL(struct checklist, shown, .help = "something is left, and nobody put the list away"),
    F_BOOL(struct checklist, set_up, .help = "the first questions were answered or put off"),
    F_LIST(struct checklist, steps, first_step_shape));

struct facts {
    int64_t password, colleagues, linked, tried, answered;
};
static const struct shape facts_shape = SHAPE(struct facts, F_INT(struct facts, password),
                                              F_INT(struct facts, colleagues), F_INT(struct facts, linked),
                                              F_INT(struct facts, tried), F_INT(struct facts, answered));

#include "checklist.sql.h"

enum err checklist_find(struct turn *t, struct checklist *out)
{
    struct business b = { 0 };
    struct hours hours = { 0 };
    struct facts is = { 0 };
    TRY(business_find(t, &b));
    TRY(business_hours(t, &hours));
    TRY(sql_checklist_facts(t, t->actor.who, str_of(CONTACT_LINKED.name), &is));
    const bool done[] = {
        [STEP_NAME] = b.name.n > 0,           [STEP_HOURS] = hours.known,  [STEP_PASSWORD] = is.password > 0,
        [STEP_COLLEAGUE] = is.colleagues > 0, [STEP_LINK] = is.linked > 0, [STEP_TRY] = is.tried > 0,
        [STEP_ANSWER] = is.answered > 0,
    };
    *out = (struct checklist){ .shown = !b.checklist_gone_at && !done[STEP_ANSWER], .set_up = b.set_up_at != 0 };
    for (size_t i = 0; i < COUNT_OF(done); i++)
        *LIST_ADD(t->arena, &out->steps) = (struct first_step){ .name = (enum step_name)i, .done = done[i] };
    return OK;
}

/* ---- routes ---- */

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in;
    return checklist_find(t, out);
}

static enum err put_away(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask, (void)in, (void)out;
    return business_put_checklist_away(t);
}

static const struct route routes[] = {
    { .on = "GET /api/v1/checklist",
      .may = "business.manage",
      .gives = &checklist_shape,
      .run = show,
      .help = "The first steps of a new house, and which of them are done." },
    { .on = "DELETE /api/v1/checklist",
      .may = "business.manage",
      .run = put_away,
      .help = "Puts the list away for good." },
    { 0 },
};

const struct module module_checklist = { .name = "checklist", .routes = routes };
