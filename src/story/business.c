/* Sentences about the business itself: what its owner says in the console. */
#include "story/acts.h"

static enum err ask_business(struct telling *t, const struct said *s, const char *method, const char *path, str json)
{
    struct visit v = { .method = method, .path = str_of(path), .json = json };
    struct reply reply = { 0 };
    TRY(telling_staff(t, s, &v.staff));
    return telling_visit(t, &v, &reply);
}

/* Who says so has answered the first questions, too. */
enum err story_business_is(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    visit_json(&json, str_z(t->arena, said_word(s, "field")), said_word(s, "value"));
    text_addc(&json, '}');
    TRY(ask_business(t, s, "PATCH", "/api/v1/business", text_str(&json)));
    return ask_business(t, s, "POST", "/api/v1/business/set-up", (str){ 0 });
}

/* The whole week: what is not named is closed. */
enum err story_business_is_open(struct telling *t, const struct said *s)
{
    struct text json = { .arena = t->arena };
    str days = said_word(s, "days");
    text_addz(&json, "{\"week\":[");
    for (const char *between = ""; days.n; between = ",") {
        struct text day = { .arena = t->arena };
        visit_json(&day, "weekday", str_trim(str_split(&days, ',')));
        visit_json(&day, "opens", said_word(s, "opens"));
        visit_json(&day, "closes", said_word(s, "closes"));
        text_addf(&json, "%s%.*s}", between, STR_ARG(text_str(&day)));
    }
    text_addz(&json, "]}");
    return ask_business(t, s, "PUT", "/api/v1/business/hours", text_str(&json));
}
