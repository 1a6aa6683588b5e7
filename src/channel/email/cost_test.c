#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channel/email/bounce.h"
#include "channel/email/encoded.h"
#include "channel/email/forwarded.h"
#include "channel/email/parse.h"
#include "channel/email/quoted.h"
#include "test/hostile.h"

static void read_mail(struct arena *a, str raw)
{
    struct mail m;
    mail_parse(a, raw, &m);
}

static void read_words(struct arena *a, str value)
{
    encoded_again(a, value);
}

static void read_bounce(struct arena *a, str raw)
{
    struct mail m;
    struct bounce b;
    mail_parse(a, raw, &m);
    bounce_read(a, &m, &b);
}

static void read_forwarded(struct arena *a, str raw)
{
    struct mail m;
    struct forwarded f;
    mail_parse(a, raw, &m);
    forwarded_read(a, &m, &f);
}

static void read_quoted(struct arena *a, str text)
{
    struct quoted q;
    quoted_strip(a, text, &q);
}

static void read_quoted_html(struct arena *a, str html)
{
    struct quoted q;
    quoted_strip_html(a, html, &q);
}

/* Time and memory of one mail, in a process of its own, so that others' memory does not count. Sanitizers take a
 * multiple of both: what is checked then is the arena alone, which is all that a mail may ask for. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

enum { GIVEN_UP_S = 10 };

struct cost {
    double cpu_s;
    size_t arena_bytes;
    long rss_kib;
};

typedef void reader(struct arena *a, str raw);

static struct cost measured(struct arena *a, reader *read_it, str raw)
{
    int ends[2];
    struct cost cost = { 0 };
    check(pipe(ends) == 0);
    parse_begin();
    pid_t child = fork();
    if (child == 0) {
        struct rusage before, after;
        size_t used = arena_used(a);
        setrlimit(RLIMIT_CPU, &(struct rlimit){ .rlim_cur = GIVEN_UP_S, .rlim_max = GIVEN_UP_S });
        getrusage(RUSAGE_SELF, &before);
        read_it(a, raw);
        getrusage(RUSAGE_SELF, &after);
        cost.cpu_s = (double)after.ru_utime.tv_sec + (double)after.ru_utime.tv_usec / 1e6 -
                     (double)before.ru_utime.tv_sec - (double)before.ru_utime.tv_usec / 1e6;
        cost.arena_bytes = arena_used(a) - used;
        cost.rss_kib = after.ru_maxrss - before.ru_maxrss;
        bool told = write(ends[1], &cost, sizeof cost) == sizeof cost;
        _exit(!told);
    }
    close(ends[1]);
    if (read(ends[0], &cost, sizeof cost) != sizeof cost) cost.cpu_s = GIVEN_UP_S;
    close(ends[0]);
    check(waitpid(child, NULL, 0) == child);
    return cost;
}

PURE(every_bomb_costs_a_second_and_64_mib_at_most)
{
    struct arena *a = arena_open();
    struct str_list names = hostile_names(a, "generated/email", ".eml");
    struct cost most = { 0 };
    for (size_t i = 0; i < names.n; i++) {
        struct arena *each = arena_open();
        struct cost one = measured(each, read_mail, hostile_file(each, str_z(a, names.at[i])));
        if (one.cpu_s > 1 || one.arena_bytes > (64u << 20) || (!SANITIZED && one.rss_kib > 64 << 10))
            printf("# %.*s: %.3f s, %zu bytes, %ld KiB\n", STR_ARG(names.at[i]), one.cpu_s, one.arena_bytes,
                   one.rss_kib);
        check(one.cpu_s <= 1 && one.arena_bytes <= (64u << 20) && (SANITIZED || one.rss_kib <= 64 << 10));
        if (one.cpu_s > most.cpu_s) most.cpu_s = one.cpu_s;
        if (one.arena_bytes > most.arena_bytes) most.arena_bytes = one.arena_bytes;
        if (one.rss_kib > most.rss_kib) most.rss_kib = one.rss_kib;
        arena_close(each);
    }
    printf("# %zu bombs: at most %.3f s, %zu KiB of arena, %ld KiB resident%s\n", names.n, most.cpu_s,
           most.arena_bytes >> 10, most.rss_kib, SANITIZED ? " (with a sanitizer)" : "");
    arena_close(a);
}

/* Twice the mail may take twice the time, not four times; and of memory never more than so many times its bytes. */
enum { MEMORY_TIMES = 100 };
/* The best of three each; where a machine's processor is not as fast as a moment ago, of more. */
enum { TURNS = 6, TURNS_MOST = 30 };

struct shape_of_bomb {
    const char *name, *head, *again;
    reader *read_it;
};

static bool is_linear(const struct shape_of_bomb *shape)
{
    double s[2] = { 0 };
    bool linear = false;
    for (size_t turn = 0; turn < TURNS_MOST && !(linear && turn >= TURNS); turn++) {
        struct arena *a = arena_open();
        struct text raw = { .arena = a };
        text_addz(&raw, shape->head);
        while (raw.n < ((size_t)400000 << turn % 2)) text_addz(&raw, shape->again);
        struct cost took = measured(a, shape->read_it, text_str(&raw));
        bool fat = took.arena_bytes > MEMORY_TIMES * raw.n;
        if (fat) printf("# %s: %zu bytes of memory for %zu\n", shape->name, took.arena_bytes, raw.n);
        if (turn < 2 || took.cpu_s < s[turn % 2]) s[turn % 2] = took.cpu_s;
        arena_close(a);
        if (took.cpu_s >= GIVEN_UP_S) printf("# %s: more than %d s\n", shape->name, GIVEN_UP_S);
        if (fat || took.cpu_s >= GIVEN_UP_S) return false;
        linear = turn % 2 && (s[1] < 0.05 || s[1] / s[0] < 3);
    }
    if (!linear) printf("# %s: %.3f s, then %.3f s\n", shape->name, s[0], s[1]);
    return linear;
}

static void all_linear(const struct shape_of_bomb *shapes, size_t n)
{
    size_t bad = 0;
    for (size_t i = 0; i < n; i++) bad += !is_linear(&shapes[i]);
    check_int(bad, 0);
}

PURE(reading_is_linear)
{
    static const struct shape_of_bomb shapes[] = {
        { "words", "Subject: ", "=?utf-8?q?a?= =?x?b?", read_mail },
        { "words without an end", "", "=?x?b?", read_words },
        { "addresses", "To: ", "a <a@b.c>, (((\",", read_mail },
        { "groups", "Cc: ", "g:", read_mail },
        { "parameters", "Content-Type: text/plain", "; a*1*=b; \"", read_mail },
        { "fields", "", "A: b\n", read_mail },
        { "references", "References: ", "<a@b> <", read_mail },
        { "boundaries", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", read_mail },
        { "nested", "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", read_mail },
        { "messages", "", "Content-Type: message/rfc822\n\n", read_mail },
        { "escapes", "Content-Type: text/plain; charset=iso-2022-jp\n\n", "\x1B$B\x1B(B", read_mail },
        { "blanks", "Subject:", " \n ", read_mail },
        { "flowed lines", "Content-Type: text/plain; format=flowed\n\n", "> a \n>> \n", read_mail },
        { "returns", "Subject: x\n\n", "\r", read_mail },
    };
    all_linear(shapes, COUNT_OF(shapes));
}

#define QUOTED_HTML "<div class=gmail_quote>"

PURE(stripping_quotes_is_linear)
{
    static const struct shape_of_bomb shapes[] = {
        { "closers", "Hello\n", "Regards\n", read_quoted },
        { "closers and gaps", "Hello\n", "Regards\n\n\n\n\n\n\n", read_quoted },
        { "separators", "> q\n", "-----Original Message-----\n> q\n", read_quoted },
        { "rules", "", "______________\n\n", read_quoted },
        { "short lines", "", "1\n", read_quoted },
        { "answers", "> a\n", "> b\nc\n", read_quoted },
        { "gaps", "a\n", "\n>\n", read_quoted },
        { "open tags", "a", "<", read_quoted_html },
        { "open comments", "a", "<!--", read_quoted_html },
        { "marks of quotes", "", QUOTED_HTML, read_quoted_html },
        { "lines of html", "", "<p>1", read_quoted_html },
    };
    all_linear(shapes, COUNT_OF(shapes));
}

#define REPORT                                                                                                         \
    "Return-Path: <>\nFrom: postmaster@b.org\nSubject: Undelivered\n"                                                  \
    "Content-Type: multipart/report; boundary=q\n\n--q\n"
#define FORWARDED "Subject: Fwd: x\n\n"

PURE(bounces_and_forwards_are_read_in_linear_time_and_memory)
{
    static const struct shape_of_bomb shapes[] = {
        { "tiny fields", REPORT "Content-Type: message/delivery-status\n\n", "a:\n", read_bounce },
        { "statuses", REPORT "Content-Type: message/delivery-status\n\n", "Status:2\n", read_bounce },
        { "recipients", REPORT "Content-Type: message/delivery-status\n\n", "Final-Recipient:;a\n", read_bounce },
        { "a long field", REPORT "Content-Type: message/delivery-status\n\nStatus:", "\n a", read_bounce },
        { "an original's fields", REPORT "Content-Type: text/rfc822-headers\n\n", "a:\n", read_bounce },
        { "addresses in a notice", REPORT "\n550 ", "a@b ", read_bounce },
        { "codes in a notice", REPORT "\nfailed\n", "550 \n\n", read_bounce },
        { "lines", FORWARDED, "\n", read_forwarded },
        { "words", FORWARDED, "a\n", read_forwarded },
        { "marks", FORWARDED, "-- forwarded by\n", read_forwarded },
        { "marks and subjects", FORWARDED, "-- forwarded by\nsubject: x\n", read_forwarded },
        { "headers", FORWARDED, "from:\n", read_forwarded },
        { "marks and blanks", FORWARDED, "-- forwarded by\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", read_forwarded },
        { "a long value", FORWARDED "-- forwarded by\nfrom: @", "<mailto:a", read_forwarded },
    };
    all_linear(shapes, COUNT_OF(shapes));
}
