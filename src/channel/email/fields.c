#include "channel/email/fields.h"

str fields_mended(struct arena *a, str raw)
{
    bool any_lf = raw.n && memchr(raw.at, '\n', raw.n), any_cr = raw.n && memchr(raw.at, '\r', raw.n);
    bool doubled = any_lf && memmem(raw.at, raw.n, "\r\r\n", 3);
    if (!any_cr || (any_lf && !doubled)) return raw;
    struct text out = { .arena = a };
    text_room(&out, raw.n);
    for (size_t i = 0; i < raw.n; i++) {
        if (any_lf && raw.at[i] == '\r' && i + 1 < raw.n && raw.at[i + 1] == '\r') continue;
        text_addc(&out, !any_lf && raw.at[i] == '\r' ? '\n' : raw.at[i]);
    }
    return text_str(&out);
}

static str next_line(str *rest)
{
    str line = str_split(rest, '\n');
    return str_ends(line, STR("\r")) ? str_cut(line, line.n - 1) : line;
}

static bool folded(str line)
{
    return line.n && (line.at[0] == ' ' || line.at[0] == '\t');
}

/* RFC 5322 §2.2, and the blanks before the colon that §4.5 still allows. 0: not a field. */
static size_t name_bytes(str line)
{
    size_t n = 0;
    while (n < line.n && line.at[n] > 32 && line.at[n] < 127 && line.at[n] != ':') n++;
    size_t colon = n;
    while (colon < line.n && (line.at[colon] == ' ' || line.at[colon] == '\t')) colon++;
    return colon < line.n && line.at[colon] == ':' ? n : 0;
}

static void keep_field(struct arena *a, struct raw_fields *out, struct raw_field field, size_t *bytes)
{
    if (field.value.n > MAIL_FIELD_BYTES || field.name.n > MAIL_NAME_BYTES) out->cuts |= CUT_FIELD;
    field.value = str_trim(str_cut(field.value, MAIL_FIELD_BYTES));
    *bytes += field.name.n + field.value.n;
    if (field.name.n > MAIL_NAME_BYTES) return;
    if (*bytes > MAIL_HEAD_BYTES) out->cuts |= CUT_HEAD;
    if (out->fields.n == MAIL_FIELDS) out->cuts |= CUT_FIELDS;
    if (*bytes > MAIL_HEAD_BYTES || out->fields.n == MAIL_FIELDS) return;
    *LIST_ADD(a, &out->fields) = field;
}

/* The lines of one field, joined; only as many bytes as are kept, so a folded bomb costs nothing. */
static str unfolded(struct arena *a, str value, str *rest)
{
    if (!folded(*rest)) return value;
    struct text out = { .arena = a };
    text_add(&out, value);
    while (folded(*rest)) {
        str line = next_line(rest);
        if (out.n <= MAIL_FIELD_BYTES) text_add(&out, line);
    }
    return text_str(&out);
}

static bool is_mbox(str line)
{
    return str_starts(line, STR("From ")) || str_starts(line, STR(">From "));
}

/* A line that is no field: the mail has lost the empty line before its body, unless the next one is a field again. */
static bool begins_body(str rest, bool first)
{
    str after = rest;
    str next = next_line(&after);
    return first || (name_bytes(next) == 0 && next.n > 0);
}

void fields_read(struct arena *a, str raw, struct raw_fields *out)
{
    str rest = raw;
    size_t bytes = 0;
    out->body = raw;
    while (rest.n) {
        str before = rest, line = next_line(&rest);
        size_t name = name_bytes(line);
        if (line.n == 0) break;
        if (is_mbox(line) && bytes == 0) continue;
        if (name == 0) {
            if (!begins_body(rest, bytes == 0)) continue;
            rest = before;
            break;
        }
        str value = str_from(line, (size_t)((const char *)memchr(line.at, ':', line.n) - line.at) + 1);
        struct raw_field field = { .name = str_cut(line, name), .value = unfolded(a, value, &rest) };
        field.spaced = line.at[name] != ':';
        keep_field(a, out, field, &bytes);
    }
    out->body = rest;
}

bool fields_find(const struct raw_fields *h, const char *name, str *value)
{
    for (size_t i = 0; i < h->fields.n; i++) {
        if (!str_is_nocase(h->fields.at[i].name, str_of(name))) continue;
        *value = h->fields.at[i].value;
        return true;
    }
    return false;
}

size_t fields_count(const struct raw_fields *h, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < h->fields.n; i++) n += str_is_nocase(h->fields.at[i].name, str_of(name));
    return n;
}
