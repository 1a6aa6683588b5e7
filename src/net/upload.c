/* A body on its way in: to memory, or to a temporary file that is hashed as it grows. */
#include "net/wire.h"
#include "text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FIELDS_BYTES = 1 << 20 }; /* of the fields that are no files */

static enum err disk_refused(void)
{
    return errno == ENOSPC || errno == EDQUOT ? FULL : BROKEN;
}

static enum err temporary_open(const struct net *n, char *path, size_t room, int *fd)
{
    int length = snprintf(path, room, "%.*s/upload-XXXXXX", STR_ARG(n->options.temporary));
    if (length < 0 || (size_t)length >= room) return BROKEN;
    *fd = mkostemp(path, O_CLOEXEC);
    if (*fd >= 0) return OK;
    path[0] = 0;
    return disk_refused();
}

static enum err file_open(struct net_request *r)
{
    TRY(temporary_open(r->net, r->file, sizeof r->file, &r->upload));
    crypto_hash_sha256_init(&r->hash);
    return OK;
}

static enum err write_whole(int fd, str bytes)
{
    while (bytes.n > 0) {
        ssize_t wrote = write(fd, bytes.at, bytes.n);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return disk_refused();
        bytes = str_from(bytes, (size_t)wrote);
    }
    return OK;
}

static str hex_of(struct arena *a, const unsigned char sum[crypto_hash_sha256_BYTES])
{
    size_t n = 2 * (size_t)crypto_hash_sha256_BYTES;
    char *hex = arena_take(a, n + 1);
    sodium_bin2hex(hex, n + 1, sum, crypto_hash_sha256_BYTES);
    return (str){ .at = hex, .n = n };
}

/* ---- a form with files, taken apart ---- */

static bool is_file(const struct part *p)
{
    return p->is_file && (p->file.n || p->bytes.n); /* else nothing was chosen */
}

/* Of too many none is kept: whoever takes the form refuses it, with what else was typed. */
static void part_list_only(struct net_request *r, const struct part *p)
{
    *LIST_ADD(r->ask.arena,
              &r->ask.files) = (struct sent_file){ .field = p->name, .name = p->file, .bytes = (int64_t)p->bytes.n };
}

/* A file like any upload. It is listed before it is written, so that whatever happens it is taken away again. */
static enum err part_keep(struct net_request *r, const struct part *p)
{
    struct arena *a = r->ask.arena;
    unsigned char sum[crypto_hash_sha256_BYTES];
    char path[sizeof r->file];
    int fd = -1;
    TRY(temporary_open(r->net, path, sizeof path, &fd));
    crypto_hash_sha256(sum, (const unsigned char *)p->bytes.at, p->bytes.n);
    *LIST_ADD(a, &r->ask.files) = (struct sent_file){ .field = p->name,
                                                      .name = p->file,
                                                      .upload = str_copy(a, str_of(path)),
                                                      .sha256 = hex_of(a, sum),
                                                      .bytes = (int64_t)p->bytes.n };
    enum err err = write_whole(fd, p->bytes);
    if (err == OK && fsync(fd) != 0) err = disk_refused();
    if (close(fd) != 0 && err == OK) err = disk_refused();
    return err;
}

static enum err field_take(const struct part *p, struct text *fields)
{
    if (fields->n + p->bytes.n > FIELDS_BYTES) return TOO_LARGE;
    if (fields->n) text_addc(fields, '&');
    url_encode(fields, p->name);
    text_addc(fields, '=');
    url_encode(fields, p->bytes);
    return OK;
}

static enum err parts_take(struct net_request *r, str whole)
{
    struct arena *a = r->ask.arena;
    struct part_list parts = { 0 };
    struct text fields = { .arena = a };
    str boundary = { 0 };
    if (!multipart_boundary(head_value(&r->head, "Content-Type"), &boundary)) return MALFORMED;
    TRY(multipart_read(a, &r->why, whole, boundary, &parts));
    int files = 0;
    for (size_t i = 0; i < parts.n; i++) files += is_file(&parts.at[i]);
    for (size_t i = 0; i < parts.n; i++) {
        const struct part *p = &parts.at[i];
        if (!p->is_file) TRY(field_take(p, &fields));
        if (!is_file(p)) continue;
        if (files <= r->files_most)
            TRY(part_keep(r, p));
        else
            part_list_only(r, p);
    }
    r->ask.body = text_str(&fields);
    return OK;
}

static enum err form_take_apart(struct net_request *r)
{
    size_t n = (size_t)r->ask.upload_bytes;
    int fd = open(r->file, O_RDONLY | O_CLOEXEC);
    void *at = fd < 0 || n == 0 ? MAP_FAILED : mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0) close(fd);
    if (at == MAP_FAILED) return n ? BROKEN : MALFORMED;
    enum err err = parts_take(r, (str){ .at = at, .n = n });
    munmap(at, n);
    r->ask.upload_bytes = 0;
    return err;
}

/* More parts than any form of ours has: the end is not waited for. */
static enum err count_parts(struct net_request *r, str piece)
{
    str boundary = { 0 };
    if (!r->parts.delimiter.n) {
        if (!multipart_boundary(head_value(&r->head, "Content-Type"), &boundary)) return MALFORMED;
        r->parts = multipart_watch(r->ask.arena, boundary);
    }
    multipart_watch_more(&r->parts, piece);
    if (r->parts.delimiters <= PARTS_MOST + 1) return OK;
    return why_fail(&r->why, r->ask.arena, INVALID, str_of(r->files_in), "takes at most %d files", r->files_most);
}

enum err upload_write(struct net_request *r, const char *at, size_t n)
{
    r->ask.upload_bytes += (int64_t)n;
    r->connection->bytes += (int64_t)n;
    if (r->ask.upload_bytes > r->most) return TOO_LARGE;
    if (!r->stream) {
        text_add(&r->body, (str){ .at = at, .n = n });
        return OK;
    }
    if (r->form) TRY(count_parts(r, (str){ .at = at, .n = n }));
    if (r->upload < 0) TRY(file_open(r));
    crypto_hash_sha256_update(&r->hash, (const unsigned char *)at, n);
    return write_whole(r->upload, (str){ .at = at, .n = n });
}

enum err upload_finish(struct net_request *r)
{
    if (!r->stream) {
        r->ask.body = text_str(&r->body);
        r->ask.upload_bytes = 0;
        return OK;
    }
    if (r->upload < 0) TRY(file_open(r));         /* an empty upload is a file too */
    bool bad = !r->form && fsync(r->upload) != 0; /* of a form its files are kept, each for itself */
    bad |= close(r->upload) != 0;
    r->upload = -1;
    if (bad) return disk_refused();
    if (r->form) return form_take_apart(r);
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&r->hash, sum);
    r->ask.upload_sha256 = hex_of(r->ask.arena, sum);
    r->ask.upload = str_of(r->file);
    return OK;
}

/* Whoever wants the file has moved it by now. */
void upload_forget(struct net_request *r)
{
    if (r->upload >= 0) close(r->upload);
    if (r->file[0]) unlink(r->file);
    for (size_t i = 0; i < r->ask.files.n; i++)
        if (r->ask.files.at[i].upload.n) unlink(str_z(r->ask.arena, r->ask.files.at[i].upload));
    r->ask.files.n = 0;
    r->upload = -1;
    r->file[0] = 0;
}
