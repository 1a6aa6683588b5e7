/* One folder of one mailbox, fetched until somebody says stop. See fetcher.h. */
#ifndef CHANNEL_EMAIL_FETCH_FOLDER_H
#define CHANNEL_EMAIL_FETCH_FOLDER_H

#include "channel/email/mailbox.h"

struct folder_watch {
    struct house *house;
    id mailbox;
    str folder;
    int bell; /* an eventfd: readable when it shall connect anew, or end */
    _Atomic(bool) ending;
    bool without_sizes; /* listing with them has failed */
    uint32_t stubborn;  /* the mail that could not be had last time, */
    int tries;          /* and how often */
};

void folder_run(struct folder_watch *it);

#endif
