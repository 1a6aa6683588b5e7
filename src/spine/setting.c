#include "spine/setting.h"

#include "setting.sql.h"
#include "spine/access.h"
#include "spine/house.h"
#include "spine/route.h"
#include "spine/sample.h"
#include "text/utf8.h"

struct setting_change {
    str name, value;
};
static const struct shape setting_change_shape = SHAPE(struct setting_change, F_TEXT(struct setting_change, name),
                                                       F_TEXT(struct setting_change, value));
static const struct event_kind SETTING_CHANGED = { .name = "setting.changed",
                                                   .help = "Somebody changed a setting.",
                                                   .body = &setting_change_shape,
                                                   .seen_by = "setting.manage" };

static const struct setting_kind *setting_named(const struct house *h, str name)
{
    for (const struct module *const *m = h->modules; m && *m; m++)
        for (const struct setting_kind *k = (*m)->settings; k && k->name; k++)
            if (str_is(name, str_of(k->name))) return k;
    return NULL;
}

/* A name that stands in our own code. */
static const struct setting_kind *setting_declared(const struct house *h, const char *name)
{
    const struct setting_kind *kind = setting_named(h, str_of(name));
    if (!kind) bug("no module declares the setting %s", name);
    return kind;
}

enum err setting_text(struct turn *t, const char *name, str *out)
{
    const struct setting_kind *kind = setting_declared(t->house, name);
    return sql_setting_kept(t, str_of(name), str_of(kind->standard), out);
}

/* Booleans are 0 and 1, words their place in the list. */
static bool number_of(const struct setting_kind *kind, str value, int64_t *out)
{
    if (kind->kind == FIELD_INT) return str_int(value, out);
    static const char *const truth[] = { "false", "true", NULL };
    const char *const *words = kind->kind == FIELD_BOOL ? truth : kind->words;
    for (*out = 0; words && words[*out]; ++*out)
        if (str_is(value, str_of(words[*out]))) return true;
    return false;
}

enum err setting_int(struct turn *t, const char *name, int64_t *out)
{
    str value = { 0 };
    const struct setting_kind *kind = setting_declared(t->house, name);
    TRY(setting_text(t, name, &value));
    if (number_of(kind, value, out) || number_of(kind, str_of(kind->standard), out)) return OK;
    bug("the setting %s is not a number", name);
}

static enum err refuse_word(struct turn *t, const struct setting_kind *kind)
{
    struct text words = { .arena = t->arena };
    if (kind->kind == FIELD_BOOL) text_addz(&words, "true, false");
    for (int i = 0; kind->kind == FIELD_ENUM && kind->words[i]; i++)
        text_addf(&words, "%s%s", i ? ", " : "", kind->words[i]);
    return fail_field(t, kind->name, "must be one of %.*s", STR_ARG(text_str(&words)));
}

static enum err setting_check(struct turn *t, const struct setting_kind *kind, str value)
{
    int64_t n = 0;
    bool limited = kind->min != 0 || kind->max != 0;
    if (kind->kind == FIELD_TEXT) {
        n = (int64_t)utf8_count(value);
        int64_t most = kind->max ? kind->max : 65536;
        if (n >= kind->min && n <= most) return OK;
        return fail_field(t, kind->name, "must have %lld to %lld characters", (long long)kind->min, (long long)most);
    }
    if (!number_of(kind, value, &n))
        return kind->kind == FIELD_INT ? fail_field(t, kind->name, "must be a whole number") : refuse_word(t, kind);
    if (kind->kind == FIELD_INT && limited && (n < kind->min || n > kind->max))
        return fail_field(t, kind->name, "must be between %lld and %lld", (long long)kind->min, (long long)kind->max);
    return OK;
}

enum err setting_set(struct turn *t, str name, str value)
{
    const struct setting_kind *kind = setting_named(t->house, name);
    if (!kind) return fail(t, NOT_FOUND, "there is no setting called %.*s", STR_ARG(name));
    TRY(setting_check(t, kind, value));
    TRY(sql_setting_set(t, name, value, t->now));
    str told = kind->kind == FIELD_TEXT ? (str){ 0 }
                                        : value; /* free words stand in the setting, not in what happened */
    return EMIT(t, SETTING_CHANGED, .subject = 0, .body = &(struct setting_change){ .name = name, .value = told });
}

/* What was set in a telling, and by nobody since, is what it was before. */
static enum err leave(struct turn *t, struct leaving *l)
{
    usec first = id_time(l->sample.first_id), last = id_time(l->sample.last_id) + MILLISECOND;
    for (const struct module *const *m = t->house->modules; *m; m++)
        for (const struct setting_kind *k = (*m)->settings; k && k->name; k++) {
            int64_t changed = 0;
            TRY(sql_setting_forget(t, str_of(k->name), first, last, &changed));
            l->gone += changed;
        }
    return OK;
}

static const struct event_kind *const events[] = { &SETTING_CHANGED, NULL };
static const struct permission permissions[] = {
    { .name = "setting.manage", .roles = ROLE(ADMIN) | ROLE(OWNER), .help = "read and change settings" },
    { 0 },
};
const struct module module_setting = {
    .name = "setting", .events = events, .permissions = permissions, .leaves = leave
};
