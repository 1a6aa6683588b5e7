/* Memory with one end: everything a turn allocates dies with the turn.
 *
 * Zeroed on allocation, aligned for anything, never returns NULL (out of memory aborts).
 * Debug builds poison what has not been handed out and everything on reset and close, so a pointer
 * that outlives its turn is caught by the address sanitizer. Not for two threads at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_open(void);
void arena_reset(struct arena *a); /* forget everything, keep the first block for the next turn */
void arena_close(struct arena *a);
void *arena_take(struct arena *a, size_t bytes);
void *arena_copy(struct arena *a, const void *from, size_t bytes);
void *arena_grow(struct arena *a, void *old, size_t old_bytes,
                 size_t new_bytes);       /* in place when it was the last taken */
size_t arena_used(const struct arena *a); /* bytes handed out since the last reset */

#define ARENA_NEW(a, type)     ((type *)arena_take((a), sizeof(type)))
#define ARENA_MANY(a, type, n) ((type *)arena_take_many((a), sizeof(type), (n)))
void *arena_take_many(struct arena *a, size_t size, size_t n); /* checked multiplication */

/* A typed list that grows in an arena:
 *     LIST(message);                     declares struct message_list { struct message *at; size_t n, room; }
 *     *LIST_ADD(arena, &messages) = m;   */
#define LIST(noun)                                                                                                     \
    struct noun##_list {                                                                                               \
        struct noun *at;                                                                                               \
        size_t n, room;                                                                                                \
    }
#define LIST_ADD(arena, list)                                                                                          \
    ((list)->n == (list)->room ? ((list)->at = list_room((arena), (list)->at, sizeof *(list)->at, &(list)->room))      \
                               : (list)->at,                                                                           \
     (list)->at + (list)->n++)
void *list_room(struct arena *a, void *at, size_t size, size_t *room);

/* What a list looks like to code that knows only its shape. Same three members as LIST(). */
struct list {
    void *at;
    size_t n, room;
};

#endif
