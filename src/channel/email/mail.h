/* One e-mail, taken apart: what the sandboxed parser hands to the rest of the house.
 *
 * Everything that is text here is valid UTF-8; whatever is one line (names, subjects, ids, file names) holds no
 * control, bidi or line-breaking character (utf8_line), so it can never become a header of ours. `bytes` of a part are
 * as they were sent. What was cut at a limit is said in `cuts`; the raw mail is kept elsewhere, whole.
 *
 * The flat form crosses the pipe from the sandboxed child to its parent. mail_read believes nothing: lengths, counts,
 * numbers and UTF-8 are checked again, because the child may have been taken over by what it read. */
#ifndef CHANNEL_EMAIL_MAIL_H
#define CHANNEL_EMAIL_MAIL_H

#include "text/shape.h"

enum {
    MAIL_BYTES = 35 << 20,
    MAIL_HEAD_BYTES = 256 << 10,
    MAIL_FIELDS = 1000,
    MAIL_FIELD_BYTES = 64 << 10,
    MAIL_NAME_BYTES = 998, /* of a field: RFC 5322 §2.1.1 allows no longer line; such a field is left out */
    MAIL_DEPTH = 50,
    MAIL_PARTS = 1000,
    MAIL_ADDRESSES = 200,   /* of one field */
    MAIL_REFERENCES = 100,  /* the last ones: nearest to us */
    MAIL_LINE_BYTES = 4096, /* of a subject, name or file name once decoded */
    MAIL_ID_BYTES = 998,
};

/* What a limit of the above cut off. */
enum mail_cut {
    CUT_BYTES = 1,
    CUT_HEAD = 2,
    CUT_FIELDS = 4,
    CUT_FIELD = 8,
    CUT_DEPTH = 16,
    CUT_PARTS = 32,
    CUT_ADDRESSES = 64,
};

struct mail_address {
    str name;  /* as shown; whatever it looks like, it is never an address */
    str email; /* lower case; empty when what stood there cannot be one */
};
LIST(mail_address);

struct mail_field {
    str name;    /* as written */
    str value;   /* unfolded, not decoded; what is not UTF-8, or is never seen (utf8.h), became U+FFFD: with it gone,
                    another value would stand there than other servers read */
    bool spaced; /* a blank stands before its colon: some servers do not see such a field */
};
LIST(mail_field);

enum mail_disposition { UNSAID, INLINE, ATTACHED };
enum mail_form { LEAF, MULTIPART, MESSAGE }; /* MESSAGE: a whole mail inside; its parts follow, deeper */

/* What a part is for: RFC 8621 §4.1.4. */
enum mail_use { USE_TEXT = 1, USE_HTML = 2, USE_FILE = 4 };

/* What people are told about a part that we cannot simply show. */
enum mail_label { PLAIN, SIGNED_SMIME, ENCRYPTED_SMIME, SIGNED_PGP, ENCRYPTED_PGP, WINMAIL, CALENDAR };

/* Whether lines that end with a blank go on in the next (RFC 3676), and whether that blank is part of the text. */
enum mail_flow { FIXED, FLOWED, FLOWED_WITHOUT_BLANK };

struct mail_part {
    enum mail_form form;
    enum mail_disposition disposition;
    enum mail_label label;
    enum mail_flow flow;
    int uses;      /* of enum mail_use */
    int64_t depth; /* 0: the mail itself */
    bool enclosed; /* belongs to a mail inside this one */
    str type;      /* "text/plain", lower case; "application/octet-stream" when it makes no sense */
    str charset;   /* as written */
    str name;      /* of the file: one line, without a path; empty: none was given */
    str cid;       /* Content-ID without its brackets */
    str method;    /* parameter `method` of a calendar, `report-type` of a report, `smime-type` of S/MIME: lower case */
    str bytes;     /* decoded; a part of USE_TEXT or USE_HTML that is no file: UTF-8, and unwrapped */
};
LIST(mail_part);

enum mail_sender { FROM_NOBODY, FROM_ONE, FROM_UNCLEAR };

struct mail {
    enum mail_sender sender_is;   /* FROM_UNCLEAR: several From fields or people, or a field that reads in two ways */
    struct mail_address from;     /* only when FROM_ONE */
    struct mail_address_list all; /* whoever stands in From */
    struct mail_address sender;
    struct mail_address_list reply_to, to, cc;
    str subject;
    usec date;                  /* what the sender says; 0: nothing that is a date */
    str id, in_reply_to;        /* without < > */
    struct str_list references; /* oldest first */
    struct mail_field_list fields;
    struct mail_part_list parts; /* in the order of the mail */
    str text, html; /* the best of each; a mail with html alone has its plain words in text. html as it came; once it
                       left the cell cleaned (text/markup.h), and empty when text says it all */
    bool folded;    /* below the html stands an earlier mail, and html_said is what stands above, as html is */
    str html_said;
    int cuts; /* of enum mail_cut */
};

/* The first field of that name, or empty. */
str mail_field(const struct mail *m, const char *name);
bool mail_has(const struct mail *m, const char *name);
const struct mail_part *mail_part_typed(const struct mail *m, const char *type); /* the first, not enclosed; or NULL */

void mail_write(struct text *out, const struct mail *m);
bool mail_read(struct arena *a, str flat, struct mail *out); /* false: not what mail_write makes; points into `flat` */

#endif
