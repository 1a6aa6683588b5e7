/* Who asks: the house's `recognise`. A key in the header, or the session in the cookie, or nobody. */
#ifndef STAFF_RECOGNISE_H
#define STAFF_RECOGNISE_H

#include "net/net.h"
#include "spine/turn.h"

/* A cookie that opens nothing is nobody's: browsers send old ones. A key that opens nothing is refused: a program that
 * sends one means it. */
enum err staff_recognise(struct turn *t, const struct request *r) MUST_USE;

#endif
