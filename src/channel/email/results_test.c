#include <stdio.h>

#include "channel/email/parse.h"
#include "channel/email/results.h"
#include "test/test.h"

static struct results of(struct arena *a, const char *head, struct mail *m)
{
    struct results r;
    mail_parse(a, str_format(a, "%sFrom: Ann <ann@shop.example>\n\nx", head), m);
    results_read(a, m, STR("mx.desk.example"), &r);
    return r;
}

PURE(only_the_topmost_field_of_our_server_counts)
{
    struct arena *a = arena_open();
    struct mail m;
    struct results r = of(a,
                          "Authentication-Results: mx.desk.example; dmarc=fail header.from=shop.example\n"
                          "Authentication-Results: mx.desk.example; dmarc=pass header.from=shop.example; spf=pass\n",
                          &m);
    check(r.told && r.dmarc.verdict == MAIL_FAILED && r.spf.verdict == MAIL_UNTOLD && !results_prove(&m, &r));
    r = of(a, "Authentication-Results: mx.evil.example; dmarc=pass header.from=shop.example\n", &m);
    check(!r.told && r.dmarc.verdict == MAIL_UNTOLD && !results_prove(&m, &r));
    r = of(a, "Authentication-Results: mx.desk.example.evil.example; dmarc=pass header.from=shop.example\n", &m);
    check(!r.told);
    r = of(a, "", &m);
    check(!r.told && !results_prove(&m, &r));
    arena_close(a);
}

PURE(a_field_that_a_server_reads_otherwise_is_not_ours)
{
    static const char *const foreign[] = {
        "Authentication-Results : mx.desk.example",
        "Authentication-Results\t: mx.desk.example",
        "Authentication-Results: mx.\342\200\213desk.example",
        "Authentication-Results: mx.desk.example\xE2\x81\xA0",
        "Authentication-Results: \xEF\xBB\xBFmx.desk.example",
        "Authentication-Results: mx.desk.\001example",
        "Authentication-Results: mx.desk.example\v1",
        "Authentication-Results: mx.desk.example\xC2\xA0x",
        "Authentication-Results: mx.desk.e\xE2\x80\x8Example",
    };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        struct mail m;
        str head = str_format(a, "%s; dmarc=pass header.from=shop.example\n", foreign[i]);
        struct results r = of(a, str_z(a, head), &m);
        if (r.told) printf("# %s\n", foreign[i]);
        check(!r.told && !results_prove(&m, &r));
        r = of(a,
               str_z(a, str_join(a, head,
                                 STR("Authentication-Results: mx.desk.example;\r\n dmarc=fail "
                                     "header.from=shop.example\n"))),
               &m);
        check(r.told && r.dmarc.verdict == MAIL_FAILED);
    }
    struct mail m;
    mail_parse(a,
               STR("Authentication-Results: mx.desk\0.example; dmarc=pass header.from=shop.example\nFrom: "
                   "ann@shop.example\n\nx"),
               &m);
    struct results r;
    results_read(a, &m, STR("mx.desk.example"), &r);
    check(!r.told);
    r = of(a, "Authentication-Results: mx.desk.example; dmarc=pass header.from=sh\xE2\x80\x8Bop.example\n", &m);
    check(r.told && !results_prove(&m, &r));
    arena_close(a);
}

PURE(every_way_to_write_results_is_read)
{
    struct arena *a = arena_open();
    struct mail m;
    struct results r = of(
        a,
        "Authentication-Results: MX.desk.example 1 (a (nested; dmarc=fail) comment);\r\n\tspf=softfail\r\n (x) "
        "smtp.mailfrom=a@Mail.Example;"
        " dkim=fail (bad) header.d=one.example; dkim/1 = pass reason=\"good; dkim=fail\" header.i=@two.example;\r\n"
        " dmarc=pass (p=reject) header.from=shop.example; arc=none; iprev=pass\r\n",
        &m);
    check(r.told);
    check_int(r.spf.verdict, MAIL_SOFT_FAILED);
    check_str(r.spf.domain, "mail.example");
    check_int(r.dkim.verdict, MAIL_PASSED);
    check_str(r.dkim.domain, "two.example");
    check_int(r.dmarc.verdict, MAIL_PASSED);
    check_int(r.arc.verdict, MAIL_NOT_SIGNED);
    check(results_prove(&m, &r));
    r = of(a, "Authentication-Results: mx.desk.example; none\n", &m);
    check(r.told && r.spf.verdict == MAIL_UNTOLD && r.dmarc.verdict == MAIL_UNTOLD);
    arena_close(a);
}

PURE(a_pass_for_another_domain_proves_nothing)
{
    static const struct {
        const char *domain;
        bool proves;
    } cases[] = { { "shop.example", true }, { "SHOP.example", true },       { "example", false },
                  { "op.example", false },  { "evil.shop.example", false }, { "shop.example.evil.example", false } };
    struct arena *a = arena_open();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct mail m;
        struct results r = of(
            a,
            str_z(a, str_format(a, "Authentication-Results: mx.desk.example; dmarc=pass header.from=%s\n",
                                cases[i].domain)),
            &m);
        check_int(results_prove(&m, &r), cases[i].proves);
    }
    arena_close(a);
}
