/* OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0; its schemas are JSON Schema 2020-12). */
#include "spine/api.h"
#include "spine/call.h"
#include "text/json.h"

/* ---- JSON, member by member ---- */

static void begin(struct text *out)
{
    char last = out->n ? out->at[out->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':') text_addc(out, ',');
}

static void key(struct text *out, str name)
{
    begin(out);
    json_quote(out, name);
    text_addc(out, ':');
}

static void member(struct text *out, const char *name, const char *json)
{
    key(out, str_of(name));
    text_addz(out, json);
}

static void member_text(struct text *out, const char *name, str value)
{
    key(out, str_of(name));
    json_quote(out, value);
}

static void member_int(struct text *out, const char *name, int64_t value)
{
    key(out, str_of(name));
    text_addi(out, value);
}

/* ---- schemas ---- */

static void put_schema(struct text *out, const struct field *f, enum way way);

static bool is_shown(const struct field *f)
{
    return f->kind != FIELD_GIVEN && f->kind != FIELD_BYTES;
}

/* An object of those members that are in the path or not, or of all when there is no call. */
static void put_object(struct text *out, const struct shape *shape, enum way way, const struct call *c)
{
    member(out, "type", "\"object\"");
    key(out, STR("properties"));
    text_addc(out, '{');
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        if (!is_shown(f) || (c && !call_is_input(c, f))) continue;
        key(out, str_of(f->name));
        put_schema(out, f, way);
    }
    text_addc(out, '}');
    key(out, STR("required"));
    text_addc(out, '[');
    for (size_t i = 0; i < shape->n; i++) {
        const struct field *f = &shape->fields[i];
        if (!is_shown(f) || (c && !call_is_input(c, f)) || (way == TAKEN && !f->required)) continue;
        begin(out);
        json_quote(out, str_of(f->name));
    }
    text_addc(out, ']');
    if (way == TAKEN) member(out, "additionalProperties", "false");
}

static void put_inner(struct text *out, const struct shape *shape, enum way way)
{
    str title = shape_title(out->arena, shape);
    text_addc(out, '{');
    if (way == GIVEN)
        member_text(out, "$ref", str_join(out->arena, STR("#/components/schemas/"), title));
    else
        put_object(out, shape, way, NULL);
    text_addc(out, '}');
}

static void put_limits(struct text *out, const struct field *f, const char *least, const char *most)
{
    if (f->min == 0 && f->max == 0) return;
    member_int(out, least, f->min);
    if (f->max) member_int(out, most, f->max);
}

static void put_type(struct text *out, const struct field *f, const char *type)
{
    if (field_may_be_null(f))
        member(out, "type", str_z(out->arena, str_format(out->arena, "[\"%s\",\"null\"]", type)));
    else
        member_text(out, "type", str_of(type));
}

static void put_words(struct text *out, const struct field *f)
{
    put_type(out, f, "string");
    key(out, STR("enum"));
    text_addc(out, '[');
    for (int i = 0; f->words[i]; i++) {
        begin(out);
        json_quote(out, str_of(f->words[i]));
    }
    text_addc(out, ']');
}

static void put_many(struct text *out, const struct field *f, enum way way)
{
    member(out, "type", "\"array\"");
    if (way == TAKEN) put_limits(out, f, "minItems", "maxItems");
    key(out, STR("items"));
    if (f->kind == FIELD_LIST)
        put_inner(out, f->shape, way);
    else
        text_addz(out, f->kind == FIELD_IDS ? "{\"type\":\"string\",\"pattern\":\"^[1-9][0-9]{0,18}$\"}"
                                            : "{\"type\":\"string\"}");
}

static void put_text_limits(struct text *out, const struct field *f)
{
    int64_t least = f->min ? f->min : f->required;
    if (least) member_int(out, "minLength", least);
    if (f->max) member_int(out, "maxLength", f->max);
}

static void put_schema(struct text *out, const struct field *f, enum way way)
{
    if (f->kind == FIELD_SHAPE) {
        put_inner(out, f->shape, way);
        return;
    }
    text_addc(out, '{');
    switch (f->kind) {
        case FIELD_ID:
            put_type(out, f, "string");
            member(out, "pattern", "\"^[1-9][0-9]{0,18}$\"");
            break;
        case FIELD_TIME:
            put_type(out, f, "string");
            member(out, "format", "\"date-time\"");
            break;
        case FIELD_INT:
            put_type(out, f, "integer");
            if (way == TAKEN) put_limits(out, f, "minimum", "maximum");
            break;
        case FIELD_REAL:
            put_type(out, f, "number");
            if (way == TAKEN) put_limits(out, f, "minimum", "maximum");
            break;
        case FIELD_BOOL: put_type(out, f, "boolean"); break;
        case FIELD_TEXT:
            put_type(out, f, "string");
            if (way == TAKEN) put_text_limits(out, f);
            break;
        case FIELD_ENUM: put_words(out, f); break;
        case FIELD_IDS:
        case FIELD_TEXTS:
        case FIELD_LIST: put_many(out, f, way); break;
        default: break; /* JSON: anything */
    }
    if (f->help) member_text(out, "description", str_of(f->help));
    text_addc(out, '}');
}

/* ---- operations ---- */

static void put_parameter(struct text *out, const struct call *c, const struct field *f)
{
    bool in_path = call_has_in_path(c, f);
    begin(out);
    text_addc(out, '{');
    member_text(out, "name", str_of(f->name));
    member_text(out, "in", in_path ? STR("path") : STR("query"));
    member(out, "required", in_path || f->required ? "true" : "false");
    if (f->help) member_text(out, "description", str_of(f->help));
    key(out, STR("schema"));
    put_schema(out, f, TAKEN);
    text_addc(out, '}');
}

static void put_parameters(struct text *out, const struct call *c)
{
    key(out, STR("parameters"));
    text_addc(out, '[');
    const struct shape *takes = c->route->takes;
    for (size_t i = 0; takes && i < takes->n; i++) {
        const struct field *f = &takes->fields[i];
        if (call_has_in_path(c, f) || (!c->body && call_is_input(c, f))) put_parameter(out, c, f);
    }
    if (c->route->keyed) {
        begin(out);
        text_addz(out, "{\"$ref\":\"#/components/parameters/IdempotencyKey\"}");
    }
    text_addc(out, ']');
}

static void put_body(struct text *out, const struct call *c)
{
    if (!call_has_body(c) && !c->route->upload) return;
    key(out, STR("requestBody"));
    text_addz(out, "{\"required\":true,\"content\":{");
    key(out, c->route->upload ? STR("application/octet-stream") : STR("application/json"));
    text_addz(out, "{\"schema\":{");
    if (!c->route->upload) put_object(out, c->route->takes, TAKEN, c);
    text_addz(out, "}}}}");
}

static void put_content(struct text *out, const struct call *c)
{
    const struct route *r = c->route;
    if (!r->type && !r->gives) return;
    key(out, STR("content"));
    text_addc(out, '{');
    key(out, r->type ? str_of(r->type) : STR("application/json"));
    text_addz(out, "{\"schema\":");
    if (r->type)
        text_addz(out, "{}");
    else if (r->gives_list) {
        text_addz(out, "{\"type\":\"array\",\"items\":");
        put_inner(out, r->gives, GIVEN);
        text_addc(out, '}');
    } else {
        put_inner(out, r->gives, GIVEN);
    }
    text_addz(out, "}}");
}

static void put_answers(struct text *out, const struct call *c)
{
    enum err refusals[CALL_REFUSALS_MOST];
    size_t n = call_refusals(c, refusals);
    bool socket = c->route->type && strcmp(c->route->type, A_SOCKET) == 0;
    key(out, STR("responses"));
    text_addc(out, '{');
    key(out, socket ? STR("101") : c->route->type || c->route->gives ? STR("2XX") : STR("204"));
    text_addc(out, '{');
    member_text(out, "description", str_of(c->route->help));
    if (!socket) put_content(out, c);
    text_addc(out, '}');
    for (size_t i = 0; i < n; i++) {
        key(out, str_format(out->arena, "%d", (int)refusals[i]));
        text_addf(out, "{\"$ref\":\"#/components/responses/%s\"}", err_name(refusals[i]));
    }
    text_addc(out, '}');
}

static void put_operation(struct text *out, const struct call *c)
{
    bool open = strcmp(c->route->may, PUBLIC) == 0;
    key(out, str_lower(out->arena, c->method));
    text_addc(out, '{');
    member_text(out, "operationId", c->id);
    key(out, STR("tags"));
    text_addc(out, '[');
    json_quote(out, c->noun);
    text_addc(out, ']');
    member_text(out, "summary", str_of(c->route->help));
    member_text(out, "x-permission", str_of(c->route->may));
    if (open) member(out, "security", "[]");
    put_parameters(out, c);
    put_body(out, c);
    put_answers(out, c);
    text_addc(out, '}');
}

/* Every verb of an address stands under it once, where its first one is. */
static void put_paths(struct text *out, const struct call_list *calls)
{
    key(out, STR("paths"));
    text_addc(out, '{');
    for (size_t i = 0; i < calls->n; i++) {
        bool first = true;
        for (size_t j = 0; j < i; j++) first = first && !str_is(calls->at[j].path, calls->at[i].path);
        if (!first) continue;
        key(out, calls->at[i].path);
        text_addc(out, '{');
        for (size_t j = i; j < calls->n; j++)
            if (str_is(calls->at[j].path, calls->at[i].path)) put_operation(out, &calls->at[j]);
        text_addc(out, '}');
    }
    text_addc(out, '}');
}

/* ---- what operations refer to ---- */

static void put_schemas(struct text *out, const struct call_list *calls)
{
    struct shapes all = { .n = 0 };
    call_shapes(calls, &all);
    key(out, STR("schemas"));
    text_addc(out, '{');
    for (size_t i = 0; i < all.n; i++) {
        key(out, shape_title(out->arena, all.at[i]));
        text_addc(out, '{');
        put_object(out, all.at[i], GIVEN, NULL);
        text_addc(out, '}');
    }
    key(out, STR("Error"));
    text_addz(out, "{\"type\":\"object\",\"properties\":{"
                   "\"error\":{\"type\":\"string\",\"description\":\"the status in one word\"},"
                   "\"field\":{\"type\":\"string\",\"description\":\"which field breaks a rule, as a path\"},"
                   "\"message\":{\"type\":\"string\",\"description\":\"one sentence that says the fix\"}},"
                   "\"required\":[\"error\",\"message\"]}}");
}

static void put_refusals(struct text *out)
{
    key(out, STR("responses"));
    text_addc(out, '{');
    for (size_t i = 0; i < call_all_refusals_n; i++) {
        key(out, str_of(err_name(call_all_refusals[i])));
        text_addc(out, '{');
        member_text(out, "description", str_of(call_refusal_help(call_all_refusals[i])));
        text_addz(out, ",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Error\"}}}}");
    }
    text_addc(out, '}');
}

void openapi_write(struct text *out, const struct module *const *all, str address)
{
    struct call_list calls = { 0 };
    call_list(out->arena, all, &calls);
    text_addz(out, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Regulars\",\"version\":\"1\",\"license\":"
                   "{\"name\":\"AGPL-3.0-or-later\",\"identifier\":\"AGPL-3.0-or-later\"}},\"servers\":[{\"url\":");
    json_quote(out, address);
    text_addz(out, "}],\"security\":[{\"key\":[]},{\"session\":[]}]");
    put_paths(out, &calls);
    key(out, STR("components"));
    text_addc(out, '{');
    put_schemas(out, &calls);
    put_refusals(out);
    text_addz(out, ",\"parameters\":{\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":"
                   "false,\"description\":\"the same key with the same body gives the first result again\","
                   "\"schema\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":200,"
                   "\"pattern\":\"^[!-~]+$\"}}}");
    text_addz(out, ",\"securitySchemes\":{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":"
                   "\"an API key; it may do what its scopes say\"},\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\","
                   "\"name\":\"regulars_session\",\"description\":\"a signed-in browser; what changes something also "
                   "needs the header X-Regulars: 1\"}}}}\n");
}
