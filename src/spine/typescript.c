/* The TypeScript client: a type for every shape that comes out, one typed function for every call. */
#include "spine/api.h"
#include "spine/call.h"
#include "text/json.h"

static const char preamble[] =
    "// Made by `regulars api typescript` from the routes and their shapes; a test keeps it true and says how to "
    "refresh "
    "it.\n"
    "// Ids are text (they do not fit a number), times are ISO 8601 in UTC, lists are arrays.\n"
    "import { address, call, type Options } from \"./call\";\n"
    "\n"
    "export { ApiError, type ErrorName, type Options } from \"./call\";\n"
    "export type Id = string;\n"
    "export type Time = string;\n";

static void put_members(struct text *out, const struct shape *shape, enum way way, const char *indent);

static void put_inner(struct text *out, const struct field *f, enum way way, const char *indent)
{
    if (way == GIVEN) {
        text_add(out, shape_title(out->arena, f->shape));
        return;
    }
    text_addz(out, "{\n");
    put_members(out, f->shape, way, str_z(out->arena, str_format(out->arena, "%s  ", indent)));
    text_addf(out, "%s}", indent);
}

static void put_words(struct text *out, const struct field *f)
{
    for (int i = 0; f->words[i]; i++) {
        if (i) text_addz(out, " | ");
        json_quote(out, str_of(f->words[i]));
    }
}

static void put_type(struct text *out, const struct field *f, enum way way, const char *indent)
{
    switch (f->kind) {
        case FIELD_ID: text_addz(out, "Id"); break;
        case FIELD_TIME: text_addz(out, "Time"); break;
        case FIELD_INT:
        case FIELD_REAL: text_addz(out, "number"); break;
        case FIELD_BOOL: text_addz(out, "boolean"); break;
        case FIELD_TEXT: text_addz(out, "string"); break;
        case FIELD_ENUM: put_words(out, f); break;
        case FIELD_SHAPE: put_inner(out, f, way, indent); break;
        case FIELD_LIST:
            put_inner(out, f, way, indent);
            text_addz(out, "[]");
            break;
        case FIELD_IDS: text_addz(out, "Id[]"); break;
        case FIELD_TEXTS: text_addz(out, "string[]"); break;
        default: text_addz(out, "unknown"); break;
    }
    if (field_may_be_null(f)) text_addz(out, " | null");
}

static void put_member(struct text *out, const struct field *f, enum way way, const char *indent)
{
    if (f->kind == FIELD_GIVEN || f->kind == FIELD_BYTES) return;
    if (f->help) text_addf(out, "%s/** %s */\n", indent, f->help);
    text_addf(out, "%s%s%s: ", indent, f->name, way == TAKEN && !f->required ? "?" : "");
    put_type(out, f, way, indent);
    text_addz(out, ";\n");
}

static void put_members(struct text *out, const struct shape *shape, enum way way, const char *indent)
{
    for (size_t i = 0; i < shape->n; i++) put_member(out, &shape->fields[i], way, indent);
}

/* ---- what comes out ---- */

static void put_shape(struct text *out, const struct shape *shape)
{
    str title = shape_title(out->arena, shape);
    text_addf(out, "\nexport interface %.*s {\n", STR_ARG(title));
    put_members(out, shape, GIVEN, "  ");
    text_addz(out, "}\n");
}

/* ---- calls ---- */

static bool has_input(const struct call *c, bool required)
{
    for (size_t i = 0; c->route->takes && i < c->route->takes->n; i++)
        if (!required || c->route->takes->fields[i].required) return true;
    return false;
}

static void put_parameter(struct text *out, const struct call *c)
{
    if (!has_input(c, false)) return;
    text_addz(out, "input: {\n");
    put_members(out, c->route->takes, TAKEN, "      ");
    text_addf(out, "    }%s", has_input(c, true) ? "" : " = {}");
}

static void put_result(struct text *out, const struct call *c)
{
    if (c->route->gives) {
        text_add(out, shape_title(out->arena, c->route->gives));
        text_addz(out, c->route->gives_list ? "[]" : "");
    } else {
        text_addz(out, "void");
    }
}

/* What is no JSON is an address to go to. */
static void put_call(struct text *out, const struct call *c)
{
    const char *input = has_input(c, false) ? "input" : "{}";
    text_addf(out, "    /** %s Permission: %s. */\n    %.*s: (", c->route->help, c->route->may, STR_ARG(c->verb));
    put_parameter(out, c);
    if (!call_gives_json(c)) {
        text_addf(out, "): string => address(\"%.*s\", %s),\n", STR_ARG(c->path), input);
        return;
    }
    if (has_input(c, false)) text_addz(out, ", ");
    text_addf(out, "%soptions?: Options) =>\n      call<", c->route->upload ? "file: Blob, " : "");
    put_result(out, c);
    text_addf(out, ">(\"%.*s\", \"%.*s\", %s, options%s),\n", STR_ARG(c->method), STR_ARG(c->path), input,
              c->route->upload ? ", file" : "");
}

void typescript_write(struct text *out, const struct module *const *all)
{
    struct call_list calls = { 0 };
    struct shapes all_given = { .n = 0 };
    call_list(out->arena, all, &calls);
    text_addz(out, preamble);
    call_shapes(&calls, &all_given);
    for (size_t i = 0; i < all_given.n; i++) put_shape(out, all_given.at[i]);
    text_addz(out, "\nexport const api = {\n");
    for (size_t i = 0; i < calls.n; i++) {
        bool first = i == 0 || !str_is(calls.at[i - 1].noun, calls.at[i].noun);
        bool last = i + 1 == calls.n || !str_is(calls.at[i + 1].noun, calls.at[i].noun);
        if (first) text_addf(out, "  %.*s: {\n", STR_ARG(calls.at[i].noun));
        put_call(out, &calls.at[i]);
        if (last) text_addz(out, "  },\n");
    }
    text_addz(out, "};\n");
}
