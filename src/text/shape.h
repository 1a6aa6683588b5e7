/* A shape: a struct that can describe itself. From one table come JSON in and out, form input, the
 * database row, TypeScript, OpenAPI, and the values a page template may name.
 *
 *     struct reply { id conversation; str body; bool internal; };
 *     const struct shape reply_shape = SHAPE(struct reply,
 *         F_ID(struct reply, conversation, .required = true, .help = "which conversation"),
 *         F_TEXT(struct reply, body, .required = true, .max = 20000, .help = "what to say"),
 *         F_BOOL(struct reply, internal, .help = "a note for colleagues only"));
 *
 * Nothing: an id or time of 0 is null in JSON and in the database; a text is never null, only empty.
 * A module's shape is named after its struct: `struct reply` has `reply_shape`. */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "base/base.h"

enum field_kind {
    FIELD_ID,    /* id          JSON: "123" or null        database: BIGINT or NULL */
    FIELD_TIME,  /* usec        JSON: RFC 3339 or null     database: BIGINT µs or NULL */
    FIELD_INT,   /* int64_t     JSON: integer */
    FIELD_REAL,  /* double      JSON: finite number; NaN out is null */
    FIELD_BOOL,  /* bool        JSON: true/false           database: 0/1 */
    FIELD_TEXT,  /* str         JSON: string (valid UTF-8, no NUL) */
    FIELD_BYTES, /* str         any bytes; database: BYTES; never in JSON */
    FIELD_ENUM,  /* an enum     JSON and database: its word */
    FIELD_JSON,  /* str         JSON text of ours, printed as it is; read: any value, kept as text */
    FIELD_SHAPE, /* a struct inside */
    FIELD_LIST,  /* LIST(x) of structs   JSON: array */
    FIELD_IDS,   /* LIST of id: struct id_list { id *at; size_t n, room; } */
    FIELD_TEXTS, /* LIST of str: struct str_list */
    FIELD_GIVEN, /* uint64_t    bit i is set when field i was present in the input; never in JSON */
};

struct id_list {
    id *at;
    size_t n, room;
};
struct str_list {
    str *at;
    size_t n, room;
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
    size_t size;               /* LIST: of one element */
    const struct shape *shape; /* SHAPE, LIST: of what */
    const char *const *words;  /* ENUM: word of value 0, 1, …; ends with NULL */
    int64_t min, max;    /* INT, REAL: value; TEXT: characters; LIST, IDS: items; min=max=0: unlimited (TEXT: 64 Ki) */
    bool required;       /* input must name it; a required TEXT must not be blank */
    bool nullable;       /* ID, TIME: must be named, but null is an answer too */
    bool secret;         /* never in logs or events */
    const char *help;    /* one phrase, for the API page */
    const char *example; /* how it may look there, as it stands in a form: "ann@example.org" */
};

struct shape {
    const char *name; /* "reply" */
    size_t size;
    const struct field *fields;
    size_t n;
};

#define SHAPE(type, ...)                                                                                               \
    {                                                                                                                  \
        .name = &#type[sizeof("struct")], .size = sizeof(type), .fields = (const struct field[]){ __VA_ARGS__ },       \
        .n = sizeof((const struct field[]){ __VA_ARGS__ }) / sizeof(struct field)                                      \
    }

/* F_x(struct type, member, .required = true, …): what follows the member may be left out. The member's
 * C type is checked against the kind at compile time. */
#define F_ID(...)    F_MEMBER(FIELD_ID, id, __VA_ARGS__, )
#define F_TIME(...)  F_MEMBER(FIELD_TIME, usec, __VA_ARGS__, )
#define F_INT(...)   F_MEMBER(FIELD_INT, int64_t, __VA_ARGS__, )
#define F_REAL(...)  F_MEMBER(FIELD_REAL, double, __VA_ARGS__, )
#define F_BOOL(...)  F_MEMBER(FIELD_BOOL, bool, __VA_ARGS__, )
#define F_TEXT(...)  F_MEMBER(FIELD_TEXT, str, __VA_ARGS__, )
#define F_BYTES(...) F_MEMBER(FIELD_BYTES, str, __VA_ARGS__, )
#define F_JSON(...)  F_MEMBER(FIELD_JSON, str, __VA_ARGS__, )
#define F_IDS(...)   F_MEMBER(FIELD_IDS, struct id_list, __VA_ARGS__, )
#define F_TEXTS(...) F_MEMBER(FIELD_TEXTS, struct str_list, __VA_ARGS__, )
#define F_GIVEN(...) F_MEMBER(FIELD_GIVEN, uint64_t, __VA_ARGS__, )
#define F_ENUM(...)  F_WORDS(__VA_ARGS__, ) /* F_ENUM(struct type, member, words, …) */
#define F_SHAPE(...) F_INNER(__VA_ARGS__, ) /* F_SHAPE(struct type, member, inner_shape, …) */
#define F_LIST(...)  F_MANY(__VA_ARGS__, )  /* F_LIST(struct type, member, inner_shape, …) */

#define FIELD_IS(type, member, ctype)                                                                                  \
    .offset = offsetof(type, member) + 0 * sizeof(char[_Generic(((type *)0)->member, ctype : 1, default : -1)])
#define F_MEMBER(kind_, ctype, type, member_, ...)                                                                     \
    {                                                                                                                  \
        .name = #member_, .kind = kind_, FIELD_IS(type, member_, ctype), __VA_ARGS__                                   \
    }
#define F_WORDS(type, member, enum_words, ...)                                                                         \
    {                                                                                                                  \
        .name = #member, .kind = FIELD_ENUM, .offset = offsetof(type, member), .size = sizeof(((type *)0)->member),    \
        .words = (enum_words), __VA_ARGS__                                                                             \
    }
#define F_INNER(type, member, inner, ...)                                                                              \
    {                                                                                                                  \
        .name = #member, .kind = FIELD_SHAPE, .offset = offsetof(type, member), .shape = &(inner), __VA_ARGS__         \
    }
#define F_MANY(type, member, inner, ...)                                                                               \
    {                                                                                                                  \
        .name = #member, .kind = FIELD_LIST, .offset = offsetof(type, member),                                         \
        .size = sizeof(*((type *)0)->member.at), .shape = &(inner), __VA_ARGS__                                        \
    }

const struct field *shape_field(const struct shape *shape, str name); /* NULL when it has none */
ptrdiff_t shape_index(const struct shape *shape, str name);           /* its index, or -1 */

/* Reading and writing one member, whatever its kind. Enums are 4 bytes. */
static inline void *field_at(const struct field *f, void *thing)
{
    return (char *)thing + f->offset;
}
static inline const void *field_of(const struct field *f, const void *thing)
{
    return (const char *)thing + f->offset;
}
bool field_word(const struct field *f, str word, int *value); /* ENUM: word → value */

/* The rules of a field applied to text from a form, a path or a query string: digits for INT, a word
 * for ENUM, … INVALID names the field and the fix. */
enum err field_read_text(struct arena *a, struct why *w, const struct field *f, str text, void *thing);

/* The limits of one member that has been read. */
enum err field_check(struct arena *a, struct why *w, const struct field *f, const void *thing);

/* After every field has been read: required ones, limits. `given` has bit i for field i. */
enum err shape_check(struct arena *a, struct why *w, const struct shape *shape, const void *thing, uint64_t given);

#endif
