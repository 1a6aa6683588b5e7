#include "net/hub.h"

#include "net/frame.h"
#include "net/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/uio.h>
#include <unistd.h>

enum { READ_BYTES = 64 << 10, EVENTS = 256, BLOCK = 1024, BLOCKS = 64, SPARE = 64 };
#define PING_EVERY (30 * SECOND)
#define CLOSE_WAIT (5 * SECOND)

struct shared { /* one frame, however many wait for it */
    int uses;   /* hub thread only */
    uint32_t n;
    unsigned char at[];
};
struct waiting {
    struct waiting *next;
    struct shared *frame;
    uint32_t sent;
};
struct seat {
    int fd; /* -1 = free */
    uint32_t generation, next_free;
    unsigned char owner[HUB_OWNER];
    struct waiting *first, *last;
    uint32_t queued;
    bool closing, wants_write;
    signed char unheard; /* pings without an answer */
    usec closed;
    struct frame_in *in; /* only while a message or frame is half read */
};
struct order {
    struct order *next;
    enum { JOIN, SEND, PUBLISH, DROP } what;
    member who;
    int fd, code;
    bool (*which)(const void *owner, const void *about);
    unsigned char owner[HUB_OWNER];
    struct shared *frame;
    size_t hello, early; /* bytes of each behind the order; `about` stands there instead */
    unsigned char bytes[];
};
struct hub {
    struct hub_calls calls;
    int epoll, wake;
    pthread_t thread;
    pthread_mutex_t lock;
    struct order *first, *last;
    struct seat *block[BLOCKS];
    uint32_t seats, free;         /* free: index + 1 */
    _Atomic(size_t) size, coming; /* coming: taken, not seated yet */
    _Atomic(bool) ending;
    usec pinged;
    wslay_frame_context_ptr spare[SPARE];
    size_t n_spare;
    char *room;
    struct shared *ping;
    uint32_t now; /* the seat being read */
    struct frame_in in;
};

static void *must(void *p)
{
    if (!p) bug("out of memory");
    return p;
}

static struct seat *seat_at(const struct hub *h, uint32_t i)
{
    return &h->block[i / BLOCK][i % BLOCK];
}

static member name_of(const struct hub *h, uint32_t i)
{
    return (uint64_t)seat_at(h, i)->generation << 32 | (i + 1);
}

static struct shared *share(enum wslay_opcode opcode, str text)
{
    struct shared *s = must(malloc(sizeof *s + text.n + 10));
    s->uses = 1;
    s->n = (uint32_t)frame_write(s->at, opcode, text);
    return s;
}

static void share_end(struct shared *s)
{
    if (s && --s->uses == 0) free(s);
}

/* --- seats -------------------------------------------------------------------------------------- */

static bool seats_grow(struct hub *h)
{
    if (h->seats == BLOCK * BLOCKS) return false;
    h->block[h->seats / BLOCK] = must(calloc(BLOCK, sizeof(struct seat)));
    for (uint32_t i = h->seats + BLOCK; i > h->seats; i--) {
        struct seat *s = seat_at(h, i - 1);
        *s = (struct seat){ .fd = -1, .generation = 1, .next_free = h->free };
        h->free = i;
    }
    h->seats += BLOCK;
    return true;
}

static wslay_frame_context_ptr context_borrow(struct hub *h)
{
    return h->n_spare > 0 ? h->spare[--h->n_spare] : frame_context();
}

static void context_give(struct hub *h, wslay_frame_context_ptr c)
{
    if (h->n_spare < SPARE)
        h->spare[h->n_spare++] = c;
    else
        wslay_frame_context_free(c);
}

static void in_forget(struct seat *s)
{
    if (!s->in) return;
    if (s->in->context) wslay_frame_context_free(s->in->context); /* half used: nobody else's */
    frame_forget(s->in);
    free(s->in);
    s->in = NULL;
}

static void leave(struct hub *h, uint32_t i)
{
    struct seat *s = seat_at(h, i);
    if (s->fd < 0) return;
    member who = name_of(h, i);
    close(s->fd); /* leaves the epoll set by itself: nobody else holds it */
    s->fd = -1;
    while (s->first) {
        struct waiting *gone = s->first;
        s->first = gone->next;
        share_end(gone->frame);
        free(gone);
    }
    in_forget(s);
    h->size--;
    count_add(COUNT_SOCKETS_OPEN, -1);
    if (h->calls.left) h->calls.left(h->calls.with, who, s->owner);
    *s = (struct seat){ .fd = -1, .generation = s->generation + 1, .next_free = h->free };
    h->free = i + 1;
}

/* --- writing ------------------------------------------------------------------------------------ */

static void watch_writes(struct hub *h, uint32_t i, bool want)
{
    struct seat *s = seat_at(h, i);
    if (s->wants_write == want) return;
    s->wants_write = want;
    struct epoll_event e = { .events = want ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.u64 = name_of(h, i) };
    epoll_ctl(h->epoll, EPOLL_CTL_MOD, s->fd, &e);
}

static void after_close(struct hub *h, uint32_t i)
{
    struct seat *s = seat_at(h, i);
    if (s->closing && !s->first) shutdown(s->fd, SHUT_WR);
}

static void flush(struct hub *h, uint32_t i)
{
    struct seat *s = seat_at(h, i);
    while (s->first) {
        struct waiting *w = s->first;
        ssize_t n = send(s->fd, w->frame->at + w->sent, w->frame->n - w->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && errno != EAGAIN) {
            leave(h, i);
            return;
        }
        if (n < 0) break;
        w->sent += (uint32_t)n;
        s->queued -= (uint32_t)n;
        if (w->sent < w->frame->n) break;
        s->first = w->next;
        share_end(w->frame);
        free(w);
    }
    if (!s->first) s->last = NULL;
    watch_writes(h, i, s->first != NULL);
    after_close(h, i);
}

static void write_frame(struct hub *h, uint32_t i, struct shared *frame)
{
    struct seat *s = seat_at(h, i);
    uint32_t sent = 0;
    if (s->closing) return;
    if (!s->first) {
        ssize_t n = send(s->fd, frame->at, frame->n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            leave(h, i);
            return;
        }
        sent = n > 0 ? (uint32_t)n : 0;
        if (sent == frame->n) return;
    }
    struct waiting *w = must(malloc(sizeof *w));
    *w = (struct waiting){ .frame = frame, .sent = sent };
    frame->uses++;
    if (s->last)
        s->last->next = w;
    else
        s->first = w;
    s->last = w;
    s->queued += frame->n - sent;
    watch_writes(h, i, true);
}

/* Say goodbye, then wait a little for the other side's; what waits is not worth sending any more when it is too much.
 */
static void say_close(struct hub *h, uint32_t i, int code, str reason)
{
    struct seat *s = seat_at(h, i);
    if (s->fd < 0 || s->closing) return;
    char bytes[125] = { (char)(code >> 8), (char)code };
    size_t n = reason.n < 120 ? reason.n : 120;
    memcpy(bytes + 2, reason.at ? reason.at : "", n);
    struct shared *frame = share(WSLAY_CONNECTION_CLOSE, (str){ .at = bytes, .n = code ? n + 2 : 0 });
    uint32_t generation = s->generation;
    write_frame(h, i, frame);
    share_end(frame);
    if (s->generation != generation) return;
    s->closing = true;
    s->closed = monotonic_now();
    after_close(h, i);
}

static void drop_slow(struct hub *h, uint32_t i)
{
    count_add(COUNT_SOCKETS_DROPPED, 1);
    unsigned char bytes[16];
    struct seat *s = seat_at(h, i);
    /* it reads nothing, so the close frame can only be tried, and only between two frames */
    if (!s->first || s->first->sent == 0)
        (void)!send(s->fd, bytes, frame_write(bytes, WSLAY_CONNECTION_CLOSE, STR("\x03\xf5")),
                    MSG_NOSIGNAL | MSG_DONTWAIT);
    leave(h, i);
}

static void deliver(struct hub *h, uint32_t i, struct shared *frame)
{
    write_frame(h, i, frame);
    if (seat_at(h, i)->fd >= 0 && seat_at(h, i)->queued > HUB_QUEUE) drop_slow(h, i);
}

/* --- reading ------------------------------------------------------------------------------------ */

static void frame_came(void *with, enum frame_kind kind, str bytes)
{
    struct hub *h = with;
    uint32_t i = h->now;
    struct seat *s = seat_at(h, i);
    if (s->fd < 0) return;
    s->unheard = 0;
    if (kind == FRAME_PONG) return;
    if (kind == FRAME_CLOSE) {
        int code = bytes.n >= 2 ? (unsigned char)bytes.at[0] << 8 | (unsigned char)bytes.at[1] : 0;
        say_close(h, i, code, (str){ 0 });
    } else if (kind == FRAME_PING) {
        struct shared *pong = share(WSLAY_PONG, bytes);
        deliver(h, i, pong);
        share_end(pong);
    } else if (!s->closing && h->calls.heard) {
        h->calls.heard(h->calls.with, name_of(h, i), s->owner, bytes);
    }
}

/* What is half read moves to the hub while it is read: a callback may send, fail, and end the seat. */
static void read_bytes(struct hub *h, uint32_t i, str bytes)
{
    struct seat *s = seat_at(h, i);
    struct frame_in *in = &h->in;
    uint32_t generation = s->generation;
    *in = s->in ? *s->in : (struct frame_in){ 0 };
    free(s->in);
    s->in = NULL;
    if (!in->context) in->context = context_borrow(h);
    h->now = i;
    int fault = frame_read(in, in->context, bytes, &(struct frame_calls){ .with = h, .came = frame_came });
    if (s->generation != generation || fault || s->closing) {
        wslay_frame_context_free(in->context);
        frame_forget(in);
        if (s->generation == generation && fault) say_close(h, i, fault, (str){ 0 });
        return;
    }
    if (in->held == 0 && !in->begun) {
        context_give(h, in->context);
        in->context = NULL;
    }
    if (!in->context && !in->in_message) return;
    s->in = must(malloc(sizeof *s->in));
    *s->in = *in;
}

static void readable(struct hub *h, uint32_t i)
{
    struct seat *s = seat_at(h, i);
    ssize_t n = recv(s->fd, h->room, READ_BYTES, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0)
        leave(h, i);
    else if (!s->closing)
        read_bytes(h, i, (str){ .at = h->room, .n = (size_t)n }); /* after goodbye: read and forget */
}

/* --- orders from other threads ------------------------------------------------------------------ */

static void join(struct hub *h, struct order *o)
{
    if (h->free == 0 && !seats_grow(h)) {
        close(o->fd);
        return;
    }
    uint32_t i = h->free - 1;
    struct seat *s = seat_at(h, i);
    struct epoll_event e = { .events = EPOLLIN, .data.u64 = name_of(h, i) };
    if (epoll_ctl(h->epoll, EPOLL_CTL_ADD, o->fd, &e) != 0) {
        close(o->fd);
        return;
    }
    h->free = s->next_free;
    s->fd = o->fd;
    memcpy(s->owner, o->owner, HUB_OWNER);
    h->size++;
    count_add(COUNT_SOCKETS_OPEN, 1);
    if (h->calls.joined)
        h->calls.joined(h->calls.with, name_of(h, i), s->owner, (str){ .at = (char *)o->bytes, .n = o->hello });
    if (o->early > 0 && s->fd >= 0) read_bytes(h, i, (str){ .at = (char *)o->bytes + o->hello, .n = o->early });
}

static uint32_t seat_of(const struct hub *h, member who)
{
    uint32_t i = (uint32_t)who - 1;
    if ((uint32_t)who == 0 || i >= h->seats || seat_at(h, i)->generation != who >> 32 || seat_at(h, i)->fd < 0)
        return UINT32_MAX;
    return i;
}

static void obey(struct hub *h, struct order *o)
{
    uint32_t one = o->what == SEND ? seat_of(h, o->who) : UINT32_MAX;
    if (o->what == JOIN) {
        join(h, o);
        h->coming--; /* after it counts as seated: hub_is_empty never overlooks it */
    }
    if (one != UINT32_MAX) deliver(h, one, o->frame);
    for (uint32_t i = 0; (o->what == PUBLISH || o->what == DROP) && i < h->seats; i++) {
        struct seat *s = seat_at(h, i);
        if (s->fd < 0 || (o->which && !o->which(s->owner, o->bytes))) continue;
        if (o->what == PUBLISH)
            deliver(h, i, o->frame);
        else
            say_close(h, i, o->code, (str){ 0 });
    }
    share_end(o->frame);
    free(o);
}

static void obey_all(struct hub *h)
{
    uint64_t n;
    (void)!read(h->wake, &n, sizeof n);
    pthread_mutex_lock(&h->lock);
    struct order *o = h->first;
    h->first = h->last = NULL;
    pthread_mutex_unlock(&h->lock);
    while (o) {
        struct order *next = o->next;
        obey(h, o);
        o = next;
    }
}

static void order(struct hub *h, struct order *o)
{
    pthread_mutex_lock(&h->lock);
    bool wake = h->first == NULL;
    if (h->last)
        h->last->next = o;
    else
        h->first = o;
    h->last = o;
    pthread_mutex_unlock(&h->lock);
    if (wake) (void)!write(h->wake, &(uint64_t){ 1 }, sizeof(uint64_t));
}

static struct order *order_make(int what, size_t bytes)
{
    struct order *o = must(calloc(1, sizeof *o + bytes));
    o->what = (unsigned)what;
    return o;
}

void hub_take(struct hub *h, int fd, const struct socket_plan *plan, str early)
{
    struct order *o = order_make(JOIN, plan->hello.n + early.n);
    h->coming++;
    o->fd = fd;
    memcpy(o->owner, plan->owner, HUB_OWNER);
    o->hello = plan->hello.n;
    o->early = early.n;
    if (plan->hello.n > 0) memcpy(o->bytes, plan->hello.at, plan->hello.n);
    if (early.n > 0) memcpy(o->bytes + plan->hello.n, early.at, early.n);
    order(h, o);
}

/* From a callback it goes out at once: an answer comes before the goodbye that stood behind the question. */
void hub_send(struct hub *h, member who, str text)
{
    struct shared *frame = share(WSLAY_TEXT_FRAME, text);
    if (pthread_equal(pthread_self(), h->thread)) {
        uint32_t i = seat_of(h, who);
        if (i != UINT32_MAX) deliver(h, i, frame);
        share_end(frame);
        return;
    }
    struct order *o = order_make(SEND, 0);
    o->who = who;
    o->frame = frame;
    order(h, o);
}

void hub_publish(struct hub *h, str text, bool (*may)(const void *owner, const void *about), const void *about,
                 size_t about_bytes)
{
    struct order *o = order_make(PUBLISH, about_bytes);
    o->which = may;
    if (about_bytes > 0) memcpy(o->bytes, about, about_bytes);
    o->frame = share(WSLAY_TEXT_FRAME, text);
    order(h, o);
}

void hub_drop(struct hub *h, bool (*which)(const void *owner, const void *about), const void *about, size_t about_bytes,
              int code)
{
    struct order *o = order_make(DROP, about_bytes);
    o->which = which;
    o->code = code;
    if (about_bytes > 0) memcpy(o->bytes, about, about_bytes);
    order(h, o);
}

size_t hub_size(const struct hub *h)
{
    return h->size;
}

bool hub_is_empty(const struct hub *h)
{
    return h->coming == 0 && h->size == 0; /* in this order: who is seated is counted before it stops coming */
}

/* --- time --------------------------------------------------------------------------------------- */

static void every_second(struct hub *h)
{
    usec now = monotonic_now();
    bool ping = now - h->pinged >= PING_EVERY;
    if (ping) h->pinged = now;
    for (uint32_t i = 0; i < h->seats; i++) {
        struct seat *s = seat_at(h, i);
        if (s->fd < 0) continue;
        if (s->closing && now - s->closed > CLOSE_WAIT)
            leave(h, i);
        else if (ping && !s->closing && s->unheard >= 2)
            leave(h, i);
        else if (ping && !s->closing) {
            s->unheard++;
            deliver(h, i, h->ping);
        }
    }
}

static void serve(struct hub *h, const struct epoll_event *e)
{
    if (e->data.u64 == 0) {
        obey_all(h);
        return;
    }
    uint32_t i = seat_of(h, e->data.u64);
    if (i == UINT32_MAX) return;
    if (e->events & EPOLLOUT) flush(h, i);
    if (seat_of(h, e->data.u64) != UINT32_MAX && (e->events & (EPOLLIN | EPOLLHUP | EPOLLERR))) readable(h, i);
}

static void *hub_run(void *with)
{
    struct hub *h = with;
    usec last = monotonic_now();
    while (!h->ending) {
        struct epoll_event e[EVENTS];
        int n = epoll_wait(h->epoll, e, EVENTS, 1000);
        for (int i = 0; i < n; i++) serve(h, &e[i]);
        usec now = monotonic_now();
        if (now - last < SECOND) continue;
        last = now;
        every_second(h);
    }
    return NULL;
}

enum err hub_open(struct arena *a, struct why *w, const struct hub_calls *calls, struct hub **out)
{
    struct hub *h = ARENA_NEW(a, struct hub);
    h->calls = *calls;
    h->epoll = epoll_create1(EPOLL_CLOEXEC);
    h->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    h->room = must(malloc(READ_BYTES));
    h->ping = share(WSLAY_PING, (str){ 0 });
    h->pinged = monotonic_now();
    pthread_mutex_init(&h->lock, NULL);
    struct epoll_event e = { .events = EPOLLIN };
    if (h->epoll < 0 || h->wake < 0 || epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->wake, &e) != 0 ||
        pthread_create(&h->thread, NULL, hub_run, h) != 0)
        return why_fail(w, a, BROKEN, (str){ 0 }, "the thread of the WebSockets could not be started");
    *out = h;
    return OK;
}

void hub_close(struct hub *h)
{
    h->ending = true;
    (void)!write(h->wake, &(uint64_t){ 1 }, sizeof(uint64_t));
    pthread_join(h->thread, NULL);
    obey_all(h);
    for (uint32_t i = 0; i < h->seats; i++) {
        say_close(h, i, 1012, (str){ 0 });
        leave(h, i);
    }
    for (uint32_t i = 0; i < BLOCKS; i++) free(h->block[i]);
    while (h->n_spare > 0) wslay_frame_context_free(h->spare[--h->n_spare]);
    share_end(h->ping);
    free(h->room);
    close(h->epoll);
    close(h->wake);
    pthread_mutex_destroy(&h->lock);
}
