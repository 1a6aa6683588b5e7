#include "staff/recognise.h"

#include "staff/key.h"
#include "staff/session.h"

enum err staff_recognise(struct turn *t, const struct request *r)
{
    str secret = request_header(r, "Authorization");
    str scheme = str_split(&secret, ' ');
    if (str_is_nocase(scheme, STR("Bearer"))) return key_recognise(t, str_trim(secret));
    return session_recognise(t, r); /* any other scheme is between the browser and a proxy before us */
}
