#include "channel/email/imap.h"

#include <stdlib.h>

#include "channel/email/imap_folder.h"
#include "channel/email/imap_wire.h"
#include "channel/email/imap_words.h"
#include "text/utf8.h"

enum { CLOSE_MS = 2000, SEARCHES = 3, FLAG_BYTES = 100 };

enum can { CAN_IDLE = 1, CAN_MOVE = 2, CAN_UIDPLUS = 4, CAN_ID = 8, CAN_LIST_USES = 16 };

struct imap {
    struct imap_wire wire;
    struct arena *own, *scratch, *answers; /* the session · one command · one answer */
    str secret;                            /* only to keep it out of words */
    int64_t command_ms, again_ms, poll_ms, talk_bytes;
    unsigned number;
    char tag[16];
    int can;
    uint32_t exists;
    bool selected, news, greeted, no_sizes;
};

const struct imap_trouble *imap_trouble(const struct imap *s)
{
    return &s->wire.trouble;
}

bool imap_is_lost(const struct imap *s)
{
    return s->wire.lost;
}

bool imap_can_idle(const struct imap *s)
{
    return s->can & CAN_IDLE;
}

static enum err say_line(struct imap *s, str line)
{
    return imap_wire_say(&s->wire, str_format(s->scratch, "%.*s\r\n", STR_ARG(line)));
}

/* A command goes out, tagged; what it was about is forgotten when the next one does. */
static enum err ask(struct imap *s, str command)
{
    struct imap_wire *w = &s->wire;
    w->until = monotonic_now() + s->command_ms * MILLISECOND;
    w->bytes_left = s->talk_bytes;
    str tag = str_format(s->scratch, "r%u", ++s->number);
    memcpy(s->tag, tag.at, tag.n);
    s->tag[tag.n] = 0;
    return say_line(s, str_format(s->scratch, "%s %.*s", s->tag, STR_ARG(command)));
}

static void begin(struct imap *s)
{
    arena_reset(s->scratch);
    s->wire.trouble = (struct imap_trouble){ 0 };
    s->wire.sink = (struct imap_sink){ 0 };
}

static void learn(struct imap *s, str capabilities)
{
    static const struct {
        const char *word;
        enum can can;
    } words[] = { { "IDLE", CAN_IDLE },
                  { "MOVE", CAN_MOVE },
                  { "UIDPLUS", CAN_UIDPLUS },
                  { "ID", CAN_ID },
                  { "SPECIAL-USE", CAN_LIST_USES } };
    s->can = 0;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (imap_has(capabilities, words[i].word)) s->can |= words[i].can;
    if (!imap_has(capabilities, "LIST-EXTENDED")) s->can &= ~CAN_LIST_USES;
}

/* A fault with the server's own words, which live as long as the command. */
static enum err said_so(struct imap *s, enum imap_fault fault, str text)
{
    enum err err = imap_wire_fail(&s->wire, fault);
    s->wire.trouble.theirs = server_words(s->scratch, text, s->secret);
    return err;
}

/* One answer, alive until the next; what every answer may mean is done here. */
static enum err hear(struct imap *s, struct imap_answer *it)
{
    arena_reset(s->answers);
    struct text line = { .arena = s->answers };
    TRY(imap_wire_hear(&s->wire, &line));
    if (!imap_read(s->answers, text_str(&line), it)) {
        /* Once: the end of a line whose beginning libcurl kept, behind its login. */
        if (s->greeted) return imap_wire_lose(&s->wire, IMAP_NONSENSE);
        *it = (struct imap_answer){ .says = IMAP_OTHER, .tag = STR("*"), .size = -1 };
    }
    s->greeted = true;
    if (it->says == IMAP_EXISTS) {
        if (it->number > s->exists) s->news = true;
        s->exists = it->number;
    }
    if (it->says == IMAP_EXPUNGE && s->exists > 0) s->exists--;
    if (it->says == IMAP_CAPABILITY) learn(s, it->text);
    if (it->says != IMAP_BYE) return OK;
    s->wire.lost = true;
    return said_so(s, IMAP_BYE_SAID, it->text);
}

static bool is_end(const struct imap_answer *it)
{
    return it->tag.n > 0 && it->tag.at[0] != '*' && it->tag.at[0] != '+';
}

/* The tagged answer: ours, and OK? */
static enum err judge(struct imap *s, const struct imap_answer *it)
{
    if (!str_is(it->tag, str_of(s->tag))) return imap_wire_lose(&s->wire, IMAP_UNASKED);
    if (it->says == IMAP_OK) return OK;
    bool missing = str_is_nocase(it->code, STR("NONEXISTENT")) || str_is_nocase(it->code, STR("TRYCREATE"));
    return said_so(s, missing ? IMAP_NO_FOLDER : IMAP_REFUSED, it->text);
}

/* A command of whose answers only the last counts. */
static enum err told(struct imap *s, str command)
{
    struct imap_answer it;
    TRY(ask(s, command));
    do TRY(hear(s, &it));
    while (!is_end(&it));
    return judge(s, &it);
}

static int64_t chosen(int64_t said, int64_t otherwise)
{
    return said > 0 ? said : otherwise;
}

/* What the server can do, once we are in. */
static enum err introduce(struct imap *s)
{
    enum err err = told(s, STR("CAPABILITY"));
    if (err == OK && s->can & CAN_ID) err = told(s, STR("ID (\"name\" \"Regulars\")")); /* some demand it (RFC 2971) */
    return s->wire.lost ? err : OK;
}

enum err imap_open(struct arena *a, const struct imap_account *account, struct imap **out, struct imap_trouble *trouble)
{
    struct arena *own = arena_open();
    struct imap *s = ARENA_NEW(own, struct imap);
    *out = NULL;
    *trouble = (struct imap_trouble){ 0 };
    *s = (struct imap){ .own = own,
                        .scratch = arena_open(),
                        .answers = arena_open(),
                        .secret = str_copy(own, account->secret),
                        .command_ms = chosen(account->limits.command_ms, IMAP_COMMAND_MS),
                        .again_ms = chosen(account->limits.again_ms, IMAP_AGAIN_MS),
                        .poll_ms = chosen(account->limits.poll_ms, IMAP_POLL_MS),
                        .talk_bytes = chosen(account->limits.talk_bytes, IMAP_TALK_BYTES) };
    s->wire.stop = account->stop;
    enum err err = imap_wire_open(a, account, &s->wire, trouble);
    if (err == OK) {
        err = introduce(s);
        *trouble = (struct imap_trouble){ .fault = s->wire.trouble.fault,
                                          .theirs = str_copy(a, s->wire.trouble.theirs) };
    }
    if (err != OK) {
        s->wire.lost = true;
        imap_close(s);
        return err;
    }
    *trouble = (struct imap_trouble){ 0 };
    *out = s;
    return OK;
}

void imap_close(struct imap *s)
{
    if (!s) return;
    if (!s->wire.lost) {
        struct imap_answer it = { 0 };
        begin(s);
        s->command_ms = CLOSE_MS;
        if (ask(s, STR("LOGOUT")) == OK)
            while (hear(s, &it) == OK && !is_end(&it)) {
            } /* its BYE ends this */
    }
    if (s->wire.curl) curl_easy_cleanup(s->wire.curl);
    struct arena *own = s->own;
    arena_close(s->scratch);
    arena_close(s->answers);
    arena_close(own);
}

static enum err folder_named(struct imap *s, str folder, str *quoted)
{
    if (imap_folder_quoted(s->scratch, folder, quoted)) return OK;
    return imap_wire_fail(&s->wire, IMAP_BAD_FOLDER);
}

static void note_status(const struct imap_answer *it, struct imap_mailbox *out)
{
    int64_t n = 0;
    bool number = imap_number(it->argument, UINT32_MAX, &n);
    if (str_is_nocase(it->code, STR("UIDVALIDITY")) && number) out->uidvalidity = (uint32_t)n;
    if (str_is_nocase(it->code, STR("UIDNEXT")) && number) out->uidnext = (uint32_t)n;
    if (str_is_nocase(it->code, STR("READ-ONLY"))) out->read_only = true;
    if (str_is_nocase(it->code, STR("PERMANENTFLAGS"))) out->keywords = str_find(it->argument, STR("\\*")) >= 0;
}

enum err imap_select(struct imap *s, str folder, struct imap_mailbox *out)
{
    str name;
    struct imap_answer it;
    begin(s);
    *out = (struct imap_mailbox){ 0 };
    TRY(folder_named(s, folder, &name));
    s->selected = false;
    s->exists = 0;
    TRY(ask(s, str_format(s->scratch, "SELECT %.*s", STR_ARG(name))));
    do {
        TRY(hear(s, &it));
        if (it.says == IMAP_OK) note_status(&it, out);
    } while (!is_end(&it));
    enum err err = judge(s, &it);
    if (it.says == IMAP_NO && it.code.n == 0)
        err = said_so(s, IMAP_NO_FOLDER, it.text); /* not every server says so by a code */
    TRY(err);
    if (out->uidvalidity == 0) return imap_wire_fail(&s->wire, IMAP_NO_UIDVALIDITY);
    out->exists = s->exists;
    s->selected = s->news = true;
    return OK;
}

static enum err need_selected(struct imap *s)
{
    begin(s);
    if (s->wire.lost) return imap_wire_fail(&s->wire, IMAP_LOST_IT);
    if (!s->selected) bug("no folder was selected");
    return OK;
}

struct range {
    bool places; /* or UIDs */
    uint32_t from, to;
};

/* UIDs and sizes of a range, in the order they came. What is outside of it was not asked for, like the changed flags of
 * another mail: as the end of a list, it would hide all that stands before it. */
static enum err list(struct imap *s, struct arena *a, struct range r, struct imap_mail_list *out)
{
    struct imap_answer it;
    out->n = 0;
    TRY(ask(s, str_format(s->scratch, "%sFETCH %u:%u (UID%s)", r.places ? "" : "UID ", r.from, r.to,
                          s->no_sizes ? "" : " RFC822.SIZE")));
    do {
        TRY(hear(s, &it));
        if (it.says != IMAP_FETCH || it.uid == 0) continue;
        uint32_t at = r.places ? it.number : it.uid;
        if (at < r.from || at > r.to) continue;
        if (out->n >= 2 * IMAP_BATCH) return imap_wire_lose(&s->wire, IMAP_UNASKED);
        *LIST_ADD(a, out) = (struct imap_mail){ .uid = it.uid, .size = it.size };
    } while (!is_end(&it));
    return judge(s, &it);
}

static int by_uid(const void *x, const void *y)
{
    uint32_t a = ((const struct imap_mail *)x)->uid, b = ((const struct imap_mail *)y)->uid;
    return a < b ? -1 : a > b;
}

/* Ascending, each once, above `after`, a batch at most. */
static void put_in_order(struct imap_mail_list *l, uint32_t after)
{
    size_t n = 0;
    if (l->n) qsort(l->at, l->n, sizeof *l->at, by_uid);
    for (size_t i = 0; i < l->n && n < IMAP_BATCH; i++) {
        if (l->at[i].uid <= after) continue;
        if (n && l->at[n - 1].uid == l->at[i].uid) {
            if (l->at[n - 1].size < 0) l->at[n - 1].size = l->at[i].size;
            continue;
        }
        l->at[n++] = l->at[i];
    }
    l->n = n;
}

/* The UID of the mail at a place; 0: there is none. */
static enum err uid_at(struct imap *s, struct arena *a, uint32_t place, uint32_t *uid)
{
    struct imap_mail_list one = { 0 };
    TRY(list(s, a, (struct range){ .places = true, .from = place, .to = place }, &one));
    *uid = one.n ? one.at[0].uid : 0;
    return OK;
}

/* The first place whose UID is above `after`; exists + 1: none. UIDs ascend with places (RFC 3501 §2.3.1.1), so that
 * twenty questions find it among a million. */
static enum err place_above(struct imap *s, struct arena *a, uint32_t after, uint32_t *place)
{
    uint32_t low = 1, high = s->exists + 1;
    while (low < high && s->exists > 0) {
        uint32_t middle = low + (high - low) / 2, uid = 0;
        /* What comes later is mostly at the end: that is looked at first. */
        if (low == 1 && high == s->exists + 1) middle = s->exists;
        TRY(uid_at(s, a, middle, &uid));
        if (uid == 0 || uid > after)
            high = middle;
        else
            low = middle + 1;
    }
    *place = low;
    return OK;
}

/* Behind a gap: by places, and the one before has to be one that is known. Otherwise places moved meanwhile, which they
 * must not between FETCHes (RFC 3501 §7.4.1), and some would be passed over. */
static enum err list_behind_gap(struct imap *s, struct arena *a, uint32_t after, struct imap_mail_list *out)
{
    for (int i = 0; i < SEARCHES; i++) {
        uint32_t place = 0;
        TRY(place_above(s, a, after, &place));
        out->n = 0;
        if (place > s->exists) return OK;
        uint32_t from = place > 1 ? place - 1 : 1, to = place - 1 + IMAP_BATCH;
        if (to > s->exists) to = s->exists;
        TRY(list(s, a, (struct range){ .places = true, .from = from, .to = to }, out));
        uint32_t lowest = UINT32_MAX;
        for (size_t k = 0; k < out->n; k++)
            if (out->at[k].uid < lowest) lowest = out->at[k].uid;
        if (place > 1 && lowest > after) continue;
        put_in_order(out, after);
        if (out->n > 0) return OK;
    }
    return imap_wire_fail(&s->wire, IMAP_PLACES_MOVE);
}

void imap_leave_sizes(struct imap *s)
{
    s->no_sizes = true;
}

enum err imap_uids(struct imap *s, struct arena *a, uint32_t after, struct imap_mail_list *out)
{
    *out = (struct imap_mail_list){ 0 };
    TRY(need_selected(s));
    s->news = false;
    if (after == UINT32_MAX) return OK;
    uint32_t to = after > UINT32_MAX - IMAP_BATCH ? UINT32_MAX : after + IMAP_BATCH;
    TRY(list(s, a, (struct range){ .from = after + 1, .to = to }, out));
    put_in_order(out, after);
    if (out->n > 0 || to == UINT32_MAX) return OK;
    return list_behind_gap(s, a, to, out);
}

/* Listed, and without its bytes: what another client has removed meanwhile is so until we are told (Dovecot), and then
 * it is not. What still is there is kept back. */
static enum err no_body(struct imap *s, uint32_t uid, bool there)
{
    struct imap_mail_list still = { 0 };
    if (there) {
        TRY(told(s, STR("NOOP")));
        TRY(list(s, s->scratch, (struct range){ .from = uid, .to = uid }, &still));
    }
    return imap_wire_fail(&s->wire, still.n ? IMAP_KEPT_BACK : IMAP_GONE);
}

/* A short mail without a line end may come in quotes. */
static enum err take_quoted(struct imap_wire *w, str body)
{
    if (w->bodies++) return imap_wire_lose(w, IMAP_TWO_MAILS);
    w->cut = (int64_t)body.n > w->most;
    return imap_wire_give(w, str_cut(body, w->cut ? (size_t)w->most : body.n));
}

/* Answers to a fetch until the last: *there, the mail is listed; *given, with its bytes. */
static enum err hear_mail(struct imap *s, uint32_t uid, bool *there, bool *given)
{
    struct imap_wire *w = &s->wire;
    struct imap_answer it;
    do {
        int before = w->bodies;
        TRY(hear(s, &it));
        bool ours = it.says == IMAP_FETCH && it.uid == uid, body = it.says == IMAP_FETCH && it.has_body;
        if ((body || w->bodies > before) && !ours) return imap_wire_lose(w, IMAP_OTHER_MAIL);
        if (body && w->bodies == before) TRY(take_quoted(w, it.body));
        *there |= ours;
        *given |= ours && body;
    } while (!is_end(&it) && !w->lost);
    return w->lost ? OK : judge(s, &it);
}

enum err imap_fetch(struct imap *s, const struct imap_mail *which, int64_t most, struct imap_sink to,
                    struct imap_fetched *out)
{
    struct imap_wire *w = &s->wire;
    bool larger = which->size > most || which->size < 0, there = false, given = false;
    *out = (struct imap_fetched){ 0 };
    TRY(need_selected(s));
    w->sink = to;
    w->most = most;
    w->came = w->bodies = 0;
    w->cut = false;
    str part = larger ? str_format(s->scratch, "<0.%lld>", (long long)most) : (str){ 0 };
    TRY(ask(s, str_format(s->scratch, "UID FETCH %u (UID BODY.PEEK[]%.*s)", which->uid, STR_ARG(part))));
    enum err err = hear_mail(s, which->uid, &there, &given);
    w->sink.take = NULL;
    TRY(err);
    if (!given) return no_body(s, which->uid, there);
    if (w->came == 0 && which->size > 0) return no_body(s, which->uid, true);
    out->bytes = w->came;
    out->cut = w->cut || (larger && w->came == most);
    return OK;
}

static bool is_flag(str flag)
{
    static const char *const system[] = { "\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft" };
    for (size_t i = 0; i < COUNT_OF(system); i++)
        if (str_is_nocase(flag, str_of(system[i]))) return true;
    for (size_t i = 0; i < flag.n; i++)
        if (flag.at[i] <= ' ' || flag.at[i] > '~' || memchr("(){%*\"\\]", flag.at[i], 8)) return false;
    return flag.n > 0 && flag.n <= FLAG_BYTES;
}

static enum err store(struct imap *s, uint32_t uid, str flag)
{
    return told(s, str_format(s->scratch, "UID STORE %u +FLAGS.SILENT (%.*s)", uid, STR_ARG(flag)));
}

enum err imap_flag(struct imap *s, uint32_t uid, str flag)
{
    TRY(need_selected(s));
    if (!is_flag(flag)) return imap_wire_fail(&s->wire, IMAP_BAD_FLAG);
    return store(s, uid, flag);
}

enum err imap_move(struct imap *s, uint32_t uid, str folder)
{
    str name;
    TRY(need_selected(s));
    TRY(folder_named(s, folder, &name));
    const char *verb = s->can & CAN_MOVE ? "MOVE" : "COPY";
    TRY(told(s, str_format(s->scratch, "UID %s %u %.*s", verb, uid, STR_ARG(name))));
    if (s->can & CAN_MOVE) return OK;
    TRY(store(s, uid, STR("\\Deleted")));
    if (!(s->can & CAN_UIDPLUS)) return OK;
    return told(s, str_format(s->scratch, "UID EXPUNGE %u", uid));
}

static struct imap_folder folder_of(struct arena *a, const struct imap_answer *it, str name)
{
    static const char *const uses[] = { "sent", "drafts", "junk", "trash", "archive", "all", "flagged" };
    struct imap_folder out = { .name = str_copy(a, name) };
    str flags = it->flags;
    out.closed = imap_has(flags, "\\Noselect") || imap_has(flags, "\\NonExistent");
    for (size_t i = 0; i < COUNT_OF(uses); i++)
        if (imap_has(flags, str_z(a, str_format(a, "\\%s", uses[i])))) out.use = str_of(uses[i]);
    return out;
}

enum err imap_folders(struct imap *s, struct arena *a, struct imap_folder_list *out)
{
    struct imap_answer it;
    str name;
    *out = (struct imap_folder_list){ 0 };
    begin(s);
    TRY(ask(s, s->can & CAN_LIST_USES ? STR("LIST \"\" \"*\" RETURN (SPECIAL-USE)") : STR("LIST \"\" \"*\"")));
    do {
        TRY(hear(s, &it));
        if (it.says != IMAP_LIST || !imap_folder_name(s->answers, it.folder, &name)) continue;
        if (out->n >= IMAP_FOLDERS) return imap_wire_lose(&s->wire, IMAP_MANY_FOLDERS);
        *LIST_ADD(a, out) = folder_of(a, &it, name);
    } while (!is_end(&it));
    return judge(s, &it);
}

/* What the server says meanwhile, until something came or the time is over. */
static enum err hear_news(struct imap *s, usec until)
{
    struct imap_answer it;
    while (!s->news) {
        int n = imap_wire_wait(&s->wire, until);
        if (n < 0) return imap_fault_err(s->wire.trouble.fault);
        if (n == 0) return OK;
        s->wire.until = monotonic_now() + s->command_ms * MILLISECOND;
        TRY(hear(s, &it));
        if (is_end(&it)) return imap_wire_lose(&s->wire, IMAP_UNASKED);
    }
    return OK;
}

/* One IDLE: RFC 2177. *refused: the server said it could, and cannot. */
static enum err idle_once(struct imap *s, usec until, bool *refused)
{
    struct imap_answer it;
    TRY(ask(s, STR("IDLE")));
    do TRY(hear(s, &it));
    while (it.says != IMAP_GO_ON && !is_end(&it));
    if (is_end(&it)) {
        *refused = true;
        return it.says == IMAP_OK ? imap_wire_lose(&s->wire, IMAP_UNASKED) : OK;
    }
    TRY(hear_news(s, until));
    s->wire.until = monotonic_now() + s->command_ms * MILLISECOND;
    TRY(say_line(s, STR("DONE")));
    do TRY(hear(s, &it));
    while (!is_end(&it));
    return judge(s, &it);
}

static enum err ask_once(struct imap *s, usec until)
{
    int n = imap_wire_wait(&s->wire, until);
    return n < 0 ? imap_fault_err(s->wire.trouble.fault) : told(s, STR("NOOP"));
}

enum imap_idled imap_idle(struct imap *s, int64_t timeout_ms)
{
    enum err err = need_selected(s);
    usec end = monotonic_now() + timeout_ms * MILLISECOND;
    for (bool first = true; err == OK && !s->news && (first || monotonic_now() < end); first = false) {
        bool can = s->can & CAN_IDLE, refused = false;
        usec turn = monotonic_now() + (can ? s->again_ms : s->poll_ms) * MILLISECOND;
        begin(s);
        err = can ? idle_once(s, turn < end ? turn : end, &refused) : ask_once(s, turn < end ? turn : end);
        if (refused) s->can &= ~CAN_IDLE;
    }
    if (s->wire.stopped) return IMAP_STOPPED;
    if (err != OK) {
        s->wire.lost = true;
        return IMAP_LOST;
    }
    return s->news ? IMAP_NEWS : IMAP_NOTHING;
}
