#include "spine/room.h"

#include "spine/house.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/statvfs.h>

enum { RESERVE_FILES = 64 };

int64_t room_reserve(const struct house *h)
{
    return h->options.keep_free ? h->options.keep_free : RESERVE_BYTES;
}

bool room_free(const struct house *h, int64_t *bytes, int64_t *files)
{
    char path[4096];
    struct statvfs is = { 0 };
    int n = snprintf(path, sizeof path, "%.*s", STR_ARG(h->options.directory));
    if (n < 0 || (size_t)n >= sizeof path || statvfs(path, &is) != 0) return false;
    *bytes = (int64_t)(is.f_bavail * is.f_frsize);
    *files = is.f_files ? (int64_t)is.f_favail : INT64_MAX; /* some file systems do not count files */
    return true;
}

static bool look(const struct house *h)
{
    int64_t bytes = 0, files = 0;
    return room_free(h, &bytes, &files) && (bytes < room_reserve(h) || files < RESERVE_FILES);
}

bool room_is_short(struct house *h)
{
    usec now = clock_steady(&h->clock), asked = h->room.asked_at;
    bool stale = asked == 0 || now - asked >= SECOND;
    if (!stale || !atomic_compare_exchange_strong(&h->room.asked_at, &asked, now)) return h->room.is_short;
    bool is_short = look(h);
    if (atomic_exchange(&h->room.is_short, is_short) != is_short)
        log_alarm(is_short ? "the disk is nearly full: nothing new is taken in" : "there is room on the disk again",
                  LOG_INT("reserve_bytes", room_reserve(h)));
    return is_short;
}
