/* Pictures that lie elsewhere, fetched because somebody asked: in the strangers' pool, outside any turn, by the guard's
 * rules (net/fetch.h). What is no picture by its own first bytes is not kept. */
#include "channel/email/reading.h"
#include "net/fetch.h"
#include "spine/house.h"

#include "picture_fetch.sql.h"

enum { PICTURE_BYTES = 5 << 20, PICTURE_SECONDS = 8, ALL_SECONDS = 30 };

struct fetched_picture {
    struct mail_picture it;
    struct stowed file;
    bool got;
};
LIST(fetched_picture);

struct fetching {
    id mail, conversation, team;
    struct mail_picture_list wanted;
    struct fetched_picture_list done;
};

const struct event_kind MAIL_PICTURES_WANTED = {
    .name = "mail.pictures_wanted",
    .help = "Somebody asked for the pictures of an e-mail that lie elsewhere.",
    .seen_by = "mail.read"
};
const struct event_kind MAIL_PICTURES_FETCHED = { .name = "mail.pictures_fetched",
                                                  .help = "Pictures of an e-mail are here, or cannot be had.",
                                                  .seen_by = "mail.read" };

static enum err ask(struct turn *t, void *with)
{
    struct fetching *f = with;
    f->wanted = (struct mail_picture_list){ 0 };
    return sql_picture_wanted(t, f->mail, &f->wanted);
}

/* The same address twice in a letter is asked once. */
static const struct fetched_picture *done_already(const struct fetching *f, str address)
{
    for (size_t i = 0; i < f->done.n; i++)
        if (str_is(f->done.at[i].it.address, address)) return &f->done.at[i];
    return NULL;
}

static bool is_picture(str type)
{
    return str_starts(type, STR("image/"));
}

/* What they answer with is theirs; what it costs us is not: a failure is this picture's alone. Only our own disk is
 * everybody's. */
static enum err fetch_one(struct turn *outside, struct fetched_picture *p)
{
    struct arena *own = arena_open();
    struct why why = { 0 };
    struct fetched got = { 0 };
    struct fetch what = { .method = GET,
                          .url = p->it.address,
                          .most_bytes = PICTURE_BYTES,
                          .seconds = PICTURE_SECONDS,
                          .own_network = outside->house->options.own_network };
    enum err err = fetch(own, &why, &what, &got);
    bool here = err == OK && got.status == 200 && is_picture(file_type_of(got.body));
    err = here ? file_stow(outside, got.body, STR("picture"), &p->file) : OK;
    p->got = here && err == OK;
    arena_close(own);
    return err;
}

static enum err fetch_all(struct turn *outside, struct fetching *f)
{
    usec ends = monotonic_now() + ALL_SECONDS * SECOND;
    for (size_t i = 0; i < f->wanted.n; i++) {
        struct fetched_picture p = { .it = f->wanted.at[i] };
        const struct fetched_picture *same = done_already(f, p.it.address);
        if (same)
            p.file = same->file, p.got = same->got;
        else if (monotonic_now() < ends)
            TRY(fetch_one(outside, &p));
        *LIST_ADD(outside->arena, &f->done) = p;
    }
    return OK;
}

static enum err keep_one(struct turn *t, const struct fetched_picture *p)
{
    struct mail_picture it = p->it;
    struct file file = { 0 };
    int64_t still = 0;
    if (p->got) TRY(file_keep_stowed(t, &p->file, &file));
    it.file = file.id;
    it.state = p->got ? PICTURE_FETCHED : PICTURE_FAILED;
    TRY(sql_picture_settle(t, &it, &still));
    if (still || !file.id) return OK;
    return file_release(t, &(struct id_list){ .at = &file.id, .n = 1 }); /* erased meanwhile */
}

static enum err keep(struct turn *t, void *with)
{
    const struct fetching *f = with;
    for (size_t i = 0; i < f->done.n; i++) TRY(keep_one(t, &f->done.at[i]));
    return EMIT(t, MAIL_PICTURES_FETCHED, .subject = f->mail, .conversation = f->conversation, .team = f->team);
}

enum err mail_pictures_fetch(struct turn *t, const struct event *e)
{
    struct fetching f = { .mail = e->subject, .conversation = e->conversation, .team = e->team };
    TRY(turn_read(t->house, t->actor, ask, &f, t->why, t->arena));
    TRY(fetch_all(t, &f));
    return reaction_then(t, keep, &f);
}
