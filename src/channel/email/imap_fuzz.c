/* Any bytes as an answer, as the reader of the wire would hand them over: nothing outside of them is read, what is said
 * points into them, and a folder that has a name has it both ways. */
#include "channel/email/imap_folder.h"
#include "channel/email/imap_wire.h"
#include "channel/email/imap_words.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static void must(bool holds, const char *what)
{
    if (!holds) bug("%s", what);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    struct arena *a = arena_open();
    str all = { .at = (const char *)at, .n = n }, name = { 0 }, wire = { 0 };
    struct imap_answer it;
    int64_t bytes = 0;
    int literal = imap_literal(all, n / 2, &bytes);
    must(literal < 1 || (bytes >= 0 && bytes <= IMAP_LITERAL_MOST), "a literal of no size that can be");
    (void)imap_body_follows(all);
    if (imap_read(a, all, &it)) {
        must(it.says != IMAP_FETCH || it.number > 0, "a mail at no place");
        must(it.size >= -1 && it.body.n <= n && it.folder.n <= n && it.text.n <= n, "more than there was");
        must(it.tag.n > 0, "an answer to nobody");
        (void)imap_has(it.flags, "\\Sent");
    }
    if (imap_folder_name(a, all, &name)) {
        must(utf8_valid(name) && name.n <= IMAP_FOLDER_BYTES, "a name that is no text");
        must(imap_folder_quoted(a, name, &wire), "a name that cannot be said");
    }
    if (imap_folder_quoted(a, all, &wire)) {
        for (size_t i = 0; i < wire.n; i++) must(wire.at[i] >= ' ' && wire.at[i] <= '~', "a command could be broken");
        must(!str_ends(str_cut(wire, wire.n - 1), STR("\\")) || str_ends(str_cut(wire, wire.n - 1), STR("\\\\")),
             "a quote that does not close");
    }
    (void)server_words(a, str_from(all, n / 2), str_cut(all, n / 2));
    arena_close(a);
    return 0;
}
