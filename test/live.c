#include "test/live.h"

#include "channel/channel.h"
#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "test/test.h"

enum { QUIET_MS = 400 };

int test_live(struct arena *a, struct house *h, str headers)
{
    int fd = dial(net_port(h->net));
    say(fd, str_format(a,
                       "GET /api/v1/live HTTP/1.1\r\nHost: desk.test\r\nOrigin: https://help.example.org\r\n"
                       "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%.*s\r\n",
                       STR_ARG(headers)));
    check_int(status_of(hear(a, fd, QUIET_MS)), 101);
    return fd;
}

/* A masked text frame (RFC 6455 §5.2); a mask of zeros leaves the text readable. */
void test_live_say(struct arena *a, int fd, str text)
{
    struct text out = { .arena = a };
    text_addc(&out, (char)0x81);
    if (text.n < 126) {
        text_addc(&out, (char)(0x80 | text.n));
    } else {
        text_addc(&out, (char)(0x80 | 126));
        text_addc(&out, (char)(text.n >> 8));
        text_addc(&out, (char)text.n);
    }
    text_add(&out, (str){ .at = "\0\0\0\0", .n = 4 });
    text_add(&out, text);
    say(fd, text_str(&out));
}

void test_look_at(struct arena *a, int fd, id thing, const char *doing)
{
    test_live_say(a, fd, str_format(a, "{\"look\":\"%lld\",\"doing\":\"%s\"}", (long long)thing, doing));
}

enum err test_arrives(struct turn *t, void *with)
{
    struct incoming it = { 0 };
    TRY(incoming_keep(t, &channel_form, STR("message=Hello"), STR(""), STR(""), &it));
    TRY(conversation_receive(t, &(struct event){ .subject = it.id }));
    TRY(incoming_find(t, it.id, &it));
    *(id *)with = it.conversation;
    return OK;
}
