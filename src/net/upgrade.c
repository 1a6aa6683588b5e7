/* From HTTP to WebSocket (RFC 6455 §4.2). libmicrohttpd would keep its memory of the connection as long
 * as the socket lives: the hub gets a descriptor of its own, and libmicrohttpd's is closed at once. */
#include "net/hub.h"
#include "net/wire.h"

#include <fcntl.h>
#include <unistd.h>

static uint32_t turned(uint32_t x, int by)
{
    return x << by | x >> (32 - by);
}

static void sha1_block(uint32_t h[5], const unsigned char *at)
{
    uint32_t w[80], v[5];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)at[4 * i] << 24 | (uint32_t)at[4 * i + 1] << 16 | (uint32_t)at[4 * i + 2] << 8 | at[4 * i + 3];
    for (int i = 16; i < 80; i++) w[i] = turned(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? (v[1] & v[2]) | (~v[1] & v[3])
                     : i < 40 ? v[1] ^ v[2] ^ v[3]
                     : i < 60 ? (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])
                              : v[1] ^ v[2] ^ v[3];
        static const uint32_t k[] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6 };
        uint32_t next = turned(v[0], 5) + f + v[4] + k[i / 20] + w[i];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = turned(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (int i = 0; i < 5; i++) h[i] += v[i];
}

/* SHA-1 (RFC 3174) of at most 119 bytes. Not for secrets: the handshake only proves that we know the protocol. */
static void sha1(str s, unsigned char sum[20])
{
    uint32_t h[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
    unsigned char block[128] = { 0 };
    size_t n = s.n < 56 ? 64 : 128;
    if (s.n > 119) bug("sha1 of %zu bytes", s.n);
    memcpy(block, s.at, s.n);
    block[s.n] = 0x80;
    block[n - 2] = (unsigned char)(s.n * 8 >> 8);
    block[n - 1] = (unsigned char)(s.n * 8);
    for (size_t i = 0; i < n; i += 64) sha1_block(h, block + i);
    for (int i = 0; i < 20; i++) sum[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static bool is_key(str key)
{
    unsigned char raw[24];
    size_t n = 0;
    return key.n == 24 &&
           sodium_base642bin(raw, sizeof raw, key.at, key.n, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           n == 16;
}

static str accept_of(struct arena *a, str key)
{
    unsigned char sum[20];
    sha1(str_join(a, key, STR("258EAFA5-E914-47DA-95CA-C5AB0DC85B11")), sum);
    char *out = arena_take(a, 32);
    sodium_bin2base64(out, 32, sum, sizeof sum, sodium_base64_VARIANT_ORIGINAL);
    return str_of(out);
}

static const char *handshake_fault(const struct net_request *r)
{
    const struct head *h = &r->head;
    if (!r->net->options.hub) return "there are no WebSockets here";
    if (r->ask.method != GET || r->told.old || r->told.chunked || r->told.length > 0)
        return "a WebSocket begins with a plain GET";
    if (!head_has_word(h, "Upgrade", "websocket") || !head_has_word(h, "Connection", "upgrade"))
        return "this address is a WebSocket: ask for an upgrade";
    if (head_count(h, "Sec-WebSocket-Key") != 1 || !is_key(head_value(h, "Sec-WebSocket-Key")))
        return "Sec-WebSocket-Key must be one key of 16 bytes";
    return NULL;
}

static void take_over(void *with, struct MHD_Connection *mhd, void *context, const char *early, size_t early_n,
                      MHD_socket fd, struct MHD_UpgradeResponseHandle *handle)
{
    struct net_request *r = with;
    (void)mhd;
    (void)context;
    int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    r->connection->phase = UPGRADED;
    if (own >= 0) hub_take(r->net->options.hub, own, r->reply.upgrade, (str){ .at = early, .n = early_n });
    MHD_upgrade_action(handle, MHD_UPGRADE_ACTION_CLOSE);
}

static struct MHD_Response *refuse(struct net_request *r, int code, const char *words)
{
    r->reply = (struct reply){ .code = code, .close = true, .type = STR("application/json") };
    r->reply.body = str_format(r->ask.arena, "{\"error\":\"malformed\",\"message\":\"%s\"}", words);
    if (code == 426) reply_header(&r->reply, STR("Sec-WebSocket-Version"), STR("13"));
    return NULL;
}

struct MHD_Response *upgrade_response(struct net_request *r)
{
    const char *fault = handshake_fault(r);
    if (fault) return refuse(r, 400, fault);
    str version = head_value(&r->head, "Sec-WebSocket-Version");
    if (!str_is(version, STR("13")) || head_count(&r->head, "Sec-WebSocket-Version") != 1)
        return refuse(r, 426, "only WebSocket version 13 is spoken");
    struct MHD_Response *made = MHD_create_response_for_upgrade(take_over, r);
    struct arena *a = r->ask.arena;
    MHD_add_response_header(made, "Upgrade", "websocket");
    MHD_add_response_header(made, "Sec-WebSocket-Accept",
                            str_z(a, accept_of(a, head_value(&r->head, "Sec-WebSocket-Key"))));
    if (r->reply.upgrade->protocol.n > 0)
        MHD_add_response_header(made, "Sec-WebSocket-Protocol", str_z(a, r->reply.upgrade->protocol));
    return made;
}
