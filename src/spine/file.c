#include "spine/file.h"

#include "file.sql.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SNIFF_BYTES = 16, NAME_CHARACTERS = 200 };

const struct shape file_shape = SHAPE(struct file, F_ID(struct file, id), F_TEXT(struct file, sha256),
                                      F_TEXT(struct file, name), F_TEXT(struct file, type), F_INT(struct file, bytes),
                                      F_TIME(struct file, at, .required = true),
                                      F_ENUM(struct file, sender_kind, actor_kind_words), F_ID(struct file, sender),
                                      F_BOOL(struct file, used, .help = "it hangs on a message"));

/* What the content says it is (WHATWG MIME Sniffing §6, the formats that no viewer executes). Nothing else is believed:
 * neither the sender's Content-Type nor the name. */
static const struct magic {
    size_t at;
    str bytes;
    const char *type;
} magics[] = {
    { 0, STR_INIT("\x89PNG\r\n\x1a\n"), "image/png" },
    { 0, STR_INIT("\xff\xd8\xff"), "image/jpeg" },
    { 0, STR_INIT("GIF87a"), "image/gif" },
    { 0, STR_INIT("GIF89a"), "image/gif" },
    { 8, STR_INIT("WEBPVP"), "image/webp" },
    { 0, STR_INIT("%PDF-"), "application/pdf" },
};

str file_type_of(str head)
{
    for (size_t i = 0; i < COUNT_OF(magics); i++)
        if (str_starts(str_from(head, magics[i].at), magics[i].bytes)) return str_of(magics[i].type);
    return STR("application/octet-stream");
}

static enum err sniff(struct turn *t, str path, str *type)
{
    char head[SNIFF_BYTES];
    int fd = open(str_z(t->arena, path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head);
    if (fd >= 0) close(fd);
    if (n < 0) return fail(t, BROKEN, "the upload cannot be read again");
    *type = file_type_of((str){ .at = head, .n = (size_t)n });
    return OK;
}

static str blob_folder(struct turn *t, str sha256)
{
    return str_format(t->arena, "%.*s/blobs/%.*s", STR_ARG(t->house->options.directory), STR_ARG(str_cut(sha256, 2)));
}

static bool sync_folder(struct arena *a, str path)
{
    int fd = open(str_z(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) close(fd);
    return synced;
}

static enum err disk_refused(struct turn *t)
{
    return errno == ENOSPC || errno == EDQUOT ? fail(t, FULL, "there is no room for files left")
                                              : fail(t, BROKEN, "the file cannot be kept");
}

static bool is_hidden(uint32_t code)
{
    return code == '/' || code == '\\' || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2069) || code == 0xFEFF;
}

/* One line, no folders, nothing that changes how the rest is read: "gpj.exe" must not look like "exe.jpg". */
static str shown_name(struct arena *a, str name)
{
    struct text out = { .arena = a };
    str line = str_trim(utf8_line(a, name));
    uint32_t code = 0;
    for (size_t at = 0, n = 0; at < line.n && (n = str_rune(line, at, &code)) > 0; at += n)
        if (is_hidden(code))
            text_addc(&out, '_');
        else
            text_add(&out, str_cut(str_from(line, at), n));
    if (out.n && out.at[0] == '.') out.at[0] = '_'; /* a hidden file, or the folder above */
    return text_str(&out);
}

/* It gets its name; or has it already, and is marked as wanted again, so that a sweep leaves it. When a sweep took it
 * just then, the second try gives it its name. */
static bool name_blob(const char *from, const char *blob)
{
    for (int i = 0; i < 3; i++) {
        if (link(from, blob) == 0) return true;
        if (errno != EEXIST) return false;
        bool marked = utimensat(AT_FDCWD, blob, NULL, AT_SYMLINK_NOFOLLOW) == 0;
        if (marked && link(from, blob) != 0 && errno == EEXIST) return true;
    }
    return access(blob, F_OK) == 0;
}

/* The content is on disk under its own name before a row refers to it. A second name for the temporary file, so that a
 * turn that is run again finds it again; the same content twice is one blob. */
static enum err keep_blob(struct turn *t, str sha256, str upload)
{
    str folder = blob_folder(t, sha256);
    str blob = str_format(t->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(sha256));
    const char *from = str_z(t->arena, upload);
    if (mkdir(str_z(t->arena, folder), 0700) != 0 && errno != EEXIST) return disk_refused(t);
    if (chmod(from, 0400) != 0) return disk_refused(t);
    if (!name_blob(from, str_z(t->arena, blob))) return disk_refused(t);
    str above = str_format(t->arena, "%.*s/blobs", STR_ARG(t->house->options.directory));
    if (!sync_folder(t->arena, folder) || !sync_folder(t->arena, above)) return disk_refused(t);
    return OK;
}

enum err file_keep(struct turn *t, const struct request *upload, str name, struct file *out)
{
    if (str_empty(upload->upload)) return fail(t, INVALID, "send the file as the body of the request");
    str shown = utf8_cut(shown_name(t->arena, name), NAME_CHARACTERS);
    if (str_empty(shown)) return fail_field(t, "name", "must not be empty");
    *out = (struct file){ .id = turn_id(t),
                          .sha256 = str_copy(t->arena, upload->upload_sha256),
                          .name = shown,
                          .bytes = upload->upload_bytes,
                          .at = t->now,
                          .sender_kind = t->actor.kind,
                          .sender = t->actor.who };
    TRY(sniff(t, upload->upload, &out->type));
    TRY(keep_blob(t, upload->upload_sha256, upload->upload));
    return sql_file_insert(t, out);
}

enum err file_keep_sent(struct turn *t, const struct sent_file *sent, struct file *out)
{
    struct request upload = { .upload = sent->upload, .upload_sha256 = sent->sha256, .upload_bytes = sent->bytes };
    str name = utf8_blank(sent->name) ? STR("file") : sent->name;
    TRY(file_keep(t, &upload, name, out));
    return sql_file_hold(t, out->id);
}

/* ---- bytes at hand ---- */

static bool write_whole(int fd, str bytes)
{
    for (size_t at = 0; at < bytes.n;) {
        ssize_t n = write(fd, bytes.at + at, bytes.n - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        at += (size_t)n;
    }
    return fsync(fd) == 0;
}

static enum err write_upload(struct turn *t, str bytes, str *out)
{
    str path = str_format(t->arena, "%.*s/blobs/upload-XXXXXX", STR_ARG(t->house->options.directory));
    char *made = arena_copy(t->arena, str_z(t->arena, path), path.n + 1);
    int fd = mkostemp(made, O_CLOEXEC);
    if (fd < 0) return disk_refused(t);
    bool written = write_whole(fd, bytes);
    int because = errno;
    close(fd);
    if (!written) unlink(made);
    errno = because;
    *out = str_of(made);
    return written ? OK : disk_refused(t);
}

enum err file_stow(struct turn *t, str bytes, str name, struct stowed *out)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_take(t->arena, 2 * sizeof hash + 1);
    str path = { 0 }, shown = utf8_cut(shown_name(t->arena, name), NAME_CHARACTERS);
    crypto_hash_sha256(hash, (const unsigned char *)bytes.at, bytes.n);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    *out = (struct stowed){ .sha256 = { .at = hex, .n = 2 * sizeof hash },
                            .name = str_empty(shown) ? STR("file") : shown,
                            .type = file_type_of(bytes),
                            .bytes = (int64_t)bytes.n };
    TRY(write_upload(t, bytes, &path));
    enum err err = keep_blob(t, out->sha256, path);
    unlink(str_z(t->arena, path));
    return err;
}

enum err file_keep_stowed(struct turn *t, const struct stowed *s, struct file *out)
{
    *out = (struct file){ .id = turn_id(t),
                          .sha256 = s->sha256,
                          .name = s->name,
                          .type = s->type,
                          .bytes = s->bytes,
                          .at = t->now,
                          .sender_kind = t->actor.kind,
                          .sender = t->actor.who,
                          .used = true };
    return sql_file_insert(t, out);
}

enum err file_find(struct turn *t, id which, struct file *out)
{
    TRY(sql_file_find(t, which, out));
    bool sent = out->sender && out->sender_kind == t->actor.kind && out->sender == t->actor.who;
    return sent || access_has(t, "file.read_all") ? OK : fail(t, NOT_FOUND, "there is nothing here");
}

enum err file_use(struct turn *t, id which, const char *field, struct file *out)
{
    int64_t changed = 0;
    TRY(sql_file_use(t, which, str_of(actor_kind_words[t->actor.kind]), t->actor.who, &changed));
    if (!changed)
        return fail_field(t, field,
                          "has a file that you did not send, or that hangs on another message: send it again");
    return sql_file_find(t, which, out);
}

enum err file_release(struct turn *t, const struct id_list *which)
{
    return sql_file_release(t, which);
}

enum err file_list_of(struct turn *t, const struct id_list *which, struct file_list *out)
{
    return sql_file_list_of(t, which, out);
}

str file_path(struct turn *t, const struct file *f)
{
    str folder = blob_folder(t, f->sha256);
    return str_format(t->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(f->sha256));
}

void file_answer(struct turn *t, const struct file *f, struct answer *answer)
{
    answer->file = file_path(t, f);
    answer->file_type = f->type;
    answer->file_name = f->name;
}

/* ---- routes ---- */

struct file_sent {
    str name;
};
static const struct shape file_sent_shape = SHAPE(
    struct file_sent,
    F_TEXT(struct file_sent, name, .required = true, .max = NAME_CHARACTERS, .help = "what it is called"));

static enum err send_in(struct turn *t, struct ask *ask, const void *in, void *out)
{
    const struct file_sent *it = in;
    if (!ask->request) return fail(t, INVALID, "send the file as the body of the request");
    return file_keep(t, ask->request, it->name, out);
}

static const struct route routes[] = {
    { .on = "POST /api/v1/files",
      .may = "file.send",
      .takes = &file_sent_shape,
      .gives = &file_shape,
      .upload = true,
      .run = send_in,
      .help = "Keeps the body as a file; the name comes from the query." },
    { 0 },
};
static const struct permission permissions[] = {
    { .name = "file.send", .roles = EVERY_ACTING_ROLE, .help = "send files" },
    { .name = "file.read",
      .roles = EVERY_ROLE,
      .help = "download files that one sent, or that hang on what one may see" },
    { .name = "file.read_all",
      .roles = ROLE(ADMIN) | ROLE(OWNER),
      .help = "download files that others sent and that hang on nothing yet" },
    { 0 },
};
const struct module module_file = { .name = "file", .routes = routes, .permissions = permissions };
