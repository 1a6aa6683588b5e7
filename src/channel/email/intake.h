/* From a line of the ledger to a letter: taken apart in a cell, what hung on it on disk, and all that the mail says of
 * itself. Outside any turn: it waits for cells. What it means, and where it goes, is decided in conversation/. */
#ifndef CHANNEL_EMAIL_INTAKE_H
#define CHANNEL_EMAIL_INTAKE_H

#include "channel/email/bounce.h"
#include "channel/email/ledger.h"
#include "channel/email/machine.h"
#include "channel/email/results.h"
#include "spine/file.h"

enum { LETTER_FILES = 50, LETTER_TEXT_BYTES = 256 << 10, LETTER_HTML_BYTES = 512 << 10, OPENED_BYTES = 8 << 20 };

struct opened_mail {
    struct ledger_mail line;
    struct mailbox mailbox;
    enum err err; /* OK; BROKEN: nobody could take it apart. BUSY, FULL: not its fault */
    str words;    /* then: why */
    struct mail mail;
    enum machine machine;
    struct results results;
    bool proved; /* its sender's domain: DMARC */
    struct bounce bounce;
    str said, text;       /* what the person wrote, alone and with everything around it */
    str html, html_whole; /* cleaned: the same two; empty: the texts say it all */
    struct stowed_list files;
    struct str_list cids; /* of each file: by what the html names it; may be empty */
    id conversation;      /* that a mark of ours in an address names; 0: none */
    id message;           /* that a mark of ours in In-Reply-To or References names; 0: none */
    id reported;          /* that a report is about, by our mark; 0: none of ours */
};
LIST(opened_mail);

/* What people may ask about a mail afterwards: JSON in its line. */
struct mail_facts {
    struct str_list to, cc;
    str reply_to;
    usec date; /* as the sender says; 0: nothing that is a date */
    enum mail_verdict spf, dkim, dmarc;
    str spf_domain, dkim_domain;
    bool proved;
    enum machine machine;
    bool colleague;     /* carries the address of somebody who works here, and does not prove it */
    int64_t cuts;       /* enum mail_cut */
    int64_t files_left; /* more hung on it than we hang on a message */
    enum bounce_kind report;
    enum bounce_reason report_reason;
    struct str_list report_of;
    str report_words;
    bool encrypted, is_signed;
};
extern const struct shape mail_facts_shape;

struct opened_mails {
    struct opened_mail_list all;
    struct str_list own; /* our addresses */
    struct reply_keys keys;
    size_t looked; /* at so many of those that were asked for: the rest is more than is opened at once */
    struct arena *lanes[2];
};

/* In the order of `which`, one and as many more as OPENED_BYTES hold; those that are settled already are left out.
 * opened_mails_close ends what they stand in. */
enum err opened_mails_read(struct turn *outside, const struct id_list *which, struct opened_mails *out) MUST_USE;
void opened_mails_close(struct opened_mails *l);

void opened_mail_facts(struct arena *a, const struct opened_mail *l, struct mail_facts *out);

#endif
