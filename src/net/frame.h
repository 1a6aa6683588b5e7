/* What a WebSocket client sent, frame by frame (RFC 6455 §5): bytes in, whole messages out. Pure.
 *
 * Framing is libwslay's. Its context holds a 4 KB buffer, so a context is borrowed for one reading and
 * stays with a member only while a frame is half read. */
#ifndef NET_FRAME_H
#define NET_FRAME_H

#include "net/hub.h"

#include <wslay/wslay.h>

enum frame_kind { FRAME_TEXT, FRAME_PING, FRAME_PONG, FRAME_CLOSE };

struct frame_in {
    wslay_frame_context_ptr context; /* borrowed */
    const char *at;                  /* bytes not yet fed to it */
    size_t n;
    uint64_t held; /* bytes inside the context: 0 = it may be given back */
    uint64_t left; /* of the frame begun */
    char *text;    /* the message so far; malloc: it lives longer than a turn */
    uint32_t text_n, text_room;
    uint32_t pieces; /* frames of the message so far: empty ones cost too */
    unsigned char control[125];
    unsigned char control_n, opcode, fin;
    bool begun, in_message;
    uint32_t utf8; /* how the last character stands: see frame.c */
};

struct frame_calls {
    void *with;
    void (*came)(void *with, enum frame_kind kind,
                 str bytes); /* FRAME_CLOSE: the code's two bytes and the reason, checked */
};

/* 0, or the close code for what is wrong (1002, 1003, 1007, 1009). Stops after a close frame. */
int frame_read(struct frame_in *in, wslay_frame_context_ptr context, str bytes, const struct frame_calls *calls);
wslay_frame_context_ptr frame_context(void);
void frame_forget(struct frame_in *in); /* the text; the context is the caller's */

/* One frame of the server's (FIN, no mask) into `out`; room = n + 10. Returns its bytes. */
size_t frame_write(unsigned char *out, enum wslay_opcode opcode, str text);

#endif
