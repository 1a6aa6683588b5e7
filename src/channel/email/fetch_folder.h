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
};

void folder_run(struct folder_watch *it);

#endif
