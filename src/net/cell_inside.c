/* The child of a cell: gets ready, closes the door behind itself, and works until its parent hangs up. */
#include "net/cell_wire.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/landlock.h>
#include <malloc.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool limited(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) != 0) return false;
    if (now.rlim_max < most) most = now.rlim_max;
    return setrlimit(what, &(struct rlimit){ most, most }) == 0;
}

/* When memory is short we go first, not our parent. */
static void go_first(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    if (write(file, "1000", 4) != 4) { /* then as the system thinks */
    }
    close(file);
}

static void close_others(void)
{
    if (syscall(SYS_close_range, CELL_SOCKET + 1, ~0U, 0) == 0) return;
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) _exit(2);
    for (rlim_t i = CELL_SOCKET + 1; i < files.rlim_max && i < 1 << 20; i++) close((int)i);
}

/* Every right on files that this kernel's Landlock knows is ours to take, and none is given. 0: it has none. */
static int landlock(void)
{
    static const uint64_t rights[] = { (1ULL << 13) - 1, (1ULL << 14) - 1, (1ULL << 15) - 1 }; /* by version: 1, 2, 3 */
    int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    int known = version < (int)COUNT_OF(rights) ? version : (int)COUNT_OF(rights);
    struct landlock_ruleset_attr all = { .handled_access_fs = rights[known - 1] };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    bool done = rules >= 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    if (rules >= 0) close(rules);
    return done ? version : 0;
}

/* What reading, writing to its one socket and taking memory need. Asking for a file is refused, because libraries ask
 * in vain and go on; anything else is the end. */
static bool filter_calls(void)
{
    static const int free_calls[] = { SCMP_SYS(munmap),      SCMP_SYS(mremap),     SCMP_SYS(brk),
                                      SCMP_SYS(exit),        SCMP_SYS(exit_group), SCMP_SYS(clock_gettime),
                                      SCMP_SYS(rt_sigreturn) };
    static const int refused[] = { SCMP_SYS(open), SCMP_SYS(openat),     SCMP_SYS(access),  SCMP_SYS(faccessat),
                                   SCMP_SYS(stat), SCMP_SYS(newfstatat), SCMP_SYS(readlink) };
    static const int sanitizers[] = { SCMP_SYS(madvise),        SCMP_SYS(futex),        SCMP_SYS(sigaltstack),
                                      SCMP_SYS(sched_yield),    SCMP_SYS(gettid),       SCMP_SYS(getpid),
                                      SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(nanosleep),
                                      SCMP_SYS(clock_nanosleep) };
    static const int advice[] = { MADV_DONTNEED, MADV_FREE }; /* of an allocator; others reach pages that are shared */
    enum { FUTEX_WORD = FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, WAIT_OR_WAKE = ~(FUTEX_WORD | FUTEX_WAKE) };
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!f) return false;
    int bad = 0;
    for (size_t i = 0; i < COUNT_OF(free_calls); i++) bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, free_calls[i], 0);
    for (size_t i = 0; i < COUNT_OF(refused); i++) bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
    for (size_t i = 0; CELL_SANITIZED && i < COUNT_OF(sanitizers); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, sanitizers[i], 0);
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0(SCMP_CMP_EQ, CELL_SOCKET, 0));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, CELL_SOCKET, 0));
    if (CELL_SANITIZED) bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, 2, 0));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    for (size_t i = 0; i < COUNT_OF(advice); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(madvise), 1, SCMP_A2(SCMP_CMP_EQ, (unsigned)advice[i], 0));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(futex), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, (unsigned)WAIT_OR_WAKE, 0));
    bool closed = bad == 0 && seccomp_load(f) == 0;
    seccomp_release(f);
    return closed;
}

static struct cell_walls close_the_door(void)
{
    bool quiet = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    quiet = limited(RLIMIT_CORE, 0) && limited(RLIMIT_FSIZE, 0) && limited(RLIMIT_NOFILE, CELL_SOCKET + 2) &&
            quiet; /* Landlock opens one */
    if (!CELL_SANITIZED)
        quiet = limited(RLIMIT_AS, CELL_ROOM_BYTES) && limited(RLIMIT_CPU, CELL_LIFE_CPU_S + 10) && quiet;
    if (!quiet) _exit(2);
    int version = landlock();
    return (struct cell_walls){ .calls = filter_calls(), .landlock = version };
}

static bool heard(void *to, size_t n)
{
    for (char *at = to; n > 0;) {
        ssize_t got = read(CELL_SOCKET, at, n);
        if (got <= 0) return false;
        at += got, n -= (size_t)got;
    }
    return true;
}

static bool said(const void *from, size_t n)
{
    for (const char *at = from; n > 0;) {
        ssize_t put = write(CELL_SOCKET, at, n);
        if (put <= 0) return false;
        at += put, n -= (size_t)put;
    }
    return true;
}

static bool answer(const struct cell_job *const *jobs, size_t n_jobs, struct arena *a)
{
    struct cell_head head;
    if (!heard(&head, sizeof head) || head.job >= n_jobs) return false;
    char *bytes = arena_take(a, head.bytes + 1);
    if (!heard(bytes, head.bytes)) return false;
    struct text out = { .arena = a };
    jobs[head.job]->run(a, (str){ bytes, head.bytes }, &out);
    struct cell_head back = { .bytes = out.n };
    return said(&back, sizeof back) && said(out.at, out.n);
}

/* What a job gave back serves the next one: to be given new pages by the kernel costs more than most jobs. */
static void keep_memory(void)
{
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

int cell_inside(const struct cell_job *const *jobs)
{
    size_t n = 0;
    close_others();
    go_first();
    signal(SIGPIPE, SIG_IGN);
    for (; jobs[n]; n++)
        if (jobs[n]->begin) jobs[n]->begin();
    struct cell_walls walls = close_the_door();
    bool goes_on = said(&walls, sizeof walls);
    keep_memory();
    struct arena *a = arena_open();
    while (goes_on) {
        goes_on = answer(jobs, n, a);
        arena_reset(a);
    }
    _exit(0);
}
