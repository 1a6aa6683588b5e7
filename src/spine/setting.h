/* Settings: declared beside the code that uses them, kept in the database, drawn as a form by the console.
 * Owns: setting */
#ifndef SPINE_SETTING_H
#define SPINE_SETTING_H

#include "spine/turn.h"

struct setting_kind {
    const char *name;     /* "survey.after_resolve" */
    enum field_kind kind; /* FIELD_TEXT, FIELD_INT, FIELD_BOOL, FIELD_ENUM */
    const char *const *words;
    int64_t min, max;
    const char *standard; /* what it is until somebody changes it */
    const char *help;
};

enum err setting_text(struct turn *t, const char *name, str *out) MUST_USE;
enum err setting_int(struct turn *t, const char *name, int64_t *out) MUST_USE;
enum err setting_set(struct turn *t, str name, str value) MUST_USE; /* INVALID names the fix; emits SETTING_CHANGED */

struct module;
extern const struct module module_setting;

#endif
