/* Files people send: blobs by SHA-256, fsynced before anything refers to them, never executable.
 *
 *   kept ◀──file_release── used ◀──file_use── kept ──a day, and nothing refers to it──▶ swept
 *
 * What is not used yet may be read by whoever sent it and by those who look after the whole; to others it is not there.
 * Who may read what hangs on something is decided there (conversation/attachment.h).
 * Owns: file */
#ifndef SPINE_FILE_H
#define SPINE_FILE_H

#include "net/net.h"
#include "spine/event.h"

struct file {
    id id;
    str sha256, name, type; /* type from the content's first bytes, allow-listed; else application/octet-stream */
    int64_t bytes;
    usec at;
    enum actor_kind sender_kind; /* NOBODY: from before this was kept */
    id sender;                   /* staff or key; a customer when it is known which */
    bool used;                   /* something refers to it */
};
extern const struct shape file_shape;
LIST(file);

enum err file_keep(struct turn *t, const struct request *upload, str name, struct file *out) MUST_USE;
enum err file_find(struct turn *t, id which, struct file *out) MUST_USE; /* NOT_FOUND when it is not the actor's */

/* A file of a form, at once in use by what the turn writes: whoever sent the form may not be known yet. */
enum err file_keep_sent(struct turn *t, const struct sent_file *sent, struct file *out) MUST_USE;
/* Bytes that are at hand, such as what hung on an e-mail: on disk first, outside any turn; a row of the turn after. */
struct stowed {
    str sha256, name, type;
    int64_t bytes;
};
LIST(stowed);
str file_type_of(str bytes); /* as its first bytes say; else application/octet-stream */
enum err file_stow(struct turn *outside, str bytes, str name, struct stowed *out) MUST_USE;
enum err file_keep_stowed(struct turn *t, const struct stowed *s, struct file *out) MUST_USE; /* in use at once */

/* From now on it belongs to what the turn writes. INVALID, naming `field`, unless the actor sent it and nothing has it.
 */
enum err file_use(struct turn *t, id which, const char *field, struct file *out) MUST_USE;
enum err file_release(struct turn *t, const struct id_list *which) MUST_USE; /* nothing refers to them any more */
enum err file_list_of(struct turn *t, const struct id_list *which, struct file_list *out) MUST_USE;

struct answer;
void file_answer(struct turn *t, const struct file *f, struct answer *answer); /* as a download */

/* A reaction of every night: what nobody used for a day, and blobs that no file has. */
enum err file_sweep_unused(struct turn *t, const struct event *e) MUST_USE;

/* What a program that was killed left of uploads on their way in. Before the first one of our own comes. */
void file_sweep(struct house *h, usec now);

str file_path(struct turn *t, const struct file *f);

struct module;
extern const struct module module_file;

#endif
