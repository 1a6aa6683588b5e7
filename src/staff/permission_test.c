/* What each role may, in words. */
#include "net/peer_test.h"
#include "spine/access.h"
#include "spine/route.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"
#include "text/words.h"

#include <stdio.h>

EACH_DATABASE(permissions_are_listed_with_the_roles_that_have_them)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    str list = test_ask(h, a, STR("GET /api/v1/permissions"), test_sign_in(h, a, AGENT), (str){ 0 });
    check_int(status_of(list), 200);
    check(test_has(list, "{\"permission\":\"staff.manage\",\"help\":\"invite, change and deactivate people\","
                         "\"roles\":[\"admin\",\"owner\"]}"));
    test_house_close(h);
    arena_close(a);
}

PURE(every_permission_is_explained_in_every_language)
{
    int missing = 0;
    struct arena *a = arena_open();
    for (const struct module *const *m = modules; *m; m++)
        for (const struct permission *p = (*m)->permissions; p && p->name; p++)
            for (const struct words *const *w = words_all; *w; w++) {
                str key = str_format(a, "permission.%s", p->name);
                if (!str_is(words_get(*w, key), key)) continue;
                missing++;
                fprintf(stderr, "  words/%s.json lacks permission.%s: what it allows, in a few words\n", (*w)->language,
                        p->name);
            }
    check_int(missing, 0);
    arena_close(a);
}
