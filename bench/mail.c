/* From raw mails to searchable conversations, durable: how many a second, beside taking them apart alone (one core, no
 * cell) and keeping them alone (the ledger's group commit), in one run.
 *
 *     build/release/bench_mail FOLDER MAILS
 *
 * The mails are made: 500 people, 60 words of 20,000 each, half of them with HTML beside the text, one in ten with a
 * picture of 8 KB. They are handed in 64 at a time, as fetching does. */
#include "channel/email/ledger.h"
#include "channel/email/mail_cell.h"
#include "channel/email/parse.h"
#include "spine/house.h"
#include "spine/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GROUP = 64, PEOPLE = 500, WORDS = 20000, WORDS_EACH = 60, PICTURE = 8192 };

static const struct reaction nothing[] = { { 0 } };
static uint64_t seed = 20261130;

static uint64_t dice(void) /* xorshift64: Marsaglia, Xorshift RNGs, 2003 */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static void add_words(struct text *out)
{
    for (int i = 0; i < WORDS_EACH; i++)
        text_addf(out, "w%llu%s", (unsigned long long)(dice() % WORDS), i % 12 == 11 ? "\r\n" : " ");
}

static void add_picture(struct text *out)
{
    text_addz(out, "--x\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment; filename=a.png\r\n"
                   "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo");
    for (int i = 0; i < PICTURE; i++)
        text_addc(out, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[dice() % 62]);
    text_addz(out, "=\r\n");
}

static str make(struct arena *a, int64_t n)
{
    struct text m = { .arena = a };
    int64_t who = n % PEOPLE;
    text_addf(&m, "From: Person %lld <p%lld@example.org>\r\nTo: support@desk.example\r\nSubject: ", (long long)who,
              (long long)who);
    text_addf(&m, "w%llu w%llu %lld\r\nMessage-ID: <%lld@example.org>\r\nMIME-Version: 1.0\r\n",
              (unsigned long long)(dice() % WORDS), (unsigned long long)(dice() % WORDS), (long long)n, (long long)n);
    bool picture = n % 10 == 0, html = n % 2 == 0;
    if (!picture && !html) {
        text_addz(&m, "Content-Type: text/plain; charset=utf-8\r\n\r\n");
        add_words(&m);
        return text_str(&m);
    }
    text_addf(&m, "Content-Type: multipart/%s; boundary=x\r\n\r\n", picture ? "mixed" : "alternative");
    text_addz(&m, "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
    add_words(&m);
    if (picture) {
        add_picture(&m);
    } else {
        text_addz(&m, "--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>");
        add_words(&m);
        text_addz(&m, "</p></body></html>\r\n");
    }
    text_addz(&m, "--x--\r\n");
    return text_str(&m);
}

/* ---- keeping, and waiting for the rest ---- */

struct group {
    struct mailbox box;
    const str *raws;
    int64_t n;
};

static enum err add_box(struct turn *t, void *with)
{
    struct mailbox given = { .name = STR("Support"), .address = STR("support@desk.example"), .active = true };
    return mailbox_keep(t, &given, with);
}

static enum err keep(struct turn *t, void *with)
{
    const struct group *g = with;
    struct ledger_mail kept = { 0 };
    for (int64_t i = 0; i < g->n; i++)
        TRY(mail_keep(t, &g->box, &(struct mail_arrival){ .way = BY_IMAP, .raw = g->raws[i] }, &kept));
    return OK;
}

static void must(enum err err, const struct why *why)
{
    if (err != OK) bug("%s: %.*s", err_name(err), STR_ARG(why->words));
}

static enum err late(struct turn *t, void *with)
{
    int64_t *left = with;
    usec waits = 0;
    TRY(mail_count_late(t, INT64_MAX, left));
    TRY(reaction_late(t, &waits));
    if (waits > 0) *left += 1;
    return OK;
}

/* Until every mail is sorted and nothing is due: what was said is found by its words then. */
static void wait_for_all(struct house *h)
{
    struct arena *own = arena_open();
    struct why why = { 0 };
    for (int64_t left = 1; left > 0; arena_reset(own)) {
        usleep(5000);
        must(turn_read(h, actor_system(), late, &left, &why, own), &why);
    }
    arena_close(own);
}

static double rate(const char *folder, const char *name, const struct reaction *happening, const str *raws, int64_t n)
{
    struct arena *a = arena_open(), *own = arena_open();
    struct why why = { 0 };
    struct house *h = NULL;
    struct group g = { 0 };
    struct house_options options = { .directory = str_format(a, "%s/%s", folder, name),
                                     .address = STR("http://127.0.0.1"),
                                     .flow = happening,
                                     .modules = modules,
                                     .cells = cells_all,
                                     .listener = -1,
                                     .quiet_clock = happening == nothing };
    must(house_open(&options, &why, a, &h), &why);
    must(turn_write(h, actor_system(), add_box, &g.box, &why, a), &why);
    usec began = monotonic_now();
    for (int64_t at = 0; at < n; at += GROUP, arena_reset(own)) {
        g.raws = raws + at;
        g.n = n - at < GROUP ? n - at : GROUP;
        must(turn_write(h, actor_system(), keep, &g, &why, own), &why);
    }
    if (happening != nothing) wait_for_all(h);
    double took = (double)(monotonic_now() - began) / SECOND;
    house_close(h, 0);
    arena_close(own);
    arena_close(a);
    return (double)n / took;
}

static double parse_rate(const str *raws, int64_t n)
{
    struct arena *own = arena_open();
    usec began = monotonic_now();
    for (int64_t i = 0; i < n; i++, arena_reset(own)) {
        struct mail m = { 0 };
        mail_parse(own, raws[i], &m);
    }
    double took = (double)(monotonic_now() - began) / SECOND;
    arena_close(own);
    return (double)n / took;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], CELL_WORD) == 0) return cell_inside(cells_all);
    if (argc != 3) return fprintf(stderr, "bench_mail FOLDER MAILS\n"), 2;
    struct arena *a = arena_open();
    int64_t n = strtoll(argv[2], NULL, 10);
    str *raws = ARENA_MANY(a, str, (size_t)n);
    size_t bytes = 0;
    for (int64_t i = 0; i < n; i++) bytes += (raws[i] = make(a, i)).n;
    double parse = parse_rate(raws, n), kept = rate(argv[1], "kept", nothing, raws, n);
    printf("{\"mails\":%lld,\"bytes\":%.0f,\"parse\":%.0f,\"keep\":%.0f,\"sorted\":%.0f}\n", (long long)n,
           (double)bytes / (double)n, parse, kept, rate(argv[1], "sorted", flow, raws, n));
    arena_close(a);
    return 0;
}
