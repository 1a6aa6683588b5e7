/* What nobody needs any more: uploads of a program that was killed, files that nothing refers to, blobs without a file.
 */
#include "spine/file.h"

#include "spine/house.h"

struct content {
    str sha256;
};
static const struct shape content_shape = SHAPE(struct content, F_TEXT(struct content, sha256));
LIST(content);

#include "file_sweep.sql.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SILENT_S = 60, FOLDERS = 256 };

/* One that still grows belongs to a program that is about to end while we start: whoever sends is silent for less. */
void file_sweep(struct house *h, usec now)
{
    static const char head[] = "upload-";
    struct arena *a = arena_open();
    str folder = str_format(a, "%.*s/blobs", STR_ARG(h->options.directory));
    DIR *d = opendir(str_z(a, folder));
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        struct stat is = { 0 };
        bool ours = strlen(e->d_name) == sizeof head - 1 + 6 && strncmp(e->d_name, head, sizeof head - 1) == 0;
        if (!ours || fstatat(dirfd(d), e->d_name, &is, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(is.st_mode)) continue;
        if (is.st_mtime < (now - SILENT_S * SECOND) / SECOND) unlinkat(dirfd(d), e->d_name, 0);
    }
    if (d) closedir(d);
    arena_close(a);
}

/* ---- every night ---- */

struct sweeping {
    struct house *house;
    usec before; /* what is younger stays */
    int folder;
    struct content_list known;
};

static enum err forget_unused(struct turn *t, void *with)
{
    return sql_file_forget_unused(t, ((const struct sweeping *)with)->before);
}

static enum err list_contents(struct turn *t, void *with)
{
    struct sweeping *it = with;
    str from = str_format(t->arena, "%02x", it->folder), to = str_format(t->arena, "%02x", it->folder + 1);
    if (it->folder == FOLDERS - 1) to = STR("g"); /* after every hexadecimal digit */
    it->known = (struct content_list){ 0 };
    return sql_file_contents(t, from, to, &it->known);
}

static bool is_known(const struct sweeping *it, const char *name)
{
    for (size_t i = 0; i < it->known.n; i++)
        if (str_is(it->known.at[i].sha256, str_of(name))) return true;
    return false;
}

static bool is_old(int folder, const char *name, usec before)
{
    struct stat is = { 0 };
    return fstatat(folder, name, &is, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(is.st_mode) && is.st_mtime < before / SECOND;
}

/* Out of the way first, then looked at again: an upload of the same content that came just then has marked it (file.c)
 * and gets it back, or finds no blob of that name and makes one. */
static void take_away(int folder, const char *name, usec before)
{
    char aside[80];
    if (snprintf(aside, sizeof aside, "%s.old", name) >= (int)sizeof aside) return;
    if (renameat(folder, name, folder, aside) != 0) return;
    if (!is_old(folder, aside, before)) (void)!linkat(folder, aside, folder, name, 0);
    unlinkat(folder, aside, 0);
}

/* One half done by a program that was killed: back to its name, for the next night. */
static bool put_back(int folder, const char *name)
{
    str stem = str_of(name);
    char whole[80];
    if (!str_ends(stem, STR(".old"))) return false;
    if (snprintf(whole, sizeof whole, "%.*s", (int)stem.n - 4, name) >= (int)sizeof whole) return true;
    (void)!linkat(folder, name, folder, whole, 0);
    unlinkat(folder, name, 0);
    return true;
}

static void sweep_folder(const struct sweeping *it, const char *path)
{
    DIR *d = opendir(path);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        if (e->d_name[0] == '.' || put_back(dirfd(d), e->d_name)) continue;
        if (is_known(it, e->d_name) || !is_old(dirfd(d), e->d_name, it->before)) continue;
        take_away(dirfd(d), e->d_name, it->before);
    }
    if (d) closedir(d);
}

enum err file_sweep_unused(struct turn *t, const struct event *e)
{
    struct sweeping it = { .house = t->house, .before = clock_now(&t->house->clock) - DAY };
    (void)e;
    TRY(turn_write(t->house, actor_system(), forget_unused, &it, t->why, t->arena));
    for (it.folder = 0; it.folder < FOLDERS; it.folder++) {
        str path = str_format(t->arena, "%.*s/blobs/%02x", STR_ARG(t->house->options.directory), it.folder);
        if (access(str_z(t->arena, path), F_OK) != 0) continue;
        TRY(turn_read(t->house, actor_system(), list_contents, &it, t->why, t->arena));
        sweep_folder(&it, str_z(t->arena, path));
    }
    return OK;
}
