#include "survey/survey_routes.h"

#include "conversation/conversation.h"
#include "spine/access.h"
#include "spine/setting.h"
#include "survey/survey.h"
#include "text/typed.h"
#include "text/url.h"

#include "survey.html.h"

/* ---- what the page shows ---- */

enum face { ASKING, THANKS, ALREADY, OVER, REOPENED, STOPPED };
static const char *const face_words[] = { "asking", "thanks", "already", "over", "reopened", "stopped", NULL };

struct point {
    int64_t score;
    str label;
    bool chosen;
};
static const struct shape point_shape = SHAPE(struct point, F_INT(struct point, score), F_TEXT(struct point, label),
                                              F_BOOL(struct point, chosen));
LIST(point);

struct survey_page {
    str token, question;
    struct typed comment;
    enum face face;
    bool long_scale, contact, wrong, error, may_stop; /* error: of the score */
    struct point_list points;
};
static const struct shape survey_page_shape = SHAPE(
    struct survey_page, F_TEXT(struct survey_page, token), F_TEXT(struct survey_page, question),
    F_SHAPE(struct survey_page, comment, typed_shape), F_ENUM(struct survey_page, face, face_words),
    F_BOOL(struct survey_page, long_scale), F_BOOL(struct survey_page, contact), F_BOOL(struct survey_page, wrong),
    F_BOOL(struct survey_page, error), F_BOOL(struct survey_page, may_stop),
    F_LIST(struct survey_page, points, point_shape));

/* The score is text on purpose: what is not one is asked again on the page, never refused with an error. */
struct survey_link {
    str token, score;
};
static const struct shape survey_link_shape = SHAPE(
    struct survey_link,
    F_TEXT(struct survey_link, token, .required = true, .max = 100, .secret = true,
           .help = "the secret part of the address"),
    F_TEXT(struct survey_link, score, .max = 100, .help = "preselects an answer; nothing is answered by looking"));

struct survey_form {
    str token, score, comment;
    bool contact;
};
static const struct shape survey_form_shape = SHAPE(
    struct survey_form,
    F_TEXT(struct survey_form, token, .required = true, .max = 100, .secret = true,
           .help = "the secret part of the address"),
    F_TEXT(struct survey_form, score, .max = 100, .help = "the answer"),
    F_TEXT(struct survey_form, comment, .max = FORM_CHARACTERS, .help = "in the customer's own words"),
    F_BOOL(struct survey_form, contact, .help = "the customer may be contacted about this"));

static void add_points(struct turn *t, const struct ask *ask, const struct survey_kind *kind, str chosen,
                       struct point_list *out)
{
    int64_t score = kind->low - 1;
    bool any = survey_score(kind, chosen, &score);
    for (int64_t at = kind->low; at <= kind->high; at++) {
        const char *label = kind->labels[at - kind->low];
        *LIST_ADD(t->arena, out) = (struct point){ .score = at,
                                                   .label = label ? words_get(ask->words, str_of(label)) : (str){ 0 },
                                                   .chosen = any && at == score };
    }
}

static enum face face_of(const struct turn *t, const struct survey_invitation *it)
{
    if (it->state == INVITATION_COMPLETED) return THANKS;
    if (it->state == INVITATION_REFUSED) return STOPPED;
    if (it->state == INVITATION_WITHDRAWN) return REOPENED;
    return survey_is_open(t, it) ? ASKING : OVER;
}

static enum err fill_page(struct turn *t, struct ask *ask, const struct survey_invitation *it,
                          const struct survey_form *said, struct survey_page *page)
{
    const struct survey_kind *kind = survey_kind_named(it->kind);
    bool opted_out = false;
    if (!kind) return fail(t, GONE, "this question is not asked any more");
    TRY(survey_has_opted_out(t, it->customer, &opted_out));
    *page = (struct survey_page){ .token = said->token,
                                  .question = words_get(ask->words, str_of(kind->question)),
                                  .comment = { .text = str_trim(said->comment) },
                                  .contact = said->contact,
                                  .face = face_of(t, it),
                                  .long_scale = kind->high - kind->low > 7,
                                  .may_stop = !opted_out };
    add_points(t, ask, kind, said->score, &page->points);
    return OK;
}

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct survey_link *link = in;
    struct survey_invitation it = { 0 };
    TRY(survey_of_token(t, link->token, &it));
    return fill_page(t, ask, &it, &(struct survey_form){ .token = link->token, .score = link->score }, out);
}

/* ---- what the customer does there ---- */

/* Who holds the link is the customer of that one invitation. */
static enum err enter(struct turn *t, str token, struct survey_invitation *it)
{
    TRY(survey_of_token(t, token, it));
    t->actor = (struct actor){ .kind = CUSTOMER, .who = it->customer, .conversation = it->conversation };
    return OK;
}

static str page_address(struct turn *t, str token)
{
    return str_format(t->arena, "/s/%.*s", STR_ARG(token));
}

/* The same page again, with what was typed and the fix beside the field. */
static enum err ask_again(struct turn *t, struct ask *ask, const struct survey_invitation *it, struct survey_page *page)
{
    page->wrong = true;
    ask->answer->code = INVALID;
    return survey_open(t, it);
}

static enum err answer(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct survey_form *said = in;
    struct survey_page *page = out;
    struct survey_invitation it = { 0 };
    int64_t score = 0;
    TRY(enter(t, said->token, &it));
    TRY(fill_page(t, ask, &it, said, page));
    if (page->face == THANKS) page->face = ALREADY;
    if (page->face != ASKING) {
        ask->answer->code = page->face == ALREADY ? CONFLICT : GONE;
        return OK;
    }
    page->error = !survey_score(survey_kind_named(it.kind), said->score, &score);
    typed_limit(t->arena, ask->words, &page->comment, COMMENT_CHARACTERS, "survey.error_comment_long");
    if (page->error || page->comment.error.n) return ask_again(t, ask, &it, page);
    struct survey_response r = { .score = score,
                                 .comment = page->comment.text,
                                 .contact = said->contact,
                                 .language = str_of(ask->words->language) };
    TRY(survey_answer(t, &it, &r));
    ask->answer->where = page_address(t, said->token);
    return OK;
}

static enum err stop(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct survey_link *link = in;
    struct survey_invitation it = { 0 };
    (void)out;
    TRY(enter(t, link->token, &it));
    TRY(survey_opt_out(t, it.customer));
    ask->answer->where = page_address(t, link->token);
    return OK;
}

/* ---- what staff see ---- */

struct whose {
    id conversation;
};
static const struct shape whose_shape = SHAPE(
    struct whose, F_ID(struct whose, conversation, .required = true, .help = "which conversation"));

static enum err list_outcomes(struct turn *t, struct ask *ask, const void *in, void *out)
{
    id which = ((const struct whose *)in)->conversation;
    struct conversation c = { 0 };
    struct survey_outcome_list list = { 0 };
    (void)ask;
    TRY(conversation_find(t, which, &c));
    TRY(access_may_in(t, "survey.read", c.team));
    TRY(survey_outcomes(t, which, &list));
    *(struct list *)out = (struct list){ .at = list.at, .n = list.n, .room = list.room };
    return OK;
}

struct whose_answers {
    id customer;
};
static const struct shape whose_answers_shape = SHAPE(
    struct whose_answers, F_ID(struct whose_answers, customer, .required = true, .help = "which customer"));

static enum err show_standing(struct turn *t, struct ask *ask, const void *in, void *out)
{
    (void)ask;
    return survey_standing_of(t, ((const struct whose_answers *)in)->customer, out);
}

static const struct route routes[] = {
    { .on = "GET /s/{token}",
      .may = PUBLIC,
      .takes = &survey_link_shape,
      .gives = &survey_page_shape,
      .page = &survey_html,
      .rate = RATE_SECRET,
      .run = show,
      .help = "The question of one invitation. Looking never answers." },
    { .on = "POST /s/{token}",
      .may = PUBLIC,
      .takes = &survey_form_shape,
      .gives = &survey_page_shape,
      .page = &survey_html,
      .rate = RATE_SECRET,
      .run = answer,
      .help = "Answers it. The first answer counts." },
    { .on = "POST /s/{token}/stop",
      .may = PUBLIC,
      .takes = &survey_link_shape,
      .gives = &survey_page_shape,
      .page = &survey_html,
      .rate = RATE_SECRET,
      .run = stop,
      .help = "This customer is never asked again." },
    { .on = "GET /api/v1/customers/{customer}/surveys",
      .may = "survey.read",
      .takes = &whose_answers_shape,
      .gives = &survey_standing_shape,
      .run = show_standing,
      .help = "What a customer answered when we asked how it went, and whether they may be asked." },
    { .on = "GET /api/v1/conversations/{conversation}/surveys",
      .may = "survey.read",
      .takes = &whose_shape,
      .gives = &survey_outcome_shape,
      .gives_list = true,
      .run = list_outcomes,
      .help = "How the customer was asked about it, or why not, and the answer." },
    { 0 },
};

static const struct permission permissions[] = {
    { .name = "survey.read", .roles = EVERY_ROLE, .help = "read what customers answered" },
    { 0 },
};

static const struct setting_kind settings[] = {
    { .name = "survey.after_resolve",
      .kind = FIELD_ENUM,
      .words = survey_after_resolve_words,
      .standard = "csat",
      .help = "what a customer is asked when a conversation is resolved" },
    { 0 },
};

static const struct event_kind *const events[] = { &SURVEY_INVITED,   &SURVEY_SUPPRESSED,
                                                   &SURVEY_WITHDRAWN, &SURVEY_EXPIRED,
                                                   &SURVEY_COMPLETED, &SURVEY_OPTED_OUT,
                                                   &LOOP_OPENED,      NULL };

const struct module module_survey = { .name = "survey",
                                      .routes = routes,
                                      .events = events,
                                      .settings = settings,
                                      .permissions = permissions,
                                      .forget = survey_forget };
