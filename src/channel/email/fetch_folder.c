#include "channel/email/fetch_folder.h"

#include "channel/email/imap.h"
#include "channel/email/ledger.h"
#include "channel/email/mail.h"
#include "spine/file.h"
#include "spine/house.h"

#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    GROUP = 64,            /* mails in one turn, */
    GROUP_BYTES = 8 << 20, /* or so much */
    IDLE_MS = 5 * 60000,   /* then we say that we looked */
    FETCH_TRIES = 3,       /* of one mail; then a person has to look */
    REST_FIRST_S = 5,
    REST_MOST_S = 300,
};

struct visit {
    struct folder_watch *it;
    struct arena *arena; /* of this visit */
    struct why why;
    struct mailbox box;
    str secret;
    struct mailbox_watch watch;
    bool known, worked; /* somebody has looked here before; we have, just now */
    struct imap *imap;
    struct imap_trouble trouble; /* of opening it */
    uint32_t uidvalidity, begins_after;
};

/* Fetched, and not kept yet. */
struct fetched {
    uint32_t uid;
    str raw;
    struct stowed file; /* instead, of a large one */
    str words;          /* it cannot be had: why; then neither of both */
};
LIST(fetched);

struct group {
    struct visit *visit;
    struct fetched_list mails;
    size_t bytes;
    uint32_t last; /* all up to this one are here, kept before, or gone */
};

/* ---- what we know ---- */

static enum err read_settings(struct turn *t, void *with)
{
    struct visit *v = with;
    struct mailbox_watch_list all = { 0 };
    TRY(mailbox_find(t, v->it->mailbox, &v->box));
    if (!mailbox_open_secret(t, v->box.imap_secret, &v->secret))
        return fail(t, BROKEN, "its password cannot be read any more: enter it again");
    TRY(mailbox_watches(t, v->it->mailbox, &all));
    v->watch = (struct mailbox_watch){ .mailbox = v->it->mailbox, .folder = v->it->folder };
    v->known = false;
    for (size_t i = 0; i < all.n; i++)
        if (str_is(all.at[i].folder, v->it->folder)) v->watch = all.at[i], v->known = all.at[i].uidvalidity > 0;
    return OK;
}

static enum err keep_watch(struct turn *t, void *with)
{
    const struct visit *v = with;
    return mailbox_watched(t, &v->watch);
}

static void say_watch(struct visit *v)
{
    struct arena *own = arena_open();
    if (turn_write(v->it->house, actor_system(), keep_watch, v, NULL, own) != OK)
        log_warn("how a mailbox goes could not be written down", LOG_INT("mailbox", v->it->mailbox));
    arena_close(own);
}

static void say_looked(struct visit *v)
{
    v->watch.looked_at = clock_now(&v->it->house->clock);
    v->watch.failing_since = 0;
    v->watch.failures = 0;
    v->watch.failure = (str){ 0 };
    v->worked = true;
    say_watch(v);
}

static void say_failed(struct visit *v, str words)
{
    if (!v->watch.failing_since) {
        v->watch.failing_since = clock_now(&v->it->house->clock);
        log_alarm("a mailbox does not answer", LOG_TEXT("address", v->box.address), LOG_TEXT("folder", v->it->folder),
                  LOG_TEXT("why", words));
    }
    v->watch.failures++;
    v->watch.failure = words;
    say_watch(v);
}

/* ---- one group ---- */

static enum err keep_one(struct turn *t, struct visit *v, const struct fetched *f)
{
    struct ledger_mail kept = { 0 };
    struct mail_arrival what = {
        .way = BY_IMAP, .folder = v->it->folder, .uidvalidity = v->uidvalidity, .uid = f->uid, .raw = f->raw
    };
    if (f->words.n) return mail_keep_unfetched(t, &v->box, &what, f->words);
    if (f->file.sha256.n) return mail_keep_stowed(t, &v->box, &what, &f->file, &kept);
    return mail_keep(t, &v->box, &what, &kept);
}

static enum err keep_group(struct turn *t, void *with)
{
    struct group *g = with;
    struct mailbox_watch at = g->visit->watch;
    for (size_t i = 0; i < g->mails.n; i++) TRY(keep_one(t, g->visit, &g->mails.at[i]));
    at.uid = g->last;
    return mailbox_moved_on(t, &g->visit->watch, &at);
}

/* What happens to the server's copy once ours is safe. It is not our state: a failure here is only a warning. */
static enum err tidy(struct visit *v, uint32_t uid)
{
    if (v->box.imap_after == AFTER_SEEN) return imap_flag(v->imap, uid, STR("\\Seen"));
    if (v->box.imap_after == AFTER_MOVE) return imap_move(v->imap, uid, v->box.imap_move_to);
    return OK;
}

static enum err end_group(struct visit *v, struct group *g)
{
    struct arena *own = arena_open();
    enum err err = turn_write(v->it->house, actor_system(), keep_group, g, &v->why, own);
    if (err == OK) v->watch.uid = g->last;
    v->why.words = str_copy(v->arena, v->why.words);
    for (size_t i = 0; err == OK && i < g->mails.n; i++)
        if (!g->mails.at[i].words.n && tidy(v, g->mails.at[i].uid) != OK && !imap_is_lost(v->imap))
            log_warn("a fetched mail could not be flagged or moved", LOG_TEXT("address", v->box.address),
                     LOG_TEXT("why", imap_trouble_words(own, imap_trouble(v->imap))));
    arena_close(own);
    return err;
}

static enum err take(void *with, str bytes)
{
    text_add(with, bytes);
    return OK;
}

/* REMOTE: the connection is gone. */
static enum err fetch_one(struct visit *v, struct arena *a, const struct imap_mail *which, struct group *g)
{
    struct text raw = { .arena = a };
    struct imap_fetched got = { 0 };
    struct fetched f = { .uid = which->uid };
    enum err err = imap_fetch(v->imap, which, MAIL_BYTES, (struct imap_sink){ .take = take, .with = &raw }, &got);
    if (err == NOT_FOUND) return OK;
    if (err != OK) return err;
    f.raw = text_str(&raw);
    if (got.cut) f.words = str_format(a, "it is larger than %d MiB", MAIL_BYTES >> 20);
    if (!got.cut && f.raw.n > MAIL_ROW_BYTES) {
        struct turn outside = { .arena = a, .actor = actor_system(), .why = &v->why, .house = v->it->house };
        TRY(file_stow(&outside, f.raw, STR("mail.eml"), &f.file));
    }
    g->bytes += f.raw.n;
    *LIST_ADD(a, &g->mails) = f;
    return OK;
}

/* ---- what is new ---- */

struct knowing {
    struct visit *visit;
    const struct imap_mail_list *listed;
    struct id_list uids; /* of them, in the ledger already */
};

static enum err ask_known(struct turn *t, void *with)
{
    struct knowing *k = with;
    const struct imap_mail_list *l = k->listed;
    k->uids = (struct id_list){ 0 };
    struct mail_arrival first = { .folder = k->visit->it->folder,
                                  .uidvalidity = k->visit->uidvalidity,
                                  .uid = l->at[0].uid };
    return mail_uids_known(t, k->visit->it->mailbox, &first, l->at[l->n - 1].uid, &k->uids);
}

static bool is_known(const struct knowing *k, uint32_t uid)
{
    for (size_t i = 0; i < k->uids.n; i++)
        if (k->uids.at[i] == (id)uid) return true;
    return false;
}

/* A mail that the server refuses, or that ends the connection, again and again: a person has to look, and those behind
 * it come. What went wrong on our side is tried for ever. */
static enum err fetch_or_give_up(struct visit *v, struct arena *a, const struct imap_mail *which, struct group *g)
{
    struct folder_watch *it = v->it;
    enum err err = fetch_one(v, a, which, g);
    if (err != REMOTE) return err;
    it->tries = it->stubborn == which->uid ? it->tries + 1 : 1;
    it->stubborn = which->uid;
    if (it->tries < FETCH_TRIES) return err;
    it->stubborn = 0;
    *LIST_ADD(a, &g->mails) = (struct fetched){ .uid = which->uid,
                                                .words = imap_trouble_words(a, imap_trouble(v->imap)) };
    if (!imap_is_lost(v->imap)) return OK;
    g->last = which->uid;
    TRY(end_group(v, g));
    *g = (struct group){ .visit = v };
    return err; /* the connection is gone all the same */
}

static enum err fetch_batch(struct visit *v, struct arena *a, const struct imap_mail_list *listed)
{
    struct knowing known = { .visit = v, .listed = listed };
    struct group g = { .visit = v };
    TRY(turn_read(v->it->house, actor_system(), ask_known, &known, &v->why, a));
    for (size_t i = 0; i < listed->n; i++) {
        const struct imap_mail *m = &listed->at[i];
        if (!is_known(&known, m->uid)) {
            enum err err = fetch_or_give_up(v, a, m, &g);
            if (err != OK && g.mails.n && g.last) TRY(end_group(v, &g)); /* what is here is kept */
            TRY(err);
        }
        g.last = m->uid;
        bool full = g.mails.n == GROUP || g.bytes > GROUP_BYTES;
        if (!full && i + 1 < listed->n) continue;
        TRY(end_group(v, &g));
        g = (struct group){ .visit = v };
    }
    return OK;
}

static enum err fetch_new(struct visit *v)
{
    for (;;) {
        struct arena *own = arena_open();
        struct imap_mail_list listed = { 0 };
        enum err err = imap_uids(v->imap, own, (uint32_t)v->watch.uid, &listed);
        v->it->without_sizes = err == REMOTE || (v->it->without_sizes && listed.n);
        if (err == OK && listed.n) err = fetch_batch(v, own, &listed);
        bool more = err == OK && listed.n > 0;
        v->why.words = str_copy(v->arena, v->why.words);
        arena_close(own);
        if (!more) return err;
    }
}

/* ---- one connection ---- */

static enum err keep_beginning(struct turn *t, void *with)
{
    const struct visit *v = with;
    struct mailbox_watch from = v->watch;
    from.uidvalidity = v->known ? v->watch.uidvalidity : 0;
    if (!v->known) TRY(mailbox_watched(t, &from));
    return mailbox_moved_on(
        t, &from,
        &(struct mailbox_watch){
            .mailbox = from.mailbox, .folder = from.folder, .uidvalidity = v->uidvalidity, .uid = v->begins_after });
}

/* The first look begins at the end. Another UIDVALIDITY: all of it is looked at, and the ledger knows what it has. */
static enum err begin_anew(struct visit *v, const struct imap_mailbox *folder)
{
    struct arena *own = arena_open();
    v->begins_after = !v->known && folder->uidnext ? folder->uidnext - 1 : 0;
    enum err err = turn_write(v->it->house, actor_system(), keep_beginning, v, &v->why, own);
    v->why.words = str_copy(v->arena, v->why.words);
    arena_close(own);
    if (err != OK) return err;
    v->watch.uidvalidity = v->uidvalidity;
    v->watch.uid = v->begins_after;
    v->known = true;
    return OK;
}

static enum err open_folder(struct visit *v)
{
    struct imap_account account = { .host = v->box.imap_host,
                                    .port = (int)v->box.imap_port,
                                    .security = (enum imap_security)v->box.imap_security,
                                    .user = v->box.imap_user,
                                    .secret = v->secret,
                                    .how = (enum imap_login)v->box.imap_proof,
                                    .ca_file = v->it->house->options.certificates,
                                    .own_network = true,
                                    .stop = v->it->bell };
    struct imap_mailbox folder = { 0 };
    TRY(imap_open(v->arena, &account, &v->imap, &v->trouble));
    if (v->it->without_sizes) imap_leave_sizes(v->imap);
    TRY(imap_select(v->imap, v->it->folder, &folder));
    v->uidvalidity = folder.uidvalidity;
    return v->known && v->watch.uidvalidity == folder.uidvalidity ? OK : begin_anew(v, &folder);
}

/* Until the connection ends; OK: somebody said stop. */
static enum err visit(struct visit *v)
{
    TRY(turn_read(v->it->house, actor_system(), read_settings, v, &v->why, v->arena));
    TRY(open_folder(v));
    for (;;) {
        TRY(fetch_new(v));
        say_looked(v);
        enum imap_idled how = imap_idle(v->imap, IDLE_MS);
        if (how == IMAP_STOPPED) return OK;
        if (how == IMAP_LOST) return REMOTE;
    }
}

/* Ours, of a turn that failed; or of the connection. */
static str words_of(const struct visit *v)
{
    const struct imap_trouble *trouble = v->imap ? imap_trouble(v->imap) : &v->trouble;
    return trouble->fault ? imap_trouble_words(v->arena, trouble) : v->why.words;
}

/* Or until it is rung; false: it shall end. */
static bool rest(struct folder_watch *it, int seconds)
{
    struct pollfd bell = { .fd = it->bell, .events = POLLIN };
    poll(&bell, 1, seconds * 1000);
    return !atomic_load(&it->ending);
}

static bool was_rung(const struct folder_watch *it)
{
    uint64_t n = 0;
    return read(it->bell, &n, sizeof n) > 0;
}

void folder_run(struct folder_watch *it)
{
    int seconds = 0;
    do {
        struct arena *a = arena_open();
        struct visit v = { .it = it, .arena = a, .watch = { .mailbox = it->mailbox, .folder = it->folder } };
        enum err err = visit(&v);
        bool rung = was_rung(it);
        if (err != OK && !rung) say_failed(&v, words_of(&v));
        imap_close(v.imap);
        arena_close(a);
        bool first = v.worked || !seconds;
        seconds = rung ? 0 : first ? REST_FIRST_S : seconds * 2 < REST_MOST_S ? seconds * 2 : REST_MOST_S;
    } while (rest(it, seconds));
}
