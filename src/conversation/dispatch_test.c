/* Answers that wait for their moment: undone, later, and exactly one of two things at the same moment. */
#include "conversation/dispatch.h"

#include "conversation/draft.h"
#include "conversation/mail_desk_test.h"
#include "spine/house.h"
#include "test/test.h"

struct waiting {
    struct desk *desk;
    struct dispatching it;
    bool with_file;
    struct dispatch out;
};

static struct turn as_kim(const struct turn *t, const struct desk *d)
{
    struct turn as = *t;
    as.actor = (struct actor){ .kind = STAFF, .role = AGENT, .who = d->kim.id };
    return as;
}

/* One that Kim sent before, and nothing uses yet. */
static enum err upload(struct turn *t, struct id_list *out)
{
    struct stowed stowed = { 0 };
    struct file f = { 0 };
    TRY(file_stow(t, STR("\x89PNG\r\n\x1a\nbowl"), STR("bowl.png"), &stowed));
    TRY(file_keep_stowed(t, &stowed, &f));
    *LIST_ADD(t->arena, out) = f.id;
    return file_release(t, out);
}

static enum err wait(struct turn *t, void *with)
{
    struct waiting *w = with;
    struct conversation c = { 0 };
    struct turn as = as_kim(t, w->desk);
    if (w->with_file) TRY(upload(&as, &w->it.what.files));
    TRY(conversation_hold(&as, w->it.what.conversation, &c));
    return dispatch_wait(&as, &c, &w->it, &w->out);
}

static struct dispatch waits(struct desk *d, id conversation, usec in)
{
    struct waiting w = { .desk = d, .it.what = { .conversation = conversation, .body = STR("It leaves today.") } };
    if (in) w.it.at = clock_now(&d->house->clock) + in;
    check_ok(turn_write(d->house, actor_system(), wait, &w, NULL, d->arena));
    reaction_settle(d->house);
    return w.out;
}

static enum err look(struct turn *t, void *with)
{
    struct dispatch *it = with;
    return dispatch_find(t, it->id, it);
}

static struct dispatch now_is(struct desk *d, id which)
{
    struct dispatch it = { .id = which };
    check_ok(turn_read(d->house, actor_system(), look, &it, NULL, d->arena));
    return it;
}

struct reading {
    struct desk *desk;
    id conversation;
    struct draft draft;
    struct conversation c;
    struct message_list said;
};

static enum err read_all(struct turn *t, void *with)
{
    struct reading *it = with;
    struct turn as = as_kim(t, it->desk);
    TRY(conversation_find(&as, it->conversation, &it->c));
    TRY(conversation_messages(&as, it->conversation, true, &it->said));
    return draft_find(&as, it->conversation, DRAFT_REPLY, &it->draft);
}

static struct reading reads(struct desk *d, id conversation)
{
    struct reading it = { .desk = d, .conversation = conversation };
    check_ok(turn_read(d->house, actor_system(), read_all, &it, NULL, d->arena));
    return it;
}

struct acting {
    struct desk *desk;
    struct dispatch of;
    usec at;
};

static enum err take_back(struct turn *t, void *with)
{
    struct acting *it = with;
    struct conversation c = { 0 };
    struct turn as = as_kim(t, it->desk);
    TRY(conversation_hold(&as, it->of.conversation, &c));
    return dispatch_take_back(&as, &c, it->of.id);
}

static enum err change(struct turn *t, void *with)
{
    struct acting *it = with;
    struct conversation c = { 0 };
    struct turn as = as_kim(t, it->desk);
    TRY(conversation_hold(&as, it->of.conversation, &c));
    return dispatch_change(&as, &c, it->of.id, it->at);
}

static void seconds_pass(struct desk *d, int n)
{
    clock_set(&d->house->clock, clock_now(&d->house->clock) + n * SECOND);
    reaction_settle(d->house);
}

TEST(an_answer_leaves_when_it_can_no_longer_be_undone)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct dispatch it = waits(d, first.conversation, 0);
    seconds_pass(d, 9);
    struct reading now = reads(d, first.conversation);
    check(now_is(d, it.id).state == DISPATCH_WAITING_FOR_IT && sink_count(&d->sink) == 0);
    check(now.said.n == 1 && now.c.waiting_since && now.c.owner == d->kim.id);
    seconds_pass(d, 1);
    now = reads(d, first.conversation);
    check_int(now_is(d, it.id).state, DISPATCH_SAID);
    check_int(now_is(d, it.id).message, now.said.at[1].id);
    check(now.said.n == 2 && now.said.at[1].author == d->kim.id && !now.c.waiting_since);
    check_int(sink_count(&d->sink), 1);
    check(desk_delivery(d, now.said.at[1].id).state == DELIVERY_SENT);
    struct acting late = { .desk = d, .of = it };
    struct why w = { 0 };
    check_err(turn_write(d->house, actor_system(), take_back, &late, &w, d->arena), CONFLICT);
    check_str(w.words, "it has left already");
    check_err(turn_write(d->house, actor_system(), change, &late, NULL, d->arena), CONFLICT);
    desk_close(d);
}

TEST(what_is_undone_is_a_draft_again_with_its_file)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct waiting w = { .desk = d,
                         .with_file = true,
                         .it.what = { .conversation = first.conversation, .body = STR("It leaves today.") } };
    check_ok(turn_write(d->house, actor_system(), wait, &w, NULL, d->arena));
    check(w.out.files.n == 1 && w.out.files.at[0].used);
    struct acting it = { .desk = d, .of = w.out };
    check_ok(turn_write(d->house, actor_system(), take_back, &it, NULL, d->arena));
    seconds_pass(d, 60);
    check_int(sink_count(&d->sink), 0);
    check_str(reads(d, first.conversation).draft.body, "It leaves today.");
    struct dispatch now = now_is(d, w.out.id);
    check(now.state == DISPATCH_BACK && now.files.n == 1 && !now.files.at[0].used);
    check_err(turn_write(d->house, actor_system(), take_back, &it, NULL, d->arena), CONFLICT);
    w.with_file = false; /* and once more, with the same file */
    check_ok(turn_write(d->house, actor_system(), wait, &w, NULL, d->arena));
    check_str(reads(d, first.conversation).draft.body, "");
    seconds_pass(d, 10);
    check(str_find(sink_letter(&d->sink, 0), STR("bowl.png")) > 0);
    desk_close(d);
}

static void *undo(void *with)
{
    struct acting *it = with;
    struct arena *a = arena_open();
    enum err err = turn_write(it->desk->house, actor_system(), take_back, it, NULL, a);
    check(err == OK || err == CONFLICT);
    it->at = err == OK;
    arena_close(a);
    return NULL;
}

TEST(undone_and_due_at_the_same_moment_exactly_one_happens)
{
    enum { TIMES = 12 };
    struct desk *d = desk_open();
    size_t left = 0;
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    for (int i = 0; i < TIMES; i++) {
        struct acting it = { .desk = d, .of = waits(d, first.conversation, 0) };
        pthread_t other;
        clock_set(&d->house->clock, clock_now(&d->house->clock) + 10 * SECOND);
        check(pthread_create(&other, NULL, undo, &it) == 0);
        reaction_settle(d->house);
        pthread_join(other, NULL);
        reaction_settle(d->house);
        left += it.at == 0;
        check_int(now_is(d, it.of.id).state, it.at ? DISPATCH_BACK : DISPATCH_SAID);
        check_int(sink_count(&d->sink), left);
        check_int(reads(d, first.conversation).said.n, 1 + left);
    }
    desk_close(d);
}

TEST(what_was_meant_for_later_yields_to_the_customer_who_writes_first)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    id said = desk_answers(d, first.conversation, "We look.");
    reaction_settle(d->house);
    str ours = desk_delivery(d, said).message_id;
    struct dispatch later = waits(d, first.conversation, 2 * DAY), soon = waits(d, first.conversation, 0);
    str away = str_format(d->arena, "Subject: Away\r\nIn-Reply-To: <%.*s>\r\nAuto-Submitted: auto-replied\r\n",
                          STR_ARG(ours));
    desk_arrives(d, desk_mail(d, "Ann <ann@example.org>", desk_z(d, away), "I am away."));
    check_int(now_is(d, later.id).state, DISPATCH_WAITING_FOR_IT);
    str back = str_format(d->arena, "Subject: Re\r\nIn-Reply-To: <%.*s>\r\n", STR_ARG(ours));
    check(desk_arrives(d, desk_mail(d, "Ann <ann@example.org>", desk_z(d, back), "Found it!")).state == MAIL_ATTACHED);
    struct dispatch now = now_is(d, later.id);
    check(now.state == DISPATCH_CAME_BACK && now.reason == DISPATCH_CUSTOMER_WROTE);
    check_int(now_is(d, soon.id).state, DISPATCH_CAME_BACK); /* nobody answers past what they have not seen */
    check(reads(d, first.conversation).c.waiting_since);
    check_str(reads(d, first.conversation).draft.body, "It leaves today.\n\nIt leaves today.");
    desk_later(d, 3 * DAY);
    check_int(sink_count(&d->sink), 1); /* ours of before */
    struct acting seen = { .desk = d, .of = later };
    check_ok(turn_write(d->house, actor_system(), take_back, &seen, NULL, d->arena));
    check_str(reads(d, first.conversation).draft.body, "It leaves today.\n\nIt leaves today."); /* not twice */
    check_int(now_is(d, later.id).state, DISPATCH_BACK);
    desk_close(d);
}

TEST(a_time_can_be_changed_and_is_kept)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d),
                       other = desk_arrives(d, desk_mail(d, "Ann <ann@example.org>", "Subject: Another\r\n", "And?"));
    struct acting it = { .desk = d, .of = waits(d, first.conversation, DAY) };
    waits(d, other.conversation, 0);
    seconds_pass(d, 10);
    check_int(sink_count(&d->sink), 1); /* what waits until tomorrow holds nothing else of hers up */
    it.at = clock_now(&d->house->clock) + 3 * DAY;
    check_ok(turn_write(d->house, actor_system(), change, &it, NULL, d->arena));
    desk_later(d, 2 * DAY);
    check_int(sink_count(&d->sink), 1);
    desk_later(d, DAY);
    check_int(sink_count(&d->sink), 2);
    it.of = waits(d, first.conversation, DAY);
    it.at = 0;
    check_ok(turn_write(d->house, actor_system(), change, &it, NULL, d->arena));
    reaction_settle(d->house);
    check_int(sink_count(&d->sink), 3);
    it.at = 1;
    check_err(turn_write(d->house, actor_system(), change, &it, NULL, d->arena), CONFLICT);
    desk_close(d);
}

static enum err solve(struct turn *t, void *with)
{
    return conversation_resolve(t, *(const id *)with);
}

static enum err close_it(struct turn *t, void *with)
{
    return conversation_window_ends(t, *(const id *)with);
}

TEST(what_cannot_be_said_any_more_comes_back_with_the_reason)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct dispatch it = waits(d, first.conversation, 9 * DAY);
    check_ok(turn_write(d->house, actor_system(), solve, &first.conversation, NULL, d->arena));
    desk_later(d, 8 * DAY);
    check_ok(turn_write(d->house, actor_system(), close_it, &first.conversation, NULL, d->arena));
    desk_later(d, DAY);
    it = now_is(d, it.id);
    check(it.state == DISPATCH_CAME_BACK && it.reason == DISPATCH_REFUSED);
    check(str_find(it.words, STR("closed")) >= 0);
    check_int(sink_count(&d->sink), 0);
    check_str(reads(d, first.conversation).draft.body, "It leaves today.");
    desk_close(d);
}

TEST(a_time_that_is_over_and_a_note_are_refused_by_name)
{
    struct desk *d = desk_open();
    struct why why = { 0 };
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct waiting w = { .desk = d,
                         .it = { .at = 1, .what = { .conversation = first.conversation, .body = STR("x") } } };
    check_err(turn_write(d->house, actor_system(), wait, &w, &why, d->arena), INVALID);
    check_str(why.field, "at");
    w.it.at = clock_now(&d->house->clock) + 400 * DAY;
    check_err(turn_write(d->house, actor_system(), wait, &w, &why, d->arena), INVALID);
    check_str(why.field, "at");
    w.it.at = 0;
    w.it.what.internal = true;
    check_err(turn_write(d->house, actor_system(), wait, &w, &why, d->arena), INVALID);
    check_str(why.field, "internal");
    w.it.what.internal = false;
    w.it.what.body = STR(" ");
    check_err(turn_write(d->house, actor_system(), wait, &w, &why, d->arena), INVALID);
    check_str(why.field, "body");
    desk_close(d);
}

static enum err put_off_a_day(struct turn *t, void *with)
{
    return conversation_snooze(t, *(const id *)with, t->now + DAY, STR("the kiln"));
}

TEST(what_could_only_be_undone_is_said_before_it_is_resolved_or_put_off)
{
    enum err (*const acts[])(struct turn * t, void *with) = { solve, put_off_a_day };
    const enum conversation_state then[] = { RESOLVED, SCHEDULED };
    struct desk *d = desk_open();
    (void)t;
    for (size_t i = 0; i < COUNT_OF(acts); i++) {
        struct ledger_mail first = desk_arrives(
            d, desk_mail(d, "Ann <ann@example.org>", desk_z(d, str_format(d->arena, "Subject: %zu\r\n", i)), "Hello"));
        struct dispatch it = waits(d, first.conversation, 0);
        check_ok(turn_write(d->house, actor_system(), acts[i], &first.conversation, NULL, d->arena));
        check_int(now_is(d, it.id).state, DISPATCH_SAID);
        seconds_pass(d, 60);
        struct reading now = reads(d, first.conversation);
        check_int(now.c.state, then[i]);
        check_int(now.c.reopen_count, 0);
        check_int(sink_count(&d->sink), i + 1);
    }
    desk_close(d);
}

TEST(send_and_resolve_is_solved_once_it_has_left)
{
    struct desk *d = desk_open();
    (void)t;
    struct ledger_mail first = desk_ann_writes(d);
    struct waiting w = { .desk = d, .it.what = { .conversation = first.conversation, .body = STR("Done.") } };
    w.it.resolves = true;
    check_ok(turn_write(d->house, actor_system(), wait, &w, NULL, d->arena));
    check(reads(d, first.conversation).c.state != RESOLVED);
    seconds_pass(d, 10);
    check_int(reads(d, first.conversation).c.state, RESOLVED);
    check_int(sink_count(&d->sink), 1);
    desk_close(d);
}
