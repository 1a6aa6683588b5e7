#include "channel/email/imap_wire.h"

#include <poll.h>

#include "channel/email/imap_words.h"

enum err imap_wire_fail(struct imap_wire *w, enum imap_fault fault)
{
    w->trouble = (struct imap_trouble){ .fault = fault };
    return imap_fault_err(fault);
}

enum err imap_wire_lose(struct imap_wire *w, enum imap_fault fault)
{
    w->lost = true;
    return imap_wire_fail(w, fault);
}

static enum err stopped(struct imap_wire *w)
{
    w->stopped = true;
    return imap_wire_lose(w, IMAP_WAS_STOPPED);
}

/* Until the socket is ready for `events`; OK also when it is not and the time is over: *ready. */
static enum err ready(struct imap_wire *w, short events, usec until, bool *is)
{
    struct pollfd fds[2] = { { .fd = w->socket, .events = events },
                             { .fd = w->stop > 0 ? w->stop : -1, .events = POLLIN } };
    usec left = until - monotonic_now();
    int n = poll(fds, 2, left > 0 ? (int)((left + MILLISECOND - 1) / MILLISECOND) : 0);
    if (fds[1].revents) return stopped(w);
    *is = n > 0;
    return OK;
}

enum err imap_wire_say(struct imap_wire *w, str bytes)
{
    while (bytes.n > 0) {
        if (w->lost) return imap_wire_lose(w, IMAP_LOST_IT);
        size_t sent = 0;
        CURLcode code = curl_easy_send(w->curl, bytes.at, bytes.n, &sent);
        if (code != CURLE_OK && code != CURLE_AGAIN) return imap_wire_lose(w, IMAP_LOST_IT);
        bytes = str_from(bytes, sent);
        bool can = true;
        if (code == CURLE_AGAIN) TRY(ready(w, POLLOUT, w->until, &can));
        if (!can) return imap_wire_lose(w, IMAP_SILENT);
    }
    return OK;
}

/* What TLS has already taken from the socket is not seen by poll: it is asked for first. *came: 0, nothing until then.
 */
static enum err more(struct imap_wire *w, usec until, size_t *came)
{
    for (;;) {
        if (w->lost) return imap_wire_lose(w, IMAP_LOST_IT);
        *came = 0;
        CURLcode code = curl_easy_recv(w->curl, w->in, sizeof w->in, came);
        if (code == CURLE_OK && *came > 0) {
            w->at = 0;
            w->n = *came;
            return OK;
        }
        if (code != CURLE_AGAIN) return imap_wire_lose(w, IMAP_LOST_IT);
        bool is = false;
        TRY(ready(w, POLLIN, until, &is));
        if (!is) return OK;
    }
}

static enum err fill(struct imap_wire *w)
{
    size_t came = 0;
    if (monotonic_now() >= w->until) return imap_wire_lose(w, IMAP_SILENT);
    TRY(more(w, w->until, &came));
    return came ? OK : imap_wire_lose(w, IMAP_SILENT);
}

int imap_wire_wait(struct imap_wire *w, usec until)
{
    size_t came = 0;
    if (w->at < w->n) return 1;
    if (more(w, until, &came) != OK) return -1;
    return came > 0;
}

static enum err spend(struct imap_wire *w, size_t bytes)
{
    w->bytes_left -= (int64_t)bytes;
    return w->bytes_left < 0 ? imap_wire_lose(w, IMAP_ENDLESS) : OK;
}

static enum err hear_line(struct imap_wire *w, struct text *out)
{
    for (;;) {
        if (w->at == w->n) TRY(fill(w));
        const char *from = w->in + w->at, *end = memchr(from, '\n', w->n - w->at);
        size_t n = end ? (size_t)(end - from) + 1 : w->n - w->at;
        if (out->n + n > IMAP_ANSWER_BYTES) return imap_wire_lose(w, IMAP_ENDLESS_LINE);
        TRY(spend(w, n));
        text_add(out, (str){ .at = from, .n = n });
        w->at += n;
        if (!end) continue;
        if (out->n < 2 || out->at[out->n - 2] != '\r') return imap_wire_lose(w, IMAP_NONSENSE);
        return OK;
    }
}

static enum err hear_literal(struct imap_wire *w, int64_t n, struct text *out)
{
    if ((int64_t)out->n + n > IMAP_ANSWER_BYTES) return imap_wire_lose(w, IMAP_UNASKED);
    TRY(spend(w, (size_t)n));
    while (n > 0) {
        if (w->at == w->n) TRY(fill(w));
        size_t now = w->n - w->at < (size_t)n ? w->n - w->at : (size_t)n;
        text_add(out, (str){ .at = w->in + w->at, .n = now });
        w->at += now;
        n -= (int64_t)now;
    }
    return OK;
}

enum err imap_wire_give(struct imap_wire *w, str bytes)
{
    enum err err = bytes.n ? w->sink.take(w->sink.with, bytes) : OK;
    w->came += (int64_t)bytes.n;
    if (err == OK) return OK;
    imap_wire_lose(w, IMAP_NOT_KEPT);
    return err;
}

static enum err hear_body(struct imap_wire *w, int64_t n)
{
    if (w->bodies++) return imap_wire_lose(w, IMAP_TWO_MAILS);
    w->cut = n > w->most;
    int64_t left = w->cut ? w->most : n;
    w->until += left * SECOND / IMAP_BYTES_PER_S;
    while (left > 0) {
        if (w->at == w->n) TRY(fill(w));
        size_t now = w->n - w->at < (size_t)left ? w->n - w->at : (size_t)left;
        TRY(imap_wire_give(w, (str){ .at = w->in + w->at, .n = now }));
        w->at += now;
        left -= (int64_t)now;
    }
    return OK;
}

/* The announcement at the end of the answer so far becomes one of nothing. */
static void empty_literal(struct text *out)
{
    while (out->at[out->n - 1] != '{') out->n--;
    text_add(out, STR("0}\r\n"));
}

enum err imap_wire_hear(struct imap_wire *w, struct text *out)
{
    for (;;) {
        int64_t n = 0;
        size_t from = out->n;
        TRY(hear_line(w, out));
        int literal = imap_literal(text_str(out), from, &n);
        if (literal < 0) return imap_wire_lose(w, IMAP_LARGE_LITERAL);
        if (literal == 0) return OK;
        if (!w->sink.take || !imap_body_follows(text_str(out))) {
            TRY(hear_literal(w, n, out));
            continue;
        }
        TRY(hear_body(w, n));
        empty_literal(out);
        if (!w->cut) continue;
        text_add(out, STR(")\r\n")); /* the rest is never read */
        w->lost = true;
        return OK;
    }
}
