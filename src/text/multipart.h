/* What a browser sends for a form with files: multipart/form-data (RFC 7578; the delimiters are RFC 2046 §5.1.1).
 *
 * One pass over the bytes, nothing is copied but names; a form of more than PARTS_MOST parts, or a part whose head is
 * longer than PART_HEAD_BYTES, is refused. What a part says of its own type is not believed, and not read. */
#ifndef TEXT_MULTIPART_H
#define TEXT_MULTIPART_H

#include "base/base.h"

enum { PARTS_MOST = 40, PART_HEAD_BYTES = 4096, PART_NAME_BYTES = 100, BOUNDARY_BYTES = 70 };

struct part {
    str name;
    bool is_file; /* it names a file, perhaps with an empty name: nothing was chosen */
    str file;     /* as the sender calls it; empty: nothing was chosen, or no name that is text */
    str bytes;    /* inside the body that was read */
};
LIST(part);

/* From the whole value of Content-Type. False: it is none. */
bool multipart_boundary(str content_type, str *boundary);

/* Counts the parts while a body comes in, in pieces of any size: never fewer than there are, so that a form of too many
 * can be refused before it is whole. */
struct multipart_watch {
    str delimiter;
    size_t matched;
    int delimiters; /* the last one ends the form */
};
struct multipart_watch multipart_watch(struct arena *a, str boundary);
void multipart_watch_more(struct multipart_watch *w, str piece);

/* MALFORMED: it does not begin, does not end, or a part is none. */
enum err multipart_read(struct arena *a, struct why *w, str body, str boundary, struct part_list *out);

#endif
