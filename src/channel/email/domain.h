/* A domain that our answers come from: looked up in the DNS, and signed for.
 *
 *   (a mailbox has an address there) ──domain_ask──▶ asked ──domain_look──▶ checked, and again every night
 *
 * Its key is made when somebody wants one, is sealed, and leaves the house as its public half only. We sign from the
 * moment on at which the DNS was seen to have that half: an earlier signature would be one that nobody can verify.
 * Owns: mail_domain
 * Says: domain.asked, domain.checked */
#ifndef CHANNEL_EMAIL_DOMAIN_H
#define CHANNEL_EMAIL_DOMAIN_H

#include "channel/email/dkim_sign.h"
#include "channel/email/domain_rules.h"
#include "spine/event.h"

struct mail_domain {
    id id; /* 0: nobody has asked yet */
    str domain;
    str selector, private_key, public_record; /* private_key: sealed; all empty: there is none */
    bool key_wanted, signs;
    usec asked_at, checked_at; /* checked_at: 0, never */
    str found;                 /* JSON: struct domain_found */
};
extern const struct shape mail_domain_shape; /* all of it, for the database */
LIST(mail_domain);

struct domain_found {
    struct domain_judgement_list judgements;
};
extern const struct shape domain_found_shape;

extern const struct event_kind DOMAIN_ASKED, DOMAIN_CHECKED;

enum err domain_list(struct turn *t, struct mail_domain_list *out) MUST_USE; /* of all mailboxes, by name */
enum err domain_find_id(struct turn *t, id which, struct mail_domain *out) MUST_USE;

enum domain_key_wish { KEY_AS_IT_IS, KEY_WANTED, KEY_GIVEN_UP };
/* INVALID: no mailbox has an address there. */
enum err domain_ask(struct turn *t, str domain, enum domain_key_wish wish, struct mail_domain *out) MUST_USE;

/* The key to sign an address's mails with; its private_key empty: none. */
enum err domain_key(struct turn *t, str address, struct dkim_key *out) MUST_USE;

/* Reactions. */
enum err domain_look(struct turn *t, const struct event *e) MUST_USE; /* in the strangers' pool: it waits for the DNS */
enum err domain_ask_again(struct turn *t, const struct event *e) MUST_USE; /* all that were asked for once */

#endif
