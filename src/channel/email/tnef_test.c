#include "channel/email/tnef.h"
#include "test/test.h"

static void put(struct text *out, uint32_t n, int bytes)
{
    for (int i = 0; i < bytes; i++) text_addc(out, (char)(n >> (8 * i) & 0xFF));
}

static void attribute(struct text *out, uint32_t which, str value)
{
    text_addc(out, 2);
    put(out, which, 2);
    put(out, 6, 2);
    put(out, (uint32_t)value.n, 4);
    text_add(out, value);
    put(out, 0, 2);
}

PURE(the_files_in_winmail_dat_are_listed)
{
    struct arena *a = arena_open();
    struct text t = { .arena = a };
    put(&t, 0x223E9F78, 4);
    put(&t, 1, 2);
    attribute(&t, 0x8004, STR("subject"));
    attribute(&t, 0x9002, STR("rendering"));
    attribute(&t, 0x8010, STR("..\\caf\xE9.txt\0"));
    attribute(&t, 0x800F, STR("hello"));
    attribute(&t, 0x9002, STR(""));
    attribute(&t, 0x800F, STR("two"));
    struct tnef_file_list files = { 0 };
    tnef_read(a, text_str(&t), &files);
    check_int(files.n, 2);
    check_str(files.at[0].name, "café.txt");
    check_str(files.at[0].bytes, "hello");
    check_str(files.at[1].bytes, "two");
    for (size_t n = 0; n < t.n; n++) {
        struct tnef_file_list cut = { 0 };
        str copy = str_copy(a, str_cut(text_str(&t), n));
        tnef_read(a, copy, &cut);
        check(cut.n <= 2);
    }
    t.at[11] = t.at[12] = t.at[13] = t.at[14] = (char)0xFF;
    struct tnef_file_list none = { 0 };
    tnef_read(a, text_str(&t), &none);
    check_int(none.n, 0);
    arena_close(a);
}
