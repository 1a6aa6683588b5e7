#include "net/cell_wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CELLS_MOST = 16, LOOK_MS = 20 };

struct child {
    pid_t pid; /* 0: none */
    int socket;
    int jobs;
    bool taken;
};

struct cells {
    const struct cell_job *const *jobs;
    struct child all[CELLS_MOST];
    int n;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    struct cells_state state;
};

struct cells *cells_open(const struct cell_job *const *jobs, int n)
{
    struct cells *c = calloc(1, sizeof *c);
    if (!c) bug("out of memory");
    c->jobs = jobs;
    c->n = n < 1 ? 1 : n > CELLS_MOST ? CELLS_MOST : n;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->freed, NULL);
    return c;
}

static void end(struct child *it)
{
    if (!it->pid) return;
    kill(it->pid, SIGKILL);
    close(it->socket);
    while (waitpid(it->pid, NULL, 0) < 0 && errno == EINTR) continue;
    it->pid = 0; /* `taken` stays: others look at it */
    it->socket = -1;
    it->jobs = 0;
}

void cells_close(struct cells *c)
{
    for (int i = 0; i < c->n; i++) end(&c->all[i]);
    pthread_cond_destroy(&c->freed);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

struct cells_state cells_state(struct cells *c)
{
    pthread_mutex_lock(&c->lock);
    struct cells_state state = c->state;
    pthread_mutex_unlock(&c->lock);
    return state;
}

/* ---- a child ---- */

/* What it has used of the processor, in ms. */
static int64_t cpu_ms(pid_t pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
    return (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

struct watch {
    const struct child *it;
    int64_t cpu_end; /* ms of its processor's time */
    usec end;        /* monotonic */
    bool too_long;
};

static struct watch watch_over(const struct child *it, size_t bytes)
{
    int64_t cpu = CELL_CPU_MS + (int64_t)(bytes >> 20) * CELL_CPU_MS_PER_MIB;
    if (CELL_SANITIZED) cpu *= CELL_SANITIZED_TIMES;
    return (
        struct watch){ .it = it, .cpu_end = cpu_ms(it->pid) + cpu, .end = monotonic_now() + CELL_WAIT_MS * (usec)1000 };
}

static bool expired(struct watch *w)
{
    w->too_long = monotonic_now() > w->end || cpu_ms(w->it->pid) > w->cpu_end;
    return w->too_long;
}

/* False: it will not, or has taken longer than it may. Looked at each time: a child that says a little now and then
 * gains no time by it. */
static bool ready(struct watch *w, short what)
{
    while (!expired(w)) {
        struct pollfd on = { .fd = w->it->socket, .events = what };
        int n = poll(&on, 1, LOOK_MS);
        if (n > 0) return on.revents & what;
        if (n < 0 && errno != EINTR) return false;
    }
    return false;
}

static bool tell(struct watch *w, const void *from, size_t n)
{
    for (const char *at = from; n > 0;) {
        if ((w->too_long = monotonic_now() > w->end)) return false;
        ssize_t put = send(w->it->socket, at, n, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (put > 0) at += put, n -= (size_t)put;
        if (put < 0 && (errno != EAGAIN || !ready(w, POLLOUT))) return false;
    }
    return true;
}

static bool take(struct watch *w, void *to, size_t n)
{
    for (char *at = to; n > 0;) {
        if ((w->too_long = monotonic_now() > w->end)) return false;
        ssize_t got = recv(w->it->socket, at, n, MSG_DONTWAIT);
        if (got > 0) at += got, n -= (size_t)got;
        if (got == 0 || (got < 0 && (errno != EAGAIN || !ready(w, POLLIN)))) return false;
    }
    return true;
}

/* This program anew, with one end of a socket and nothing else of ours. */
static pid_t spawn(int theirs)
{
    static char *const words[] = { "regulars", CELL_WORD, NULL };
    static char *const nothing[] = { NULL };
    posix_spawn_file_actions_t files;
    pid_t pid = 0;
    if (posix_spawn_file_actions_init(&files) != 0) return 0;
    int bad = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    bad |= posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    if (!CELL_SANITIZED) bad |= posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    bad |= posix_spawn_file_actions_adddup2(&files, theirs, CELL_SOCKET);
    bad = bad || posix_spawn(&pid, "/proc/self/exe", &files, NULL, words, CELL_SANITIZED ? environ : nothing) != 0;
    posix_spawn_file_actions_destroy(&files);
    return bad ? 0 : pid;
}

static bool start(struct child *it, struct cell_walls *walls)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    it->pid = spawn(ends[1]);
    it->socket = ends[0];
    it->jobs = 0;
    close(ends[1]);
    if (!it->pid) {
        close(ends[0]);
        return false;
    }
    struct watch w = watch_over(it, 0);
    if (take(&w, walls, sizeof *walls) && walls->calls) return true;
    end(it);
    return false;
}

/* ---- a job ---- */

static struct child *borrow(struct cells *c)
{
    struct child *best = NULL;
    pthread_mutex_lock(&c->lock);
    for (;;) {
        for (int i = 0; i < c->n; i++)
            if (!c->all[i].taken && (!best || (!best->pid && c->all[i].pid))) best = &c->all[i];
        if (best) break;
        pthread_cond_wait(&c->freed, &c->lock);
    }
    best->taken = true;
    pthread_mutex_unlock(&c->lock);
    return best;
}

static void give_back(struct cells *c, struct child *it, enum cell_end how)
{
    bool old = it->pid && (it->jobs >= CELL_JOBS || cpu_ms(it->pid) > CELL_LIFE_CPU_S * 1000);
    if (how == CELL_DIED || how == CELL_TOO_LONG || old) end(it);
    pthread_mutex_lock(&c->lock);
    it->taken = false;
    c->state.died += how == CELL_DIED;
    c->state.too_long += how == CELL_TOO_LONG;
    c->state.could_not += how == CELL_CANNOT;
    pthread_cond_signal(&c->freed);
    pthread_mutex_unlock(&c->lock);
}

/* Between two jobs a child says nothing: whatever it says then belongs to neither, and a hang-up is its end. */
static bool is_silent(const struct child *it)
{
    char one;
    return recv(it->socket, &one, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && (errno == EAGAIN || errno == EINTR);
}

static bool is_there(struct cells *c, struct child *it)
{
    struct cell_walls walls = { 0 };
    if (it->pid && is_silent(it)) return true;
    end(it);
    bool started = start(it, &walls);
    pthread_mutex_lock(&c->lock);
    c->state.walls = walls;
    c->state.started += started;
    pthread_mutex_unlock(&c->lock);
    return started;
}

/* Room is taken for it before it is here. */
static uint64_t answer_most(str in)
{
    uint64_t most = (uint64_t)in.n * CELL_ANSWER_TIMES + (1 << 20);
    return most < CELL_ANSWER_BYTES ? most : CELL_ANSWER_BYTES;
}

static enum cell_end ask(struct child *it, uint64_t job, struct arena *a, str in, str *out)
{
    struct watch w = watch_over(it, in.n);
    struct cell_head head = { .bytes = in.n, .job = job }, back = { 0 };
    it->jobs++;
    if (!tell(&w, &head, sizeof head) || !tell(&w, in.at, in.n) || !take(&w, &back, sizeof back))
        return w.too_long ? CELL_TOO_LONG : CELL_DIED;
    if (back.job != 0 || back.bytes > answer_most(in)) return CELL_DIED; /* nothing of ours says that */
    char *bytes = arena_take(a, back.bytes + 1);
    if (!take(&w, bytes, back.bytes)) return w.too_long ? CELL_TOO_LONG : CELL_DIED;
    *out = (str){ bytes, back.bytes };
    return CELL_DONE;
}

enum cell_end cells_run(struct cells *c, const struct cell_job *job, struct arena *a, str in, str *out)
{
    uint64_t place = 0;
    while (c->jobs[place] && c->jobs[place] != job) place++;
    if (!c->jobs[place]) bug("%s is no job of these cells", job->name);
    struct child *it = borrow(c);
    enum cell_end how = is_there(c, it) ? ask(it, place, a, in, out) : CELL_CANNOT;
    if (how == CELL_DIED && it->jobs > 1) { /* perhaps of what an earlier job did to it */
        end(it);
        how = is_there(c, it) ? ask(it, place, a, in, out) : CELL_CANNOT;
    }
    give_back(c, it, how);
    return how;
}
