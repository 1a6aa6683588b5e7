#include "spine/file.h"

#include "net/peer_test.h"
#include "spine/house.h"
#include "spine/route.h"
#include "test/ask.h"
#include "test/database.h"
#include "test/house.h"
#include "test/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char png[] = "\x89PNG\r\n\x1a\nrest of it";

static struct request uploaded(struct turn *t, str bytes, const char *sha256)
{
    str path = str_format(t->arena, "%.*s/upload", STR_ARG(t->house->options.directory));
    int fd = open(str_z(t->arena, path), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    check(fd >= 0 && write(fd, bytes.at, bytes.n) == (ssize_t)bytes.n);
    close(fd);
    return (struct request){ .upload = path, .upload_sha256 = str_of(sha256), .upload_bytes = (int64_t)bytes.n };
}

static void forget(struct turn *t, const struct request *r, const struct file *f)
{
    str path = file_path(t, f);
    unlink(str_z(t->arena, r->upload));
    unlink(str_z(t->arena, path));
    rmdir(str_z(t->arena, str_cut(path, path.n - f->sha256.n - 1)));
}

TEST(a_file_is_kept_by_its_content_and_found_again)
{
    struct file kept = { 0 }, found = { 0 };
    struct stat is = { 0 };
    struct request r = uploaded(t, (str){ .at = png, .n = sizeof png - 1 }, "aa11");
    check_ok(file_keep(t, &r, STR("  pic\nture.exe "), &kept));
    check_ok(file_find(t, kept.id, &found));
    bool there = stat(str_z(t->arena, file_path(t, &found)), &is) == 0;
    forget(t, &r, &kept);
    check(there);
    check_int(is.st_mode & 0777, 0400);
    check_int(is.st_size, sizeof png - 1);
    check_str(found.type, "image/png");
    check(str_find(found.name, STR("\n")) < 0);
}

TEST(a_page_in_disguise_is_only_bytes)
{
    struct file kept = { 0 };
    struct request r = uploaded(t, STR("<script>alert(1)</script>"), "bb22");
    check_ok(file_keep(t, &r, STR("x.png"), &kept));
    forget(t, &r, &kept);
    check_str(kept.type, "application/octet-stream");
}

TEST(the_same_content_twice_is_one_blob_and_two_files)
{
    struct file first = { 0 }, second = { 0 };
    struct request r = uploaded(t, STR("same"), "cc33");
    check_ok(file_keep(t, &r, STR("one"), &first));
    check_ok(file_keep(t, &r, STR("two"), &second));
    bool one = str_is(file_path(t, &first), file_path(t, &second)), two = first.id != second.id;
    forget(t, &r, &first);
    check(one);
    check(two);
}

TEST(without_a_body_there_is_no_file)
{
    struct file kept = { 0 };
    struct request r = { 0 };
    check_err(file_keep(t, &r, STR("x"), &kept), INVALID);
}

static void act_as(struct turn *t, enum actor_kind kind, enum role role, id who)
{
    t->actor = (struct actor){ .kind = kind, .role = role, .who = who, .scopes = STR("file.read") };
}

TEST(a_file_is_there_for_its_sender_and_for_who_looks_after_all)
{
    struct file kept = { 0 }, found = { 0 };
    t->house->modules = modules;
    act_as(t, STAFF, AGENT, 7);
    struct request r = uploaded(t, STR("a secret"), "dd44");
    check_ok(file_keep(t, &r, STR("x.txt"), &kept));
    forget(t, &r, &kept);
    check_ok(file_find(t, kept.id, &found));
    act_as(t, STAFF, LEAD, 8);
    check_err(file_find(t, kept.id, &found), NOT_FOUND);
    act_as(t, KEY, NO_ROLE, 7); /* a key of that number is somebody else */
    check_err(file_find(t, kept.id, &found), NOT_FOUND);
    act_as(t, STAFF, ADMIN, 9);
    check_ok(file_find(t, kept.id, &found));
    act_as(t, STAFF, OWNER, 10);
    check_ok(file_find(t, kept.id, &found));
}

static str laid_down(struct turn *t, const char *name, time_t age_s)
{
    str path = str_format(t->arena, "%.*s/blobs/%s", STR_ARG(t->house->options.directory), name);
    struct timespec then[2] = { { .tv_sec = time(NULL) - age_s }, { .tv_sec = time(NULL) - age_s } };
    int fd = open(str_z(t->arena, path), O_WRONLY | O_CREAT | O_EXCL, 0600);
    check(fd >= 0);
    check_int(futimens(fd, then), 0);
    close(fd);
    return path;
}

TEST(what_a_killed_program_left_of_uploads_is_swept_away_and_nothing_else)
{
    mkdir(str_z(t->arena, str_format(t->arena, "%.*s/blobs", STR_ARG(t->house->options.directory))), 0700);
    str left = laid_down(t, "upload-aB3xYz", 3600), growing = laid_down(t, "upload-cD4xYz", 0);
    str other = laid_down(t, "upload-of-mine", 3600);
    file_sweep(t->house, (usec)time(NULL) * SECOND);
    bool left_there = unlink(str_z(t->arena, left)) == 0, growing_there = unlink(str_z(t->arena, growing)) == 0;
    bool other_there = unlink(str_z(t->arena, other)) == 0;
    check(!left_there);
    check(growing_there); /* a program that ends while we start may still be taking it in */
    check(other_there);
}

EACH_DATABASE(a_file_from_nobody_is_refused_before_it_comes)
{
    struct arena *a = arena_open();
    struct house *h = test_house_served(a, NULL);
    int fd = dial(net_port(h->net));
    say(fd, STR("POST /api/v1/files?name=a HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n")); /* and waits */
    check_int(status_of(hear(a, fd, 2000)), 401);
    close(fd);
    str known = test_sign_in(h, a, AGENT);
    check_int(status_of(test_ask(h, a, STR("POST /api/v1/files?name=a"), known, STR("abc"))), 200);
    test_house_close(h);
    arena_close(a);
}
