#include "search/question.h"

#include "test/hostile.h"
#include "test/test.h"

static str as_sqlite(struct arena *a, const char *q)
{
    struct question it = { 0 };
    struct search_scope scope = { 0 };
    check_ok(question_read(a, NULL, str_of(q), &it));
    return question_sqlite(a, &it, &scope);
}

PURE(a_question_is_words_phrases_beginnings_and_what_to_leave_out)
{
    struct arena *a = arena_open();
    check_str(as_sqlite(a, "Blue bowl"), "(\"blue\") AND (\"bowl\")");
    check_str(as_sqlite(a, "\"blue bowl\" gla*"), "(\"blue\" + \"bowl\") AND (\"gla\"*)");
    check_str(as_sqlite(a, "-broken bowl -\"in two\""), "(\"bowl\") NOT (\"broken\") NOT (\"in\" + \"two\")");
    check_str(as_sqlite(a, "ann@example.org"), "(\"ann\" + \"example\" + \"org\")");
    check_str(as_sqlite(a, "a AND NOT b)"), "(\"a\") AND (\"and\") AND (\"not\") AND (\"b\")");
    check_str(as_sqlite(a, "\"never closed"), "(\"never\" + \"closed\")");
    check_str(as_sqlite(a, "包裹"), "(\"包裹\"*)");
    check_str(as_sqlite(a, "- bowl --"), "(\"bowl\")");
    arena_close(a);
}

PURE(both_databases_are_told_the_same_tree_and_whose_things)
{
    struct arena *a = arena_open();
    struct question q = { 0 };
    id teams[] = { 7, 9 };
    str kinds[] = { STR("customer") };
    struct search_scope scope = { .teams = &(struct id_list){ .at = teams, .n = 2 }, .kinds = { .at = kinds, .n = 1 } };
    check_ok(question_read(a, NULL, STR("\"blue bowl\" gla* -red"), &q));
    check_str(question_postgres(a, &q, &scope),
              "('blue' <-> 'bowl') & ('gla':*) & ('_t7_customer' | '_t9_customer' | '_t0_customer') & !('red')");
    check_str(question_sqlite(a, &q, &scope), "(\"blue\" + \"bowl\") AND (\"gla\"*) AND (\"_t7_customer\" OR "
                                              "\"_t9_customer\" OR \"_t0_customer\") NOT (\"red\")");
    arena_close(a);
}

static void check_refused(const char *q, const char *fix)
{
    struct arena *a = arena_open();
    struct question it = { 0 };
    struct why why = { 0 };
    check_err(question_read(a, &why, str_of(q), &it), INVALID);
    check_str(why.field, "q");
    check(str_find(why.words, str_of(fix)) >= 0);
    arena_close(a);
}

PURE(what_cannot_be_looked_for_is_refused_with_the_fix)
{
    struct arena *faults = arena_open();
    struct question none = { 0 };
    struct why why = { 0 };
    check_err(question_read(faults, &why, STR("a*"), &none), INVALID);
    check_str(why.more, "\"fault\":\"prefix\",\"most\":2");
    check_err(question_read(faults, &why, STR("-bowl"), &none), INVALID);
    check_str(why.more, "\"fault\":\"only_without\",\"most\":0");
    arena_close(faults);
    check_refused("", "must name a word");
    check_refused(" \xc2\xa0 ?!", "must name a word");
    check_refused("\"\"", "must name a word");
    check_refused("-broken", "besides those to leave out");
    check_refused("a*", "two letters before *");
    check_refused("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "at most 16 words");
    char long_one[QUESTION_BYTES + 2];
    memset(long_one, 'a', sizeof long_one);
    long_one[sizeof long_one - 1] = 0;
    check_refused(long_one, "at most 512 bytes");
}

PURE(every_hostile_question_is_read_or_refused_by_name)
{
    struct arena *a = arena_open();
    str rest = hostile_file(a, "generated/search/queries.jsonl");
    json_t *line = NULL;
    int n = 0, read = 0;
    while (hostile_line(&rest, &line)) {
        struct question q = { 0 };
        struct why why = { 0 };
        enum err err = question_read(a, &why, json_text(json_object_get(line, "q")), &q);
        check(err == OK || (err == INVALID && str_is(why.field, STR("q")) && why.words.n > 0));
        n++, read += err == OK;
        json_decref(line);
    }
    check_int(n, 86);
    check(read >= 40);
    arena_close(a);
}
