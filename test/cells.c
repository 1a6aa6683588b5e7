#include "test/cells.h"

#include "channel/email/mail_cell.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static void echo(struct arena *a, str in, struct text *out)
{
    (void)a;
    text_add(out, in);
}

static void spin(struct arena *a, str in, struct text *out)
{
    volatile uint64_t n = 0;
    (void)a, (void)in, (void)out;
    for (;;) n++;
}

static void eat(struct arena *a, str in, struct text *out)
{
    int64_t mib = 0;
    if (!str_int(in, &mib)) return;
    memset(arena_take(a, (size_t)mib << 20), 7, (size_t)mib << 20);
    text_add(out, STR("full"));
}

static void crash(struct arena *a, str in, struct text *out)
{
    (void)a, (void)in, (void)out;
    __builtin_trap();
}

static void lie(struct arena *a, str in, struct text *out)
{
    (void)a, (void)out;
    if (write(3, in.at, in.n) < 0) return;
}

static void dribble(struct arena *a, str in, struct text *out)
{
    uint64_t head[] = { 1 << 20, 0 };
    (void)a, (void)in, (void)out;
    if (write(3, head, sizeof head) < 0) return;
    for (volatile uint64_t n = 1;; n++)
        if (n % 1000000 == 0 && write(3, "x", 1) < 0) return;
}

static void call(struct arena *a, str in, struct text *out)
{
    int64_t n[5] = { 0 };
    for (size_t i = 0; i < COUNT_OF(n) && in.n; i++)
        if (!str_int(str_split(&in, ' '), &n[i])) return;
    static char room[64] = "/etc/passwd";
    long is = syscall(n[0], n[1] < 0 ? (long)(uintptr_t)room : n[1], n[2] < 0 ? (long)(uintptr_t)room : n[2], n[3],
                      n[4], 0L, 0L);
    text_addf(out, "%ld", is < 0 ? -(long)errno : is);
    (void)a;
}

/* The product's own, but that a mail can say that whoever reads it must die. */
static void poisoned(struct arena *a, str in, struct text *out)
{
    if (str_find(in, STR("X-Test-Cell: crash")) >= 0) __builtin_trap();
    mail_cell.run(a, in, out);
}

static void begin_poisoned(void)
{
    mail_cell.begin();
}

static const struct cell_job poisoned_cell = { .name = "mail", .begin = begin_poisoned, .run = poisoned };

const struct cell_job echo_cell = { .name = "echo", .run = echo };
const struct cell_job spin_cell = { .name = "spin", .run = spin };
const struct cell_job eat_cell = { .name = "eat", .run = eat };
const struct cell_job crash_cell = { .name = "crash", .run = crash };
const struct cell_job lie_cell = { .name = "lie", .run = lie };
const struct cell_job dribble_cell = { .name = "dribble", .run = dribble };
const struct cell_job call_cell = { .name = "call", .run = call };
const struct cell_job *const test_cells[] = { &echo_cell,    &spin_cell, &eat_cell,  &crash_cell, &lie_cell,
                                              &dribble_cell, &call_cell, &mail_cell, NULL };
const struct cell_job *const test_cells_inside[] = { &echo_cell,    &spin_cell, &eat_cell,      &crash_cell, &lie_cell,
                                                     &dribble_cell, &call_cell, &poisoned_cell, NULL };
