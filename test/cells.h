/* What a child of a test's cells can do. */
#ifndef TEST_CELLS_H
#define TEST_CELLS_H

#include "net/cell.h"

extern const struct cell_job echo_cell;    /* says what it is told */
extern const struct cell_job spin_cell;    /* never ends */
extern const struct cell_job eat_cell;     /* takes so many MiB, and says "full" */
extern const struct cell_job crash_cell;   /* does what no processor does */
extern const struct cell_job lie_cell;     /* writes to its parent what no child writes */
extern const struct cell_job dribble_cell; /* says a little now and then, for ever */
extern const struct cell_job call_cell;    /* taken over: calls the system, by "number argument argument argument" */
extern const struct cell_job *const test_cells[];
extern const struct cell_job *const test_cells_inside[]; /* the same places, as the child has them */

#endif
