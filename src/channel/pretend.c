/* How to write a channel. This one pretends: no bytes leave the house, so it can be read and tested whole.
 *
 * A kind is a file like this one and a line in kinds.c. It is a row of functions; what it leaves out it cannot do.
 *
 *   .name   Stands in rows for ever: never change it, never use it again for something else.
 *   .title  What people call it.
 *
 *   .hear   Raw bytes, as they came, to what was said and by whom.
 *           When it is called the bytes are safe already: nothing is lost by failing. It runs in a reaction, with a
 *           transaction, and may run twice; it only reads. It must cope with anything a stranger can send: refuse with
 *           INVALID and the field named, and after some patient tries a person sees it among the parked work.
 *           What is odd but understandable (an address that is none, no name, text with strange characters) is no
 * reason to refuse: leave that member empty. `machine` sets it apart as spam, where it can be brought back from. All
 * texts are valid UTF-8 without NUL; they may point into `raw`.
 *
 *   .send   One message of ours to the outside world.
 *           It runs without a transaction (t->db is NULL), in the pool that may wait, and is called until it returns
 * OK: at least once, so a copy may be sent twice when we die in between. Give it the message's own id, by which the
 * other side can tell. Say REMOTE when the outside refused or was silent; that is tried again after 1, 2, 4 … minutes.
 * Messages to one customer keep their order.
 *
 * Who brings the bytes calls incoming_keep, with the sender's own key for them when it has one: the same key twice is
 * one incoming. */
#include "channel/pretend.h"

#include <pthread.h>

/* What arrives looks so:   from: ann@example.org            (may be missing)
 *                          name: Ann                        (may be missing)
 *                          about: My order                  (may be missing)
 *                                                           (an empty line)
 *                          Where is it?                     (the rest is what was said) */
static enum err hear(struct turn *t, str raw, struct heard *out)
{
    str rest = raw;
    while (rest.n) {
        str line = str_split(&rest, '\n');
        if (str_empty(line)) break;
        str key = str_split(&line, ':');
        str value = str_trim(line);
        if (str_is(key, STR("from")))
            out->email = value;
        else if (str_is(key, STR("name")))
            out->name = value;
        else if (str_is(key, STR("about")))
            out->subject = value;
        else
            return fail_field(t, "head", "has a line that begins with neither from, name nor about");
    }
    out->body = rest;
    return str_empty(str_trim(rest)) ? fail_field(t, "body", "must say something") : OK;
}

/* The outside world: a shelf of the last messages. A kind that reaches real strangers has nothing like it. */
enum { SHELF = 16, TEXT_BYTES = 4096 };

static struct {
    pthread_mutex_t lock;
    bool away;
    size_t first, n;
    struct {
        struct outgoing what;
        char text[TEXT_BYTES];
    } at[SHELF];
} shelf = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* A turn's memory ends with the turn: what outlives it is copied. */
static str keep(char *to, size_t *used, str s)
{
    str part = str_cut(s, TEXT_BYTES - *used);
    char *at = to + *used;
    if (part.n) memcpy(at, part.at, part.n);
    *used += part.n;
    return (str){ .at = at, .n = part.n };
}

static void put(const struct outgoing *what)
{
    size_t place = (shelf.first + shelf.n++) % SHELF, used = 0;
    struct outgoing *to = &shelf.at[place].what;
    char *text = shelf.at[place].text;
    *to = *what;
    to->channel = keep(text, &used, what->channel);
    to->email = keep(text, &used, what->email);
    to->name = keep(text, &used, what->name);
    to->subject = keep(text, &used, what->subject);
    to->body = keep(text, &used, what->body);
}

static enum err send(struct turn *t, const struct outgoing *what)
{
    pthread_mutex_lock(&shelf.lock);
    bool taken = !shelf.away && shelf.n < SHELF;
    if (taken) put(what);
    pthread_mutex_unlock(&shelf.lock);
    return taken ? OK : fail(t, REMOTE, "nobody answers there");
}

bool pretend_sent(struct arena *a, struct outgoing *out)
{
    pthread_mutex_lock(&shelf.lock);
    bool found = shelf.n > 0;
    if (found) {
        const struct outgoing *it = &shelf.at[shelf.first].what;
        *out = *it;
        out->channel = str_copy(a, it->channel);
        out->email = str_copy(a, it->email);
        out->name = str_copy(a, it->name);
        out->subject = str_copy(a, it->subject);
        out->body = str_copy(a, it->body);
        shelf.first = (shelf.first + 1) % SHELF;
        shelf.n--;
    }
    pthread_mutex_unlock(&shelf.lock);
    return found;
}

void pretend_away(bool away)
{
    pthread_mutex_lock(&shelf.lock);
    shelf.away = away;
    pthread_mutex_unlock(&shelf.lock);
}

const struct channel_kind channel_pretend = { .name = "pretend", .title = "Pretended", .hear = hear, .send = send };
