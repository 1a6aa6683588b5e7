#include "text/image.h"

static uint32_t byte(str s, size_t at)
{
    return at < s.n ? (unsigned char)s.at[at] : 0;
}
static uint32_t big(str s, size_t at, int bytes)
{
    uint32_t n = 0;
    for (int i = 0; i < bytes; i++) n = n << 8 | byte(s, at + (size_t)i);
    return n;
}
static uint32_t little(str s, size_t at, int bytes)
{
    uint32_t n = 0;
    for (int i = bytes; i-- > 0;) n = n << 8 | byte(s, at + (size_t)i);
    return n;
}

static bool sized(struct image *out, const char *type, uint32_t width, uint32_t height)
{
    *out = (struct image){ .type = type, .width = width, .height = height };
    return width > 0 && height > 0;
}

/* The first chunk must be the header, of 13 bytes. */
static bool png(str s, struct image *out)
{
    if (s.n < 33 || big(s, 8, 4) != 13 || !str_starts(str_from(s, 12), STR("IHDR"))) return false;
    return sized(out, "image/png", big(s, 16, 4), big(s, 20, 4));
}

static bool is_frame(uint32_t marker) /* SOF0 … SOF15, without DHT, JPG and DAC in between */
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Segment after segment up to the one that begins a frame; behind it is what we need no more. */
static bool jpeg(str s, struct image *out)
{
    for (size_t at = 2; at + 9 <= s.n;) {
        if (byte(s, at) != 0xFF) return false;
        uint32_t marker = byte(s, at + 1), length = big(s, at + 2, 2);
        if (marker == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        if (is_frame(marker)) return sized(out, "image/jpeg", big(s, at + 7, 2), big(s, at + 5, 2));
        if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA) || length < 2) return false;
        at += 2 + length;
    }
    return false;
}

static bool webp(str s, struct image *out)
{
    str chunk = str_cut(str_from(s, 12), 4);
    if (s.n < 30 || (size_t)little(s, 4, 4) + 8 > s.n + 1) return false;
    if (str_is(chunk, STR("VP8X"))) return sized(out, "image/webp", little(s, 24, 3) + 1, little(s, 27, 3) + 1);
    if (str_is(chunk, STR("VP8L")) && byte(s, 20) == 0x2F) {
        uint32_t bits = little(s, 21, 4);
        return sized(out, "image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }
    if (str_is(chunk, STR("VP8 ")) && big(s, 23, 3) == 0x9D012A)
        return sized(out, "image/webp", little(s, 26, 2) & 0x3FFF, little(s, 28, 2) & 0x3FFF);
    return false;
}

bool image_read(str s, struct image *out)
{
    *out = (struct image){ 0 };
    if (str_starts(s, STR("\x89PNG\r\n\x1a\n"))) return png(s, out);
    if (str_starts(s, STR("\xff\xd8\xff"))) return jpeg(s, out);
    if (str_starts(s, STR("RIFF")) && str_starts(str_from(s, 8), STR("WEBP"))) return webp(s, out);
    return false;
}
