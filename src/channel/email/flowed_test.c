#include "channel/email/flowed.h"

#include "channel/email/parse.h"
#include "channel/email/quoted.h"
#include "test/test.h"

PURE(lines_that_flow_are_joined)
{
    static const struct {
        const char *text, *joined, *without; /* without: DelSp=yes */
    } cases[] = {
        { "a \nb\nc\n", "a b\nc\n", "ab\nc\n" },
        { "a\nb", "a\nb", "a\nb" },
        { "a  \nb", "a  b", "a b" },
        { "> a \n> b\n>\n> c\n", "> a b\n>\n> c\n", "> ab\n>\n> c\n" },
        { "> a \n>> b\n", "> a\n>> b\n", "> a\n>> b\n" },
        { ">> a \n>> b \nc \nd\n", ">> a b\nc d\n", ">> ab\ncd\n" },
        { " From here \n to there\n", "From here to there\n", "From hereto there\n" },
        { " > no quote\n", " > no quote\n", " > no quote\n" },
        { "bye \n-- \nAnn \nExample\n", "bye\n-- \nAnn Example\n", "bye\n-- \nAnnExample\n" },
        { "> bye \n> -- \n> Ann\n", "> bye\n> -- \n> Ann\n", "> bye\n> -- \n> Ann\n" },
        { "a \n\nb\n", "a \nb\n", "a\nb\n" },
        { "a \n \nb\n", "a \nb\n", "a\nb\n" },
        { "a ", "a\n", "a\n" },
        { "", "", "" },
        { "\n\n", "\n\n", "\n\n" },
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_str(flowed_text(a, str_of(cases[i].text), false), cases[i].joined);
        check_str(flowed_text(a, str_of(cases[i].text), true), cases[i].without);
    }
    arena_close(a);
}

static struct mail read_as(struct arena *a, const char *type, const char *body)
{
    struct mail m;
    mail_parse(a, str_format(a, "From: a@b.org\nContent-Type: %s\n\n%s", type, body), &m);
    return m;
}

PURE(only_a_text_that_says_so_flows)
{
    struct arena *a = arena_open();
    check_str(read_as(a, "text/plain; format=flowed", "a \r\nb\r\n").text, "a b\n");
    check_str(read_as(a, "text/plain; Format=Flowed; DelSp=Yes", "a \nb\n").text, "ab\n");
    check_str(read_as(a, "text/plain; format=flowed; delsp=no", "a \nb\n").text, "a b\n");
    check_str(read_as(a, "text/plain; delsp=yes", "a \nb\n").text, "a \nb\n");
    check_str(read_as(a, "text/plain; format=fixed", "a \nb\n").text, "a \nb\n");
    check_str(read_as(a, "text/html; format=flowed", "<p>a \nb</p>").html, "<p>a \nb</p>");
    struct mail m = read_as(a, "multipart/mixed; boundary=q",
                            "--q\nContent-Type: text/plain; format=flowed\n\na \nb\n--q\nContent-Type: text/plain; "
                            "format=flowed\nContent-Disposition: attachment; filename=x.txt\n\na \nb\n--q--\n");
    check_str(m.text, "a b");
    check_str(m.parts.at[2].bytes, "a \nb"); /* a file is kept as it came */
    arena_close(a);
}

PURE(a_flowed_mail_crosses_a_pipe_and_its_quote_is_found)
{
    struct arena *a = arena_open();
    struct mail m = read_as(
                    a, "text/plain; format=flowed; delsp=yes",
                    "It  \nworks.\n\nOn 3 May 2026, somebody with a long name  \n<ann@b.org> wrote:\n> Does  \n> "
                    "it?\n"),
                again = { 0 };
    struct text flat = { .arena = a };
    struct quoted q;
    mail_write(&flat, &m);
    check(mail_read(a, text_str(&flat), &again));
    quoted_strip(a, again.text, &q);
    check_str(q.said, "It works.");
    check_str(q.quote, "On 3 May 2026, somebody with a long name <ann@b.org> wrote:\n> Does it?");
    arena_close(a);
}
