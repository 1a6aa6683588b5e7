/* Files people send: blobs by SHA-256, fsynced before anything refers to them, never executable.
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
};
extern const struct shape file_shape;
LIST(file);

enum err file_keep(struct turn *t, const struct request *upload, str name, struct file *out) MUST_USE;
enum err file_find(struct turn *t, id which, struct file *out) MUST_USE;
str file_path(struct turn *t, const struct file *f);

struct module;
extern const struct module module_file;

#endif
