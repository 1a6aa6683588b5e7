/* What a cell and its parent say to each other over one socket. Both run on one machine, from one program. */
#ifndef NET_CELL_WIRE_H
#define NET_CELL_WIRE_H

#include "net/cell.h"

enum { CELL_SOCKET = 3, CELL_SANITIZED_TIMES = 4 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CELL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CELL_SANITIZED 1
#endif
#endif
#ifndef CELL_SANITIZED
#define CELL_SANITIZED 0
#endif

/* Before the bytes, both ways; `job` is its place in the list, and 0 in an answer. */
struct cell_head {
    uint64_t bytes;
    uint64_t job;
};

#endif
