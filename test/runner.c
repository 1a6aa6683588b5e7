/* Runs the tests, one after another, each to its end: tests [--database sqlite|postgres://…] [--only WORD] [--part K/N]
 * [--list] A part is every N-th of them, so that as many processes may share the work (tools/parts). */
#include "test/test.h"

#include "test/cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* cmocka has macros of its own called skip and run_test. */
#undef skip
#include <cmocka.h>

static struct {
    const char *database, *only;
    int part, parts; /* every so many, beginning with that one */
    int passed, failed, skipped;
    bool skips;        /* the test that runs has said so */
    struct turn *turn; /* of the test that runs: closed also when it fails */
} run = { .database = "sqlite", .part = 1, .parts = 1 };

void check_failed(const char *what, const char *file, int line)
{
    print_error("  %s\n", what);
    _fail(file, line);
    abort(); /* not reached: a failed check leaves its test by a long jump */
}

void check_ints(int64_t is, int64_t should, const char *what, const char *file, int line)
{
    if (is != should) print_error("  %s is %lld, should be %lld\n", what, (long long)is, (long long)should);
    _assert_true(is == should, what, file, line);
}

void check_strs(str is, str should, const char *what, const char *file, int line)
{
    bool same = str_is(is, should);
    if (!same) print_error("  %s is \"%.*s\", should be \"%.*s\"\n", what, STR_ARG(is), STR_ARG(should));
    _assert_true(same, what, file, line);
}

void check_errs(enum err is, enum err should, const char *what, const char *file, int line)
{
    if (is != should) print_error("  %s is %s, should be %s\n", what, err_name(is), err_name(should));
    _assert_true(is == should, what, file, line);
}

void test_skip(const char *why, const char *file, int line)
{
    print_message("skipped: %s\n", why);
    run.skips = true;
    _skip(file, line);
    abort();
}

const char *test_database(void)
{
    return run.database;
}

const char *test_hostile(void)
{
    const char *named = getenv("REGULARS_HOSTILE");
    const char *folder = named ? named : "../shared/hostile";
    return access(folder, R_OK) == 0 ? folder : NULL;
}

static void test_body(void **state)
{
    const struct test *test = *state;
    void (*plain)(void) = test->pure ? test->pure : test->each_database;
    if (plain) {
        plain();
        return;
    }
    run.turn = test_turn_open();
    test->test(run.turn);
}

/* One group a test, so that one failure neither stops nor hides another. */
static void run_one(const struct test *test)
{
    const struct CMUnitTest group[] = {
        { .name = test->name, .test_func = test_body, .initial_state = (void *)(uintptr_t)test }
    };
    int failed = _cmocka_run_group_tests(test->name, group, 1, NULL, NULL);
    if (run.turn) test_turn_close(run.turn);
    run.turn = NULL;
    run.failed += failed != 0;
    run.skipped += run.skips;
    run.passed += failed == 0 && !run.skips;
    run.skips = false;
}

static bool wanted(const struct test *test)
{
    bool first_run = strcmp(run.database, "sqlite") == 0; /* PURE tests once, not once a database */
    if (test->pure && !first_run) return false;
    return !run.only || strstr(test->name, run.only) || strstr(test->file, run.only);
}

static bool is_part(const char *words)
{
    return sscanf(words, "%d/%d", &run.part, &run.parts) == 2 && run.part >= 1 && run.part <= run.parts;
}

int main(int argc, char **argv)
{
    bool list = false;
    int n = 0;
    if (argc == 2 && strcmp(argv[1], CELL_WORD) == 0) return cell_inside(test_cells_inside);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0)
            list = true;
        else if (strcmp(argv[i], "--database") == 0 && i + 1 < argc)
            run.database = argv[++i];
        else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            run.only = argv[++i];
        else if (strcmp(argv[i], "--part") == 0 && i + 1 < argc && is_part(argv[i + 1]))
            i++;
        else
            return fprintf(stderr, "tests [--database sqlite|postgres://…] [--only WORD] [--part K/N] [--list]\n"), 2;
    }
    if (!getenv("CMOCKA_MESSAGE_OUTPUT")) setenv("CMOCKA_MESSAGE_OUTPUT", "TAP", 1);
    for (const struct test *test = tests_all; test->name; test++) {
        if (!wanted(test) || n++ % run.parts != run.part - 1) continue;
        if (list)
            printf("%s  %s\n", test->file, test->name);
        else
            run_one(test);
    }
    if (list) return 0;
    printf("%d passed, %d failed, %d skipped\n", run.passed, run.failed, run.skipped);
    return run.failed != 0;
}
