/* The hostile sets, where they are there: ../shared/hostile or REGULARS_HOSTILE. A test that needs one says plainly
 * when it skips. */
#ifndef TEST_HOSTILE_H
#define TEST_HOSTILE_H

#include <jansson.h>

#include "test/test.h"
#include "text/shape.h"

str hostile_file(struct arena *a, const char *path); /* skips the test when it is not there */
struct str_list hostile_names(struct arena *a, const char *folder,
                              const char *ending); /* paths below, sorted; skips too */
json_t *hostile_json(struct arena *a, const char *path);
bool hostile_line(str *rest, json_t **out); /* JSON lines: the next one */
json_t *json_made(json_t *tree);            /* not NULL, else the test fails */
str json_text(const json_t *value);         /* { 0 } when it is not a string */

#endif
