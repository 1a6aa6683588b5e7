/* From raw bytes to a mail, taken apart in a cell (net/cell.h): what strangers wrote is read by nobody else. */
#ifndef CHANNEL_EMAIL_MAIL_CELL_H
#define CHANNEL_EMAIL_MAIL_CELL_H

#include "channel/email/mail.h"
#include "net/cell.h"

extern const struct cell_job mail_cell;

/* What happens in there: parsed, and its html cleaned. */
void mail_take_apart(struct arena *a, str raw, struct mail *m);

/* BROKEN: it could not be taken apart, and `why` says how that ended; the raw bytes are kept by whoever asks.
 * BUSY: no cell can be started; ask again. */
enum err mail_taken_apart(struct cells *c, struct arena *a, struct why *w, str raw, struct mail *out) MUST_USE;

/* Several at once, which costs one way there and back: a mail of a few KB is taken apart faster than it is brought.
 * `errs` and `words`: of each, as above. One that is fatal costs the others nothing but a second try. */
void mails_taken_apart(struct cells *c, struct arena *a, const struct str_list *raws, struct mail *out, enum err *errs,
                       str *words);

#endif
