/* A body on its way in: to memory, or to a temporary file that is hashed as it grows. */
#include "net/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum err file_open(struct net_request *r)
{
    str in = r->net->options.temporary;
    int n = snprintf(r->file, sizeof r->file, "%.*s/upload-XXXXXX", STR_ARG(in));
    if (n < 0 || (size_t)n >= sizeof r->file) return BROKEN;
    r->upload = mkostemp(r->file, O_CLOEXEC);
    if (r->upload < 0) {
        r->file[0] = 0;
        return errno == ENOSPC || errno == EDQUOT ? FULL : BROKEN;
    }
    crypto_hash_sha256_init(&r->hash);
    return OK;
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
    if (r->upload < 0) TRY(file_open(r));
    crypto_hash_sha256_update(&r->hash, (const unsigned char *)at, n);
    while (n > 0) {
        ssize_t wrote = write(r->upload, at, n);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return errno == ENOSPC || errno == EDQUOT ? FULL : BROKEN;
        at += wrote;
        n -= (size_t)wrote;
    }
    return OK;
}

enum err upload_finish(struct net_request *r)
{
    if (!r->stream) {
        r->ask.body = text_str(&r->body);
        r->ask.upload_bytes = 0;
        return OK;
    }
    if (r->upload < 0) TRY(file_open(r)); /* an empty upload is a file too */
    bool bad = fsync(r->upload) != 0;
    bad |= close(r->upload) != 0;
    r->upload = -1;
    if (bad) return errno == ENOSPC || errno == EDQUOT ? FULL : BROKEN;
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&r->hash, sum);
    char *hex = arena_take(r->ask.arena, 2 * sizeof sum + 1);
    sodium_bin2hex(hex, 2 * sizeof sum + 1, sum, sizeof sum);
    r->ask.upload_sha256 = (str){ .at = hex, .n = 2 * sizeof sum };
    r->ask.upload = str_of(r->file);
    return OK;
}

/* Whoever wants the file has moved it by now. */
void upload_forget(struct net_request *r)
{
    if (r->upload >= 0) close(r->upload);
    if (r->file[0]) unlink(r->file);
    r->upload = -1;
    r->file[0] = 0;
}
