#include "channel/email/reply_address.h"

#include <sodium.h>

enum { MAC_BYTES = 16, ID_LETTERS = 13, MAC_LETTERS = 26, MARK_LETTERS = ID_LETTERS + MAC_LETTERS, LOCAL_BYTES = 64 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567"; /* RFC 4648 §6, small */

/* What a mark is for is signed with it: an address can never pass as a Message-ID. */
enum purpose { AN_ADDRESS = 'a', A_MESSAGE = 'm' };

static void sign(const unsigned char key[REPLY_KEY_BYTES], enum purpose purpose, id which, unsigned char mac[MAC_BYTES])
{
    unsigned char said[16] = "regulars", whole[crypto_auth_hmacsha256_BYTES];
    said[7] = (unsigned char)purpose;
    for (int i = 0; i < 8; i++) said[8 + i] = (unsigned char)((uint64_t)which >> (8 * i));
    crypto_auth_hmacsha256(whole, said, sizeof said, key);
    memcpy(mac, whole, MAC_BYTES);
}

static void put_letters(struct text *out, const unsigned char *bytes, size_t n, size_t count)
{
    unsigned bits = 0, have = 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (have < 5) {
            bits = bits << 8 | (at < n ? bytes[at++] : 0);
            have += 8;
        }
        have -= 5;
        text_addc(out, letters[bits >> have & 31]);
    }
}

static bool take_letters(str s, unsigned char *bytes, size_t n)
{
    unsigned bits = 0, have = 0;
    size_t at = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i] >= 'A' && s.at[i] <= 'Z' ? (char)(s.at[i] + 32) : s.at[i];
        const char *place = c ? strchr(letters, c) : NULL;
        if (!place) return false;
        bits = bits << 5 | (unsigned)(place - letters);
        have += 5;
        if (have < 8) continue;
        have -= 8;
        if (at < n) bytes[at++] = (unsigned char)(bits >> have & 0xFF);
    }
    return at == n && (bits & ((1u << have) - 1)) == 0; /* one spelling only */
}

static void put_mark(struct text *out, const struct reply_keys *keys, enum purpose purpose, id which)
{
    unsigned char number[8], mac[MAC_BYTES];
    if (keys->n == 0) bug("a mark without a key");
    for (int i = 0; i < 8; i++) number[i] = (unsigned char)((uint64_t)which >> (8 * (7 - i)));
    sign(keys->at[0], purpose, which, mac);
    put_letters(out, number, sizeof number, ID_LETTERS);
    put_letters(out, mac, sizeof mac, MAC_LETTERS);
}

/* Every key is tried, whether one before has fit or not: how long it takes says nothing. */
static id check_mark(const struct reply_keys *keys, enum purpose purpose, str mark)
{
    unsigned char number[8], mac[MAC_BYTES], ours[MAC_BYTES];
    if (mark.n != MARK_LETTERS || !take_letters(str_cut(mark, ID_LETTERS), number, sizeof number)) return 0;
    if (!take_letters(str_from(mark, ID_LETTERS), mac, sizeof mac)) return 0;
    uint64_t which = 0;
    for (int i = 0; i < 8; i++) which = which << 8 | number[i];
    bool fits = false;
    for (size_t i = 0; i < keys->n && i < REPLY_KEYS; i++) {
        sign(keys->at[i], purpose, (id)which, ours);
        fits |= sodium_memcmp(mac, ours, MAC_BYTES) == 0;
    }
    return fits && which <= INT64_MAX ? (id)which : 0;
}

static bool split_address(str email, str *local, str *domain)
{
    ptrdiff_t at = str_find(email, STR("@"));
    if (at <= 0) return false;
    *local = str_cut(email, (size_t)at);
    *domain = str_from(email, (size_t)at + 1);
    return domain->n > 0;
}

bool reply_address_make(struct arena *a, const struct reply_keys *keys, str mailbox, id conversation, str *out)
{
    str local, domain;
    if (!split_address(mailbox, &local, &domain) || local.n + 1 + MARK_LETTERS > LOCAL_BYTES) return false;
    struct text made = { .arena = a };
    text_add(&made, local);
    text_addc(&made, '+');
    put_mark(&made, keys, AN_ADDRESS, conversation);
    text_addc(&made, '@');
    text_add(&made, domain);
    *out = text_str(&made);
    return true;
}

id reply_address_check(const struct reply_keys *keys, str email)
{
    str local, domain;
    if (!split_address(email, &local, &domain) || local.n <= MARK_LETTERS) return 0;
    size_t at = local.n - MARK_LETTERS;
    return local.at[at - 1] == '+' ? check_mark(keys, AN_ADDRESS, str_from(local, at)) : 0;
}

bool reply_address_bare(struct arena *a, str email, str *out)
{
    str local, domain;
    if (!split_address(email, &local, &domain)) return false;
    local = str_split(&local, '+');
    *out = str_format(a, "%.*s@%.*s", STR_ARG(local), STR_ARG(domain));
    return local.n > 0;
}

str reply_id_make(struct arena *a, const struct reply_keys *keys, id message, str domain)
{
    struct text made = { .arena = a };
    text_addc(&made, 'm');
    put_mark(&made, keys, A_MESSAGE, message);
    text_addc(&made, '@');
    text_add(&made, domain);
    return text_str(&made);
}

id reply_id_check(const struct reply_keys *keys, str message_id)
{
    str local, domain;
    if (str_starts(message_id, STR("<"))) message_id = str_from(message_id, 1);
    if (!split_address(message_id, &local, &domain)) return 0;
    if (local.n != 1 + MARK_LETTERS || (local.at[0] != 'm' && local.at[0] != 'M')) return 0;
    return check_mark(keys, A_MESSAGE, str_from(local, 1));
}
