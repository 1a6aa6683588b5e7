#include "business/colour.h"

#include "test/test.h"

static struct colour read(const char *text)
{
    struct colour c = { 0 };
    check(colour_read(str_of(text), &c));
    return c;
}
static double contrast(const char *x, const char *y)
{
    return colour_contrast(read(x), read(y));
}
static bool near(double is, double should)
{
    return is > should - 0.005 && is < should + 0.005;
}

PURE(contrast_is_what_wcag_says)
{
    check(near(contrast("#000000", "#ffffff"), 21));
    check(near(contrast("#777777", "#ffffff"), 4.48) && near(contrast("#767676", "#FFFFFF"), 4.54));
    check(near(contrast("#ff0000", "#ffffff"), 4.00) && near(contrast("#0000ff", "#ffffff"), 8.59));
    check(near(contrast("#1c6b5a", "#1c6b5a"), 1));
}

PURE(a_colour_is_six_digits)
{
    struct colour c;
    const char *none[] = { "", "#fff", "1c6b5a0", "#1c6b5", "#1c6b5g", "#1c6b5a ", "red" };
    for (size_t i = 0; i < COUNT_OF(none); i++) check(!colour_read(str_of(none[i]), &c));
}

PURE(what_can_be_read_stays_as_it_was_chosen)
{
    struct arena *a = arena_open();
    struct accent green = colour_accent(read("#1c6b5a")), pale = colour_accent(read("#79c5af"));
    check_str(colour_text(a, green.light), "#1c6b5a");
    check_str(colour_text(a, pale.dark), "#79c5af");
    check(!str_is(colour_text(a, pale.light), STR("#79c5af")) && !str_is(colour_text(a, green.dark), STR("#1c6b5a")));
    arena_close(a);
}

PURE(every_colour_becomes_one_that_can_be_read_on_every_ground)
{
    const char *light[] = { "#ffffff", "#f3f5f8", "#f1f2ee" }, *dark[] = { "#14181f", "#1f2530", "#0d1117", "#202428" };
    for (int red = 0; red < 256; red += 51)
        for (int green = 0; green < 256; green += 51)
            for (int blue = 0; blue < 256; blue += 51) {
                struct accent it = colour_accent(
                    (struct colour){ (unsigned char)red, (unsigned char)green, (unsigned char)blue });
                for (size_t i = 0; i < COUNT_OF(light); i++) check(colour_contrast(it.light, read(light[i])) >= 4.5);
                for (size_t i = 0; i < COUNT_OF(dark); i++) check(colour_contrast(it.dark, read(dark[i])) >= 4.5);
                check(colour_least_contrast(it.light, false) >= 4.5 && colour_least_contrast(it.dark, true) >= 4.5);
            }
}

PURE(the_least_contrast_is_that_of_the_worst_ground)
{
    struct colour red = read("#ff0000");
    check(near(colour_least_contrast(red, false), 3.35)); /* on a tenth of itself over white */
    check(colour_least_contrast(red, true) < contrast("#ff0000", "#0d1117"));
    check(near(colour_least_contrast(read("#000000"), true), contrast("#000000", "#0d1117")));
}
