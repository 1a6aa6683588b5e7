/* The business as staff change it and as customers see it, over a real socket where it is about pages. */
#include "business/business.h"

#include "business/opening.h"
#include "net/peer_test.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"
#include "spine/sample.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

static const char png_bytes[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x2c\0\0\0\x64\x08\6\0\0\0crc!IDAT";
static const char png_dot[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0crc!IDAT";
#define BYTES(array) ((str){ .at = (array), .n = sizeof(array) - 1 })

static enum err name_it(struct turn *t, const char *name)
{
    str to = str_of(name);
    return business_change(t, &(struct business_change){ .name = &to });
}

TEST(without_a_word_from_anybody_there_is_a_business_without_a_name_in_utc)
{
    struct business b = { 0 };
    struct hours hours = { 0 };
    check_ok(business_find(t, &b));
    check_str(b.zone, "UTC");
    check_str(b.language, "en");
    check(str_empty(b.name) && !b.set_up_at);
    check_ok(business_hours(t, &hours));
    check(!hours.known);
}

TEST(what_changes_is_kept_and_said_once_and_names_no_content)
{
    struct business b = { 0 };
    struct event_list events = { 0 };
    str zone = STR("Europe/Berlin"), colour = STR(" #1C6B5A ");
    check_ok(name_it(t, "  Tonwerk\n & Söhne "));
    check_ok(name_it(t, "Tonwerk & Söhne"));
    check_ok(business_change(t, &(struct business_change){ .zone = &zone, .colour = &colour }));
    check_ok(business_find(t, &b));
    check_str(b.name, "Tonwerk & Söhne");
    check_str(b.zone, "Europe/Berlin");
    check_str(b.colour, "#1c6b5a");
    check_ok(event_since(t, 0, 10, &events));
    check_int(events.n, 2);
    check_str(events.at[0].body, "{\"fields\":[\"name\"]}");
    check_str(events.at[1].body, "{\"fields\":[\"zone\",\"colour\"]}");
}

TEST(what_cannot_be_is_refused_with_its_field_and_nothing_of_it_stays)
{
    static const struct {
        const char *field, *value;
    } table[] = { { "zone", "EST" },          { "zone", "" },
                  { "language", "xx" },       { "website", "javascript:alert(1)" },
                  { "website", "shop" },      { "colour", "red" },
                  { "signature", "{phone}" }, { "signature", "} me" } };
    struct business b = { 0 };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        str value = str_of(table[i].value), name = STR("Kept?");
        struct business_change to = { .name = &name };
        if (strcmp(table[i].field, "zone") == 0) to.zone = &value;
        if (strcmp(table[i].field, "language") == 0) to.language = &value;
        if (strcmp(table[i].field, "website") == 0) to.website = &value;
        if (strcmp(table[i].field, "colour") == 0) to.colour = &value;
        if (strcmp(table[i].field, "signature") == 0) to.signature = &value;
        check_err(business_change(t, &to), INVALID);
        check_str(t->why->field, table[i].field);
    }
    check_ok(business_find(t, &b));
    check(str_empty(b.name));
}

TEST(what_leaves_the_house_is_signed)
{
    str signature = STR("{name}\n{business}, since 1998"), out = { 0 };
    check_ok(business_sign(t, STR("Ana"), STR("It is here."), &out));
    check_str(out, "It is here.");
    check_ok(name_it(t, "Tonwerk"));
    check_ok(business_change(t, &(struct business_change){ .signature = &signature }));
    check_ok(business_sign(t, STR("Ana {business}"), STR("It is {name} here."), &out));
    check_str(out, "It is {name} here.\n\nAna {business}\nTonwerk, since 1998");
}

TEST(a_logo_is_a_picture_of_a_sensible_size)
{
    struct business b = { 0 };
    struct look look = { 0 };
    str content = { 0 };
    check_err(business_set_logo(t, STR("<svg xmlns='http://www.w3.org/2000/svg'/>")), INVALID);
    check_err(business_set_logo(t, BYTES(png_dot)), INVALID);
    check_err(business_set_logo(t, (str){ .at = arena_take(t->arena, LOGO_BYTES + 1), .n = LOGO_BYTES + 1 }),
              TOO_LARGE);
    check_ok(business_remove_logo(t));
    check_ok(business_logo(t, &b, &content));
    check(str_empty(content));
    check_ok(business_set_logo(t, BYTES(png_bytes)));
    check_ok(business_logo(t, &b, &content));
    check(str_is(content, BYTES(png_bytes)) && str_is(b.logo_type, STR("image/png")));
    check_ok(business_look(t, &look));
    check(str_starts(look.logo, STR("/logo?is=")) && look.logo_width == 300 && look.logo_height == 100);
    check_ok(business_remove_logo(t));
    check_ok(business_look(t, &look));
    check(str_empty(look.logo));
}

TEST(what_was_told_of_the_business_leaves_with_the_sample_unless_somebody_changed_it_since)
{
    struct leaving l = { .sample = { .first_id = turn_id(t), .told_at = t->now } };
    struct business b = { 0 };
    check_ok(name_it(t, "Rivas Ceramics"));
    check_ok(business_set_logo(t, BYTES(png_bytes)));
    l.sample.last_id = turn_id(t);
    check_ok(business_set_up(t)); /* a screen that was only looked at changes nothing of it */
    check_ok(business_leaves(t, &l));
    check_int(l.gone, 1);
    check_ok(business_find(t, &b));
    check(str_empty(b.name) && str_empty(b.logo_sha256) && !b.set_up_at);
    check_ok(name_it(t, "Tonwerk"));
    l.gone = 0;
    check_ok(business_leaves(t, &l));
    check_int(l.gone, 0);
    check_ok(business_find(t, &b));
    check_str(b.name, "Tonwerk");
}

/* ---- the hours in words ---- */

static struct opening weekdays[] = { { MONDAY, STR_INIT("09:00"), STR_INIT("12:30") },
                                     { MONDAY, STR_INIT("14:00"), STR_INIT("17:00") },
                                     { TUESDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                     { WEDNESDAY, STR_INIT("09:00"), STR_INIT("17:00") },
                                     { FRIDAY, STR_INIT("20:00"), STR_INIT("02:00") } };
static struct special_day winter[] = { { .date = STR_INIT("2026-12-02"), .name = STR_INIT("Stocktaking") } };

static void told(struct turn *t, const char *iso, const char *language, const char *words)
{
    struct opening_told out = { 0 };
    check(time_parse(str_of(iso), &t->now));
    check_ok(opening_tell(t, words_for(str_of(language)), &out));
    check_str(out.now, words);
}

TEST(opening_is_told_in_the_reader_s_words_and_the_business_s_time)
{
    struct opening_told out = { 0 };
    str zone = STR("Europe/Berlin");
    check_ok(opening_tell(t, words_for(STR("en")), &out));
    check(!out.known);
    check_ok(business_change(t, &(struct business_change){ .zone = &zone }));
    check_ok(business_set_hours(
        t, &(struct week){ .week = { .at = weekdays, .n = COUNT_OF(weekdays) }, .days = { .at = winter, .n = 1 } }));
    told(t, "2026-11-23T10:00:00Z", "en", "We are here now, until 12:30.");
    told(t, "2026-11-23T12:00:00Z", "en", "Closed now, back today at 14:00.");
    told(t, "2026-11-23T17:00:00Z", "es", "Cerrado ahora; volvemos mañana a las 09:00.");
    told(t, "2026-11-25T18:00:00Z", "en", "Closed now, back on Friday at 20:00.");
    told(t, "2026-11-27T22:00:00Z", "ar", "نحن هنا الآن حتى الساعة 02:00.");
    check_ok(opening_tell(t, words_for(STR("en")), &out));
    check_int(out.lines.n, 4);
    check_str(out.lines.at[0].when, "Monday");
    check_int(out.lines.at[0].spans.n, 2);
    check_str(out.lines.at[1].when, "Tuesday–Wednesday");
    check_str(out.lines.at[2].spans.at[0].closes, "02:00");
    check(out.lines.at[3].closed && str_is(out.lines.at[3].when, STR("2 December, Stocktaking")));
}

/* ---- over the wire ---- */

static str ask(struct house *h, struct arena *a, const char *line, str who, str body)
{
    return test_ask(h, a, str_of(line), who, body);
}

EACH_DATABASE(an_owner_brands_the_house_and_customers_see_it)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str owner = test_sign_in(h, a, OWNER), agent = test_sign_in(h, a, AGENT);
    str to = STR("{\"name\":\"Ton & Werk\",\"zone\":\"Europe/Madrid\",\"language\":\"es\",\"colour\":\"#ffcc00\","
                 "\"website\":\"https://shop.example/\"}");
    check_int(status_of(ask(h, a, "PATCH /api/v1/business", agent, to)), 403);
    str told = ask(h, a, "PATCH /api/v1/business", owner, to);
    check(test_has(told, "\"colour\":\"#ffcc00\"") && test_has(told, "\"colour_dark\":\"#ffcc00\""));
    check(!test_has(told, "\"colour_light\":\"#ffcc00\"")); /* yellow on white is made darker, and said so */
    check_int(status_of(ask(h, a, "GET /logo", (str){ 0 }, (str){ 0 })), 204);
    check_int(status_of(ask(h, a, "PUT /api/v1/business/logo", owner, STR("not a picture"))), 422);
    check_int(status_of(ask(h, a, "PUT /api/v1/business/logo", agent, BYTES(png_bytes))), 403);
    check(test_has(ask(h, a, "PUT /api/v1/business/logo", owner, BYTES(png_bytes)), "\"logo_width\":300"));

    str logo = ask(h, a, "GET /logo", (str){ 0 }, (str){ 0 });
    check_str(test_header(logo, "Content-Type"), "image/png");
    check_str(test_header(logo, "X-Content-Type-Options"), "nosniff");
    check(test_has(logo, "IHDR") && test_header(logo, "ETag").n > 60);
    str tried = ask(h, a, "GET /api/v1/business/accent?colour=%23ffcc00", agent, (str){ 0 });
    check(test_has(tried, "\"dark\":\"#ffcc00\"") && test_has(tried, "\"chosen_on_light\":1.3"));
    check(test_has(ask(h, a, "GET /api/v1/business/accent?colour=red", agent, (str){ 0 }), "\"field\":\"colour\""));
    str colours = ask(h, a, "GET /colours.css", (str){ 0 }, (str){ 0 });
    check_str(test_header(colours, "Content-Type"), "text/css; charset=utf-8");
    check(test_has(colours, "prefers-color-scheme:dark){:root{--accent:#ffcc00}"));

    str page = ask(h, a, "GET /contact", STR("Accept-Language: fr\r\n"), (str){ 0 }); /* none of ours: the business's */
    check(test_has(page, "<html lang=\"es\"") && test_has(page, " · Ton &amp; Werk</title>"));
    check(test_has(page, "<a href=\"https://shop.example/\">") && test_has(page, "<img src=\"/logo?is="));
    check(test_has(page, "width=\"300\" height=\"100\" alt=\"Ton &amp; Werk\""));
    check(test_has(page, "<link rel=\"stylesheet\" href=\"/colours.css?is=ffcc00\">"));
    str lost = ask(h, a, "GET /c/guessed", STR("Accept-Language: ar\r\n"), (str){ 0 });
    check_int(status_of(lost), 404);
    check(test_has(lost, "<html lang=\"ar\" dir=\"rtl\">") && test_has(lost, "alt=\"Ton &amp; Werk\""));
    check_int(status_of(ask(h, a, "DELETE /api/v1/business/logo", owner, (str){ 0 })), 204);
    check(!test_has(ask(h, a, "GET /contact", (str){ 0 }, (str){ 0 }), "<img"));
    test_house_close(h);
    arena_close(a);
}

EACH_DATABASE(hours_go_in_and_out_whole_and_stand_on_the_contact_form)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str owner = test_sign_in(h, a, OWNER);
    str week = STR("{\"week\":[{\"weekday\":\"monday\",\"opens\":\"00:00\",\"closes\":\"24:00\"}],"
                   "\"days\":[{\"date\":\"2030-12-25\",\"name\":\"Christmas Day\",\"spans\":[]}]}");
    check(!test_has(ask(h, a, "GET /contact", (str){ 0 }, (str){ 0 }), "class=\"opening\""));
    str told = ask(h, a, "PUT /api/v1/business/hours", owner, week);
    check_int(status_of(told), 200);
    check(test_has(told, "\"closes\":\"24:00\"") && test_has(told, "Christmas Day") &&
          test_has(told, "\"until\":\"20"));
    str odd = ask(h, a, "PUT /api/v1/business/hours", owner,
                  STR("{\"week\":[{\"weekday\":\"monday\",\"opens\":\"9\",\"closes\":\"24:00\"}]}"));
    check_int(status_of(odd), 422);
    check(test_has(odd, "\"field\":\"week[0]\"") && test_has(odd, "such as 09:00"));
    check(test_has(ask(h, a, "GET /contact", (str){ 0 }, (str){ 0 }), "<dt>Monday</dt><dd><span>00:00–24:00</span>"));
    test_house_close(h);
    arena_close(a);
}
