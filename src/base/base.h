/* The words of the language: memory, text, time, errors. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/count.h"
#include "base/err.h"
#include "base/id.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#endif
