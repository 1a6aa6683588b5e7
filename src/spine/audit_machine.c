/* What the folder, the disk, the network and the kernel look like from here. */
#include "spine/audit.h"
#include "spine/house.h"
#include "spine/machine.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = 077 };

/* Nobody but us may read it. */
static void find_mode(struct turn *t, struct finding_list *out, const char *about, str path)
{
    struct stat is = { 0 };
    const char *z = str_z(t->arena, path);
    if (stat(z, &is) != 0) {
        FOUND(t, out, .severity = DANGER, .about = str_of(about), .code = STR("unseen"),
              .args = ARGS(t, ARG("path", path), ARG("why", str_of(strerror(errno)))),
              .words = str_format(t->arena, "%s cannot be looked at: %s", z, strerror(errno)),
              .fix = STR("give the folder to the user this program runs as"));
        return;
    }
    bool open = (is.st_mode & OTHERS) != 0, foreign = is.st_uid != geteuid();
    const char *mode = S_ISDIR(is.st_mode) ? "700" : "600";
    if (!open && !foreign)
        FOUND(t, out, .about = str_of(about), .code = STR("private"), .args = ARGS(t, ARG("path", path)),
              .words = str_format(t->arena, "only we can read %s", z));
    else if (open)
        FOUND(t, out, .severity = DANGER, .about = str_of(about), .code = STR("open_rights"),
              .args = ARGS(t, ARG("path", path), ARG("mode", str_of(mode))),
              .words = str_format(t->arena, "other users of this machine have rights on %s (mode %03o)", z,
                                  (unsigned)is.st_mode & 0777),
              .fix = str_format(t->arena, "chmod %s %s", mode, z));
    else
        FOUND(t, out, .severity = WARNING, .about = str_of(about), .code = STR("foreign_owner"),
              .args = ARGS(t, ARG("path", path), ARG_INT(t, "user", geteuid())),
              .words = str_format(t->arena, "%s belongs to another user", z),
              .fix = str_format(t->arena, "chown it to the user with the number %u", (unsigned)geteuid()));
}

static void find_folder(struct turn *t, struct finding_list *out)
{
    str folder = t->house->options.directory, address = store_address(t->house->store);
    find_mode(t, out, "data folder", folder);
    find_mode(t, out, "secret", str_format(t->arena, "%.*s/secret", STR_ARG(folder)));
    find_mode(t, out, "blobs", str_format(t->arena, "%.*s/blobs", STR_ARG(folder)));
    if (store_engine(t->house->store) == SQLITE) find_mode(t, out, "database", address);
}

static void find_disk(struct turn *t, struct finding_list *out)
{
    int64_t free = 0, files = 0, reserve = room_reserve(t->house);
    if (!room_free(t->house, &free, &files)) {
        FOUND(t, out, .severity = WARNING, .about = STR("disk"), .code = STR("disk_silent"),
              .words = STR("the disk does not say what is free"),
              .fix = STR("look at the file system of the data folder"));
        return;
    }
    str words = str_format(t->arena, "%lld MiB are free; below %lld MiB nothing is taken in", (long long)(free >> 20),
                           (long long)(reserve >> 20));
    enum severity how = free < reserve ? DANGER : free / ROOM_AMPLE < reserve ? WARNING : SOUND;
    FOUND(t, out, .severity = how, .about = STR("disk"), .code = how == SOUND ? STR("disk") : STR("disk_short"),
          .args = ARGS(t, ARG_INT(t, "free", free >> 20), ARG_INT(t, "reserve", reserve >> 20)), .words = words,
          .fix = how == SOUND ? (str){ 0 } : STR("make room, or give the data folder a larger disk"));
}

static bool is_here(str host)
{
    return str_starts(host, STR("127.")) || str_starts(host, STR("[::1]")) || str_starts(host, STR("localhost"));
}

static void find_address(struct turn *t, struct finding_list *out)
{
    str address = t->house->options.address, plain = STR("http://");
    if (str_starts(address, STR("https://")))
        FOUND(t, out, .about = STR("address"), .code = STR("tls"), .words = STR("people reach us over TLS"));
    else if (str_starts(address, plain) && is_here(str_from(address, plain.n)))
        FOUND(t, out, .severity = NOTE, .about = STR("address"), .code = STR("local_only"),
              .words = STR("only this machine can follow our links"),
              .fix = STR("say with --address how people reach you: https://…"));
    else
        FOUND(t, out, .severity = DANGER, .about = STR("address"), .code = STR("no_tls"),
              .args = ARGS(t, ARG("address", address)),
              .words = str_format(t->arena, "passwords and links travel readable to %.*s", STR_ARG(address)),
              .fix = STR("put a reverse proxy with TLS in front and say --address https://…"));
    if (!is_here(t->house->options.bind))
        FOUND(t, out, .severity = WARNING, .about = STR("bind"), .code = STR("bind"),
              .args = ARGS(t, ARG("address", t->house->options.bind)),
              .words = str_format(t->arena, "we listen without TLS on %.*s", STR_ARG(t->house->options.bind)),
              .fix = STR("let only the proxy reach us: --bind 127.0.0.1, or a firewall"));
}

/* Behind a proxy on this machine everybody seems to be this machine, which has no limits. */
static void find_proxy(struct turn *t, struct finding_list *out)
{
    bool behind = str_starts(t->house->options.address, STR("https://"));
    if (behind && str_empty(t->house->options.trusted_proxies))
        FOUND(t, out, .severity = WARNING, .about = STR("proxy"), .code = STR("proxy_none"),
              .words = STR("no proxy is trusted to say who asks: limits cannot tell one client from another"),
              .fix = STR("name the one in front of us: --trusted-proxies 127.0.0.1"));
    else
        FOUND(t, out, .about = STR("proxy"), .code = STR("proxy"),
              .words = STR("limits know each client by its own address"));
}

static void find_node(struct turn *t, struct finding_list *out)
{
    bool alone = store_engine(t->house->store) == SQLITE;
    FOUND(t, out, .severity = alone ? SOUND : NOTE, .about = STR("node"),
          .code = alone ? STR("node") : STR("node_shared"), .args = ARGS(t, ARG_INT(t, "node", t->house->ids.node)),
          .words = str_format(t->arena, "we make ids as node %u", t->house->ids.node),
          .fix = alone ? (str){ 0 } : STR("each program on this database needs a --node of its own"));
}

static void find_kernel(struct turn *t, struct finding_list *out)
{
    int landlock = machine_landlock();
    bool both = landlock > 0 && machine_seccomp();
    FOUND(t, out, .severity = both ? SOUND : NOTE, .about = STR("kernel"),
          .code = both ? STR("kernel") : STR("kernel_lacks"),
          .args = ARGS(t, ARG_INT(t, "landlock", landlock), ARG("seccomp", machine_seccomp() ? STR("yes") : STR("no"))),
          .words = str_format(t->arena, "Landlock %s, seccomp %s",
                              landlock ? str_z(t->arena, str_format(t->arena, "version %d", landlock)) : "is missing",
                              machine_seccomp() ? "is there" : "is missing"),
          .fix = both ? (str){ 0 } : STR("a kernel from 5.13 on can lock parts of a program away from the rest"));
    if (machine_keeps_secrets())
        FOUND(t, out, .about = STR("memory"), .code = STR("memory_closed"),
              .words = STR("no core file and no other process gets our secrets"));
    else
        FOUND(t, out, .severity = WARNING, .about = STR("memory"), .code = STR("memory_open"),
              .words = STR("a crash or another process of this user may lay our secrets open"),
              .fix = STR("start the program as it is built, without a debugger"));
}

void audit_machine(struct turn *t, struct finding_list *out)
{
    find_folder(t, out);
    find_disk(t, out);
    find_address(t, out);
    find_proxy(t, out);
    find_node(t, out);
    find_kernel(t, out);
    str libraries = machine_libraries(t->arena);
    FOUND(t, out, .severity = NOTE, .about = STR("libraries"), .code = STR("libraries"), .words = libraries,
          .args = ARGS(t, ARG("names", libraries)));
}
