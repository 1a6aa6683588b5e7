#include "insight/say.h"

#include <math.h>

static str say_time(struct arena *a, double seconds)
{
    long long whole = llround(seconds);
    return str_format(a, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
}

str say_value(struct arena *a, enum unit unit, double value)
{
    if (isnan(value)) return STR("–");
    switch (unit) {
        case UNIT_SHARE: return str_format(a, "%.1f", 100 * value);
        case UNIT_POINTS: return str_format(a, "%.1f", value);
        case UNIT_SCALE: return str_format(a, "%.2f", value);
        case UNIT_SECONDS: return say_time(a, value);
        case UNIT_COUNT: return str_format(a, "%.0f", value);
    }
    bug("there is no unit %d", (int)unit);
}

str say_label(struct arena *a, const struct words *words, const struct figure *f)
{
    return words_get(words, str_format(a, "report.figure.%.*s", STR_ARG(f->name)));
}

str say_figure(struct arena *a, const struct words *words, const struct figure *f)
{
    struct text out = { .arena = a };
    const struct word_arg args[] = {
        { .name = "value", .text = say_value(a, f->unit, f->value) },
        { .name = "low", .text = say_value(a, f->unit, f->low) },
        { .name = "high", .text = say_value(a, f->unit, f->high) },
        { .name = "n", .number = f->n, .is_number = true },
        { .name = "needed", .number = f->needed, .is_number = true },
        { .name = "censored", .number = f->censored, .is_number = true },
    };
    str key = f->enough ? str_format(a, "report.said.%s", unit_words[f->unit]) : STR("report.cannot_tell");
    words_write(&out, words, key, args, COUNT_OF(args));
    return text_str(&out);
}
