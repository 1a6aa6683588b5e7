/* CSV (RFC 4180, as spreadsheets really write it). */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "text/shape.h"

enum { CSV_CELL_BYTES = 1 << 20, CSV_COLUMNS = 1000 };

/* Reading: a byte order mark is skipped, the separator (, ; tab |) is found from the first line or a "sep=" line,
 * line ends are \n, \r\n or \r. Errors name line and column. Input must be UTF-8 (UTF-16 is named as such and refused).
 */
struct csv {
    str rest;
    char separator;
    int64_t line;      /* where the row last read began, from 1 */
    int64_t next_line; /* lines behind us */
};
enum err csv_open(struct why *w, struct arena *a, str text, struct csv *out);
bool csv_row(struct csv *c, struct arena *a, struct why *w, struct str_list *cells,
             enum err *err); /* false: end or error */

/* Writing: quoted where needed; a cell that a spreadsheet would run as a formula (= + - @ tab CR, also after blanks or
 * full-width forms) is prefixed with ' — numbers are not. */
void csv_cell(struct text *out, str cell);
void csv_write_head(struct text *out, const struct shape *shape);
void csv_write_row(struct text *out, const struct shape *shape, const void *thing);

#endif
