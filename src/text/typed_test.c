#include "text/typed.h"

#include "test/test.h"

PURE(what_is_too_long_says_by_how_much_and_the_first_fault_stays)
{
    struct arena *a = arena_open();
    const struct words *w = words_all[0];
    struct typed it = { .text = STR("\xC3\xB6\xC3\xB6\xC3\xB6") };
    typed_limit(a, w, &it, 3, "contact.error_name_long");
    check(str_empty(it.error));
    typed_limit(a, w, &it, 2, "contact.error_name_long");
    check_str(it.error, "Your name may have at most 2 characters; it has 3.");
    typed_wrong(w, &it, "contact.error_email");
    check_str(it.error, "Your name may have at most 2 characters; it has 3.");
    it.error = (str){ 0 };
    typed_wrong(w, &it, "contact.error_email");
    check_str(it.error, "The e-mail address must look like ann@example.org.");
    arena_close(a);
}
