/* How a mail is read by people: who wrote to whom, whether that is proved, what it looked like, and the pictures in it.
 *
 *   hung: it travelled with the mail
 *   remote ──POST fetch-remote──▶ wanted ──mail_pictures_fetch──▶ fetched │ failed (and may be wanted again)
 *
 * What lies elsewhere tells its owner who reads, when and where; so it is asked for by a person, fetched once by this
 * program, kept, and shown from here to everybody. Only addresses that stand in the mail are ever fetched.
 * Owns: mail_picture
 * Says: mail.pictures_wanted, mail.pictures_fetched */
#ifndef CHANNEL_EMAIL_READING_H
#define CHANNEL_EMAIL_READING_H

#include "channel/email/intake.h"

enum { PICTURES_MOST = 60 }; /* of one mail */

enum picture_state { PICTURE_HUNG, PICTURE_REMOTE, PICTURE_WANTED, PICTURE_FETCHED, PICTURE_FAILED };
extern const char *const picture_state_words[];

struct mail_picture {
    id mail;
    int64_t place; /* 1: the first picture with an address in its html */
    str address;
    enum picture_state state;
    id file; /* 0: there is none to show */
};
extern const struct shape mail_picture_shape;
LIST(mail_picture);

struct shown_picture {
    int64_t place;
    enum picture_state state;
    id file;
};
LIST(shown_picture);

struct mail_reading {
    id mail, message;
    usec at;
    str sender, sender_name, subject;
    struct mail_facts facts;
    str html;
    bool more; /* an earlier mail or a signature was folded away */
    struct shown_picture_list pictures;
};
extern const struct shape mail_reading_shape;
LIST(mail_reading);

extern const struct event_kind MAIL_PICTURES_WANTED, MAIL_PICTURES_FETCHED;

/* Beside its line: what was said as html, and where its pictures are. `files`: what hung on it, as it was kept. */
enum err mail_reading_keep(struct turn *t, id mail, const struct opened_mail *l, const struct id_list *files) MUST_USE;
enum err mail_readings(struct turn *t, id conversation, struct mail_reading_list *out) MUST_USE; /* oldest first */
/* NOT_FOUND when it cannot be shown. */
enum err mail_picture_at(struct turn *t, id mail, int64_t place, struct file *out) MUST_USE;
enum err mail_pictures_want(struct turn *t, const struct ledger_mail *m, int64_t *wanted) MUST_USE;
/* Reaction, in the strangers' pool: MAIL_PICTURES_WANTED. */
enum err mail_pictures_fetch(struct turn *t, const struct event *e) MUST_USE;

/* The addresses of pictures in html that markup_clean wrote, in the order of the text. */
void mail_picture_addresses(struct arena *a, str html, struct str_list *out);

enum err mail_reading_forget(struct turn *t, const struct id_list *mails) MUST_USE;

struct module;
extern const struct module module_mail_picture;

#endif
