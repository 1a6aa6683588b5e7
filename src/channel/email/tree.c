#include "channel/email/tree.h"

#include "channel/email/counted.h"
#include "channel/email/encoded.h"
#include "text/utf8.h"

struct tree {
    struct arena *arena;
    struct mail *mail;
};

/* A field of a part: the first of that name, unfolded. */
static str part_field(struct tree *t, GMimeObject *o, const char *name)
{
    GMimeHeaderList *list = g_mime_object_get_header_list(o);
    GMimeHeader *header = g_mime_header_list_get_header(list, name);
    const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
    if (!raw) return (str){ 0 };
    struct text out = { .arena = t->arena };
    for (; *raw && out.n < MAIL_FIELD_BYTES; raw++)
        if (*raw != '\r' && *raw != '\n') text_addc(&out, *raw);
    return str_trim(text_str(&out));
}

static bool is_type(str s)
{
    size_t slashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        slashes += s.at[i] == '/';
        if (s.at[i] <= 32 || s.at[i] >= 127 || strchr("()<>@,;:\\\"[]?=", s.at[i])) return false;
    }
    return slashes == 1 && s.at[0] != '/' && s.at[s.n - 1] != '/' && s.n < 128;
}

/* "image / jpeg" is meant well; two types or none are not. */
static str type_of(struct arena *a, str field)
{
    struct text out = { .arena = a };
    str head = parameter_head(field);
    for (size_t i = 0; i < head.n; i++)
        if (head.at[i] != ' ' && head.at[i] != '\t') text_addc(&out, head.at[i]);
    str type = str_lower(a, text_str(&out));
    if (str_is(type, STR("text"))) return STR("text/plain");
    return is_type(type) ? type : (str){ 0 };
}

/* Only the last piece of a path, of any system. */
static str file_name(str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.at[i - 1] == '/' || name.at[i - 1] == '\\') {
            name = str_from(name, i);
            break;
        }
    name = str_trim(name);
    return str_is(name, STR(".")) || str_is(name, STR("..")) ? (str){ 0 } : name;
}

static str line_of(struct arena *a, str s, size_t most)
{
    return utf8_line(a, str_cut(s, most));
}

static str bare_id(struct arena *a, str s)
{
    ptrdiff_t open = str_find(s, STR("<"));
    s = str_from(s, (size_t)(open + 1));
    return line_of(a, str_trim(str_split(&s, '>')), MAIL_ID_BYTES);
}

static enum mail_label label_of(str type, str method, str protocol, str name)
{
    static const struct {
        const char *type, *method;
        enum mail_label label;
    } known[] = {
        { "multipart/signed", "application/pgp-signature", SIGNED_PGP },
        { "multipart/signed", "", SIGNED_SMIME },
        { "multipart/encrypted", "", ENCRYPTED_PGP },
        { "application/pgp-signature", "", SIGNED_PGP },
        { "application/pgp-encrypted", "", ENCRYPTED_PGP },
        { "application/pkcs7-signature", "", SIGNED_SMIME },
        { "application/x-pkcs7-signature", "", SIGNED_SMIME },
        { "application/pkcs7-mime", "signed-data", SIGNED_SMIME },
        { "application/x-pkcs7-mime", "signed-data", SIGNED_SMIME },
        { "application/pkcs7-mime", "", ENCRYPTED_SMIME },
        { "application/x-pkcs7-mime", "", ENCRYPTED_SMIME },
        { "application/ms-tnef", "", WINMAIL },
        { "application/vnd.ms-tnef", "", WINMAIL },
        { "text/calendar", "", CALENDAR },
        { "application/ics", "", CALENDAR },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        str wants = str_of(known[i].method);
        if (!str_is(type, str_of(known[i].type))) continue;
        if (wants.n == 0 || str_is_nocase(method, wants) || str_is_nocase(protocol, wants)) return known[i].label;
    }
    return str_is_nocase(name, STR("winmail.dat")) ? WINMAIL : PLAIN;
}

static void take_fields(struct tree *t, GMimeObject *o, struct mail_part *p)
{
    struct arena *a = t->arena;
    str type = part_field(t, o, "Content-Type"), disposition = part_field(t, o, "Content-Disposition");
    str said = parameter_head(disposition);
    p->type = type_of(a, type);
    if (!type.n)
        p->type = o && GMIME_IS_MESSAGE_PART(o) ? STR("message/rfc822") : STR("text/plain");
    else if (!p->type.n)
        p->type = STR("application/octet-stream");
    p->disposition = said.n == 0 ? UNSAID : str_is_nocase(said, STR("inline")) ? INLINE : ATTACHED;
    p->charset = line_of(a, parameter(a, type, "charset"), 64);
    if (str_is_nocase(parameter(a, type, "format"), STR("flowed")))
        p->flow = str_is_nocase(parameter(a, type, "delsp"), STR("yes")) ? FLOWED_WITHOUT_BLANK : FLOWED;
    str name = parameter(a, disposition, "filename");
    p->name = file_name(name.n ? name : parameter(a, type, "name"));
    p->cid = bare_id(a, part_field(t, o, "Content-ID"));
    static const char *const methods[] = { "method", "report-type", "smime-type", "protocol" };
    for (size_t i = 0; i < COUNT_OF(methods) && !p->method.n; i++)
        p->method = str_lower(a, line_of(a, parameter(a, type, methods[i]), 128));
    p->label = label_of(p->type, p->method, parameter(a, type, "protocol"), p->name);
}

/* The bytes of a part where they stand in the mail: GMime keeps a window on the stream it read. */
static str window(GMimeStream *stream)
{
    if (!GMIME_IS_STREAM_MEM(stream)) return (str){ 0 };
    const GByteArray *all = ((GMimeStreamMem *)stream)->buffer;
    gint64 from = stream->bound_start, to = stream->bound_end;
    if (!all || from < 0) return (str){ 0 };
    if (to < 0 || to > (gint64)all->len) to = all->len;
    return from < to ? (str){ .at = (const char *)all->data + from, .n = (size_t)(to - from) } : (str){ 0 };
}

/* Behind the line "begin 644 name". */
static str behind_begin(str s)
{
    while (s.n && !str_starts(s, STR("begin "))) str_split(&s, '\n');
    str_split(&s, '\n');
    return s;
}

static str decoded_as(struct arena *a, str raw, GMimeContentEncoding how)
{
    if (raw.n == 0 || (how != GMIME_CONTENT_ENCODING_BASE64 && how != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
                       how != GMIME_CONTENT_ENCODING_UUENCODE))
        return raw;
    struct text out = { .arena = a };
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, how);
    if (how == GMIME_CONTENT_ENCODING_UUENCODE) {
        raw = behind_begin(raw);
        state.state |= GMIME_UUDECODE_STATE_BEGIN;
    }
    size_t room = g_mime_encoding_outlen(&state, raw.n) + 64;
    out.n = g_mime_encoding_flush(&state, raw.at, raw.n, text_room(&out, room));
    return text_str(&out);
}

static str decoded(struct arena *a, GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    if (!content) return (str){ 0 };
    return decoded_as(a, window(g_mime_data_wrapper_get_stream(content)), g_mime_data_wrapper_get_encoding(content));
}

static void visit(struct tree *t, GMimeObject *o, int64_t depth, bool enclosed);

static struct mail_part *add_part(struct tree *t, int64_t depth, bool enclosed)
{
    struct mail_part_list *parts = &t->mail->parts;
    if (depth > MAIL_DEPTH) t->mail->cuts |= CUT_DEPTH;
    if (parts->n == MAIL_PARTS) t->mail->cuts |= CUT_PARTS;
    if (depth > MAIL_DEPTH || parts->n == MAIL_PARTS) return NULL;
    struct mail_part *p = LIST_ADD(t->arena, parts);
    *p = (struct mail_part){ .depth = depth, .enclosed = enclosed };
    return p;
}

/* A multipart without a single part: what stands around its boundaries is all that was said. */
static void visit_multipart(struct tree *t, GMimeMultipart *m, int64_t depth, bool enclosed)
{
    int n = g_mime_multipart_get_count(m);
    for (int i = 0; i < n; i++) visit(t, g_mime_multipart_get_part(m, i), depth + 1, enclosed);
    const char *before = n ? NULL : g_mime_multipart_get_prologue(m);
    const char *said = n || before ? before : g_mime_multipart_get_epilogue(m);
    struct mail_part *p = said ? add_part(t, depth + 1, enclosed) : NULL;
    if (!p) return;
    p->type = STR("text/plain");
    p->bytes = str_copy(t->arena, str_of(said));
}

/* The mail inside, whole, as a file; only of the outermost: what is deeper is in there. */
static str whole(struct tree *t, GMimeMessagePart *m)
{
    GMimeMessage *message = g_mime_message_part_get_message(m);
    if (!message) return (str){ 0 };
    GMimeStream *stream = g_mime_stream_mem_new();
    g_mime_object_write_to_stream((GMimeObject *)message, NULL, stream);
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
    str all = str_copy(t->arena, (str){ .at = (const char *)bytes->data, .n = bytes->len });
    g_object_unref(stream);
    return all;
}

/* A mail in base64, which RFC 2046 §5.2.1 forbids and gateways make: GMime saw a mail without a header. It stays one
 * file. */
static bool wrapped(struct tree *t, GMimeMessagePart *m, str *bytes)
{
    GMimeMessage *inner = g_mime_message_part_get_message(m);
    GMimeObject *body = inner ? g_mime_message_get_mime_part(inner) : NULL;
    str how = part_field(t, (GMimeObject *)m, "Content-Transfer-Encoding");
    if (!str_is_nocase(how, STR("base64")) || !body || !GMIME_IS_PART(body)) return false;
    *bytes = decoded_as(t->arena, decoded(t->arena, (GMimePart *)body), GMIME_CONTENT_ENCODING_BASE64);
    return true;
}

static void visit(struct tree *t, GMimeObject *o, int64_t depth, bool enclosed)
{
    struct mail_part *p = add_part(t, depth, enclosed);
    if (!p || !o) return;
    take_fields(t, o, p);
    if (GMIME_IS_MULTIPART(o)) {
        p->form = MULTIPART;
        visit_multipart(t, (GMimeMultipart *)o, depth, enclosed);
        return;
    }
    if (GMIME_IS_MESSAGE_PART(o) && wrapped(t, (GMimeMessagePart *)o, &p->bytes)) return;
    if (GMIME_IS_MESSAGE_PART(o)) {
        p->form = MESSAGE;
        if (!enclosed) p->bytes = whole(t, (GMimeMessagePart *)o);
        GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)o);
        if (inner && g_mime_message_get_mime_part(inner))
            visit(t, g_mime_message_get_mime_part(inner), depth + 1, true);
        return;
    }
    if (str_starts(p->type, STR("multipart/")))
        p->type = STR("text/plain"); /* it has no boundary: read it as it stands */
    if (GMIME_IS_PART(o)) p->bytes = decoded(t->arena, (GMimePart *)o);
}

/* Only what says how the body is built goes to GMime: it need not read the rest. */
static str to_read(struct arena *a, const struct raw_fields *h)
{
    static const char *const names[] = { "Content-Type", "Content-Transfer-Encoding", "Content-Disposition",
                                         "Content-ID" };
    struct text out = { .arena = a };
    text_room(&out, h->body.n + 1024);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        str value = { 0 };
        if (!fields_find(h, names[i], &value)) continue;
        text_addf(&out, "%s: ", names[i]);
        for (size_t b = 0; b < value.n; b++)
            if (!memchr("\r\n", value.at[b], 3)) text_addc(&out, value.at[b]);
        text_addc(&out, '\n');
    }
    text_addz(&out, "MIME-Version: 1.0\n\n");
    text_add(&out, h->body);
    return text_str(&out);
}

void tree_read(struct arena *a, const struct raw_fields *h, struct mail *out)
{
    struct tree t = { .arena = a, .mail = out };
    GMimeStream *stream = counted_stream(to_read(a, h));
    GByteArray *bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message && g_mime_message_get_mime_part(message)) visit(&t, g_mime_message_get_mime_part(message), 0, false);
    if (message) g_object_unref(message);
    if (counted_parts() > MAIL_PARTS) out->cuts |= CUT_PARTS;
    g_object_unref(parser);
    g_object_unref(stream);
    g_byte_array_steal(bytes, NULL); /* the arena's, not glib's */
    g_byte_array_unref(bytes);
}
