#include "net/frame.h"

#include "text/utf8.h"

#include <stdlib.h>

static ssize_t feed_bytes(uint8_t *to, size_t room, int flags, void *with)
{
    (void)flags;
    struct frame_in *in = *(struct frame_in **)with;
    size_t n = in->n < room ? in->n : room;
    if (n == 0) return -1;
    memcpy(to, in->at, n);
    in->at += n;
    in->n -= n;
    in->held += n;
    return (ssize_t)n;
}

enum { MOST_PIECES = 4096 };

/* The context is shared between members, one at a time: this is whose bytes it gets now. */
static _Thread_local struct frame_in *reading;

wslay_frame_context_ptr frame_context(void)
{
    wslay_frame_context_ptr made = NULL;
    if (wslay_frame_context_init(&made, &(struct wslay_frame_callbacks){ .recv_callback = feed_bytes }, &reading) != 0)
        bug("out of memory");
    return made;
}

void frame_forget(struct frame_in *in)
{
    free(in->text);
    in->text = NULL;
    in->text_n = in->text_room = 0;
}

/* UTF-8 across fragments, failing at the first byte that cannot be (RFC 6455 §8.1): the state holds how many
 * bytes are still due and which range the next one must be in. */
static bool utf8_goes_on(uint32_t *state, const uint8_t *at, size_t n)
{
    uint32_t due = *state & 3, low = *state >> 8 & 0xff, high = *state >> 16 & 0xff;
    for (size_t i = 0; i < n; i++) {
        uint8_t c = at[i];
        if (due > 0) {
            if (c < low || c > high) return false;
            due--;
        } else if (c >= 0x80) {
            if (c < 0xc2 || c > 0xf4) return false;
            due = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
            low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
            high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
            continue;
        }
        low = 0x80;
        high = 0xbf;
    }
    *state = due | low << 8 | high << 16;
    return true;
}

static int keep_text(struct frame_in *in, const uint8_t *at, size_t n)
{
    if (in->text_n + n > HUB_MESSAGE) return 1009;
    if (!utf8_goes_on(&in->utf8, at, n)) return 1007;
    if (in->text_n + n > in->text_room) {
        uint32_t room = in->text_room ? in->text_room : 256;
        while (room < in->text_n + n) room *= 2;
        char *grown = realloc(in->text, room);
        if (!grown) bug("out of memory");
        in->text = grown;
        in->text_room = room;
    }
    if (n > 0) memcpy(in->text + in->text_n, at, n);
    in->text_n += (uint32_t)n;
    return 0;
}

/* RFC 6455 §7.4 and the IANA registry: codes that may stand in a frame. */
static bool is_close_code(unsigned code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

static int check_close(str bytes)
{
    if (bytes.n == 0) return 0;
    if (bytes.n == 1) return 1002;
    unsigned code = (unsigned)(unsigned char)bytes.at[0] << 8 | (unsigned char)bytes.at[1];
    if (!is_close_code(code)) return 1002;
    return utf8_valid(str_from(bytes, 2)) ? 0 : 1007;
}

/* The first byte alone already breaks a rule: reserved bits and opcodes, or nothing to continue. */
static bool is_bad_start(const struct frame_in *in, unsigned char first)
{
    unsigned opcode = first & 15;
    if ((first & 0x70) != 0 || (opcode > WSLAY_BINARY_FRAME && opcode < WSLAY_CONNECTION_CLOSE) || opcode > WSLAY_PONG)
        return true;
    return opcode <= WSLAY_BINARY_FRAME && (opcode == WSLAY_CONTINUATION_FRAME) != in->in_message;
}

static int frame_begins(struct frame_in *in, const struct wslay_frame_iocb *f)
{
    if (f->rsv != 0 || !f->mask) return 1002;
    if (wslay_is_ctrl_frame(f->opcode)) {
        if (f->opcode > WSLAY_PONG) return 1002;
        in->control_n = 0;
    } else {
        if (f->opcode > WSLAY_BINARY_FRAME) return 1002;
        if ((f->opcode == WSLAY_CONTINUATION_FRAME) != in->in_message) return 1002;
        if (++in->pieces > MOST_PIECES) return 1009;
        if (f->payload_length > HUB_MESSAGE || in->text_n + f->payload_length > HUB_MESSAGE) return 1009;
        if (f->opcode == WSLAY_BINARY_FRAME) return 1003; /* we speak text */
        in->in_message = true;
    }
    in->begun = true;
    in->opcode = f->opcode;
    in->fin = f->fin;
    in->left = f->payload_length;
    unsigned head = 6 + (f->payload_length > 65535 ? 8 : f->payload_length > 125 ? 2 : 0);
    in->held -= head;
    return 0;
}

static int frame_ends(struct frame_in *in, const struct frame_calls *calls)
{
    str control = { .at = (const char *)in->control, .n = in->control_n };
    in->begun = false;
    switch (in->opcode) {
        case WSLAY_PING: calls->came(calls->with, FRAME_PING, control); return 0;
        case WSLAY_PONG: calls->came(calls->with, FRAME_PONG, control); return 0;
        case WSLAY_CONNECTION_CLOSE: {
            int fault = check_close(control);
            if (fault == 0) calls->came(calls->with, FRAME_CLOSE, control);
            return fault ? fault : -1;
        }
        default: break;
    }
    if (!in->fin) return 0;
    if ((in->utf8 & 3) != 0) return 1007;
    calls->came(calls->with, FRAME_TEXT, (str){ .at = in->text, .n = in->text_n });
    frame_forget(in);
    in->in_message = false;
    in->utf8 = in->pieces = 0;
    return 0;
}

static int frame_goes_on(struct frame_in *in, const struct wslay_frame_iocb *f, const struct frame_calls *calls)
{
    int fault = 0;
    if (!in->begun) fault = frame_begins(in, f);
    if (fault) return fault;
    in->left -= f->data_length;
    in->held -= f->data_length;
    if (wslay_is_ctrl_frame(in->opcode)) {
        memcpy(in->control + in->control_n, f->data, f->data_length);
        in->control_n = (unsigned char)(in->control_n + f->data_length);
    } else {
        fault = keep_text(in, f->data, f->data_length);
    }
    return fault ? fault : in->left == 0 ? frame_ends(in, calls) : 0;
}

int frame_read(struct frame_in *in, wslay_frame_context_ptr context, str bytes, const struct frame_calls *calls)
{
    in->at = bytes.at;
    in->n = bytes.n;
    reading = in;
    for (;;) {
        struct wslay_frame_iocb f = { 0 };
        ssize_t got = wslay_frame_recv(context, &f);
        /* libwslay tells a frame only when its head is whole; what it holds of one is the end of what came */
        if (got == WSLAY_ERR_WANT_READ && !in->begun && in->held > 0 && in->held <= bytes.n &&
            is_bad_start(in, (unsigned char)bytes.at[bytes.n - in->held]))
            return 1002;
        if (got == WSLAY_ERR_WANT_READ) return 0;
        if (got < 0) return 1002;
        int fault = frame_goes_on(in, &f, calls);
        if (fault) return fault > 0 ? fault : 0;
    }
}

static ssize_t put_bytes(const uint8_t *at, size_t n, int flags, void *with)
{
    (void)flags;
    unsigned char **to = with;
    memcpy(*to, at, n);
    *to += n;
    return (ssize_t)n;
}

size_t frame_write(unsigned char *out, enum wslay_opcode opcode, str text)
{
    unsigned char *to = out;
    wslay_frame_context_ptr context = NULL;
    if (wslay_frame_context_init(&context, &(struct wslay_frame_callbacks){ .send_callback = put_bytes }, &to) != 0)
        bug("out of memory");
    struct wslay_frame_iocb f = {
        .fin = 1, .opcode = opcode, .payload_length = text.n, .data = (const uint8_t *)text.at, .data_length = text.n
    };
    wslay_frame_send(context, &f);
    wslay_frame_context_free(context);
    return (size_t)(to - out);
}
