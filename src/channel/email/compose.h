/* From a letter to the bytes of one mail (RFC 5322): what we send, whole.
 *
 *     multipart/mixed            only when there are files
 *       multipart/alternative    only when there is HTML
 *         text/plain             format=flowed (RFC 3676)
 *         multipart/related      only when pictures stand in the HTML
 *           text/html
 *           image/…              inline, by its cid
 *       application/…            the files
 *
 * The header holds the fields that the letter asks for, each once, whatever stands in its values: a line of a stranger
 * never becomes a field. Lines end with CRLF, no other CR or LF exists, none is longer than 998 bytes, every byte is
 * ASCII. Who is only in Bcc belongs to the envelope (smtp.h) and is never told here. The same letter gives the same
 * bytes, so a second try is the same mail. Pure. */
#ifndef CHANNEL_EMAIL_COMPOSE_H
#define CHANNEL_EMAIL_COMPOSE_H

#include "channel/email/mail.h"

struct letter_file {
    str name; /* without a path; empty: named after its type by whoever reads it */
    str type; /* "image/png"; what makes no sense, or may not be wrapped (multipart, message), is octet-stream */
    str bytes;
    str cid; /* not empty and HTML is there: shown where the HTML says src="cid:…", else an ordinary file */
};
LIST(letter_file);

/* What was said before, below the answer. */
struct letter_quote {
    str intro; /* "On 3 May, Ann wrote:", in the reader's language */
    str text;  /* as it was; each line gets its ">" */
    str html;  /* clean (text/markup.h); empty: made from the text */
};

struct letter {
    struct mail_address from, reply_to; /* reply_to: none when its email is empty */
    struct mail_address_list to, cc;    /* nobody in both: "undisclosed-recipients" */
    str subject;
    str text;                    /* empty: made from the html */
    str html;                    /* clean (text/markup.h), goes inside a body; empty: text only */
    struct letter_quote quote;   /* none when text and html are empty */
    str message_id, in_reply_to; /* without < > */
    struct str_list references;  /* oldest first; the first and the last ones are told */
    usec date;
    bool automatic;      /* no person wrote it: RFC 3834, so that no program answers it */
    str unsubscribe_url; /* https; RFC 8058: POST there takes the reader off the list */
    struct letter_file_list files;
};

/* INVALID names the field (from, reply_to, to, cc, message_id, date, unsubscribe_url) · TOO_LARGE: beyond MAIL_BYTES.
 */
enum err letter_compose(struct arena *a, struct why *w, const struct letter *l, str *out);

#endif
