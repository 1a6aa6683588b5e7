#include <stdlib.h>

#include "channel/email/compose.h"
#include "channel/email/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
    if (!holds) abort();
}

static void check_lines(str mail)
{
    must(str_ends(mail, STR("\r\n")));
    for (size_t i = 0, line = 0; i < mail.n; i++) {
        char c = mail.at[i];
        bool cr = c == '\r', before_lf = i + 1 < mail.n && mail.at[i + 1] == '\n';
        must(cr == before_lf && (unsigned char)c < 127 && (c >= ' ' || strchr("\r\n\t", c)) && c);
        must(!(c == '.' && line == 0) && line <= 998);
        line = c == '\n' ? 0 : line + 1;
    }
}

/* Whatever strangers put into its values, a letter has the fields it asks for and is from who it says. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *a = arena_open();
    str rest = { .at = (const char *)bytes, .n = n }, mail = { 0 }, value[12];
    for (size_t i = 0; i < COUNT_OF(value); i++) value[i] = str_split(&rest, '|');
    struct letter l = { .from = { .name = value[0], .email = STR("desk@shop.example") },
                        .subject = value[1],
                        .text = value[2],
                        .html = value[3],
                        .quote = { .intro = value[4], .text = value[5], .html = value[6] },
                        .message_id = STR("m@shop.example"),
                        .in_reply_to = STR("q@example.org"),
                        .date = SECOND };
    *LIST_ADD(a, &l.to) = (struct mail_address){ .name = value[7], .email = STR("ann@example.org") };
    *LIST_ADD(a, &l.references) = STR("q@example.org");
    *LIST_ADD(a, &l.references) = value[8];
    *LIST_ADD(a,
              &l.files) = (struct letter_file){ .name = value[9], .type = value[10], .cid = value[11], .bytes = rest };
    struct mail m;
    must(letter_compose(a, NULL, &l, &mail) == OK);
    check_lines(mail);
    mail_parse(a, mail, &m);
    bool subject = mail_has(&m, "Subject"), single = l.html.n == 0 && l.files.n == 0;
    must(m.fields.n == 8u + subject + single && m.sender_is == FROM_ONE && m.to.n == 1);
    must(str_is(m.from.email, l.from.email) && str_is(m.to.at[0].email, l.to.at[0].email));
    must(str_is(m.parts.at[m.parts.n - 1].bytes, rest));
    arena_close(a);
    return 0;
}
