/* What a cell answers, what it survives, and what whoever takes one over can do: nothing. */
#include "net/cell_wire.h"
#include "test/cells.h"
#include "test/test.h"

#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static void check_works(struct cells *c, struct arena *a)
{
    str out = { 0 };
    check_int(cells_run(c, &echo_cell, a, STR("still there"), &out), CELL_DONE);
    check_str(out, "still there");
}

PURE(a_cell_answers_with_what_its_job_made)
{
    static const size_t sizes[] = { 0, 1, 4096, 5 << 20 };
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 2);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char *bytes = arena_take(a, sizes[i] + 1);
        str out = { 0 };
        for (size_t at = 0; at < sizes[i]; at++) bytes[at] = (char)(at * 31 + at / 256);
        check_int(cells_run(c, &echo_cell, a, (str){ bytes, sizes[i] }, &out), CELL_DONE);
        check(str_is(out, (str){ bytes, sizes[i] }));
    }
    check_int(cells_state(c).started, 1);
    check(cells_state(c).walls.calls);
    cells_close(c);
    arena_close(a);
}

PURE(a_job_that_never_ends_ends_alone)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    str out = { 0 };
    check_works(c, a);
    check_int(cells_run(c, &spin_cell, a, STR(""), &out), CELL_TOO_LONG);
    check_works(c, a);
    check_int(cells_run(c, &dribble_cell, a, STR(""), &out), CELL_TOO_LONG);
    check_works(c, a);
    check_int(cells_state(c).too_long, 2);
    cells_close(c);
    arena_close(a);
}

PURE(a_job_that_crashes_crashes_alone)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    str out = { 0 };
    check_int(cells_run(c, &crash_cell, a, STR(""), &out), CELL_DIED);
    check_works(c, a);
    check_int(cells_state(c).died, 1);
    cells_close(c);
    arena_close(a);
}

PURE(a_child_that_lies_is_replaced)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    struct cell_head huge = { .bytes = UINT64_MAX / 2 }, odd = { .bytes = 0, .job = 7 }, early = { .bytes = 0 };
    str out = { 0 };
    check_int(cells_run(c, &lie_cell, a, (str){ (char *)&huge, sizeof huge }, &out), CELL_DIED);
    check_int(cells_run(c, &lie_cell, a, (str){ (char *)&odd, sizeof odd }, &out), CELL_DIED);
    check_works(c, a);
    check_int(cells_run(c, &lie_cell, a, (str){ (char *)&early, sizeof early }, &out),
              CELL_DONE); /* and then its own answer */
    usleep(50000);
    check_works(c, a);
    check_int(cells_state(c).started, 4);
    cells_close(c);
    arena_close(a);
}

PURE(a_child_is_replaced_before_it_grows_old)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    for (int i = 0; i <= CELL_JOBS; i++) check_works(c, a);
    check_int(cells_state(c).started, 2);
    check_int(cells_state(c).died, 0);
    cells_close(c);
    arena_close(a);
}

PURE(a_job_takes_no_more_room_than_it_may)
{
    if (CELL_SANITIZED) skip("a sanitizer takes terabytes of addresses for itself");
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    str out = { 0 };
    check_int(cells_run(c, &eat_cell, a, STR("64"), &out), CELL_DONE);
    check_int(cells_run(c, &eat_cell, a, STR("1024"), &out), CELL_DIED);
    check_works(c, a);
    cells_close(c);
    arena_close(a);
}

/* ---- many at once ---- */

static void *ask_often(void *with)
{
    struct cells *c = with;
    struct arena *a = arena_open();
    intptr_t wrong = 0;
    for (int i = 0; i < 60; i++) {
        str mine = str_format(a, "%p %d", (void *)&mine, i), out = { 0 };
        if (i % 20 == 7)
            wrong += cells_run(c, &crash_cell, a, mine, &out) != CELL_DIED;
        else
            wrong += cells_run(c, &echo_cell, a, mine, &out) != CELL_DONE || !str_is(out, mine);
    }
    arena_close(a);
    return (void *)wrong;
}

PURE(many_threads_share_a_few_cells_and_each_gets_its_own_answer)
{
    enum { THREADS = 8, CELLS = 3 };
    struct cells *c = cells_open(test_cells, CELLS);
    pthread_t all[THREADS];
    for (int i = 0; i < THREADS; i++) check_int(pthread_create(&all[i], NULL, ask_often, c), 0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(all[i], &wrong);
        check(wrong == NULL);
    }
    check_int(cells_state(c).died, THREADS * 3);
    cells_close(c);
}

/* ---- taken over ---- */

struct attempt {
    const char *name;
    long call;
    const char *words; /* its arguments; -1: the address of "/etc/passwd", which may be written to */
    bool in_vain;      /* libraries ask this, are refused, and go on */
};
#define TRY_TO(it, with)                                                                                               \
    {                                                                                                                  \
        .name = #it, .call = SYS_##it, .words = with                                                                   \
    }
#define IN_VAIN(it, with)                                                                                              \
    {                                                                                                                  \
        .name = #it, .call = SYS_##it, .words = with, .in_vain = true                                                  \
    }
static const struct attempt attempts[] = {
#ifdef __x86_64__
    IN_VAIN(open, "-1 0"),
    IN_VAIN(stat, "-1 -1"),
    IN_VAIN(access, "-1 0"),
    IN_VAIN(readlink, "-1 -1 9"),
    TRY_TO(creat, "-1 420"),
    TRY_TO(unlink, "-1"),
    TRY_TO(rename, "-1 -1"),
    TRY_TO(mkdir, "-1 448"),
    TRY_TO(chmod, "-1 511"),
    TRY_TO(chown, "-1 0 0"),
    TRY_TO(link, "-1 -1"),
    TRY_TO(symlink, "-1 -1"),
    TRY_TO(fork, ""),
    TRY_TO(vfork, ""),
    TRY_TO(pipe, "-1"),
    TRY_TO(time, "0"),
#endif
    IN_VAIN(openat, "0 -1 0"),
    IN_VAIN(newfstatat, "0 -1 -1 0"),
    IN_VAIN(faccessat, "0 -1 0"),
    TRY_TO(openat2, "0 -1 0 0"),
    TRY_TO(open_by_handle_at, "0 -1 0"),
    TRY_TO(name_to_handle_at, "0 -1 -1 0"),
    TRY_TO(unlinkat, "0 -1 0"),
    TRY_TO(truncate, "-1 0"),
    TRY_TO(chdir, "-1"),
    TRY_TO(chroot, "-1"),
    TRY_TO(mount, "-1 -1"),
    TRY_TO(getdents64, "0 -1 9"),
    TRY_TO(getcwd, "-1 9"),
    TRY_TO(socket, "2 1 0"),
    TRY_TO(socketpair, "1 1 0 -1"),
    TRY_TO(connect, "3 -1 16"),
    TRY_TO(bind, "3 -1 16"),
    TRY_TO(listen, "3 1"),
    TRY_TO(accept4, "3 0 0 0"),
    TRY_TO(sendto, "3 -1 4 0"),
    TRY_TO(sendmsg, "3 -1 0"),
    TRY_TO(recvmsg, "3 -1 0"),
    TRY_TO(clone, "17 0 0 0"),
    TRY_TO(clone3, "-1 64"),
    TRY_TO(execve, "-1 0 0"),
    TRY_TO(execveat, "0 -1 0 0"),
    TRY_TO(ptrace, "0 0 0 0"),
    TRY_TO(process_vm_readv, "1 -1 1 -1"),
    TRY_TO(kill, "1 0"),
    TRY_TO(tkill, "1 0"),
    TRY_TO(prctl, "38 0"),
    TRY_TO(seccomp, "1 0 0"),
    TRY_TO(prlimit64, "0 9 -1 0"),
    TRY_TO(setuid, "0"),
    TRY_TO(setns, "3 0"),
    TRY_TO(unshare, "0"),
    TRY_TO(pivot_root, "-1 -1"),
    TRY_TO(bpf, "0 -1 9"),
    TRY_TO(perf_event_open, "-1 0 0 0"),
    TRY_TO(io_uring_setup, "1 -1"),
    TRY_TO(userfaultfd, "0"),
    TRY_TO(memfd_create, "-1 0"),
    TRY_TO(keyctl, "0 0"),
    TRY_TO(shmget, "1 4096 511"),
    TRY_TO(ioctl, "3 0 -1"),
    TRY_TO(fcntl, "3 1"),
    TRY_TO(dup, "3"),
    TRY_TO(pipe2, "-1 0"),
    TRY_TO(epoll_create1, "0"),
    TRY_TO(eventfd2, "0 0"),
    TRY_TO(read, "0 -1 9"),
    TRY_TO(write, "1 -1 9"),
    TRY_TO(pread64, "3 -1 9 0"),
    TRY_TO(sendfile, "3 0 0 9"),
    TRY_TO(mmap, "0 4096 7 34"),
    TRY_TO(mmap, "0 4096 5 34"),
    TRY_TO(mprotect, "-1 4096 7"),
    TRY_TO(reboot, "0 0 0"),
    TRY_TO(uname, "-1"),
    TRY_TO(sysinfo, "-1"),
    TRY_TO(personality, "0"),
};

PURE(whoever_takes_a_child_over_can_call_nothing)
{
    struct cells *c = cells_open(test_cells, 1);
    for (size_t i = 0; i < COUNT_OF(attempts); i++) {
        struct arena *a = arena_open();
        str out = { 0 }, ask = str_format(a, "%ld %s", attempts[i].call, attempts[i].words);
        enum cell_end how = cells_run(c, &call_cell, a, ask, &out);
        bool refused = how == CELL_DONE && str_is(out, str_format(a, "%d", -EACCES));
        bool right = attempts[i].in_vain ? refused : how == CELL_DIED;
        if (!right) fprintf(stderr, "%s: %d, %.*s\n", attempts[i].name, how, STR_ARG(out));
        check(right);
        arena_close(a);
    }
    check(COUNT_OF(attempts) >= 60);
    cells_close(c);
}

/* ---- what a child has of ours ---- */

static str file_words(struct arena *a, const char *path)
{
    char *room = arena_take(a, 65536);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(room, 1, 65535, f) : 0;
    if (f) fclose(f);
    return (str){ room, n };
}

static int our_child(struct arena *a)
{
    DIR *all = opendir("/proc");
    int64_t found = 0, pid = 0;
    if (!all) return 0;
    for (struct dirent *it; (it = readdir(all)) != NULL;) {
        if (!str_int(str_of(it->d_name), &pid)) continue;
        str status = file_words(a, str_z(a, str_format(a, "/proc/%s/status", it->d_name)));
        if (str_find(status, str_format(a, "PPid:\t%d\n", getpid())) < 0) continue;
        str words = file_words(a, str_z(a, str_format(a, "/proc/%s/cmdline", it->d_name)));
        if (str_find(words, STR(CELL_WORD)) >= 0) found = pid;
    }
    closedir(all);
    return (int)found;
}

PURE(a_child_has_none_of_our_files)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    int ours = dup2(1, 77); /* of ours, and not closed by itself */
    check_works(c, a);
    int pid = our_child(a), n = 0;
    check(pid > 0);
    str status = file_words(a, str_z(a, str_format(a, "/proc/%d/status", pid)));
    check(str_find(status, STR("Seccomp:\t2\n")) >= 0);
    check(str_find(status, STR("NoNewPrivs:\t1\n")) >= 0);
    DIR *open = opendir(str_z(a, str_format(a, "/proc/%d/fd", pid)));
    for (struct dirent *it; open && (it = readdir(open)) != NULL;) n += it->d_name[0] != '.';
    if (open) closedir(open);
    if (open && geteuid() == 0) check_int(n, CELL_SOCKET + 1);
    close(ours);
    cells_close(c);
    check_int(our_child(a), 0);
    arena_close(a);
}
