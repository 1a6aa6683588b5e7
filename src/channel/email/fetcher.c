#include "channel/email/fetcher.h"

#include "channel/email/fetch_folder.h"
#include "spine/house.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOK_AGAIN_S = 30, FOLDERS_MOST = 200 };

/* One folder's thread. */
struct fetcher {
    struct fetcher *next;
    id mailbox;
    str folder;
    struct arena *arena;
    struct folder_watch watch;
    pthread_t thread;
    bool wanted;
};

struct fetchers {
    struct house *house;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t rung; /* somebody changed a mailbox, or all ends */
    bool changed, ending;
    struct fetcher *all; /* the looking thread's own */
};

static void ring(int bell)
{
    uint64_t one = 1;
    if (write(bell, &one, sizeof one) < 0 && errno != EAGAIN) bug("an eventfd takes no more");
}

/* ---- one folder ---- */

static void *run_folder(void *with)
{
    struct fetcher *it = with;
    folder_run(&it->watch);
    return NULL;
}

static void begin(struct fetchers *f, const struct mailbox *m, str folder)
{
    struct arena *own = arena_open();
    struct fetcher *it = ARENA_NEW(own, struct fetcher);
    it->arena = own;
    it->mailbox = m->id;
    it->folder = str_copy(it->arena, folder);
    it->wanted = true;
    it->watch = (struct folder_watch){
        .house = f->house, .mailbox = m->id, .folder = it->folder, .bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)
    };
    if (it->watch.bell < 0 || pthread_create(&it->thread, NULL, run_folder, it) != 0) bug("a thread cannot be made");
    it->next = f->all;
    f->all = it;
}

/* Takes them out whose mailbox wants them no more, or wants them otherwise, and waits for their end. */
static void end_unwanted(struct fetchers *f)
{
    for (struct fetcher *it = f->all; it; it = it->next) {
        if (it->wanted) continue;
        atomic_store(&it->watch.ending, true);
        ring(it->watch.bell);
    }
    for (struct fetcher **at = &f->all; *at;) {
        struct fetcher *it = *at;
        if (it->wanted) {
            at = &it->next;
            continue;
        }
        pthread_join(it->thread, NULL);
        *at = it->next;
        close(it->watch.bell);
        arena_close(it->arena); /* it lies there itself */
    }
}

/* ---- all of them ---- */

static enum err list(struct turn *t, void *with)
{
    return mailbox_list_all(t, with);
}

static bool keep_running(struct fetchers *f, id mailbox, str folder)
{
    for (struct fetcher *it = f->all; it; it = it->next)
        if (it->mailbox == mailbox && str_is(it->folder, folder)) return it->wanted = true;
    return false;
}

struct wanted {
    const struct mailbox *mailbox;
    str folder;
};
LIST(wanted);

static void want_folders(struct arena *a, const struct mailbox *m, struct wanted_list *out)
{
    str rest = str_empty(str_trim(m->imap_folders)) ? STR("INBOX") : m->imap_folders;
    while (rest.n && out->n < FOLDERS_MOST) {
        str folder = str_trim(str_split(&rest, '\n'));
        if (folder.n) *LIST_ADD(a, out) = (struct wanted){ .mailbox = m, .folder = folder };
    }
}

/* `changed`: whoever runs already connects anew, with whatever the settings are now. */
static void look(struct fetchers *f, bool changed)
{
    struct arena *a = arena_open();
    struct mailbox_list boxes = { 0 };
    struct wanted_list wanted = { 0 }, fresh = { 0 };
    if (turn_read(f->house, actor_system(), list, &boxes, NULL, a) == OK) {
        for (struct fetcher *it = f->all; it; it = it->next) it->wanted = false;
        for (size_t i = 0; i < boxes.n; i++)
            if (boxes.at[i].active && boxes.at[i].imap_host.n) want_folders(a, &boxes.at[i], &wanted);
        for (size_t i = 0; i < wanted.n; i++)
            if (!keep_running(f, wanted.at[i].mailbox->id, wanted.at[i].folder)) *LIST_ADD(a, &fresh) = wanted.at[i];
        end_unwanted(f);
        for (struct fetcher *it = f->all; changed && it; it = it->next) ring(it->watch.bell);
        for (size_t i = 0; i < fresh.n; i++) begin(f, fresh.at[i].mailbox, fresh.at[i].folder);
    }
    arena_close(a);
}

/* Until a mailbox is another one, or a while has passed; false: all ends. */
static bool wait_for_news(struct fetchers *f, bool *changed)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_AGAIN_S;
    pthread_mutex_lock(&f->lock);
    while (!f->changed && !f->ending)
        if (pthread_cond_timedwait(&f->rung, &f->lock, &until) != 0) break;
    *changed = f->changed;
    f->changed = false;
    bool going = !f->ending;
    pthread_mutex_unlock(&f->lock);
    return going;
}

static void *run(void *with)
{
    struct fetchers *f = with;
    bool changed = false;
    do look(f, changed);
    while (wait_for_news(f, &changed));
    for (struct fetcher *it = f->all; it; it = it->next) it->wanted = false;
    end_unwanted(f);
    return NULL;
}

struct fetchers *fetchers_start(struct house *h)
{
    struct fetchers *f = ARENA_NEW(h->arena, struct fetchers);
    f->house = h;
    pthread_condattr_t steady;
    pthread_mutex_init(&f->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&f->rung, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&f->thread, NULL, run, f) != 0) bug("a thread cannot be made");
    return f;
}

static void tell(struct fetchers *f, bool ending)
{
    pthread_mutex_lock(&f->lock);
    f->changed = true;
    f->ending |= ending;
    pthread_cond_signal(&f->rung);
    pthread_mutex_unlock(&f->lock);
}

void fetchers_look(struct fetchers *f)
{
    if (f) tell(f, false);
}

void fetchers_stop(struct fetchers *f)
{
    if (!f) return;
    tell(f, true);
    pthread_join(f->thread, NULL); /* whoever still tells it something tells it to nobody */
}

enum err fetchers_told(struct turn *t, const struct event *e)
{
    (void)e;
    fetchers_look(t->house->fetchers);
    return OK;
}
