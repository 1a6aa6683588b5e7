#include "channel/email/mail_cell.h"

#include "channel/email/parse.h"

static void take_apart(struct arena *a, str in, struct text *out)
{
    struct mail m = { 0 };
    mail_parse(a, in, &m);
    mail_write(out, &m);
}

const struct cell_job mail_cell = { .name = "mail", .begin = parse_begin, .run = take_apart };

enum err mail_taken_apart(struct cells *c, struct arena *a, struct why *w, str raw, struct mail *out)
{
    str flat = { 0 };
    switch (cells_run(c, &mail_cell, a, raw, &flat)) {
        case CELL_CANNOT: return why_fail(w, a, BUSY, (str){ 0 }, "nothing can be taken apart now, please try again");
        case CELL_TOO_LONG: return why_fail(w, a, BROKEN, (str){ 0 }, "taking it apart takes too long");
        case CELL_DIED: return why_fail(w, a, BROKEN, (str){ 0 }, "whoever took it apart did not survive it");
        case CELL_DONE: break;
    }
    if (mail_read(a, flat, out)) return OK;
    return why_fail(w, a, BROKEN, (str){ 0 }, "what came out of it is no mail");
}
