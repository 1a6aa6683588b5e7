#include "spine/map.h"

struct place {
    const struct route *route;
    enum method method;
    str path, ends;  /* ends: what stands behind the last variable */
    uint64_t begins; /* hash of its beginning */
    size_t row;      /* in the table */
    struct place *next;
};
struct map {
    struct place **slots;
    uint64_t mask;
};

#define HASH_START UINT64_C(0xcbf29ce484222325) /* FNV-1a */

static uint64_t hash_on(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT64_C(0x100000001b3);
}

static uint64_t hash_of_beginning(str path)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < path.n && path.at[i] != '{'; i++) hash = hash_on(hash, path.at[i]);
    return hash;
}

static str end_of(str path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.at[i - 1] == '}') return str_from(path, i);
    return path;
}

static size_t count_rows(const struct module *const *all)
{
    size_t n = 0;
    for (const struct module *const *m = all; m && *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++) n++;
    return n;
}

static void put(struct map *m, struct place *p)
{
    struct place **slot = &m->slots[p->begins & m->mask];
    p->next = *slot;
    *slot = p;
}

struct map *map_make(struct arena *a, const struct module *const *all)
{
    struct map *made = ARENA_NEW(a, struct map);
    size_t rows = count_rows(all), room = 16, row = 0;
    struct place *places = ARENA_MANY(a, struct place, rows + 1);
    while (room < 2 * rows) room *= 2;
    *made = (struct map){ .slots = ARENA_MANY(a, struct place *, room), .mask = room - 1 };
    for (const struct module *const *m = all; m && *m; m++)
        for (const struct route *r = (*m)->routes; r && r->on; r++, row++) {
            str path = route_path(r);
            places[row] = (struct place){ .route = r,
                                          .method = route_method(r),
                                          .path = path,
                                          .ends = end_of(path),
                                          .begins = hash_of_beginning(path),
                                          .row = row };
            put(made, &places[row]);
        }
    return made;
}

/* Part by part; a {name} takes any part that is not empty. */
static bool matches(str pattern, str path)
{
    pattern = str_from(pattern, 1);
    path = str_from(path, 1);
    while (pattern.n || path.n) {
        str want = str_split(&pattern, '/');
        str have = str_split(&path, '/');
        bool variable = want.n > 2 && want.at[0] == '{';
        if (variable ? str_empty(have) : !str_is(want, have)) return false;
    }
    return true;
}

struct asking {
    enum method method;
    str path;
    unsigned allowed;
    const struct place *best;
};

static void look(const struct map *m, uint64_t begins, struct asking *it)
{
    for (const struct place *p = m->slots[begins & m->mask]; p; p = p->next) {
        if (p->begins != begins || !str_ends(it->path, p->ends) || !matches(p->path, it->path)) continue;
        it->allowed |= 1u << p->method;
        if (p->method == it->method && (!it->best || p->row < it->best->row)) it->best = p;
    }
}

const struct route *map_find(const struct map *m, enum method method, str path, unsigned *allowed)
{
    if (path.n > 1 && path.at[path.n - 1] == '/') path.n--; /* "/health/" is "/health" */
    struct asking it = { .method = method == HEAD ? GET : method, .path = path };
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < path.n; i++) {
        hash = hash_on(hash, path.at[i]);
        if (path.at[i] == '/' || i + 1 == path.n) look(m, hash, &it);
    }
    *allowed = it.best ? 0 : it.allowed;
    return it.best ? it.best->route : NULL;
}
