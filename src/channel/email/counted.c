#include "channel/email/counted.h"

static _Thread_local size_t made;
static GType stream_type;
static gpointer stream_parent;

static void count_one(GObject *part)
{
    (void)part;
    made++;
}

/* The types of parts, which g_mime_init has registered, and those below them. */
static void count_type(GType type)
{
    guint n = 0;
    GType *below = g_type_children(type, &n);
    ((GObjectClass *)g_type_class_ref(type))->constructed = count_one; /* was GObject's own, which does nothing */
    for (guint i = 0; i < n; i++)
        if (below[i] != GMIME_TYPE_MESSAGE) count_type(below[i]);
    g_free(below);
}

/* The parser asks for a few kilobytes at a time, and goes no further when there are none. */
static ssize_t read_while_few(GMimeStream *stream, char *to, size_t n)
{
    return made > MAIL_PARTS ? 0 : GMIME_STREAM_CLASS(stream_parent)->read(stream, to, n);
}

static void stream_class(gpointer class, gpointer none)
{
    (void)none;
    stream_parent = g_type_class_peek_parent(class);
    ((GMimeStreamClass *)class)->read = read_while_few;
}

void counted_begin(void)
{
    g_type_class_ref(GMIME_TYPE_MESSAGE); /* before its parent counts: a message is counted as the part that holds it */
    count_type(GMIME_TYPE_OBJECT);
    GTypeQuery q;
    g_type_query(GMIME_TYPE_STREAM_MEM, &q);
    stream_type = g_type_register_static_simple(GMIME_TYPE_STREAM_MEM, "CountedStream", q.class_size, stream_class,
                                                q.instance_size, NULL, 0);
}

GMimeStream *counted_stream(str bytes)
{
    made = 0;
    GMimeStream *stream = g_object_new(stream_type, NULL);
    GByteArray *array = g_byte_array_new_take((guint8 *)(uintptr_t)bytes.at, bytes.n);
    g_mime_stream_construct(stream, 0, -1);
    g_mime_stream_mem_set_byte_array((GMimeStreamMem *)stream, array);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
    return stream;
}

size_t counted_parts(void)
{
    return made;
}
