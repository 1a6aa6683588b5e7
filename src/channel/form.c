/* The contact form on a web page: name=value pairs as a browser sends them. */
#include "channel/form.h"

#include "text/language.h"
#include "text/url.h"

#define FIELDS                                                                                                         \
    F_TEXT(struct contact, message, .max = FORM_CHARACTERS, .help = "what it is about"),                               \
        F_TEXT(struct contact, name, .max = FORM_CHARACTERS, .help = "how to address you"),                            \
        F_TEXT(struct contact, email, .max = FORM_CHARACTERS, .help = "where to answer"),                              \
        F_TEXT(struct contact, subject, .max = 200, .help = "in a few words"),                                         \
        F_TEXT(struct contact, language, .max = 200, .help = "which you read, such as en or pt-BR"),                   \
        F_TEXT(struct contact, website, .max = 200, .help = "leave this empty"),                                       \
        F_TEXT(struct contact, from, .max = HOST_CHARACTERS,                                                           \
               .help = "the host of the page that led here; leave it as it is")

const struct shape contact_shape = SHAPE(struct contact, FIELDS);
static const struct shape kept_contact_shape = SHAPE(struct contact, FIELDS, F_IDS(struct contact, files));

str form_with_files(struct turn *t, str form, const struct id_list *files)
{
    struct text out = { .arena = t->arena };
    text_add(&out, form);
    for (size_t i = 0; i < files->n; i++) text_addf(&out, "%sfiles=%lld", out.n ? "&" : "", (long long)files->at[i]);
    return text_str(&out);
}

const struct event_kind CONTACT_LINKED = { .name = "contact.linked",
                                           .help = "For the first time somebody wrote who came from another website.",
                                           .seen_by = "business.read" };

static enum err hear(struct turn *t, str raw, struct heard *out)
{
    struct contact c = { 0 };
    TRY(form_read(t->arena, t->why, raw, &kept_contact_shape, &c, 0));
    *out = (struct heard){ .email = c.email,
                           .name = c.name,
                           .subject = c.subject,
                           .body = c.message,
                           .files = c.files,
                           .machine = c.website.n > 0 };
    if (c.language.n <= LANGUAGE_CHARACTERS && language_is_tag(c.language))
        out->language = c.language; /* a message is not lost for the sake of a word */
    return OK;
}

const struct channel_kind channel_form = { .name = "form", .title = "Web form", .hear = hear };
