#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "template_sample.html.h"
#include "test/test.h"

struct part {
    str title;
    int64_t count;
};
static const struct shape part_shape = SHAPE(struct part, F_TEXT(struct part, title), F_INT(struct part, count));

struct part_list {
    struct part *at;
    size_t n, room;
};
struct sample {
    str title, link;
    enum { CLOSED, OPEN } state;
    bool urgent;
    usec at;
    int64_t count;
    struct part_list parts;
};
static const char *const state_words[] = { "closed", "open", NULL };
static const struct shape sample_shape = SHAPE(struct sample, F_TEXT(struct sample, title), F_TEXT(struct sample, link),
                                               F_ENUM(struct sample, state, state_words), F_BOOL(struct sample, urgent),
                                               F_TIME(struct sample, at), F_INT(struct sample, count),
                                               F_LIST(struct sample, parts, part_shape));

PURE(a_page_is_filled_and_escaped_for_each_place)
{
    struct arena *a = arena_open();
    struct part parts[] = { { .title = STR("p<1>") }, { .title = STR("p2"), .count = 3 } };
    struct sample it = { .title = STR("<\"A&B'>\nC"),
                         .link = STR("javascript:alert(1)"),
                         .state = OPEN,
                         .at = 1795512600 * SECOND,
                         .count = 2,
                         .parts = { .at = parts, .n = 2 } };
    struct text x = { .arena = a };
    template_write(&x, &template_sample_html, &sample_shape, &it, &(struct surroundings){ .words = words_all[0] });
    str page = text_str(&x);
    check(str_find(page, STR("<title>&lt;&quot;A&amp;B&#39;&gt;\nC</title>")) > 0);
    check(str_find(page, STR("<a href=\"#\" title=\"&lt;&quot;A&amp;B&#39;&gt;\nC\">")) > 0);
    check(str_find(page, STR("href=\"/c/%3C%22A%26B%27%3E%0AC?q=open\"")) > 0);
    check(str_find(page, STR("calm open\n")) > 0 && str_find(page, STR("not open")) < 0);
    check(str_find(page, STR("<p>&lt;&quot;A&amp;B&#39;&gt;<br>C</p>")) > 0);
    check(str_find(page, STR("<time datetime=\"2026-11-24T09:30:00.000000Z\">24 November 2026, 09:30 UTC</time>")) > 0);
    check(str_find(page, STR("<p><i>p&lt;1&gt; of &lt;")) > 0 && str_find(page, STR(" 3</i></p>")) > 0);
    check(str_find(page, STR("<footer>&lt;")) > 0);
    arena_close(a);
}

PURE(a_page_that_names_what_there_is_not_is_told)
{
    struct arena *a = arena_open();
    struct why w = { 0 };
    check_ok(template_check(a, &w, &template_sample_html, &sample_shape, NULL));
    check_err(template_check(a, &w, &template_sample_html, &part_shape, NULL), INVALID);
    check_str(w.field, "link");
    arena_close(a);
}

static bool compiles(const char *page)
{
    char folder[] = "/tmp/pages_XXXXXX", path[64], command[256];
    if (!mkdtemp(folder)) return false;
    snprintf(path, sizeof path, "%s/p.html", folder);
    FILE *file = fopen(path, "w");
    if (!file) return false;
    fputs(page, file);
    fclose(file);
    snprintf(command, sizeof command, "tools/templates %s %s/p.h 2>/dev/null; r=$?; rm -r %s; exit $r", path, folder,
             folder);
    return system(command) == 0;
}

PURE(the_template_compiler_refuses_places_that_cannot_be_made_safe)
{
    if (access("tools/templates", X_OK) != 0) skip("not run from the top folder of the project");
    const char *const fine[] = { "<p>{{x}}</p>",
                                 "<a href='{{x}}'>y</a>",
                                 "<a href=\"/x/{{y}}/{{z}}\">y</a>",
                                 "<option {{if x}}selected{{end}}>",
                                 "<script src=\"/a.js\"></script>{{x}}",
                                 "a < b {{x}}",
                                 "<option {{if x}}selected{{else}}disabled{{end}} value=\"{{x}}\">" };
    const char *const unsafe[] = { "<script>var x = \"{{x}}\"</script>",
                                   "<p onclick=\"{{x}}\">",
                                   "<p style=\"{{x}}\">",
                                   "<p class={{x}}>",
                                   "<{{x}}>",
                                   "<p {{x}}>",
                                   "<!-- {{x}} -->",
                                   "<a href=\"{{x}}/y\">",
                                   "<a href=\"javascript:{{x}}\">",
                                   "<a href=\"//{{x}}\">",
                                   "<a href=\"https://{{x}}/\">",
                                   "<style>{{x}}</style>",
                                   "<iframe srcdoc=\"{{x}}\">",
                                   "<img srcset=\"{{x}}\">",
                                   "{{if x}}<b {{end}}>",
                                   "{{if x}}",
                                   "{{end}}",
                                   "<p on{{if x}}{{end}}click=\"{{y}}\">",
                                   "<p {{if x}}on{{end}}click=\"{{y}}\">",
                                   "{{each x}}{{else}}{{end}}",
                                   "<p",
                                   "<title>{{x}}",
                                   "{{x",
                                   "{{X}}",
                                   "{{x y}}",
                                   "<meta http-equiv=refresh content=\"{{x}}\">",
                                   "<ScRiPt >{{x}}</sCrIpT>",
                                   "<a href=\"{{lines x}}\">" };
    for (size_t i = 0; i < COUNT_OF(fine); i++) check(compiles(fine[i]));
    for (size_t i = 0; i < COUNT_OF(unsafe); i++) check(!compiles(unsafe[i]));
}
