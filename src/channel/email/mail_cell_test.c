#include "channel/email/mail_cell.h"

#include "test/cells.h"
#include "test/hostile.h"
#include "test/test.h"

static str flat(struct arena *a, const struct mail *m)
{
    struct text out = { .arena = a };
    mail_write(&out, m);
    return text_str(&out);
}

static void check_same(struct cells *c, struct arena *a, str raw)
{
    struct why why = { 0 };
    struct mail inside = { 0 }, here = { 0 };
    check_ok(mail_taken_apart(c, a, &why, raw, &inside));
    mail_take_apart(a, raw, &here);
    check(str_is(flat(a, &inside), flat(a, &here)));
}

PURE(a_mail_is_the_same_whoever_takes_it_apart)
{
    struct arena *a = arena_open();
    struct cells *c = cells_open(test_cells, 1);
    check_same(c, a,
               STR("From: Ann <ann@example.org>\r\nSubject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=\r\n\r\nHello\r\n"));
    check_same(c, a, STR(""));
    cells_close(c);
    arena_close(a);
}

PURE(every_hostile_mail_is_taken_apart_and_no_child_dies_of_it)
{
    struct arena *a = arena_open(), *each = arena_open();
    struct str_list names = hostile_names(a, "email", ".eml");
    struct cells *c = cells_open(test_cells, 2);
    for (size_t i = 0; i < names.n; i++) {
        check_same(c, each, hostile_file(each, str_z(a, names.at[i])));
        arena_reset(each);
    }
    check(names.n > 100);
    check_int(cells_state(c).died + cells_state(c).too_long, 0);
    cells_close(c);
    arena_close(each);
    arena_close(a);
}

PURE(what_comes_out_of_a_child_is_not_believed)
{
    struct arena *a = arena_open();
    struct mail m = { 0 };
    check(!mail_read(a, STR("what a child that was taken over would like us to read"), &m));
    arena_close(a);
}
