#include "staff/password.h"

#include "text/utf8.h"

#include <sodium.h>

enum { PASSES = 2, MEMORY_BYTES = 19 << 20 };
_Static_assert(PASSWORD_HASH_BYTES >= crypto_pwhash_STRBYTES, "a hash must fit its room");

const char password_nobodys[] =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static bool compare(str tried, const char *hash)
{
    return crypto_pwhash_str_verify(hash, tried.at, tried.n) == 0;
}

static void run(struct heavy *it)
{
    struct password_sum *s = (struct password_sum *)it;
    char hash[PASSWORD_HASH_BYTES] = { 0 };
    bool known = s->against.n > 0 && s->against.n < sizeof hash;
    if (known) memcpy(hash, s->against.at, s->against.n);
    if (s->tried.n) s->right = compare(s->tried, known ? hash : password_nobodys) && known;
    if (s->chosen.n == 0) return;
    if (crypto_pwhash_str(s->room, s->chosen.at, s->chosen.n, PASSES, MEMORY_BYTES) != 0)
        bug("out of memory for a password");
    s->made = str_of(s->room);
}

struct password_sum *password_sum(struct turn *t, str tried, str hash)
{
    struct password_sum *s = ARENA_NEW(t->arena, struct password_sum);
    *s = (struct password_sum){ .heavy = { .run = run }, .tried = tried, .against = hash };
    return s;
}

struct password_sum *password_choose(struct turn *t, str chosen)
{
    struct password_sum *s = password_sum(t, (str){ 0 }, (str){ 0 });
    s->chosen = chosen;
    return s;
}

enum err password_fits(struct turn *t, const char *field, str password)
{
    if (password.n <= PASSWORD_BYTES_MOST) return OK;
    return fail_field(t, field, "must have at most %d bytes", PASSWORD_BYTES_MOST);
}

enum err password_is_good(struct turn *t, const char *field, str chosen)
{
    if (utf8_count(chosen) < PASSWORD_CHARACTERS_LEAST)
        return fail_field(t, field, "must have at least %d characters", PASSWORD_CHARACTERS_LEAST);
    return password_fits(t, field, chosen);
}
