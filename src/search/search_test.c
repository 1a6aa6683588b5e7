/* What is found, by whom, and that the index is always what a rebuild would make. */
#include "search/search.h"

#include "channel/channel.h"
#include "channel/form.h"
#include "conversation/conversation.h"
#include "conversation/conversation_searched.h"
#include "customer/customer.h"
#include "customer/customer_searched.h"
#include "search/term.h"
#include "staff/staff.h"
#include "staff/team.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/hostile.h"
#include "test/house.h"
#include "test/test.h"

/* ---- what happens, and its reactions at once ---- */

static void index_all(struct turn *t, id conversation)
{
    struct conversation c = { 0 };
    check_ok(conversation_find(t, conversation, &c));
    check_ok(
        conversation_reindex(t, &(struct event_list){ .at = &(struct event){ .conversation = conversation }, .n = 1 }));
    check_ok(customer_index(t, &(struct event_list){ .at = &(struct event){ .subject = c.customer }, .n = 1 }));
}

static id arrive_unseen(struct turn *t, str email, str name, str body)
{
    struct incoming it = { 0 };
    struct text form = { .arena = t->arena };
    text_addf(&form, "email=%.*s&name=%.*s&message=", STR_ARG(email), STR_ARG(name));
    for (size_t i = 0; i < body.n; i++) text_addf(&form, "%%%02x", (unsigned char)body.at[i]);
    check_ok(incoming_keep(t, &channel_form, text_str(&form), STR(""), STR(""), &it));
    check_ok(conversation_receive(t, &(struct event){ .subject = it.id }));
    check_ok(incoming_find(t, it.id, &it));
    t->now += MINUTE;
    return it.conversation;
}

static id arrive(struct turn *t, const char *email, const char *name, const char *body)
{
    id which = arrive_unseen(t, str_of(email), str_of(name), str_of(body));
    index_all(t, which);
    return which;
}

static id hire(struct turn *t, const char *name)
{
    struct staff s = { 0 };
    t->actor = actor_system();
    check_ok(staff_add(t, str_of(name), str_format(t->arena, "%s@example.org", name), AGENT, &s));
    return s.id;
}

static void act_as(struct turn *t, id who, enum role role, const id *team)
{
    t->actor = (struct actor){ .kind = STAFF, .role = role, .who = who };
    if (team) t->actor.teams = (struct id_list){ .at = arena_copy(t->arena, team, sizeof *team), .n = 1 };
}

static struct search_row_list find(struct turn *t, const char *q, const char *kind)
{
    struct search_row_list rows = { 0 };
    check_ok(search_find(t, &(struct search_wanted){ .q = str_of(q), .kind = str_of(kind), .most = 50 }, &rows));
    return rows;
}

static size_t found(struct turn *t, const char *q)
{
    return find(t, q, "").n;
}

static size_t messages(struct turn *t, const char *q)
{
    return find(t, q, "message").n;
}

/* ---- words ---- */

TEST(words_phrases_beginnings_and_what_to_leave_out_are_found)
{
    arrive(t, "ann%40example.org", "Ann+Smith", "My blue bowl arrived broken");
    arrive(t, "ben%40example.org", "Ben", "A bowl in blue, please");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    check_int(messages(t, "bowl"), 2);
    check_int(messages(t, "BLUE bowl"), 2);
    check_int(messages(t, "\"blue bowl\""), 1);
    check_int(messages(t, "\"bowl blue\""), 0);
    check_int(messages(t, "bo*"), 2);
    check_int(messages(t, "\"arrived bro\"*"), 1);
    check_int(messages(t, "bowl -broken"), 1);
    check_int(messages(t, "bowl -\"in blue\""), 1);
    check_int(messages(t, "bowl plate"), 0);
}

TEST(a_row_says_what_was_found_and_where_in_it)
{
    id which = arrive(t, "ann%40example.org", "Ann", "Hello \xf0\x9f\x8f\xba my Café au lait bowl is broken");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    struct search_row_list rows = find(t, "cafe \"au lait\"", "message");
    check_int(rows.n, 1);
    check_int(rows.at[0].conversation, which);
    check(rows.at[0].customer != 0 && rows.at[0].at != 0);
    check_str(rows.at[0].title, "Hello \xf0\x9f\x8f\xba my Café au lait bowl is broken");
    check_str(rows.at[0].person, "Ann");
    check_int(rows.at[0].marks.n, 2);
    check_int(rows.at[0].marks.at[0].from, 12); /* the vase is two units */
    check_int(rows.at[0].marks.at[0].to, 16);
    check_int(rows.at[0].marks.at[1].from, 17);
    check_int(rows.at[0].marks.at[1].to, 24);
}

TEST(a_long_text_is_shown_where_it_was_found)
{
    struct text x = { .arena = t->arena };
    for (int i = 0; i < 500; i++) text_addf(&x, "word%d ", i);
    text_addz(&x, "needle at the end");
    id which = arrive_unseen(t, STR("ann%40example.org"), STR(""), text_str(&x));
    index_all(t, which);
    act_as(t, hire(t, "bo"), OWNER, NULL);
    struct search_row_list rows = find(t, "needle", "message");
    check_int(rows.n, 1);
    check_str(rows.at[0].excerpt, "word492 word493 word494 word495 word496 word497 word498 word499 needle at the end");
    check_int(rows.at[0].marks.at[0].from, 64);
}

TEST(other_scripts_are_found_by_their_words)
{
    arrive(t, "li%40example.org", "Li", "我的包裹在哪里？");
    arrive(t, "som%40example.org", "Som", "สวัสดีครับ พัสดุอยู่ที่ไหน");
    arrive(t, "huda%40example.org", "Huda", "أين طَلَبي؟");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    check_int(messages(t, "包裹"), 1);
    check_int(messages(t, "พัสดุ"), 1);
    check_int(messages(t, "اين طلبي"), 1);
}

TEST(customers_are_found_by_name_and_address_also_when_the_name_came_later)
{
    arrive(t, "ann%40example.org", "", "Hello");
    arrive(t, "ann%40example.org", "Ann+Müller", "Hello again");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    check_int(find(t, "muller", "customer").n, 1);
    check_int(find(t, "ann@example.org", "customer").n, 1);
    check_str(find(t, "ann@exa*", "customer").at[0].title, "Ann Müller");
    check_str(find(t, "ann@exa*", "customer").at[0].person, "Ann Müller");
    check_str(find(t, "muller", "").at[0].excerpt, "Ann Müller, ann@example.org");
}

TEST(rows_come_newest_first_in_pages_without_a_gap)
{
    enum { MANY = 7 };
    id all[MANY];
    for (int i = 0; i < MANY; i++) all[i] = arrive(t, "ann%40example.org", "Ann", "Where is my bowl");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    struct search_wanted wanted = { .q = STR("bowl"), .kind = STR("message"), .most = 3 };
    for (int left = MANY; left > 0; left -= 3) {
        struct search_row_list rows = { 0 };
        check_ok(search_find(t, &wanted, &rows));
        check_int(rows.n, left < 3 ? left : 3);
        for (size_t i = 0; i < rows.n; i++) check_int(rows.at[i].conversation, all[left - 1 - (int)i]);
        wanted.before = rows.at[rows.n - 1].id;
    }
}

/* ---- whose ---- */

TEST(another_teams_words_are_not_found_not_even_while_the_index_is_late)
{
    struct team ours = { 0 }, theirs = { 0 };
    struct message m = { 0 };
    id which = arrive(t, "ann%40example.org", "Ann", "The secret word is zanzibar");
    id bo = hire(t, "bo");
    check_ok(team_add(t, STR("Ours"), &ours));
    check_ok(team_add(t, STR("Theirs"), &theirs));
    act_as(t, bo, OWNER, NULL);
    check_ok(conversation_write(t, which, STR("A note on zanzibar"), true, &m));
    check_ok(message_index(t, &(struct event_list){ .at = &(struct event){ .subject = m.id }, .n = 1 }));
    act_as(t, bo, AGENT, &ours.id);
    check_int(found(t, "zanzibar"), 3); /* everybody's still: subject, message, note */
    check(find(t, "note", "").at[0].internal);
    act_as(t, bo, OWNER, NULL);
    check_ok(conversation_move(t, which, theirs.id, 0, STR("")));
    act_as(t, bo, AGENT, &ours.id);
    check_int(found(t, "zanzibar"), 0); /* its owner says no, though the index still says yes */
    check_ok(conversation_reindex(t, &(struct event_list){ .at = &(struct event){ .conversation = which }, .n = 1 }));
    check_int(found(t, "zanzibar"), 0);
    act_as(t, bo, AGENT, &theirs.id);
    check_int(found(t, "zanzibar"), 3);
    act_as(t, bo, OWNER, NULL);
    check_int(found(t, "zanzibar"), 3);
}

TEST(a_key_finds_only_what_it_may_read)
{
    arrive(t, "ann%40example.org", "Zanzibar", "zanzibar");
    t->actor = (struct actor){ .kind = KEY, .scopes = STR("search.read,customer.read") };
    struct search_row_list rows = find(t, "zanzibar", "");
    check_int(rows.n, 1);
    check_str(rows.at[0].kind, "customer");
    t->actor.scopes = STR("search.read");
    check_int(found(t, "zanzibar"), 0);
}

/* ---- hostile questions: each answers as a plain reading of every text does, so both databases answer the same ---- */

static const char *const corpus[] = { "a",
                                      "b",
                                      "a b",
                                      "b a",
                                      "a and b",
                                      "not a or b near c",
                                      "col a",
                                      "tickets fts a",
                                      "x y z",
                                      "select 1 from",
                                      "naïve café NULL",
                                      "שלום 包裹 ครับ",
                                      "a_b",
                                      "rowid",
                                      "drop table tickets",
                                      "near a b 1e9",
                                      "in two",
                                      "foo bar",
                                      "bar foo",
                                      "* \" ' ( )",
                                      "tests testing",
                                      "100 % sure" };

static bool has_part(const struct looked_for *part, const struct term_list *terms)
{
    for (size_t at = 0; at + part->words.n <= terms->n; at++) {
        size_t same = 0;
        for (size_t i = 0; i < part->words.n; i++) {
            bool may_go_on = part->prefix && i + 1 == part->words.n;
            str word = terms->at[at + i].word;
            same += may_go_on ? str_starts(word, part->words.at[i]) : str_is(word, part->words.at[i]);
        }
        if (same == part->words.n) return true;
    }
    return false;
}

static size_t read_plainly(struct turn *t, const struct question *q)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(corpus); i++) {
        struct term_list terms = { 0 };
        bool fits = true;
        term_split(t->arena, str_of(corpus[i]), &terms);
        for (size_t j = 0; j < q->parts.n; j++)
            fits = fits && has_part(&q->parts.at[j], &terms) != q->parts.at[j].without;
        n += fits;
    }
    return n;
}

TEST(hostile_questions_are_answered_or_refused_by_name_and_the_same_on_both_databases)
{
    str rest = hostile_file(t->arena, "generated/search/queries.jsonl");
    json_t *line = NULL;
    int answered = 0;
    for (size_t i = 0; i < COUNT_OF(corpus); i++) arrive(t, "", "", corpus[i]);
    act_as(t, hire(t, "bo"), OWNER, NULL);
    while (hostile_line(&rest, &line)) {
        struct question q = { 0 };
        struct search_row_list rows = { 0 };
        struct search_wanted wanted = { .q = str_copy(t->arena, json_text(json_object_get(line, "q"))),
                                        .kind = STR("message"),
                                        .most = SEARCH_MOST };
        json_decref(line);
        enum err err = question_read(t->arena, NULL, wanted.q, &q);
        check_err(search_find(t, &wanted, &rows), err);
        if (err != OK) continue;
        check_int(rows.n, read_plainly(t, &q));
        answered++;
    }
    check(answered >= 40);
}

/* ---- the index is what a rebuild would make ---- */

static uint64_t next(uint64_t *seed) /* xorshift64: Marsaglia, Xorshift RNGs, 2003 */
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static str some_words(struct turn *t, uint64_t *seed)
{
    static const char *const words[] = {
        "blue", "Bowl", "broken", "wo", "包裹在哪里", "café", "\"", "ann@example.org"
    };
    struct text x = { .arena = t->arena };
    for (uint64_t n = 1 + next(seed) % 8; n > 0; n--) text_addf(&x, "%s ", words[next(seed) % COUNT_OF(words)]);
    text_addz(&x, "end");
    return text_str(&x);
}

static int64_t differing(struct turn *t, bool mend)
{
    struct rebuilding r = { .mend = mend };
    while (!r.done) check_ok(search_rebuild(t, &r));
    return r.differed;
}

static void act_somehow(struct turn *t, uint64_t *seed, id *all, size_t *n, const struct team teams[2])
{
    struct message m = { 0 };
    id which = *n ? all[next(seed) % *n] : 0;
    uint64_t act = which ? next(seed) % 5 : 0;
    if (act == 0 && *n < 50)
        index_all(t, which = all[(*n)++] = arrive_unseen(t, STR("ann%40example.org"), STR("Ann"), some_words(t, seed)));
    else if (act == 1)
        check_ok(conversation_customer_writes(t, which, some_words(t, seed), &m));
    else if (act == 2)
        check_ok(conversation_write(t, which, some_words(t, seed), true, &m));
    else if (act == 3)
        check_ok(conversation_move(t, which, next(seed) % 2 ? teams[next(seed) % 2].id : 0, 0, STR("")));
    if (m.id) check_ok(message_index(t, &(struct event_list){ .at = &(struct event){ .subject = m.id }, .n = 1 }));
    if (act == 3)
        check_ok(
            conversation_reindex(t, &(struct event_list){ .at = &(struct event){ .conversation = which }, .n = 1 }));
}

TEST(after_random_acts_the_index_is_what_a_rebuild_makes)
{
    uint64_t seed = 20261124;
    id all[50];
    size_t n = 0;
    struct team teams[2] = { 0 };
    check_ok(team_add(t, STR("One"), &teams[0]));
    check_ok(team_add(t, STR("Two"), &teams[1]));
    act_as(t, hire(t, "bo"), OWNER, NULL);
    for (int i = 0; i < 300; i++) act_somehow(t, &seed, all, &n, teams);
    check(n > 20);
    check_int(differing(t, false), 0);
}

TEST(a_damaged_index_is_found_and_mended)
{
    id which = arrive(t, "ann%40example.org", "Ann", "zanzibar");
    arrive(t, "ben%40example.org", "Ben", "timbuktu");
    act_as(t, hire(t, "bo"), OWNER, NULL);
    check_ok(search_drop(t, which)); /* its subject is not found any more */
    check_ok(search_put(t, &search_message, &(struct searched){ .id = 12345, .text = STR("ghost") })); /* of nothing */
    check_int(find(t, "zanzibar", "").n, 1);
    check_int(differing(t, false), 2);
    check_int(differing(t, true), 2);
    check_int(differing(t, false), 0);
    check_int(find(t, "zanzibar", "").n, 2);
    check_int(find(t, "ghost", "").n, 0);
}

/* ---- over the wire ---- */

EACH_DATABASE(what_was_written_is_found_over_the_wire_a_moment_later)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, flow);
    str who = test_sign_in(h, a, OWNER);
    test_ask(h, a, STR("POST /contact"), STR(""), STR("message=The+teapot+leaks&email=ann%40example.org&name=Ann"));
    reaction_settle(h);
    str reply = test_ask(h, a, STR("GET /api/v1/search?q=teapot&kind=message"), who, STR(""));
    check(test_has(reply, "\"excerpt\":\"The teapot leaks\",\"marks\":[{\"from\":4,\"to\":10}]"));
    reply = test_ask(h, a, STR("GET /api/v1/search?q=%3F%21"), who, STR(""));
    check(test_has(reply, "422") && test_has(reply, "\"field\":\"q\"") && test_has(reply, "must name a word"));
    reply = test_ask(h, a, STR("GET /api/v1/search?q=a&kind=secret"), who, STR(""));
    check(test_has(reply, "422") && test_has(reply, "\"field\":\"kind\""));
    check(test_has(test_ask(h, a, STR("GET /api/v1/search"), who, STR("")), "\"field\":\"q\""));
    check(test_has(test_ask(h, a, STR("GET /api/v1/search?q=teapot"), STR(""), STR("")), "401"));
    test_house_close(h);
    arena_close(a);
}
