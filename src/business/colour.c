#include "business/colour.h"

#include <math.h>

enum { STEPS = 256 };
static const double READABLE = 4.5;

/* The grounds of web/public/public.css and web/kit/kit.css: paper, soft or under the hand, a note, and what stands on a
 * button of that colour. What is chosen stands on a tint of the accent itself. */
static const struct colour on_light[] = {
    { 0xff, 0xff, 0xff }, { 0xf3, 0xf5, 0xf8 }, { 0xf6, 0xf6, 0xf3 }, { 0xf1, 0xf2, 0xee }, { 0xfd, 0xf7, 0xe3 }
};
static const struct colour on_dark[] = { { 0x14, 0x18, 0x1f }, { 0x1f, 0x25, 0x30 }, { 0x0d, 0x11, 0x17 },
                                         { 0x19, 0x1c, 0x1f }, { 0x20, 0x24, 0x28 }, { 0x28, 0x23, 0x16 } };
struct theme {
    const struct colour *grounds;
    size_t n;
    struct colour panel; /* under the tint */
    int tint;            /* so many of a hundred parts are the accent */
};
static const struct theme light_theme = { on_light, COUNT_OF(on_light), { 0xff, 0xff, 0xff }, 10 };
static const struct theme dark_theme = { on_dark, COUNT_OF(on_dark), { 0x19, 0x1c, 0x1f }, 12 };
static const struct colour black = { 0, 0, 0 }, white = { 0xff, 0xff, 0xff };

static int digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    char low = (char)(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static bool pair(str s, size_t at, unsigned char *out)
{
    int high = digit(s.at[at]), low = digit(s.at[at + 1]);
    if (high < 0 || low < 0) return false;
    *out = (unsigned char)(high << 4 | low);
    return true;
}

bool colour_read(str s, struct colour *out)
{
    return s.n == COLOUR_BYTES && s.at[0] == '#' && pair(s, 1, &out->red) && pair(s, 3, &out->green) &&
           pair(s, 5, &out->blue);
}

str colour_text(struct arena *a, struct colour c)
{
    return str_format(a, "#%02x%02x%02x", c.red, c.green, c.blue);
}

static double linear(unsigned char channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double colour_contrast(struct colour x, struct colour y)
{
    double a = luminance(x), b = luminance(y);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static unsigned char between(unsigned char from, unsigned char to, int step)
{
    return (unsigned char)(from + (to - from) * step / STEPS);
}

static unsigned char tinted(unsigned char panel, unsigned char accent, int tint)
{
    return (unsigned char)((panel * (100 - tint) + accent * tint) / 100);
}

static double least_contrast(struct colour c, const struct theme *on)
{
    struct colour tint = { .red = tinted(on->panel.red, c.red, on->tint),
                           .green = tinted(on->panel.green, c.green, on->tint),
                           .blue = tinted(on->panel.blue, c.blue, on->tint) };
    double least = colour_contrast(c, tint);
    for (size_t i = 0; i < on->n; i++) least = fmin(least, colour_contrast(c, on->grounds[i]));
    return least;
}

double colour_least_contrast(struct colour c, bool dark)
{
    return least_contrast(c, dark ? &dark_theme : &light_theme);
}

/* As few steps towards black or white as it takes. */
static struct colour towards(struct colour chosen, struct colour end, const struct theme *on)
{
    struct colour c = chosen;
    for (int step = 1; step <= STEPS && least_contrast(c, on) < READABLE; step++)
        c = (struct colour){ .red = between(chosen.red, end.red, step),
                             .green = between(chosen.green, end.green, step),
                             .blue = between(chosen.blue, end.blue, step) };
    return c;
}

struct accent colour_accent(struct colour chosen)
{
    return (struct accent){ .light = towards(chosen, black, &light_theme),
                            .dark = towards(chosen, white, &dark_theme) };
}
