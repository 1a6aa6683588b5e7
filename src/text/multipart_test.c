#include "text/multipart.h"

#include "test/test.h"

#define B "----x"
#define FORM                                                                                                           \
    "--" B "\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nHello\r\n--" B                                 \
    "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a %22b%22.png\"\r\nContent-Type: "                 \
    "text/html\r\n\r\n\x89PNG\r\n--" B "--\r\n"

static enum err parse(struct arena *a, const char *body, struct part_list *out)
{
    struct why why = { 0 };
    return multipart_read(a, &why, str_of(body), STR(B), out);
}

PURE(the_boundary_of_a_form_is_read_and_an_odd_one_is_none)
{
    str b = { 0 };
    check(multipart_boundary(STR("multipart/form-data; boundary=----WebKitFormBoundaryX"), &b));
    check_str(b, "----WebKitFormBoundaryX");
    check(multipart_boundary(STR("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), &b) == false);
    check(multipart_boundary(STR("multipart/form-data; boundary=\"ab\""), &b));
    check(!multipart_boundary(STR("multipart/form-data"), &b));
    check(!multipart_boundary(STR("multipart/form-data; boundary="), &b));
    check(!multipart_boundary(STR("multipart/mixed; boundary=ab"), &b));
    check(!multipart_boundary(STR("multipart/form-data; boundary=a\"b"), &b));
}

PURE(fields_and_files_come_apart_byte_for_byte)
{
    struct arena *a = arena_open();
    struct part_list parts = { 0 };
    check_ok(parse(a, FORM, &parts));
    check_int(parts.n, 2);
    check_str(parts.at[0].name, "message");
    check_str(parts.at[0].bytes, "Hello");
    check(!parts.at[0].is_file);
    check_str(parts.at[1].file, "a \"b\".png");
    check_str(parts.at[1].bytes, "\x89PNG");
    arena_close(a);
}

PURE(a_file_field_in_which_nothing_was_chosen_is_empty)
{
    struct arena *a = arena_open();
    struct part_list parts = { 0 };
    check_ok(parse(a,
                   "--" B "\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\r\n\r\n--" B "--\r\n",
                   &parts));
    check(parts.at[0].is_file && parts.at[0].file.n == 0 && parts.at[0].bytes.n == 0);
    arena_close(a);
}

PURE(what_is_no_form_is_refused)
{
    static const char *const odd[] = {
        "",
        "--",
        "--" B,
        "--" B "\r\n",
        &("--" B "--x")[3],
        "hello",
        "--" B "\r\nContent-Disposition: form-data\r\n\r\nx\r\n--" B "--",
        "--" B "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--" B "--",
        "--" B "\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--" B "--",
        "--" B "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--" B "--",
        "--" B "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--" B "\r\nX: y\r\n\r\nx\r\n--" B "--",
        "--" B
        "\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--" B
        "--",
        "--" B "\r\nContent-Disposition: form-data; name=\"a\xff\"\r\n\r\nx\r\n--" B "--",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        struct part_list parts = { 0 };
        check_err(parse(a, odd[i], &parts), MALFORMED);
    }
    arena_close(a);
}

PURE(more_parts_than_a_form_of_ours_has_are_refused)
{
    struct arena *a = arena_open();
    struct text body = { .arena = a };
    struct part_list parts = { 0 };
    for (int i = 0; i <= PARTS_MOST; i++)
        text_addf(&body, "%s--" B "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx", i ? "\r\n" : "");
    text_addz(&body, "\r\n--" B "--");
    check_err(parse(a, str_z(a, text_str(&body)), &parts), MALFORMED);
    arena_close(a);
}

PURE(parts_are_counted_while_they_come_in_pieces_of_any_size)
{
    struct arena *a = arena_open();
    str body = STR("--XY\r\nhead\r\n\r\nbody\r\n--X\r\r\n--XY\r\nmore\r\n\r\n\r\n--XY--\r\n");
    for (size_t step = 1; step < body.n; step++) {
        struct multipart_watch w = multipart_watch(a, STR("XY"));
        for (size_t at = 0; at < body.n; at += step) multipart_watch_more(&w, str_cut(str_from(body, at), step));
        check_int(w.delimiters, 3);
    }
    arena_close(a);
}
