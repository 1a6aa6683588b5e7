#include "channel/email/dkim_sign.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "text/shape.h"

enum { HASH_BYTES = 32, NAME_BYTES = 253, LINE = 72 };

/* Signed when they stand there, and against being added when they do not. From has to be among them. */
static const char *const signed_fields[] = {
    "from",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "sender",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "auto-submitted",
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Runs of blanks become one; those at the end go. */
static void put_relaxed(struct text *out, str line)
{
    while (line.n && is_blank(line.at[line.n - 1])) line.n--;
    for (size_t i = 0; i < line.n; i++)
        if (!is_blank(line.at[i]))
            text_addc(out, line.at[i]);
        else if (!is_blank(line.at[i + 1])) /* there is one: blanks at the end are gone */
            text_addc(out, ' ');
}

void dkim_field(struct text *out, str name, str value)
{
    struct text flat = { .arena = out->arena };
    for (size_t i = 0; i < value.n; i++)
        if (value.at[i] != '\r' && value.at[i] != '\n') text_addc(&flat, value.at[i]);
    text_add(out, str_lower(out->arena, str_trim(name)));
    text_addc(out, ':');
    put_relaxed(out, str_trim(text_str(&flat)));
}

str dkim_body(struct arena *a, str body)
{
    struct text out = { .arena = a };
    size_t whole = 0; /* up to the last line that is not empty */
    text_room(&out, body.n + 2);
    while (body.n) {
        str line = str_split(&body, '\n');
        put_relaxed(&out, str_ends(line, STR("\r")) ? str_cut(line, line.n - 1) : line);
        bool empty = out.n == 0 || out.at[out.n - 1] == '\n';
        text_add(&out, STR("\r\n"));
        if (!empty) whole = out.n;
    }
    return str_cut(text_str(&out), whole);
}

struct mail_head {
    struct str_list fields; /* with their folding, without the last line end */
    str body;
};

static void read_head(struct arena *a, str mail, struct mail_head *out)
{
    while (mail.n) {
        str rest = mail, line = str_split(&rest, '\n');
        while (rest.n && is_blank(rest.at[0])) {
            str_split(&rest, '\n');
            line.n = (size_t)((rest.n ? rest.at : mail.at + mail.n) - mail.at);
        }
        mail = rest;
        if (str_empty(str_trim(line))) break;
        *LIST_ADD(a, &out->fields) = line;
    }
    out->body = mail;
}

static bool field_is(str field, str name)
{
    return str_is_nocase(str_trim(str_split(&field, ':')), name);
}

/* RFC 6376 §5.4.2: from the bottom up; and once more for the one that is not there. */
static void put_fields(struct text *names, struct text *sum, const struct mail_head *head)
{
    for (size_t k = 0; k < COUNT_OF(signed_fields); k++) {
        str name = str_of(signed_fields[k]);
        for (size_t i = head->fields.n; i-- > 0;) {
            if (!field_is(head->fields.at[i], name)) continue;
            str value = head->fields.at[i], before = str_split(&value, ':');
            dkim_field(sum, before, value);
            text_add(sum, STR("\r\n"));
            text_addf(names, "%.*s:\r\n  ", STR_ARG(name));
        }
        text_addf(names, "%.*s%s", STR_ARG(name), k + 1 < COUNT_OF(signed_fields) ? ":\r\n  " : "");
    }
}

static str in_base64(struct arena *a, const unsigned char *bytes, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
    char *to = arena_take(a, room);
    sodium_bin2base64(to, room, bytes, n, sodium_base64_VARIANT_ORIGINAL);
    return str_of(to);
}

static void sum_of(str s, unsigned char hash[HASH_BYTES])
{
    crypto_hash_sha256(hash, (const unsigned char *)s.at, s.n);
}

static int no_pass_phrase(char *to, int room, int writing, void *with)
{
    (void)to, (void)room, (void)writing, (void)with;
    return -1;
}

static enum err read_key(struct arena *a, struct why *w, str pem, EVP_PKEY **out)
{
    BIO *from = BIO_new_mem_buf(pem.at ? pem.at : "", (int)pem.n);
    EVP_PKEY *key = from ? PEM_read_bio_PrivateKey(from, NULL, no_pass_phrase, NULL) : NULL;
    BIO_free(from);
    int kind = key ? EVP_PKEY_get_base_id(key) : 0;
    const char *fault = !key                                                             ? "is no key that we can read"
                        : kind != EVP_PKEY_RSA && kind != EVP_PKEY_ED25519               ? "is neither RSA nor Ed25519"
                        : kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) < DKIM_RSA_BITS ? "has fewer than 2048 bits"
                                                                                         : NULL;
    *out = key;
    if (!fault) return OK;
    EVP_PKEY_free(key);
    return why_fail(w, a, INVALID, STR("private_key"), "%s", fault);
}

/* RFC 8463 §3: Ed25519 signs the sum, RSA the fields themselves, which sums them. */
static enum err sign(struct arena *a, struct why *w, EVP_PKEY *key, str fields, str *out)
{
    bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    unsigned char hash[HASH_BYTES], *to = arena_take(a, (size_t)EVP_PKEY_get_size(key));
    size_t n = (size_t)EVP_PKEY_get_size(key);
    sum_of(fields, hash);
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    bool good = c && EVP_DigestSignInit(c, NULL, rsa ? EVP_sha256() : NULL, NULL, key) == 1 &&
                EVP_DigestSign(c, to, &n, rsa ? (const unsigned char *)fields.at : hash,
                               rsa ? fields.n : sizeof hash) == 1;
    EVP_MD_CTX_free(c);
    if (!good) return why_fail(w, a, BROKEN, STR("private_key"), "does not sign");
    *out = in_base64(a, to, n);
    return OK;
}

static bool is_host_name(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '-' && c != '.' && c != '_') return false;
    }
    return s.n > 0 && s.n <= NAME_BYTES && s.at[0] != '.' && s.at[s.n - 1] != '.';
}

static void put_folded(struct text *out, str s)
{
    for (; s.n; s = str_from(s, LINE)) {
        str line = str_cut(s, LINE);
        text_addf(out, "%.*s%s", STR_ARG(line), s.n > LINE ? "\r\n  " : "");
    }
}

enum err dkim_sign(struct arena *a, struct why *w, const struct dkim_key *key, str mail, usec at, str *out)
{
    struct mail_head head = { 0 };
    struct text names = { .arena = a }, sum = { .arena = a }, field = { .arena = a }, all = { .arena = a };
    unsigned char hash[HASH_BYTES];
    EVP_PKEY *secret = NULL;
    str signature = { 0 };
    if (!is_host_name(key->domain)) return why_fail(w, a, INVALID, STR("domain"), "is not a domain");
    if (!is_host_name(key->selector)) return why_fail(w, a, INVALID, STR("selector"), "is not a selector");
    TRY(read_key(a, w, key->private_key, &secret));
    read_head(a, mail, &head);
    put_fields(&names, &sum, &head);
    sum_of(dkim_body(a, head.body), hash);
    const char *how = EVP_PKEY_get_base_id(secret) == EVP_PKEY_RSA ? "rsa" : "ed25519";
    str body = in_base64(a, hash, sizeof hash), listed = text_str(&names);
    text_addf(
        &field,
        " v=1; a=%s-sha256; c=relaxed/relaxed; t=%lld;\r\n d=%.*s;\r\n s=%.*s;\r\n h=%.*s;\r\n bh=%.*s;\r\n b=", how,
        (long long)(at / SECOND), STR_ARG(key->domain), STR_ARG(key->selector), STR_ARG(listed), STR_ARG(body));
    dkim_field(&sum, STR("DKIM-Signature"), text_str(&field));
    enum err err = sign(a, w, secret, text_str(&sum), &signature);
    EVP_PKEY_free(secret);
    TRY(err);
    put_folded(&field, signature);
    text_add(&all, STR("DKIM-Signature:"));
    text_add(&all, text_str(&field));
    text_add(&all, STR("\r\n"));
    text_add(&all, mail);
    *out = text_str(&all);
    return OK;
}

enum err dkim_key_make(struct arena *a, struct why *w, enum dkim_kind kind, str *private_key)
{
    EVP_PKEY *key = kind == DKIM_RSA ? EVP_RSA_gen(DKIM_RSA_BITS) : EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    BIO *to = BIO_new(BIO_s_mem());
    bool good = key && to && PEM_write_bio_PKCS8PrivateKey(to, key, NULL, NULL, 0, NULL, NULL) == 1;
    char *at = NULL;
    long n = good ? BIO_get_mem_data(to, &at) : 0;
    if (good) *private_key = str_copy(a, (str){ .at = at, .n = (size_t)n });
    if (n > 0) sodium_memzero(at, (size_t)n);
    BIO_free(to);
    EVP_PKEY_free(key);
    return good ? OK : why_fail(w, a, BROKEN, (str){ 0 }, "no key could be made");
}

/* RSA: SubjectPublicKeyInfo in DER (RFC 6376 §3.6.1); Ed25519: the 32 bytes themselves (RFC 8463 §4). */
enum err dkim_record(struct arena *a, struct why *w, str private_key, str *out)
{
    EVP_PKEY *key = NULL;
    TRY(read_key(a, w, private_key, &key));
    bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    unsigned char raw[HASH_BYTES], *der = NULL;
    size_t n = sizeof raw;
    int long_der = rsa ? i2d_PUBKEY(key, &der) : EVP_PKEY_get_raw_public_key(key, raw, &n);
    if (rsa && long_der > 0) n = (size_t)long_der;
    if (long_der > 0) {
        str bytes = in_base64(a, rsa ? der : raw, n);
        *out = str_format(a, "v=DKIM1; k=%s; p=%.*s", rsa ? "rsa" : "ed25519", STR_ARG(bytes));
    }
    OPENSSL_free(der);
    EVP_PKEY_free(key);
    return long_der > 0 ? OK : why_fail(w, a, BROKEN, STR("private_key"), "has no public half");
}
