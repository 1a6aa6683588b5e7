#include "channel/email/smtp_wire.h"

#include <sys/poll.h>

#include "text/utf8.h"

enum { WORDS_CHARACTERS = 300, LAST_MS = 10000 };

bool smtp_line(str line, int *code, bool *more, str *words)
{
    line = str_ends(line, STR("\r")) ? str_cut(line, line.n - 1) : line;
    if (line.n < 3 || line.at[0] < '2' || line.at[0] > '5') return false;
    for (int i = 1; i < 3; i++)
        if (line.at[i] < '0' || line.at[i] > '9') return false;
    if (line.n > 3 && line.at[3] != ' ' && line.at[3] != '-') return false;
    *code = (line.at[0] - '0') * 100 + (line.at[1] - '0') * 10 + (line.at[2] - '0');
    *more = line.n > 3 && line.at[3] == '-';
    *words = str_trim(str_from(line, 4));
    return true;
}

/* Until the server can be heard or spoken to. Who has to stop stops here, but what was given whole is not left alone at
 * once: its answer is nearly there. */
static bool wait_for(struct smtp *s, short events, usec *until)
{
    struct pollfd on[] = { { .fd = s->socket, .events = events },
                           { .fd = s->stop > 0 ? s->stop : -1, .events = POLLIN } };
    for (usec left; (left = *until - monotonic_now()) > 0;) {
        if (poll(on, COUNT_OF(on), (int)(left / MILLISECOND) + 1) <= 0) return false;
        if (on[0].revents) return true;
        s->stopped = !s->behind_dot;
        if (s->stopped) return false;
        on[1].fd = s->stop = -1;
        usec soon = monotonic_now() + LAST_MS * MILLISECOND;
        *until = *until < soon ? *until : soon;
    }
    return false;
}

/* Whatever goes out makes its way within the time of one answer, or the connection is no use any more. */
bool smtp_say(struct smtp *s, str bytes)
{
    usec until = monotonic_now() + s->answer_ms * MILLISECOND;
    while (bytes.n && !s->lost) {
        size_t n = 0;
        CURLcode code = curl_easy_send(s->curl, bytes.at, bytes.n, &n);
        if (code == CURLE_OK && n) {
            bytes = str_from(bytes, n);
            until = monotonic_now() + s->answer_ms * MILLISECOND;
        } else
            s->lost = (code != CURLE_AGAIN && code != CURLE_OK) || !wait_for(s, POLLOUT, &until);
    }
    return !s->lost;
}

/* More bytes behind those that wait to be read. */
static enum smtp_fault read_more(struct smtp *s, usec *until)
{
    while (true) {
        size_t n = 0;
        if (s->n_in == sizeof s->in) return SMTP_NONSENSE; /* a line without an end */
        CURLcode code = curl_easy_recv(s->curl, s->in + s->n_in, sizeof s->in - s->n_in, &n);
        s->n_in += n;
        if (code == CURLE_OK) return n ? SMTP_NO_FAULT : SMTP_LOST;
        if (code != CURLE_AGAIN) return SMTP_LOST;
        if (!wait_for(s, POLLIN, until)) return s->stopped ? SMTP_STOPPED : SMTP_SILENT;
    }
}

static bool take_line(struct smtp *s, struct arena *a, str *out)
{
    const char *end = memchr(s->in, '\n', s->n_in);
    if (!end) return false;
    size_t n = (size_t)(end - s->in);
    *out = str_copy(a, (str){ .at = s->in, .n = n });
    s->n_in -= n + 1;
    memmove(s->in, s->in + n + 1, s->n_in);
    return true;
}

enum smtp_fault smtp_hear(struct smtp *s, struct arena *a, int64_t ms, struct smtp_reply *out)
{
    usec until = monotonic_now() + ms * MILLISECOND;
    struct text words = { .arena = a };
    enum smtp_fault heard = s->stopped ? SMTP_STOPPED : s->lost ? SMTP_LOST : SMTP_NO_FAULT;
    bool more = true;
    *out = (struct smtp_reply){ 0 };
    for (int lines = 0; more && heard == SMTP_NO_FAULT;) {
        str line = { 0 }, said = { 0 };
        int code = 0;
        if (!take_line(s, a, &line)) {
            heard = read_more(s, &until);
            continue;
        }
        bool fits = smtp_line(line, &code, &more, &said) && (lines == 0 || code == out->code);
        if (!fits || ++lines > SMTP_LINES) heard = SMTP_NONSENSE;
        out->code = code;
        if (words.n && said.n) text_addc(&words, ' ');
        text_add(&words, said);
    }
    out->words = server_words(a, text_str(&words), s->secret);
    s->lost |= heard != SMTP_NO_FAULT || out->code == 421;
    if (heard != SMTP_NO_FAULT) out->code = 0;
    return heard;
}

bool smtp_talks(struct smtp *s)
{
    if (s->lost || s->n_in) return true;
    size_t n = 0;
    CURLcode code = curl_easy_recv(s->curl, s->in, sizeof s->in, &n);
    s->n_in = n;
    return code != CURLE_AGAIN;
}
