/* One answer of an IMAP server, read strictly (RFC 3501 §9, RFC 9051): pure, fuzzed.
 *
 * An answer is whole: its lines, and its literals with their "{n}" before them, as they came. Numbers are 32 bits where
 * the RFC says so; nesting has an end. What we never asked for is stepped over, not understood. */
#ifndef CHANNEL_EMAIL_IMAP_WORDS_H
#define CHANNEL_EMAIL_IMAP_WORDS_H

#include "base/base.h"

enum {
    IMAP_NESTING = 32,
    IMAP_LITERAL_MOST = 0x7fffffff, /* of one literal; what says more is no mail */
};

enum imap_says {
    IMAP_OK,
    IMAP_NO,
    IMAP_BAD,
    IMAP_BYE,
    IMAP_PREAUTH,
    IMAP_GO_ON, /* "+ …" */
    IMAP_EXISTS,
    IMAP_EXPUNGE,
    IMAP_FETCH,
    IMAP_LIST,
    IMAP_CAPABILITY,
    IMAP_OTHER, /* whatever else begins with "*" */
};

struct imap_answer {
    enum imap_says says;
    str tag;            /* "*", "+", or the one of our command */
    str code, argument; /* of "[UIDVALIDITY 7]"; a status only */
    str text;           /* a status: the words for people, as they came; CAPABILITY: the list */
    uint32_t number;    /* of EXISTS, EXPUNGE, FETCH */
    uint32_t uid;       /* of FETCH; 0: not said */
    int64_t size;       /* of FETCH: RFC822.SIZE; -1: not said */
    bool has_body;      /* of FETCH: BODY[] stands there, and is not NIL */
    str body;
    str flags;  /* of LIST: the inside of its bracket: "\Noselect \Sent" */
    str folder; /* of LIST: the name as the server writes it */
};

/* false: this is not IMAP. What `out` says points into `line` or lives in `a`. */
bool imap_read(struct arena *a, str line, struct imap_answer *out);

bool imap_number(str s, int64_t most, int64_t *out); /* digits only, no sign, not above `most` */

/* Does what came so far, whose last line begins at `line_from`, end with the announcement of a literal? 0: no; 1: yes,
 * of *bytes; -1: of more than one may have. The words of a status may end with "{5}" and mean nothing by it, and so may
 * the bytes of a literal before. */
int imap_literal(str answer, size_t line_from, int64_t *bytes);
bool imap_is_status(str line);
bool imap_body_follows(str line); /* the literal at its end is the whole mail that FETCH was asked for */

bool imap_has(str list, const char *word); /* is it one of the words between blanks? Case does not count */

#endif
