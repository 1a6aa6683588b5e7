#include "portal/portal_routes.h"

#include "business/opening.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "customer/customer.h"
#include "spine/house.h"
#include "spine/token.h"
#include "survey/survey.h"
#include "text/email.h"
#include "text/language.h"
#include "text/typed.h"
#include "text/url.h"
#include "text/utf8.h"

#include "contact.html.h"
#include "private.html.h"

/* ---- what the pages show ---- */

enum { CONTINUED_MOST = 10, FILES_MOST = 5 };

struct contact_page {
    str from; /* the host whose page led here, or empty */
    struct opening_told opening;
    struct typed message, name, email, files;
    str language;       /* what their browser asks for first, or else that of the page */
    bool wrong, chosen; /* chosen: files, which a browser does not send again by itself */
};
static const struct shape contact_page_shape = SHAPE(
    struct contact_page, F_TEXT(struct contact_page, from), F_SHAPE(struct contact_page, opening, opening_told_shape),
    F_SHAPE(struct contact_page, message, typed_shape), F_SHAPE(struct contact_page, name, typed_shape),
    F_SHAPE(struct contact_page, email, typed_shape), F_SHAPE(struct contact_page, files, typed_shape),
    F_TEXT(struct contact_page, language), F_BOOL(struct contact_page, wrong), F_BOOL(struct contact_page, chosen));

struct private_page {
    str token, subject;
    str survey; /* the link of a question that waits, or empty */
    struct opening_told opening;
    struct typed message, files;
    bool understood, asks, chosen;
    usec ends_at;
    int64_t days;
    enum conversation_state state;
    struct message_list messages;
};
static const struct shape private_page_shape = SHAPE(
    struct private_page, F_TEXT(struct private_page, token), F_TEXT(struct private_page, subject),
    F_TEXT(struct private_page, survey), F_SHAPE(struct private_page, opening, opening_told_shape),
    F_SHAPE(struct private_page, message, typed_shape), F_SHAPE(struct private_page, files, typed_shape),
    F_BOOL(struct private_page, chosen), F_BOOL(struct private_page, understood), F_BOOL(struct private_page, asks),
    F_TIME(struct private_page, ends_at), F_INT(struct private_page, days),
    F_ENUM(struct private_page, state, conversation_state_words), F_LIST(struct private_page, messages, message_shape));

/* ---- the contact form ---- */

/* Browsers name the page that led here, or its host at least (Referer); our own do not count. */
static str host_before(struct turn *t, const struct request *r)
{
    struct url before = { 0 }, own = { 0 };
    if (!r || url_read(t->arena, NULL, request_header(r, "Referer"), &before) != OK) return (str){ 0 };
    if (url_read(t->arena, NULL, t->house->options.address, &own) == OK && str_is(own.host, before.host))
        return (str){ 0 };
    return str_cut(before.host, HOST_CHARACTERS);
}

/* A page comes in the nearest language we have; who reads another one is answered in it if we can. */
static str language_of(const struct ask *ask)
{
    str asked = ask->request ? request_header(ask->request, "Accept-Language") : (str){ 0 };
    str first = str_split(&asked, ',');
    str tag = str_trim(str_split(&first, ';'));
    return tag.n && tag.n <= LANGUAGE_CHARACTERS && language_is_tag(tag) ? tag : str_of(ask->words->language);
}

static enum err show_form(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct contact_page *page = out;
    (void)in;
    page->from = host_before(t, ask->request);
    page->language = language_of(ask);
    return opening_tell(t, ask->words, &page->opening);
}

/* Said once: from then on it is known that the link stands somewhere. */
static enum err note_link(struct turn *t, str from)
{
    bool known = false;
    if (str_empty(from)) return OK;
    TRY(event_has_been(t, &CONTACT_LINKED, &known));
    return known ? OK : EMIT(t, CONTACT_LINKED, .subject = 0);
}

/* A message is needed, and no longer than one may be. */
static void judge_message(struct turn *t, const struct words *words, struct typed *message)
{
    if (utf8_blank(message->text)) typed_wrong(words, message, "contact.error_message");
    typed_limit(t->arena, words, message, BODY_CHARACTERS, "contact.error_message_long");
}

/* The size of all together was judged on the wire. */
static void judge_files(const struct ask *ask, struct typed *files)
{
    const struct sent_file_list *sent = &ask->request->files;
    if (sent->n > FILES_MOST) typed_wrong(ask->words, files, "contact.error_files_many");
    for (size_t i = 0; i < sent->n; i++)
        if (sent->at[i].bytes == 0) typed_wrong(ask->words, files, "contact.error_file_empty");
}

static enum err keep_files(struct turn *t, const struct ask *ask, struct id_list *out)
{
    const struct sent_file_list *sent = &ask->request->files;
    struct file f = { 0 };
    for (size_t i = 0; i < sent->n; i++) {
        if (!str_is(sent->at[i].field, STR("files")))
            return fail_field(t, "files", "is the only field that takes files");
        TRY(file_keep_sent(t, &sent->at[i], &f));
        *LIST_ADD(t->arena, out) = f.id;
    }
    return OK;
}

static void judge_contact(struct turn *t, const struct words *words, struct contact_page *page)
{
    str norm = { 0 };
    judge_message(t, words, &page->message);
    typed_limit(t->arena, words, &page->name, NAME_CHARACTERS, "contact.error_name_long");
    typed_limit(t->arena, words, &page->email, EMAIL_CHARACTERS, "contact.error_email_long");
    if (!str_empty(str_trim(page->email.text)) && !email_norm(t->arena, page->email.text, &norm))
        typed_wrong(words, &page->email, "contact.error_email");
    page->wrong = page->message.error.n || page->name.error.n || page->email.error.n || page->files.error.n;
}

/* What cannot be taken comes back as the same page, with everything that was typed and the fix beside the field. */
static enum err take_form(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct contact *c = in;
    struct contact_page *page = out;
    struct incoming kept = { 0 };
    TRY(opening_tell(t, ask->words, &page->opening));
    page->from = c->from;
    page->message.text = c->message, page->name.text = c->name, page->email.text = c->email;
    page->language = c->language;
    judge_files(ask, &page->files);
    judge_contact(t, ask->words, page);
    page->chosen = ask->request->files.n > 0;
    if (page->wrong) {
        ask->answer->code = INVALID;
        return OK;
    }
    TRY(note_link(t, c->from));
    struct id_list files = { 0 };
    str token = token_make(t->arena);
    TRY(keep_files(t, ask, &files));
    ask->answer->where = str_format(t->arena, "/c/%.*s", STR_ARG(token));
    str raw = form_with_files(t, ask->request->body, &files);
    return incoming_keep(t, &channel_form, raw, (str){ 0 }, token, &kept);
}

/* ---- the private page ---- */

struct private_link {
    str token;
};
static const struct shape private_link_shape = SHAPE(
    struct private_link, F_TEXT(struct private_link, token, .required = true, .max = 100, .secret = true,
                                .help = "the secret part of the private page's address"));

struct private_words {
    str token, message;
};
static const struct shape private_words_shape = SHAPE(
    struct private_words,
    F_TEXT(struct private_words, token, .required = true, .max = 100, .secret = true,
           .help = "the secret part of the address"),
    F_TEXT(struct private_words, message, .max = FORM_CHARACTERS, .help = "what to say, or what is missing"));

/* Nobody has to answer: the page offers the question below everything else. */
static enum err offer_survey(struct turn *t, id conversation, struct private_page *page)
{
    struct survey_invitation it = { 0 };
    bool found = false;
    TRY(survey_of_conversation(t, conversation, &it, &found));
    if (found) page->survey = survey_token(t, it.id);
    return OK;
}

/* Everything that was said, also in the closed conversations that this one goes on from. */
static enum err tell_thread(struct turn *t, const struct conversation *c, struct message_list *out)
{
    struct message_list parts[CONTINUED_MOST] = { 0 };
    struct conversation at = *c;
    int n = 0;
    TRY(conversation_messages(t, at.id, false, &parts[n++]));
    while (at.continues && n < CONTINUED_MOST) {
        TRY(conversation_find(t, at.continues, &at));
        TRY(conversation_messages(t, at.id, false, &parts[n++]));
    }
    while (n-- > 0)
        for (size_t i = 0; i < parts[n].n; i++) *LIST_ADD(t->arena, out) = parts[n].at[i];
    return OK;
}

static enum err fill_private(struct turn *t, struct ask *ask, str token, struct private_page *page)
{
    struct incoming it = { 0 };
    struct conversation c = { 0 };
    TRY(incoming_of_token(t, token, &it));
    *page = (struct private_page){
        .token = token, .ends_at = it.expires_at, .days = LINK_DAYS, .understood = it.conversation != 0
    };
    TRY(opening_tell(t, ask->words, &page->opening));
    if (!it.conversation) return OK;
    TRY(conversation_find(t, it.conversation, &c));
    page->subject = c.subject;
    page->state = c.state;
    page->asks = c.first_reply_at && (c.state == AWAITING_CUSTOMER || c.state == PROPOSED ||
                                      (c.state == RESOLVED && c.resolved_how == ASSUMED));
    TRY(offer_survey(t, c.id, page));
    return tell_thread(t, &c, &page->messages);
}

static enum err show_private(struct turn *t, struct ask *ask, const void *in, void *out)
{
    return fill_private(t, ask, ((const struct private_link *)in)->token, out);
}

/* ---- what the customer does there ---- */

/* Who holds the link is the customer of that one conversation. */
static enum err enter(struct turn *t, str token, id *which)
{
    struct incoming it = { 0 };
    struct conversation c = { 0 };
    TRY(incoming_of_token(t, token, &it));
    if (!it.conversation)
        return fail(t, CONFLICT, "your first message is just being read: please try again in a moment");
    TRY(conversation_find(t, it.conversation, &c));
    t->actor = (struct actor){ .kind = CUSTOMER, .who = c.customer, .conversation = c.id };
    *which = c.id;
    return OK;
}

static void lead_back(struct turn *t, struct ask *ask, str token)
{
    ask->answer->where = str_format(t->arena, "/c/%.*s", STR_ARG(token));
}

struct answer_typed {
    struct typed message, files;
};

/* The same page again, with what was typed and the fix beside the field. */
static enum err ask_again(struct turn *t, struct ask *ask, str token, const struct answer_typed *typed,
                          struct private_page *page)
{
    ask->answer->code = INVALID;
    TRY(fill_private(t, ask, token, page));
    page->message = typed->message;
    page->files = typed->files;
    page->chosen = ask->request->files.n > 0;
    return OK;
}

/* What is written to a closed conversation opens a new one: from now on the link leads there. */
static enum err lead_on(struct turn *t, str token, id conversation)
{
    struct incoming it = { 0 };
    TRY(incoming_of_token(t, token, &it));
    return it.conversation == conversation ? OK : incoming_understood(t, it.id, conversation);
}

static enum err reply(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct private_words *said = in;
    struct answer_typed typed = { .message.text = said->message };
    struct customer_words words = { .body = said->message };
    struct message m = { 0 };
    id which = 0;
    TRY(enter(t, said->token, &which));
    judge_message(t, ask->words, &typed.message);
    judge_files(ask, &typed.files);
    if (typed.message.error.n || typed.files.error.n) return ask_again(t, ask, said->token, &typed, out);
    TRY(keep_files(t, ask, &words.files));
    TRY(conversation_customer_says(t, which, &words, &m));
    lead_back(t, ask, said->token);
    return lead_on(t, said->token, m.conversation);
}

static enum err solved(struct turn *t, struct ask *ask, const void *in, void *out)
{
    str token = ((const struct private_link *)in)->token;
    id which = 0;
    (void)out;
    TRY(enter(t, token, &which));
    lead_back(t, ask, token);
    return conversation_confirm(t, which);
}

static enum err not_solved(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct private_words *said = in;
    struct answer_typed typed = { .message.text = said->message };
    id which = 0;
    TRY(enter(t, said->token, &which));
    typed_limit(t->arena, ask->words, &typed.message, BODY_CHARACTERS, "contact.error_message_long");
    if (typed.message.error.n) return ask_again(t, ask, said->token, &typed, out);
    lead_back(t, ask, said->token);
    return conversation_not_solved(t, which, said->message);
}

/* ---- files that hang on what was said there ---- */

struct private_file {
    str token;
    id file;
};
static const struct shape private_file_shape = SHAPE(
    struct private_file,
    F_TEXT(struct private_file, token, .required = true, .max = 100, .secret = true,
           .help = "the secret part of the address"),
    F_ID(struct private_file, file, .required = true, .help = "which one"));

static const struct file *find_file(const struct message_list *messages, id which)
{
    for (size_t m = 0; m < messages->n; m++)
        for (size_t i = 0; i < messages->at[m].files.n; i++)
            if (messages->at[m].files.at[i].id == which) return &messages->at[m].files.at[i];
    return NULL;
}

/* What the page shows can be had, and nothing else: no file of a note. */
static enum err fetch_file(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct private_file *it = in;
    struct message_list messages = { 0 };
    struct conversation c = { 0 };
    id which = 0;
    (void)out;
    TRY(enter(t, it->token, &which));
    TRY(conversation_find(t, which, &c));
    TRY(tell_thread(t, &c, &messages));
    const struct file *f = find_file(&messages, it->file);
    if (!f) return fail(t, NOT_FOUND, "there is nothing here");
    file_answer(t, f, ask->answer);
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /contact",
      .may = PUBLIC,
      .gives = &contact_page_shape,
      .page = &contact_html,
      .run = show_form,
      .help = "The contact form." },
    { .on = "POST /contact",
      .may = PUBLIC,
      .takes = &contact_shape,
      .gives = &contact_page_shape,
      .page = &contact_html,
      .files = FILES_MOST,
      .files_in = "files",
      .rate = RATE_INTAKE,
      .run = take_form,
      .help = "Takes a message and leads to its private page." },
    { .on = "GET /c/{token}",
      .may = PUBLIC,
      .takes = &private_link_shape,
      .gives = &private_page_shape,
      .page = &private_html,
      .rate = RATE_SECRET,
      .run = show_private,
      .help = "The customer's private page." },
    { .on = "GET /c/{token}/files/{file}",
      .may = PUBLIC,
      .takes = &private_file_shape,
      .type = ANY_FILE,
      .rate = RATE_SECRET,
      .run = fetch_file,
      .help = "Downloads a file that the private page shows." },
    { .on = "POST /c/{token}/reply",
      .may = PUBLIC,
      .takes = &private_words_shape,
      .gives = &private_page_shape,
      .page = &private_html,
      .files = FILES_MOST,
      .files_in = "files",
      .rate = RATE_INTAKE,
      .run = reply,
      .help = "The customer writes again." },
    { .on = "POST /c/{token}/solved",
      .may = PUBLIC,
      .takes = &private_link_shape,
      .gives = &private_page_shape,
      .page = &private_html,
      .rate = RATE_SECRET,
      .run = solved,
      .help = "The customer says that it is solved." },
    { .on = "POST /c/{token}/not-solved",
      .may = PUBLIC,
      .takes = &private_words_shape,
      .gives = &private_page_shape,
      .page = &private_html,
      .rate = RATE_INTAKE,
      .run = not_solved,
      .help = "The customer says that it is not." },
    { 0 },
};

const struct module module_portal = { .name = "portal", .routes = routes };
