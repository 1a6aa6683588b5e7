#include "spine/house.h"

#include "spine/heavy.h"
#include "spine/limits.h"
#include "spine/look.h"
#include "spine/map.h"
#include "spine/others.h"
#include "spine/presence.h"
#include "spine/round.h"
#include "spine/sweep.h"
#include "spine/told.h"
#include "spine/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CELLS = 2 }; /* a core each is what most machines have; a hung one leaves the other free */

/* A folder only we can look into. */
static enum err make_folder(struct arena *a, struct why *w, str path)
{
    if (mkdir(str_z(a, path), 0700) == 0 || errno == EEXIST) return OK;
    return why_fail(w, a, INVALID, STR("data"), "the folder %.*s cannot be made: %s", STR_ARG(path), strerror(errno));
}

static bool sync_folder(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0) close(folder);
    return synced;
}

/* Whole under its name or not there at all, also after a power cut. Of two programs that start at once the second's
 * name is taken: that is no error, it reads what the first one wrote. */
static bool make_secret(const char *folder, const char *path)
{
    unsigned char secret[sizeof((struct house *)0)->secret];
    char making[PATH_MAX];
    int n = snprintf(making, sizeof making, "%s-XXXXXX", path);
    int file = n < (int)sizeof making ? mkostemp(making, O_CLOEXEC) : -1;
    if (file < 0) return false;
    randombytes_buf(secret, sizeof secret);
    bool written = write(file, secret, sizeof secret) == (ssize_t)sizeof secret && fsync(file) == 0;
    sodium_memzero(secret, sizeof secret);
    close(file);
    bool named = written && (link(making, path) == 0 || errno == EEXIST);
    int because = errno;
    unlink(making);
    errno = because;
    return named && sync_folder(folder);
}

/* The secret that signs links: made once, kept beside the database, never in it. */
static enum err read_secret(struct house *h, struct why *w, struct arena *a)
{
    const char *folder = str_z(a, h->options.directory), *path = str_z(a, str_format(a, "%s/secret", folder));
    if (access(path, F_OK) != 0 && !make_secret(folder, path))
        return why_fail(w, a, INVALID, STR("data"), "%s cannot be written: %s", path, strerror(errno));
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return why_fail(w, a, INVALID, STR("data"), "%s cannot be read: %s", path, strerror(errno));
    ssize_t n = read(file, h->secret, sizeof h->secret);
    close(file);
    if (n == (ssize_t)sizeof h->secret) return OK;
    return why_fail(w, a, BROKEN, STR("data"),
                    "the file %s is damaged: restore it from a backup, or remove it and all links end", path);
}

/* A commit did not reach the disk: what is true is known only after a new start. */
static void stop_at_once(void *with, const char *words)
{
    (void)with;
    log_alarm("stopping: the disk refused a write", LOG_TEXT("words", str_of(words)));
    _exit(1);
}

static str database_of(struct house *h)
{
    if (!str_empty(h->options.database)) return h->options.database;
    return str_format(h->arena, "%.*s/regulars.db", STR_ARG(h->options.directory));
}

/* A promise is only worth what the database says of itself. */
static enum err ask_durability(struct turn *t, void *unused)
{
    str setting = { 0 };
    (void)unused;
    TRY(db_durability(t->db, &setting, &t->house->durable));
    t->house->synchronous = str_copy(t->house->arena, setting);
    if (!t->house->durable && !t->house->options.alone)
        log_alarm("what is acknowledged may be lost in a power cut", LOG_TEXT("because", setting));
    return OK;
}

static enum err open_parts(struct house *h, struct why *w, struct arena *a)
{
    int applied = 0;
    TRY(make_folder(a, w, h->options.directory));
    TRY(make_folder(a, w, str_format(a, "%.*s/blobs", STR_ARG(h->options.directory))));
    TRY(read_secret(h, w, a));
    struct store_options options = {
        .address = database_of(h), .alone = h->options.alone, .broken = stop_at_once, .with = h
    };
    TRY(store_open(a, w, &options, &h->store));
    TRY(store_migrate(h->store, a, w, &applied));
    id newest = 0; /* a clock that stepped back while we were away must not make an id smaller than a stored one */
    struct arena *own = arena_open();
    enum err err = turn_read(h, actor_system(), event_newest, &newest, w, own);
    if (err == OK) id_pass(&h->ids, newest);
    if (err == OK) err = turn_write(h, actor_system(), ask_durability, NULL, w, own);
    arena_close(own);
    return err;
}

/* What a program that was killed had taken on. On PostgreSQL others may be at it: there its lease has to end. */
static void take_up(struct house *h)
{
    struct arena *a = arena_open();
    if (store_engine(h->store) == SQLITE && turn_write(h, actor_system(), jobs_unlease, NULL, NULL, a) != OK)
        log_warn("what was taken on before is due again when its lease ends");
    arena_close(a);
}

enum err house_open(const struct house_options *options, struct why *w, struct arena *a, struct house **out)
{
    if (sodium_init() < 0) bug("libsodium does not start");
    struct arena *own = arena_open();
    struct house *h = ARENA_NEW(own, struct house);
    h->arena = own;
    h->options = *options;
    h->options.directory = str_copy(own, options->directory);
    h->options.database = str_copy(own, options->database);
    h->options.certificates = str_copy(own, options->certificates);
    h->options.resolver = str_copy(own, options->resolver);
    h->options.trusted_proxies = str_copy(own, options->trusted_proxies);
    h->options.address = str_copy(own, options->address);
    h->flow = options->flow;
    h->modules = options->modules;
    h->map = map_make(own, h->modules);
    h->limits = limits_open(own);
    h->presence = presence_open(own);
    h->stubborn = stubborn_open(own);
    h->ids.node = (unsigned)options->node & 1023;
    h->started_at = clock_now(&h->clock);
    enum err err = open_parts(h, w, a);
    if (err != OK) {
        if (h->store) store_close(h->store);
        limits_close(h->limits);
        presence_close(h->presence);
        stubborn_close(h->stubborn);
        arena_close(own);
        return err;
    }
    h->heavy = heavy_start(own, HEAVY_THREADS);
    h->outside = heavy_start(own, HEAVY_OUTSIDE_THREADS);
    if (options->cells) h->cells = cells_open(options->cells, CELLS);
    if (!options->quiet_clock) {
        take_up(h);
        h->workers = workers_start(h);
    }
    *out = h;
    return OK;
}

void house_close(struct house *h, int drain_s)
{
    if (h->net) net_drain(h->net, drain_s);
    heavy_stop(h->outside);
    heavy_stop(h->heavy); /* what was handed on is answered while there is a wire to answer on */
    for (const struct module *const *m = h->modules; h->beside && *m; m++)
        if ((*m)->end) (*m)->end(h);
    if (h->workers) workers_stop(h->workers);
    if (h->cells) cells_close(h->cells);
    store_stop(h->store);
    others_close(h->others);
    if (h->net) net_close(h->net); /* what still came in meanwhile was told that we are stopping */
    presence_stop(h->presence);
    if (h->hub) hub_close(h->hub);
    store_close(h->store);
    limits_close(h->limits);
    presence_close(h->presence);
    stubborn_close(h->stubborn);
    look_end(h);
    sodium_memzero(h->secret, sizeof h->secret);
    arena_close(h->arena);
}
