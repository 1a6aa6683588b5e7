#include "channel/email/mail.h"

#include "text/utf8.h"

str mail_field(const struct mail *m, const char *name)
{
    for (size_t i = 0; i < m->fields.n; i++)
        if (str_is_nocase(m->fields.at[i].name, str_of(name))) return m->fields.at[i].value;
    return (str){ 0 };
}

bool mail_has(const struct mail *m, const char *name)
{
    for (size_t i = 0; i < m->fields.n; i++)
        if (str_is_nocase(m->fields.at[i].name, str_of(name))) return true;
    return false;
}

const struct mail_part *mail_part_typed(const struct mail *m, const char *type)
{
    for (size_t i = 0; i < m->parts.n; i++)
        if (!m->parts.at[i].enclosed && str_is(m->parts.at[i].type, str_of(type))) return &m->parts.at[i];
    return NULL;
}

/* The flat form. Both directions walk the struct by the same functions, so they cannot differ; every number is eight
 * bytes, lowest first, every text a number and its bytes. */
struct wire {
    struct arena *arena;
    struct text *out; /* NULL: reading */
    str in;
    bool bad;
};

static const char magic[] = "regulars mail 1\n";

enum said { A_LINE, A_TEXT, SOME_BYTES };

static int64_t wire_number(struct wire *w, int64_t n, int64_t least, int64_t most)
{
    uint64_t bits = (uint64_t)n;
    if (w->out) {
        for (int i = 0; i < 8; i++) text_addc(w->out, (char)(bits >> (8 * i) & 0xFF));
        return n;
    }
    if (w->bad || w->in.n < 8) {
        w->bad = true;
        return least;
    }
    bits = 0;
    for (int i = 0; i < 8; i++) bits |= (uint64_t)(unsigned char)w->in.at[i] << (8 * i);
    w->in = str_from(w->in, 8);
    n = (int64_t)bits;
    if (n < least || n > most) w->bad = true;
    return w->bad ? least : n;
}

static int wire_word(struct wire *w, int value, int most)
{
    return (int)wire_number(w, value, 0, most);
}

static void wire_text(struct wire *w, str *s, enum said said, size_t most)
{
    size_t n = (size_t)wire_number(w, (int64_t)s->n, 0, (int64_t)most);
    if (w->out) {
        text_add(w->out, *s);
        return;
    }
    if (n > w->in.n) w->bad = true;
    if (w->bad) n = 0;
    *s = str_cut(w->in, n);
    w->in = str_from(w->in, n);
    if (said != SOME_BYTES && !utf8_valid(*s)) w->bad = true;
    if (said == A_LINE && !str_is(utf8_line(w->arena, *s), *s)) w->bad = true;
    if (w->bad) *s = (str){ 0 };
}

/* How many there are; reading, room for them. Each takes eight bytes at least, so a lie asks for no memory. */
static size_t wire_many(struct wire *w, struct list *list, size_t size, size_t most)
{
    size_t n = (size_t)wire_number(w, (int64_t)list->n, 0, (int64_t)most);
    if (w->out) return n;
    if (n > w->in.n / 8) w->bad = true;
    if (w->bad || n == 0) return 0;
    list->at = arena_take_many(w->arena, size, n);
    list->n = list->room = n;
    return n;
}
#define WIRE_MANY(w, many, most) wire_many((w), (struct list *)(void *)(many), sizeof *(many)->at, (most))

static void wire_address(struct wire *w, struct mail_address *one)
{
    wire_text(w, &one->name, A_LINE, MAIL_LINE_BYTES);
    wire_text(w, &one->email, A_LINE, MAIL_LINE_BYTES);
}

static void wire_addresses(struct wire *w, struct mail_address_list *list)
{
    size_t n = WIRE_MANY(w, list, MAIL_ADDRESSES);
    for (size_t i = 0; i < n; i++) wire_address(w, &list->at[i]);
}

static void wire_part(struct wire *w, struct mail_part *p)
{
    p->form = (enum mail_form)wire_word(w, (int)p->form, MESSAGE);
    p->disposition = (enum mail_disposition)wire_word(w, (int)p->disposition, ATTACHED);
    p->label = (enum mail_label)wire_word(w, (int)p->label, CALENDAR);
    p->flow = (enum mail_flow)wire_word(w, (int)p->flow, FLOWED_WITHOUT_BLANK);
    p->uses = wire_word(w, p->uses, USE_TEXT | USE_HTML | USE_FILE);
    p->depth = wire_number(w, p->depth, 0, MAIL_DEPTH);
    p->enclosed = wire_word(w, p->enclosed, 1) != 0;
    str *const lines[] = { &p->type, &p->charset, &p->name, &p->cid, &p->method };
    for (size_t i = 0; i < COUNT_OF(lines); i++) wire_text(w, lines[i], A_LINE, MAIL_LINE_BYTES);
    bool text = (p->uses & (USE_TEXT | USE_HTML)) && !(p->uses & USE_FILE);
    wire_text(w, &p->bytes, text ? A_TEXT : SOME_BYTES, (size_t)4 * MAIL_BYTES);
}

static void wire_lists(struct wire *w, struct mail *m)
{
    size_t n = WIRE_MANY(w, &m->references, MAIL_REFERENCES);
    for (size_t i = 0; i < n; i++) wire_text(w, &m->references.at[i], A_LINE, MAIL_ID_BYTES);
    n = WIRE_MANY(w, &m->fields, MAIL_FIELDS);
    for (size_t i = 0; i < n; i++) {
        wire_text(w, &m->fields.at[i].name, A_LINE, MAIL_NAME_BYTES);
        wire_text(w, &m->fields.at[i].value, A_LINE, (size_t)4 * MAIL_FIELD_BYTES);
        m->fields.at[i].spaced = wire_word(w, m->fields.at[i].spaced, 1) != 0;
    }
    n = WIRE_MANY(w, &m->parts, MAIL_PARTS);
    for (size_t i = 0; i < n; i++) wire_part(w, &m->parts.at[i]);
}

static void wire_mail(struct wire *w, struct mail *m)
{
    m->sender_is = (enum mail_sender)wire_word(w, (int)m->sender_is, FROM_UNCLEAR);
    wire_address(w, &m->from);
    wire_address(w, &m->sender);
    struct mail_address_list *const lists[] = { &m->all, &m->reply_to, &m->to, &m->cc };
    for (size_t i = 0; i < COUNT_OF(lists); i++) wire_addresses(w, lists[i]);
    wire_text(w, &m->subject, A_LINE, MAIL_LINE_BYTES);
    m->date = wire_number(w, m->date, 0, INT64_MAX);
    wire_text(w, &m->id, A_LINE, MAIL_ID_BYTES);
    wire_text(w, &m->in_reply_to, A_LINE, MAIL_ID_BYTES);
    wire_lists(w, m);
    wire_text(w, &m->text, A_TEXT, (size_t)4 * MAIL_BYTES);
    wire_text(w, &m->html, A_TEXT, (size_t)4 * MAIL_BYTES);
    m->folded = wire_word(w, m->folded, 1) != 0;
    wire_text(w, &m->html_said, A_TEXT, (size_t)4 * MAIL_BYTES);
    m->cuts = wire_word(w, m->cuts, 2 * CUT_ADDRESSES - 1);
}

void mail_write(struct text *out, const struct mail *m)
{
    struct wire w = { .arena = out->arena, .out = out };
    struct mail copy = *m; /* writing changes nothing, but the walk is the same as reading's */
    text_add(out, str_of(magic));
    wire_mail(&w, &copy);
}

bool mail_read(struct arena *a, str flat, struct mail *out)
{
    struct wire w = { .arena = a, .in = flat };
    if (!str_starts(flat, str_of(magic))) return false;
    w.in = str_from(flat, sizeof magic - 1);
    wire_mail(&w, out);
    bool one = out->sender_is == FROM_ONE;
    return !w.bad && w.in.n == 0 && one == (out->from.email.n > 0);
}
