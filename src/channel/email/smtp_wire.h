/* Between the files of smtp.h: the connection, and what is read from it. */
#ifndef CHANNEL_EMAIL_SMTP_WIRE_H
#define CHANNEL_EMAIL_SMTP_WIRE_H

#include <curl/curl.h>

#include "channel/email/server_words.h"
#include "channel/email/smtp.h"

enum { SMTP_LINE_BYTES = 4096, SMTP_LINES = 100, SMTP_ANSWER_MS = 60000, SMTP_TALK_BYTES = 64 << 10 };

struct smtp {
    CURL *curl;
    curl_socket_t socket;
    int64_t answer_ms, most_bytes; /* most_bytes: SIZE of RFC 1870; 0: not said */
    str secret;                    /* so that it is never repeated */
    bool lost, sizes, eight_bit;
    int stop; /* 0: nobody stops us */
    bool stopped, behind_dot;
    char in[SMTP_LINE_BYTES];
    size_t n_in;
};

struct smtp_reply {
    int code;
    str words;
};

/* "250-SIZE 1000" → 250, "SIZE 1000"; false: no line of an answer. */
bool smtp_line(str line, int *code, bool *more, str *words);

bool smtp_say(struct smtp *s, str bytes);

/* One answer; else SMTP_LOST, SMTP_SILENT, SMTP_NONSENSE or SMTP_STOPPED, and the connection is lost. */
enum smtp_fault smtp_hear(struct smtp *s, struct arena *a, int64_t ms, struct smtp_reply *out);

bool smtp_talks(struct smtp *s); /* has it said something, or hung up, before we asked? */

#endif
