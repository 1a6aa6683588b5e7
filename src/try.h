/* regulars try: one function that reads what strangers send, on a file. For a report of a strange message, without a
 * house. */
#ifndef TRY_H
#define TRY_H

int command_try_on(const char *function, const char *path); /* 0: accepted, 1: refused, 2: no such function or file */

#endif
