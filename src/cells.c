/* What children of ours do with what strangers wrote, each in a cell (net/cell.h). */
#include "channel/email/mail_cell.h"

const struct cell_job *const cells_all[] = {
    &mail_cell, /* an e-mail is taken apart */
    NULL,
};
