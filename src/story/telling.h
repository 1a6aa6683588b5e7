/* What is going on while stories are told: who is in them, what they said last, what was refused. Internal to story/.
 */
#ifndef STORY_TELLING_H
#define STORY_TELLING_H

#include "spine/house.h"
#include "spine/route.h"
#include "story/story.h"

/* A member of staff: the same in all stories of one telling. */
struct teller_staff {
    str name, email; /* "bo", "bo@shop.example" */
    enum role role;
    id who;
    str cookie; /* "regulars_session=…", or empty: not signed in yet */
    str teams;  /* as they stand in JSON: "1","2" */
};
LIST(teller_staff);

struct teller_team {
    str name;
    id which;
};
LIST(teller_team);

/* A program that acts for the business. */
struct teller_key {
    str name, secret;
};
LIST(teller_key);

/* A customer of one story, and what their browser remembers. */
struct teller_customer {
    str name;     /* what the story calls them: "ann" */
    str email;    /* or empty */
    str called;   /* what they type as their name, or empty */
    str language; /* what their browser asks for, or empty */
    str page;     /* "/c/…": their private page */
    str survey;   /* "/s/…": the survey they were invited to */
    id conversation;
    struct teller_customer *next; /* they stay where they are: others point to them */
};

/* One story while it is told. */
struct thread {
    const struct story *story;
    size_t next;                       /* step */
    struct teller_customer *customers; /* newest first */
    struct teller_customer *about;     /* whom the last sentence spoke of */
    struct why refusal;                /* of what was done last; OK: it was not refused */
};

struct telling {
    struct house *house;
    struct arena *whole; /* of the whole telling */
    struct arena *arena; /* of one step */
    struct arena *turn;  /* of one turn: what it found is gone with the next */
    struct why *why;
    usec ticked; /* when time was last let pass; 0: the clock has not begun to move */
    struct teller_staff_list staff;
    struct teller_team_list teams;
    struct teller_key_list keys;
    struct thread *thread;
    struct outcome outcome;
};

/* `return untrue(t, "it is %s", …);` */
#define untrue(t, ...) why_fail((t)->why, (t)->arena, INVALID, (str){ 0 }, __VA_ARGS__)

/* A turn of the program's own, as `regulars link` and the story's reader need them: turn_read or turn_write. */
typedef enum err turn_of(struct house *h, struct actor who, enum err (*act)(struct turn *t, void *with), void *with,
                         struct why *why, struct arena *a);
enum err telling_turn(struct telling *t, turn_of *kind, enum err (*act)(struct turn *, void *), void *with) MUST_USE;

/* ---- who: INVALID when the story has not spoken of them ---- */

enum err telling_customer(struct telling *t, str name, struct teller_customer **out) MUST_USE; /* empty: the last one */
enum err telling_new_customer(struct telling *t, str name, struct teller_customer **out) MUST_USE;
enum err telling_staff(struct telling *t, const struct said *s, struct teller_staff **out) MUST_USE; /* {role} {who} */
struct teller_staff *telling_colleague(struct telling *t, str name); /* NULL: nobody is called so */

enum err telling_team(struct telling *t, str name, str *out) MUST_USE; /* its id as text */

/* ---- what browsers and programs send ---- */

struct visit {
    const char *method;
    str path;
    str form, json; /* the body: at most one of them */
    str language;
    struct teller_staff *staff; /* in the console; signed in when they are not */
    str key, idempotency;       /* a program: its API key, and its own name for what it sends */
};
/* The reply, or what refused it: the status as error, its words in t->why. */
enum err telling_visit(struct telling *t, const struct visit *v, struct reply *out) MUST_USE;
void visit_form(struct text *form, const char *name, str value);
void visit_json(struct text *json, const char *name, str value); /* {"a":"…","b":"…" and no closing brace */
str reply_find(const struct reply *r, str name);                 /* a header, or empty */

/* ---- looking, as the story's reader ---- */

struct conversation;
enum err telling_conversation(struct telling *t, const struct teller_customer *who, struct conversation *out) MUST_USE;
enum err telling_find_conversation(struct telling *t, struct teller_customer *who) MUST_USE; /* behind their page */
bool shows(struct telling *t, str html, str words); /* each line of the words stands on the page */

#endif
