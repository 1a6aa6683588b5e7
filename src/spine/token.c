#include "spine/token.h"

#include "spine/house.h"

#include <sodium.h>

enum { TOKEN_BYTES = 32 };

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static str base64(struct arena *a, const unsigned char *bytes, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, BASE64);
    char *out = arena_take(a, room);
    sodium_bin2base64(out, room, bytes, n, BASE64);
    return str_of(out);
}

str token_make(struct arena *a)
{
    unsigned char bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    str made = base64(a, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    return made;
}

str token_hash(struct arena *a, str token)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_take(a, 2 * sizeof hash + 1);
    crypto_hash_sha256(hash, (const unsigned char *)token.at, token.n);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return str_of(hex);
}

static str mac(struct turn *t, str what, str at)
{
    unsigned char sum[crypto_auth_BYTES];
    str both = str_format(t->arena, "%.*s|%.*s", STR_ARG(at), STR_ARG(what));
    crypto_auth(sum, (const unsigned char *)both.at, both.n, t->house->secret);
    return base64(t->arena, sum, sizeof sum);
}

str token_of(struct turn *t, str what)
{
    return mac(t, what, STR("link"));
}

str token_sign(struct turn *t, str what)
{
    str at = str_format(t->arena, "%lld", (long long)t->now);
    str proof = mac(t, what, at);
    return str_format(t->arena, "%.*s.%.*s", STR_ARG(at), STR_ARG(proof));
}

bool token_signed(struct turn *t, str signature, str what, usec not_older_than)
{
    str rest = signature;
    str at = str_split(&rest, '.');
    usec made = 0;
    if (!str_int(at, &made) || made > t->now || t->now - made > not_older_than) return false;
    str should = mac(t, what, at);
    return should.n == rest.n && sodium_memcmp(should.at, rest.at, rest.n) == 0;
}

/* ---- sealing ---- */

enum { SEALED_MORE = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };

/* Signing and sealing never share a key. */
static void seal_key(struct turn *t, unsigned char key[crypto_secretbox_KEYBYTES])
{
    _Static_assert(sizeof t->house->secret == crypto_kdf_KEYBYTES, "the secret is the key of keys");
    crypto_kdf_derive_from_key(key, crypto_secretbox_KEYBYTES, 1, "sealing_", t->house->secret);
}

str token_seal(struct turn *t, str plain)
{
    unsigned char key[crypto_secretbox_KEYBYTES];
    unsigned char *out = arena_take(t->arena, plain.n + SEALED_MORE);
    randombytes_buf(out, crypto_secretbox_NONCEBYTES);
    seal_key(t, key);
    crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, (const unsigned char *)plain.at, plain.n, out, key);
    sodium_memzero(key, sizeof key);
    return base64(t->arena, out, plain.n + SEALED_MORE);
}

bool token_open(struct turn *t, str sealed, str *plain)
{
    unsigned char key[crypto_secretbox_KEYBYTES];
    unsigned char *bytes = arena_take(t->arena, sealed.n + 1), *out = arena_take(t->arena, sealed.n + 1);
    size_t n = 0;
    if (sodium_base642bin(bytes, sealed.n, sealed.at, sealed.n, NULL, &n, NULL, BASE64) != 0 || n < SEALED_MORE)
        return false;
    seal_key(t, key);
    bool right = crypto_secretbox_open_easy(out, bytes + crypto_secretbox_NONCEBYTES, n - crypto_secretbox_NONCEBYTES,
                                            bytes, key) == 0;
    sodium_memzero(key, sizeof key);
    *plain = (str){ .at = (const char *)out, .n = n - SEALED_MORE };
    return right;
}
