/* Any bytes as WebSocket frames, whole and cut at every place the first byte says: the messages must be the same. */
#include "net/frame.h"
#include "text/utf8.h"

struct seen {
    uint64_t sum;
    int n;
    bool closed; /* the hub reads nothing behind a goodbye */
};

static void came(void *with, enum frame_kind kind, str bytes)
{
    struct seen *s = with;
    if (kind == FRAME_TEXT && !utf8_valid(bytes)) bug("a message that is not UTF-8");
    if (bytes.n > HUB_MESSAGE) bug("a message that is too large");
    s->sum = s->sum * 31 + str_hash(bytes) + kind;
    s->n++;
    s->closed |= kind == FRAME_CLOSE;
}

static struct seen read_all(str bytes, size_t step, int *fault)
{
    struct seen s = { 0 };
    struct frame_in in = { 0 };
    wslay_frame_context_ptr context = frame_context();
    struct frame_calls calls = { .with = &s, .came = came };
    for (*fault = 0; bytes.n > 0 && *fault == 0 && !s.closed; bytes = str_from(bytes, step))
        *fault = frame_read(&in, context, str_cut(bytes, step), &calls);
    frame_forget(&in);
    wslay_frame_context_free(context);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    if (n < 2) return 0;
    str bytes = { .at = (const char *)at + 1, .n = n - 1 };
    int one = 0, other = 0;
    struct seen whole = read_all(bytes, bytes.n, &one), cut = read_all(bytes, 1 + at[0] % 16, &other);
    if (one == 0 && other == 0 && (whole.n < cut.n)) bug("cut reading heard more");
    return 0;
}
