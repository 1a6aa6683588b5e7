/* What the API says of itself is true: every call is in it, every reference leads somewhere, every example line runs.
 */
#include "spine/api.h"
#include "spine/api_page.h"
#include "spine/call.h"
#include "spine/house.h"
#include "test/asking.h"
#include "test/database.h"
#include "test/hostile.h"
#include "test/house.h"
#include "test/snapshot.h"
#include "test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

PURE(the_typescript_client_is_what_the_program_prints)
{
    struct text now = { .arena = arena_open() };
    typescript_write(&now, modules);
    check_snapshot(now.arena, "web/api.ts", text_str(&now), "typescript");
    arena_close(now.arena);
}

PURE(every_call_has_a_name_of_its_own_and_so_has_every_shape)
{
    struct arena *a = arena_open();
    struct call_list calls = { 0 };
    struct shapes given = { .n = 0 };
    call_list(a, modules, &calls);
    call_shapes(&calls, &given);
    for (size_t i = 0; i < calls.n; i++)
        for (size_t j = 0; j < i; j++) {
            if (!str_is(calls.at[i].id, calls.at[j].id)) continue;
            fprintf(stderr, "  %s and %s are both %.*s\n", calls.at[i].route->on, calls.at[j].route->on,
                    STR_ARG(calls.at[i].id));
            check(false);
        }
    for (size_t i = 0; i < given.n; i++)
        for (size_t j = 0; j < i; j++) check(strcmp(given.at[i]->name, given.at[j]->name) != 0);
    for (size_t i = 0; i < calls.n; i++) { /* what is read gives something: JSON, a page, or a type that it names */
        const struct route *r = calls.at[i].route;
        if (str_is(calls.at[i].method, STR("GET")) && !r->gives && !r->type) {
            fprintf(stderr, "  %s: name what it answers, in .gives or .type\n", r->on);
            check(false);
        }
    }
    arena_close(a);
}

/* "#/components/schemas/Message" → the thing, or NULL */
static const json_t *follow(const json_t *root, str pointer)
{
    struct arena *a = arena_open();
    const json_t *at = root;
    check(str_starts(pointer, STR("#/")));
    pointer = str_from(pointer, 2);
    while (at && pointer.n) at = json_object_get(at, str_z(a, str_split(&pointer, '/')));
    arena_close(a);
    return at;
}

static int check_references(const json_t *root, json_t *at)
{
    int n = 0;
    const char *key;
    json_t *inner;
    size_t i;
    if (json_is_array(at)) json_array_foreach(at, i, inner) n += check_references(root, inner);
    if (!json_is_object(at)) return n;
    json_object_foreach(at, key, inner)
    {
        if (strcmp(key, "$ref") == 0) {
            n++;
            check(follow(root, json_text(inner)) != NULL);
        }
        n += check_references(root, inner);
    }
    return n;
}

static void check_required(const json_t *schema)
{
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(schema, "required"), i, name)
        check(json_object_get(json_object_get(schema, "properties"), json_string_value(name)) != NULL);
}

static void check_call(struct arena *a, const json_t *paths, const struct call *c)
{
    const json_t *path = json_object_get(paths, str_z(a, c->path));
    const json_t *it = json_object_get(path, str_z(a, str_lower(a, c->method)));
    check(it != NULL);
    check_str(json_text(json_object_get(it, "operationId")), str_z(a, c->id));
    check_str(json_text(json_object_get(it, "x-permission")), c->route->may);
    size_t i, variables = 0, in_path = 0;
    json_t *parameter;
    for (size_t at = 0; at < c->path.n; at++) variables += c->path.at[at] == '{';
    json_array_foreach(json_object_get(it, "parameters"), i, parameter)
        in_path += str_is(json_text(json_object_get(parameter, "in")), STR("path"));
    check_int(in_path, variables);
    check_int(json_object_get(it, "requestBody") != NULL, call_has_body(c) || c->route->upload);
    json_t *body = json_object_get(json_object_get(it, "requestBody"), "content");
    check_required(json_object_get(json_object_get(body, "application/json"), "schema"));
    check(json_object_size(json_object_get(it, "responses")) > 3);
}

PURE(openapi_names_every_call_and_every_reference_in_it_leads_somewhere)
{
    struct text out = { .arena = arena_open() };
    struct call_list calls = { 0 };
    openapi_write(&out, modules, STR("https://help.example.org"));
    json_error_t error;
    json_t *root = json_loadb(out.at, out.n, JSON_REJECT_DUPLICATES, &error);
    if (!root) fprintf(stderr, "  %s at %d\n", error.text, error.position);
    check(root != NULL);
    check_str(json_text(json_object_get(root, "openapi")), "3.1.0");
    call_list(out.arena, modules, &calls);
    check(calls.n > 15);
    for (size_t i = 0; i < calls.n; i++) check_call(out.arena, json_object_get(root, "paths"), &calls.at[i]);
    check(check_references(root, root) > (int)calls.n);
    const char *name;
    json_t *schema;
    json_object_foreach(json_object_get(json_object_get(root, "components"), "schemas"), name, schema)
        check_required(schema);
    json_decref(root);
    arena_close(out.arena);
}

/* ---- every example line, against a server that runs ---- */

static str script_of(struct arena *a, const struct house *h, const struct api_page *page, const char *answers)
{
    struct text out = { .arena = a };
    text_addf(&out, "REGULARS=http://127.0.0.1:%d KEY=secret\n", net_port(h->net));
    for (size_t i = 0; i < page->nouns.n; i++)
        for (size_t j = 0; j < page->nouns.at[i].calls.n; j++) {
            const struct api_call *c = &page->nouns.at[i].calls.at[j];
            if (c->curl.n)
                text_addf(&out, "%.*s -s -m 20 -o /dev/null -w '%%{http_code} %.*s\\n' >> %s\n", STR_ARG(c->curl),
                          STR_ARG(c->id), answers);
        }
    return text_str(&out);
}

static const struct call *call_named(const struct call_list *calls, str name)
{
    for (size_t i = 0; i < calls->n; i++)
        if (str_is(calls->at[i].id, name)) return &calls->at[i];
    return NULL;
}

static bool is_documented(const struct call *c, int64_t status)
{
    enum err refusals[CALL_REFUSALS_MOST];
    size_t n = call_refusals(c, refusals);
    if (status >= 200 && status < 300) return true;
    if (status >= 500) return false;
    for (size_t i = 0; i < n; i++)
        if ((int64_t)refusals[i] == status) return true;
    return false;
}

EACH_DATABASE(every_example_line_of_the_api_page_runs_and_answers_as_documented)
{
    struct arena *a = arena_open();
    struct house *h = test_serving_house(a);
    struct api_page page = { 0 };
    struct call_list calls = { 0 };
    api_page_fill(a, modules, &page);
    call_list(a, modules, &calls);
    const char *script = str_z(a, str_format(a, "%.*s/lines", STR_ARG(h->options.directory)));
    const char *answers = str_z(a, str_format(a, "%.*s/answers", STR_ARG(h->options.directory)));
    test_file_write(script, script_of(a, h, &page, answers));
    check_int(system(str_z(a, str_format(a, "sh %s", script))), 0);
    str rest = test_file_read(a, answers);
    size_t asked = 0, served = 0;
    while (rest.n) {
        str name = str_split(&rest, '\n');
        int64_t status = 0;
        check(str_int(str_split(&name, ' '), &status));
        const struct call *c = call_named(&calls, name);
        check(c != NULL);
        if (!is_documented(c, status)) fprintf(stderr, "  %s answers %lld\n", c->route->on, (long long)status);
        check(is_documented(c, status));
        served += status < 300;
        asked++;
    }
    check(asked + 1 >= calls.n); /* all but the WebSocket */
    check(served >= 5);
    unlink(script);
    unlink(answers);
    test_house_close(h);
    arena_close(a);
}
