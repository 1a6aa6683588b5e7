/* Our own marks on what we send, by which an answer finds its conversation: a signed address and a signed Message-ID.
 *
 *     support+<13 of the id><26 of its HMAC>@desk.example        <m<13><26>@desk.example>
 *
 * HMAC-SHA-256 cut to 128 bits (RFC 2104 §5), checked in constant time; base32 in small letters, because mail servers
 * fold case. A mark says which conversation an answer belongs to, never who sent it. New keys come first; what an older
 * one signed stays good as long as it is listed. */
#ifndef CHANNEL_EMAIL_REPLY_ADDRESS_H
#define CHANNEL_EMAIL_REPLY_ADDRESS_H

#include "base/base.h"

enum { REPLY_KEY_BYTES = 32, REPLY_KEYS = 8 };

struct reply_keys {
    unsigned char at[REPLY_KEYS][REPLY_KEY_BYTES]; /* the newest first */
    size_t n;
};

/* false: the name before the "@" leaves no room for a mark (RFC 5321 §4.5.3.1.1: 64 bytes); the Message-ID has to do.
 */
bool reply_address_make(struct arena *a, const struct reply_keys *keys, str mailbox, id conversation, str *out);
id reply_address_check(const struct reply_keys *keys, str email); /* the conversation; 0: no mark of ours */
bool reply_address_bare(struct arena *a, str email, str *out);    /* the mailbox without whatever stands behind "+" */

str reply_id_make(struct arena *a, const struct reply_keys *keys, id message, str domain); /* without < > */
id reply_id_check(const struct reply_keys *keys, str message_id); /* the message; 0: not ours */

#endif
