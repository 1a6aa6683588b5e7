#include "staff/recognise.h"

#include "staff/key.h"
#include "staff/session.h"

enum err staff_recognise(struct turn *t, const struct request *r)
{
    str key = request_header(r, "Authorization");
    return key.n ? key_recognise(t, key) : session_recognise(t, r);
}
