/* Tests: a sentence each, beside the code they test.
 *
 *     PURE(a_dollar_is_a_hundred_cents) { check_int(cents(1), 100); }
 *     TEST(a_resolved_conversation_can_be_reopened) { check_ok(conversation_reopen(t, …)); }
 *
 * A PURE test runs once. A TEST gets a turn `t` on an empty migrated database of its own, on SQLite and on PostgreSQL.
 * A failed check ends its test, never the run. */
#ifndef TEST_TEST_H
#define TEST_TEST_H

#include "base/base.h"

struct turn;

#define PURE(name)                                                                                                     \
    void name(void);                                                                                                   \
    void name(void)
#define TEST(name)                                                                                                     \
    void name(struct turn *t);                                                                                         \
    void name(struct turn *t)

struct test {
    const char *name, *file;
    void (*pure)(void);
    void (*each_database)(void); /* test/database.h */
    void (*test)(struct turn *t);
};
extern const struct test tests_all[];

#define check(condition)        ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))
#define check_int(is, should)   check_ints((int64_t)(is), (int64_t)(should), #is, __FILE__, __LINE__)
#define check_str(is, should)   check_strs((is), str_of(should), #is, __FILE__, __LINE__)
#define check_ok(call)          check_errs((call), OK, #call, __FILE__, __LINE__)
#define check_err(call, should) check_errs((call), (should), #call, __FILE__, __LINE__)
#define skip(why)               test_skip((why), __FILE__, __LINE__)

_Noreturn void check_failed(const char *what, const char *file, int line);
void check_ints(int64_t is, int64_t should, const char *what, const char *file, int line);
void check_strs(str is, str should, const char *what, const char *file, int line);
void check_errs(enum err is, enum err should, const char *what, const char *file, int line);
_Noreturn void test_skip(const char *why, const char *file, int line);

const char *test_database(void); /* "sqlite" or postgres://… of this run */
const char *test_hostile(void);  /* folder of the hostile sets, or NULL when it is not there */

/* test/house.c: a turn on a fresh database, and its end. */
struct turn *test_turn_open(void);
void test_turn_close(struct turn *t);

#endif
