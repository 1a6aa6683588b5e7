#include "test/test.h"
#include "text/email.h"

PURE(an_address_is_known_again_however_it_is_written)
{
    struct arena *a = arena_open();
    str norm = { 0 };
    check(email_norm(a, STR("  Ann@Example.ORG "), &norm));
    check_str(norm, "ann@example.org");
    static const char *const none[] = { "",
                                        "ann",
                                        "@example.org",
                                        "ann@",
                                        "a b@example.org",
                                        "ann@@example.org",
                                        "ann@.org",
                                        "ann@example.",
                                        "ann@example.org\r\nBcc: x@y.z",
                                        "<ann@example.org>",
                                        "a,b@example.org",
                                        "agent1\xE2\x80\x8B@example.org",
                                        "x\xE2\x80\xAE@example.org" };
    for (size_t i = 0; i < COUNT_OF(none); i++) check(!email_norm(a, str_of(none[i]), &norm));
    arena_close(a);
}
