/* A disk that takes its time: whoever sends a file waits for it, and nobody else does. */
#include "net/peer_test.h"
#include "test/test.h"

#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_bool held;
static atomic_int waits;

/* The tests' own, in front of the C library's: it waits while a test holds it. */
int fsync(int fd)
{
    atomic_fetch_add(&waits, 1);
    while (atomic_load(&held)) nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    return (int)syscall(SYS_fsync, fd);
}

PURE(an_upload_waits_for_the_disk_and_nobody_else_does)
{
    struct arena *a = arena_open();
    struct server s;
    enum { UPLOADS = 3 };
    int up[UPLOADS];
    server_open(&s, (struct net_options){ .threads = 1 });
    int before = atomic_load(&waits);
    atomic_store(&held, true);
    for (int i = 0; i < UPLOADS; i++) {
        up[i] = dial(s.port);
        say(up[i], STR("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"));
    }
    while (atomic_load(&waits) == before) nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
    int other = status_of(ask_raw(&s, STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), 300));
    str early = hear(a, up[0], 50);
    atomic_store(&held, false);
    int kept = 0;
    for (int i = 0; i < UPLOADS; i++) {
        str reply = hear(a, up[i], 300);
        kept += str_find(reply, STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")) >
                0; /* FIPS 180-2 B.1 */
        close(up[i]);
    }
    server_close(&s);
    check_int(other, 200);
    check_int(early.n, 0);
    check_int(kept, UPLOADS);
    arena_close(a);
}

static str send_files(struct server *s, struct arena *a, int n)
{
    struct text form = { .arena = a };
    for (int i = 0; i < n; i++)
        text_addz(&form, "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\nwords\r\n");
    text_addz(&form, "--X--\r\n");
    return ask_raw(s,
                   str_format(a,
                              "POST /up HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=X\r\n"
                              "Content-Length: %zu\r\n\r\n%.*s",
                              form.n, (int)form.n, form.at),
                   300);
}

PURE(the_disk_is_asked_for_each_file_that_is_kept_and_for_nothing_else)
{
    struct arena *a = arena_open();
    struct server s;
    server_open(&s, (struct net_options){ .threads = 1 });
    int before = atomic_load(&waits);
    bool two = str_find(send_files(&s, a, 2), STR("2 of 2")) > 0;
    int after_two = atomic_load(&waits);
    bool forty = str_find(send_files(&s, a, 40), STR("0 of 40")) > 0;
    int after_forty = atomic_load(&waits);
    server_close(&s);
    check(two);
    check_int(after_two - before, 2);
    check(forty);
    check_int(after_forty - after_two, 0);
    arena_close(a);
}
