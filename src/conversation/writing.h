/* What somebody at the desk wants to say. */
#ifndef CONVERSATION_WRITING_H
#define CONVERSATION_WRITING_H

#include "text/shape.h"

struct writing {
    id conversation;
    str body, html;                 /* html: with formatting; the body is made from it */
    bool internal, machine;         /* a note; a program wrote it in the customer's name */
    id seen;                        /* the last message that the writer has seen; 0: they do not say */
    struct id_list files, mentions; /* what hangs on it; colleagues that a note names */
    struct str_list cc, bcc;        /* conversation/envelope.h */
    str to;
    bool apart;   /* not what the writer was drafting: that stays */
    bool drafted; /* the writer names the revision of their draft: */
    id draft;     /* 0: never saved */
    uint64_t given;
};

#endif
