/* The pictures in a mail: shown from here, and fetched from elsewhere only when somebody asks. */
#include "channel/email/mail_routes.h"
#include "channel/email/reading.h"
#include "spine/route.h"

struct which_pictures {
    id mail;
};
static const struct shape which_pictures_shape = SHAPE(
    struct which_pictures, F_ID(struct which_pictures, mail, .required = true, .help = "whose"));

struct which_picture {
    id mail;
    int64_t place;
};
static const struct shape which_picture_shape = SHAPE(
    struct which_picture, F_ID(struct which_picture, mail, .required = true, .help = "whose"),
    F_INT(struct which_picture, place, .required = true, .min = 1, .max = PICTURES_MOST, .help = "which one of them"));

struct pictures_wanted {
    int64_t wanted;
};
static const struct shape pictures_wanted_shape = SHAPE(
    struct pictures_wanted, F_INT(struct pictures_wanted, wanted, .help = "so many are on their way; 0: none is left"));

static enum err want(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct ledger_mail m = { 0 };
    (void)ask;
    TRY(mail_find_for(t, "conversation.reply", ((const struct which_pictures *)in)->mail, &m));
    return mail_pictures_want(t, &m, &((struct pictures_wanted *)out)->wanted);
}

static enum err show(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct which_picture *w = in;
    struct ledger_mail m = { 0 };
    struct file file = { 0 };
    (void)out;
    TRY(mail_find_for(t, "mail.read", w->mail, &m));
    TRY(mail_picture_at(t, m.id, w->place, &file));
    file_answer(t, &file, ask->answer);
    return OK;
}

static const struct route routes[] = {
    { .on = "POST /api/v1/mails/{mail}/fetch-remote",
      .may = "conversation.reply",
      .takes = &which_pictures_shape,
      .gives = &pictures_wanted_shape,
      .run = want,
      .help = "Fetch the pictures of a mail that lie elsewhere: by us, once, and only what stands in it. Whoever put "
              "them there learns that the mail was read." },
    { .on = "GET /api/v1/mails/{mail}/picture",
      .may = "mail.read",
      .takes = &which_picture_shape,
      .type = ANY_FILE,
      .run = show,
      .help = "One picture of a mail, that came with it or was fetched." },
    { 0 },
};
static const struct event_kind *const events[] = { &MAIL_PICTURES_WANTED, &MAIL_PICTURES_FETCHED, NULL };

const struct module module_mail_picture = { .name = "mail_picture", .routes = routes, .events = events };
