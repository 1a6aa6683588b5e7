/* Files people send: blobs by SHA-256, fsynced before anything refers to them, never executable.
 * A file may be read by whoever sent it and by those who look after the whole; to others it is not there.
 * Owns: file */
#ifndef SPINE_FILE_H
#define SPINE_FILE_H

#include "net/net.h"
#include "spine/turn.h"

struct file {
    id id;
    str sha256, name, type; /* type from the content's first bytes, allow-listed; else application/octet-stream */
    int64_t bytes;
    usec at;
    enum actor_kind sender_kind; /* NOBODY: from before this was kept */
    id sender;                   /* staff or key */
};
extern const struct shape file_shape;
LIST(file);

enum err file_keep(struct turn *t, const struct request *upload, str name, struct file *out) MUST_USE;
enum err file_find(struct turn *t, id which, struct file *out) MUST_USE; /* NOT_FOUND when it is not the actor's */

/* What a program that was killed left of uploads on their way in. Before the first one of our own comes. */
void file_sweep(struct house *h, usec now);

str file_path(struct turn *t, const struct file *f);

struct module;
extern const struct module module_file;

#endif
