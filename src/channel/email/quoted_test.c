#include <stdio.h>

#include "channel/email/parse.h"
#include "channel/email/quoted.h"
#include "test/hostile.h"

static struct quoted strip(struct arena *a, const char *text)
{
    struct quoted q;
    quoted_strip(a, str_of(text), &q);
    return q;
}

PURE(an_answer_above_a_quote_is_what_was_said)
{
    static const char *const quotes[] = {
        "On Tue, 3 May 2026 at 10:00, Ann <ann@b.org> wrote:\n> Hi",
        "On Tue, 3 May 2026 at 10:00, A very long name that is broken\n<ann@b.org>\nwrote:\n\n> Hi",
        "Le 3 mai 2026 à 10:00, Ann <ann@b.org> a écrit :\n\n> Hi",
        "Am 03.05.26 um 10:00 schrieb Ann:\n> Hi",
        "El mar, 3 may 2026 a las 10:00, Ann (<ann@b.org>) escribió:\n\nHi",
        "-----Ursprüngliche Nachricht-----\nVon: Ann\nAn: Bo\n\nHi",
        "________________________________\nFrom: Ann <ann@b.org>\nSent: Tuesday\nTo: Bo\nSubject: x\n\nHi",
        "*From:* Ann\n*Sent:* Tuesday\n*To:* Bo\n\nHi",
        "في الثلاثاء، ٣ مايو 2026 10:00، Ann <ann@b.org> كتب:\n> Hi",
        "2026年5月3日(日) 10:00 Ann <ann@b.org>:\n> Hi",
        "3.05.2026, 10:00, \"Ann\" <ann@b.org>:\n\nHi",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        struct quoted q = strip(a, str_z(a, str_format(a, "Thank you, it works.\n\n%s\n", quotes[i])));
        check_str(q.said, "Thank you, it works.");
        check_str(q.quote, quotes[i]);
        check(!q.between);
    }
    arena_close(a);
}

PURE(answers_between_quotes_are_joined)
{
    struct arena *a = arena_open();
    struct quoted q = strip(a, "On 3 May 2026, Ann <ann@b.org> wrote:\n> One?\nYes.\n> Two?\n\nNo.\n");
    check_str(q.said, "Yes.\n\nNo.");
    check(q.between);
    arena_close(a);
}

PURE(blanks_above_a_quote_leave_the_answer_below)
{
    struct arena *a = arena_open();
    check_str(strip(a, "\n> q\nanswer\n").said, "answer");
    check_str(strip(a, " \n\t\n> q\n\n\nanswer\n> q\n\nmore\n").said, "answer\n\nmore");
    arena_close(a);
}

PURE(a_signature_is_kept_apart)
{
    struct arena *a = arena_open();
    struct quoted q = strip(a, "Please help.\n\n-- \nAnn\nShop\n\nOn 3 May 2026, Bo <bo@b.org> wrote:\n> Hi");
    check_str(q.said, "Please help.");
    check_str(q.signature, "-- \nAnn\nShop");
    q = strip(a, "Please help.\n\nSent from my iPhone");
    check_str(q.said, "Please help.");
    check_str(q.signature, "Sent from my iPhone");
    q = strip(a, "Please help.\n\nMit freundlichen Grüßen\nAnn Example\n+49 30 1");
    check_str(q.said, "Please help.");
    arena_close(a);
}

PURE(what_only_looks_like_a_quote_stays)
{
    static const char *const texts[] = {
        "On Monday 3 May I wrote a letter to you.\nNo answer came.",
        "From: is the name of the field, and what does it do?",
        "> only a quote",
        "On 3 May 2026, Ann <ann@b.org> wrote:\n> only a quote",
        "My order:\n----------\n1 x tea\n----------\nWhere is it?",
        ("See below.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@b.org>\nDate: 3 May 2026\nSubject: "
         "x\n\nHi"),
        "It was sent from my iPhone app, and then it broke the whole thing.",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(texts); i++) check_str(strip(a, texts[i]).said, texts[i]);
    arena_close(a);
}

PURE(html_is_cut_where_the_quote_begins)
{
    static const char *const quotes[] = {
        "<div class=\"gmail_quote\">On Tue, Ann wrote:<blockquote>Hi</blockquote></div>",
        "<div id=\"divRplyFwdMsg\"><b>From:</b> Ann</div>Hi",
        "<p>Am 3.5.2026 um 10:00 schrieb Ann:</p><blockquote>Hi</blockquote>",
        "<hr><b>From:</b> a<br><b>To:</b> b<br><b>Subject:</b> c<br>Hi",
        "<blockquote type=\"cite\">Hi</blockquote>",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        struct quoted q;
        quoted_strip_html(a, str_format(a, "<p>Thank <b>you</b></p>%s", quotes[i]), &q);
        check_str(q.said, "<p>Thank <b>you</b></p>");
        check_str(q.quote, quotes[i]);
    }
    arena_close(a);
}

/* What is left of each mail of the sets: how it begins and how it ends. */
struct expected {
    const char *file, *begins, *ends;
};
#define LOREM "Fusce bibendum", "nec nibh."

static const struct expected texts[] = {
    { "crisp/email_1.txt", "Hi folks", "-Abhishek Kona" },
    { "crisp/email_2.txt", "Hi,", NULL },
    { "crisp/email_3.txt", "Oh thanks.", "-Abhishek Kona" },
    { "crisp/email_4.txt", "Awesome!", "problem with it." },
    { "crisp/email_6.txt", "I get proper rendering", NULL },
    { "crisp/email_7.txt", LOREM },
    { "crisp/email_8.txt", LOREM },
    { "crisp/email_9.txt", LOREM },
    { "crisp/email_10.txt", LOREM },
    { "crisp/email_11.txt", LOREM },
    { "crisp/email_12.txt", LOREM },
    { "crisp/email_13.txt", LOREM },
    { "crisp/email_14.txt", LOREM },
    { "crisp/email_15.txt", LOREM },
    { "crisp/email_16.txt", LOREM },
    { "crisp/email_17.txt", LOREM },
    { "crisp/email_18.txt", LOREM },
    { "crisp/email_22.txt", LOREM },
    { "crisp/email_23.txt", LOREM },
    { "crisp/email_24.txt", LOREM },
    { "crisp/email_25.txt", LOREM },
    { "crisp/email_26.txt", LOREM },
    { "crisp/email_portuguese.txt", LOREM },
    { "crisp/email_german.txt", LOREM },
    { "crisp/email_german_2.txt", LOREM },
    { "crisp/email_german_3.txt", LOREM },
    { "crisp/email_german_outlook.txt", LOREM },
    { "crisp/email_norwegian_gmail.txt", LOREM },
    { "crisp/email_finnish.txt", LOREM },
    { "crisp/email_italian.txt", LOREM },
    { "crisp/email_russian.txt", LOREM },
    { "crisp/email_outlook_split_line_from.txt", LOREM },
    { "crisp/email_gmail_split_line_from.txt", LOREM },
    { "crisp/email_ios_outlook_fr.txt", LOREM },
    { "crisp/email_ios_outlook.txt", LOREM },
    { "crisp/email_msn.txt", LOREM },
    { "crisp/email_fr_multiline.txt", LOREM },
    { "crisp/email_french_2.txt", LOREM },
    { "crisp/email_en_multiline_2.txt", LOREM },
    { "crisp/email_original_message.txt", LOREM },
    { "crisp/email_original_message_2.txt", LOREM },
    { "crisp/email_danish_dash_separator.txt", LOREM },
    { "crisp/email_french_dash_separator.txt", LOREM },
    { "crisp/email_tricky_5_mixed_languages.txt", LOREM },
    { "crisp/email_tricky_10_special_chars_in_name.txt", LOREM },
    { "crisp/email_tricky_12_no_space_after_header.txt", LOREM },
    { "crisp/email_tricky_14_long_quote_header.txt", LOREM },
    { "crisp/email_tricky_15_original_message_variations.txt", LOREM },
    { "crisp/correct_sig.txt", "this is an email", "signature." },
    { "crisp/sig_no_empty_line.txt", "this is an email", NULL },
    { "crisp/email_zoho.txt", "What is the best way", "running a test?" },
    { "crisp/email_with_regards.txt", "Hi,", "Can you help?" },
    { "crisp/email_sent_from.txt", "Hi it can happen", "paragraphs." },
    { "crisp/email_one_is_not_on.txt", "Thank", NULL },
    { "crisp/email_customer_quote_header_2.txt", "Thank you very much.", "Thank you very much." },
    { "crisp/email_customer_quote_header_3.txt", NULL, NULL },
    { "crisp/email_custom_quote_header.txt", "Thank you!", "Thank you!" },
    { "crisp/email_unquoted_reply.txt", "This is my reply.", "This is my reply." },
    { "github/emails/correct_sig.txt", "this is an email", "signature." },
    { "github/emails/email_1_1.txt", "Hi folks", "-Abhishek Kona" },
    { "github/emails/email_1_3.txt", "Oh thanks.", "-Abhishek Kona" },
    { "github/emails/email_1_4.txt", "Awesome!", "problem with it." },
    { "github/emails/email_1_6.txt", "I get proper rendering", "as well." },
    { "github/emails/email_1_7.txt", ":+1:", ":+1:" },
    { "github/emails/email_1_8.txt", "I will reply under this one", "under this." },
    { "github/emails/email_2_1.txt", "Outlook with a reply", "Outlook with a reply" },
    { "github/emails/email_2_2.txt", "Outlook with a reply directly above line",
      "Outlook with a reply directly above line" },
    { "github/emails/email_2_3.txt", "Outlook with a reply directly above line",
      "Outlook with a reply directly above line" },
};

/* What must still be there of texts that set traps. */
static const struct {
    const char *file, *holds;
} traps[] = {
    { "crisp/email_tricky_2_url_with_wrote.txt", "https://example.com" },
    { "crisp/email_tricky_3_code_block.txt", "function sendEmail" },
    { "crisp/email_tricky_6_regards_in_sentence.txt", "with regards to the payment" },
    { "crisp/email_tricky_7_multiple_dashes.txt", "Key Points" },
    { "crisp/email_tricky_8_sent_from_in_content.txt", "sent from my iPhone app" },
    { "crisp/email_tricky_9_nested_quotes.txt", "I agree with the points" },
    { "crisp/email_tricky_11_double_signature.txt", "Thanks for your help" },
    { "crisp/email_tricky_13_timestamp_variations.txt", "different timestamp formats" },
    { "crisp/email_tricky_16_unicode_signatures.txt", "Thanks for the update" },
    { "crisp/email_tricky_17_forward_header.txt", "See the forwarded message" },
    { "crisp/email_tricky_19_quote_without_header.txt", "I wanted to respond" },
    { "crisp/email_tricky_20_html_entities.txt", "&gt; 100 and &lt; 200" },
    { "crisp/email_emoji.txt", "CEO at Pandaland" },
    { "github/emails/email_1_2.txt", "You can list the keys" },
    { "github/emails/email_1_5.txt", "This is the fourth bullet point" },
};

static bool holds(str s, const char *what)
{
    return !what || str_find(s, str_of(what)) >= 0;
}

PURE(the_sets_of_plain_answers_are_stripped)
{
    struct arena *a = arena_open();
    size_t right = 0, all = COUNT_OF(texts) + COUNT_OF(traps);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct quoted q;
        quoted_strip(a, hostile_file(a, str_z(a, str_format(a, "reply-strip/%s", texts[i].file))), &q);
        bool ok = (!texts[i].begins || str_starts(q.said, str_of(texts[i].begins))) &&
                  (!texts[i].ends || str_ends(q.said, str_of(texts[i].ends)));
        right += ok;
        if (!ok)
            printf("# %s: [%.*s] … [%.*s]\n", texts[i].file, STR_ARG(str_cut(q.said, 60)),
                   STR_ARG(str_from(q.said, q.said.n > 90 ? q.said.n - 90 : 0)));
    }
    for (size_t i = 0; i < COUNT_OF(traps); i++) {
        struct quoted q;
        quoted_strip(a, hostile_file(a, str_z(a, str_format(a, "reply-strip/%s", traps[i].file))), &q);
        bool ok = holds(q.said, traps[i].holds);
        right += ok;
        if (!ok) printf("# %s: %s is lost\n", traps[i].file, traps[i].holds);
    }
    printf("# plain answers: %zu of %zu (%.1f %%)\n", right, all, 100.0 * (double)right / (double)all);
    check(right * 100 >= all * 95);
    arena_close(a);
}

PURE(the_sets_of_mail_programs_are_stripped)
{
    static const struct expected programs[] = {
        { "android.eml", "Hello", "Hello" },     { "aol.eml", "Hello", "Hello" },
        { "apple_mail.eml", "Hello", "Hello" },  { "apple_mail_2.eml", "Hello", "Hello" },
        { "comcast.eml", "Hello", "Hello" },     { "gmail.eml", "Hello", "Hello" },
        { "hotmail.eml", "Hello", "Hello" },     { "iphone.eml", "Hello", "Hello" },
        { "outlook.eml", "Hello", "Hello" },     { "sparrow.eml", "Hello", "Hello" },
        { "thunderbird.eml", "Hello", "Hello" }, { "yahoo.eml", "Hello", "Hello" },
    };
    static const struct expected pages[] = {
        { "html_replies/gmail.html", "Alex", "Hello! How" },
        { "html_replies/hotmail.html", "Alex", "Hello! How" },
        { "html_replies/mail_ru.html", "Alex", "Hello! How" },
        { "html_replies/ms_outlook_2003.html", "Alex", "Hello! How" },
        { "html_replies/ms_outlook_2007.html", "Alex", "Hello! How" },
        { "html_replies/ms_outlook_2010.html", "Alex", "Sent:" },
        { "html_replies/thunderbird.html", "Alex", "Hello! How" },
        { "html_replies/windows_mail.html", "Alex", "Hello! How" },
        { "html_replies/yandex_ru.html", "Alex", "Hello! How" },
        { "OLK_SRC_BODY_SECTION.html", "Reply", "Bob" },
        { "reply-separated-by-hr.html", "there", "Friday" },
    };
    struct arena *a = arena_open();
    size_t right = 0, all = COUNT_OF(programs) + COUNT_OF(pages);
    for (size_t i = 0; i < COUNT_OF(programs); i++) {
        struct mail m;
        struct quoted q;
        mail_parse(
            a, hostile_file(a, str_z(a, str_format(a, "reply-strip/talon/standard_replies/%s", programs[i].file))), &m);
        quoted_strip(a, m.text, &q);
        bool ok = str_is(q.said, STR("Hello"));
        right += ok;
        if (!ok) printf("# %s: [%.*s]\n", programs[i].file, STR_ARG(q.said));
    }
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct quoted q;
        quoted_strip_html(a, hostile_file(a, str_z(a, str_format(a, "reply-strip/talon/%s", pages[i].file))), &q);
        bool ok = holds(q.said, pages[i].begins) && holds(q.quote, pages[i].ends) && !holds(q.said, pages[i].ends);
        right += ok;
        if (!ok)
            printf("# %s: [%.*s]\n", pages[i].file, STR_ARG(str_from(q.said, q.said.n > 300 ? q.said.n - 300 : 0)));
    }
    printf("# mail programs: %zu of %zu (%.1f %%)\n", right, all, 100.0 * (double)right / (double)all);
    check(right * 100 >= all * 95);
    arena_close(a);
}
