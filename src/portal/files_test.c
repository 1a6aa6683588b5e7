/* Files of customers, who may be anybody: with the form, on the private page, and nothing more than the page shows. */
#include "portal/portal_routes.h"

#include "conversation/conversation.h"
#include "net/peer_test.h"
#include "spine/house.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <dirent.h>
#include <unistd.h>

struct scene {
    struct arena *a;
    struct house *h;
};

static struct scene open_scene(void)
{
    struct scene it = { .a = arena_open() };
    it.h = test_house_served(it.a, flow);
    return it;
}

static int count_uploads(struct scene *it)
{
    int n = 0;
    DIR *d = opendir(str_z(it->a, str_format(it->a, "%.*s/blobs", STR_ARG(it->h->options.directory))));
    for (struct dirent *e = readdir(d); e; e = readdir(d)) n += strncmp(e->d_name, "upload-", 7) == 0;
    closedir(d);
    return n;
}

static void close_scene(struct scene *it)
{
    for (int i = 0; i < 50 && count_uploads(it); i++) test_pause();
    check_int(count_uploads(it), 0); /* nothing temporary stays, whatever was sent */
    for (int folder = 0; folder < 256; folder++) {
        const char *path = str_z(it->a,
                                 str_format(it->a, "%.*s/blobs/%02x", STR_ARG(it->h->options.directory), folder));
        DIR *d = opendir(path);
        if (!d) continue;
        for (struct dirent *e = readdir(d); e; e = readdir(d)) unlinkat(dirfd(d), e->d_name, 0);
        closedir(d);
        rmdir(path);
    }
    test_house_close(it->h);
    arena_close(it->a);
}

static void add_part(struct text *out, const char *field, const char *file, str bytes)
{
    text_addf(out, "--XX\r\nContent-Disposition: form-data; name=\"%s\"", field);
    if (file) text_addf(out, "; filename=\"%s\"\r\nContent-Type: text/html", file);
    text_addz(out, "\r\n\r\n");
    text_add(out, bytes);
    text_addz(out, "\r\n");
}

static str send_form(struct scene *it, str to, const struct text *parts)
{
    int fd = dial(net_port(it->h->net));
    say(fd, str_format(it->a,
                       "POST %.*s HTTP/1.1\r\nHost: help.example.org\r\nConnection: close\r\n"
                       "Content-Type: multipart/form-data; boundary=XX\r\nContent-Length: %zu\r\n\r\n%.*s--XX--\r\n",
                       STR_ARG(to), parts->n + 8, STR_ARG(text_str(parts))));
    str reply = hear(it->a, fd, 5000);
    close(fd);
    return reply;
}

static str page(struct scene *it, str at)
{
    return test_ask(it->h, it->a, str_format(it->a, "GET %.*s", STR_ARG(at)), STR(""), STR(""));
}

/* The address of the nth file on a page. */
static str file_link(struct scene *it, str of, int nth)
{
    str rest = of;
    for (int i = 0; i <= nth; i++) {
        ptrdiff_t at = str_find(rest, STR("/files/"));
        check(at > 0);
        rest = str_from(rest, (size_t)at + 7);
    }
    str which = str_split(&rest, '"');
    return str_copy(it->a, which);
}

EACH_DATABASE(files_come_with_the_form_and_are_shown_to_their_customer_and_to_us)
{
    struct scene it = open_scene();
    struct text form = { .arena = it.a };
    add_part(&form, "message", NULL, STR("Look at this"));
    add_part(&form, "email", NULL, STR("ann@example.org"));
    add_part(&form, "website", NULL, STR(""));
    add_part(&form, "files", "bowl.png", STR("\x89PNG\r\n\x1a\nrest"));
    add_part(&form, "files", "..\\..\\\xE2\x80\xAEgpj.exe", STR("<script>alert(1)</script>"));
    add_part(&form, "files", "", STR(""));
    str reply = send_form(&it, STR("/contact"), &form);
    check_int(status_of(reply), 303);
    str at = test_header(reply, "Location");
    reaction_settle(it.h);
    str shown = page(&it, at);
    check(test_has(shown, "Look at this") && test_has(shown, "bowl.png"));
    check(!test_has(shown, "\xE2\x80\xAE") && test_has(shown, "gpj.exe")); /* it says what it is */
    check_int(count_of(shown, STR("/files/")), 2);
    str second = file_link(&it, shown, 1), first = file_link(&it, shown, 0);
    str got = page(&it, str_format(it.a, "%.*s/files/%.*s", STR_ARG(at), STR_ARG(second)));
    check_int(status_of(got), 200);
    check(test_has(got, "<script>alert(1)</script>") && test_has(got, "application/octet-stream"));
    check(str_starts(test_header(got, "Content-Disposition"), STR("attachment;")));
    check(test_has(got, "sandbox") && str_is(test_header(got, "X-Content-Type-Options"), STR("nosniff")));
    str bo = test_sign_in(it.h, it.a, AGENT);
    str file = str_format(it.a, "GET /api/v1/files/%.*s", STR_ARG(first));
    check_int(status_of(test_ask(it.h, it.a, file, bo, STR(""))), 200);
    check_int(status_of(test_ask(it.h, it.a, file, STR(""), STR(""))), 401);
    close_scene(&it);
}

EACH_DATABASE(files_come_with_a_reply_and_another_page_does_not_have_them)
{
    struct scene it = open_scene();
    struct text first = { .arena = it.a }, more = { .arena = it.a }, other = { .arena = it.a };
    add_part(&first, "message", NULL, STR("Hello"));
    add_part(&other, "message", NULL, STR("Somebody else"));
    add_part(&more, "message", NULL, STR("And here it is"));
    add_part(&more, "files", "a.txt", STR("words"));
    str at = test_header(send_form(&it, STR("/contact"), &first), "Location");
    str elsewhere = test_header(send_form(&it, STR("/contact"), &other), "Location");
    reaction_settle(it.h);
    check_int(status_of(send_form(&it, str_format(it.a, "%.*s/reply", STR_ARG(at)), &more)), 303);
    str shown = page(&it, at), which = file_link(&it, shown, 0);
    check_int(status_of(page(&it, str_format(it.a, "%.*s/files/%.*s", STR_ARG(at), STR_ARG(which)))), 200);
    check_int(status_of(page(&it, str_format(it.a, "%.*s/files/%.*s", STR_ARG(elsewhere), STR_ARG(which)))), 404);
    close_scene(&it);
}

static int refused(struct scene *it, const struct text *form, const char *words)
{
    str reply = send_form(it, STR("/contact"), form);
    check(test_has(reply, words));
    return status_of(reply);
}

EACH_DATABASE(what_cannot_be_taken_comes_back_with_what_was_typed_and_keeps_no_file)
{
    struct scene it = open_scene();
    struct text many = { .arena = it.a }, empty = { .arena = it.a }, silent = { .arena = it.a };
    add_part(&many, "message", NULL, STR("Six of them"));
    for (int i = 0; i < 6; i++) add_part(&many, "files", "a.txt", STR("words"));
    add_part(&empty, "message", NULL, STR("Nothing in it"));
    add_part(&empty, "files", "a.txt", STR(""));
    add_part(&silent, "message", NULL, STR(" "));
    add_part(&silent, "files", "a.txt", STR("words"));
    check_int(refused(&it, &many, "Six of them"), 422);
    check_int(refused(&it, &empty, "One of the files is empty"), 422);
    check_int(refused(&it, &silent, "choose your files again"), 422);
    struct text odd = { .arena = it.a };
    add_part(&odd, "message", NULL, STR("Hello"));
    add_part(&odd, "photo", "a.txt", STR("words"));
    check_int(status_of(send_form(&it, STR("/contact"), &odd)), 422);
    struct text forged = { .arena = it.a };
    add_part(&forged, "message", NULL, STR("Hello"));
    add_part(&forged, "files", NULL, STR("710")); /* a field that pretends to be what we add ourselves */
    check_int(status_of(send_form(&it, STR("/contact"), &forged)), 422);
    close_scene(&it);
}

EACH_DATABASE(a_form_that_is_too_large_or_none_is_refused_on_the_wire)
{
    struct scene it = open_scene();
    int fd = dial(net_port(it.h->net));
    say(fd, STR("POST /contact HTTP/1.1\r\nHost: help.example.org\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
                "Content-Length: 30000000\r\n\r\n"));
    check_int(status_of(hear(it.a, fd, 2000)), 413);
    close(fd);
    struct text broken = { .arena = it.a }, wide = { .arena = it.a };
    text_addz(&broken, "--YY\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nHello\r\n");
    check_int(status_of(send_form(&it, STR("/contact"), &broken)), 400);
    for (int i = 0; i < 60; i++) add_part(&wide, "files", "a.txt", STR("x"));
    int many = dial(net_port(it.h->net));
    say(many,
        STR("POST /contact HTTP/1.1\r\nHost: help.example.org\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
            "Content-Length: 20000000\r\n\r\n"));
    say(many, text_str(&wide)); /* its end is not waited for */
    str told = hear(it.a, many, 5000);
    close(many);
    check_int(status_of(told), 422);
    check(test_has(told, "\"field\":\"files\"") && test_has(told, "at most 5 files"));
    close_scene(&it);
}

EACH_DATABASE(a_file_of_a_note_is_not_the_customers_to_have)
{
    struct scene it = open_scene();
    struct text form = { .arena = it.a };
    add_part(&form, "message", NULL, STR("Hello"));
    str at = test_header(send_form(&it, STR("/contact"), &form), "Location");
    reaction_settle(it.h);
    str bo = test_sign_in(it.h, it.a, AGENT);
    str sent = test_ask(it.h, it.a, STR("POST /api/v1/files?name=secret.txt"), bo, STR("words"));
    str rest = str_from(sent, (size_t)str_find(sent, STR("{\"id\":\"")) + 7), file = str_split(&rest, '"');
    str list = test_ask(it.h, it.a, STR("GET /api/v1/conversations?box=all"), bo, STR(""));
    rest = str_from(list, (size_t)str_find(list, STR("\"id\":\"")) + 6);
    str which = str_split(&rest, '"');
    str line = str_format(it.a, "POST /api/v1/conversations/%.*s/messages", STR_ARG(which));
    str body = str_format(it.a, "{\"body\":\"Look\",\"internal\":true,\"files\":[\"%.*s\"]}", STR_ARG(file));
    check_int(status_of(test_ask(it.h, it.a, line, bo, body)), 201);
    check(!test_has(page(&it, at), "secret.txt"));
    check_int(status_of(page(&it, str_format(it.a, "%.*s/files/%.*s", STR_ARG(at), STR_ARG(file)))), 404);
    close_scene(&it);
}
