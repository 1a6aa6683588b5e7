#include "text/image.h"

#include "test/test.h"

static struct image read(str bytes)
{
    struct image it = { 0 };
    check(image_read(bytes, &it));
    return it;
}

static const char png_bytes[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x2c\0\0\0\x64\x08\6\0\0\0crc!IDAT";
static const char jpeg_bytes[] = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xff\xc2\0\x11\x08\0\x40\1\0\3rest";
static const char lossy[] = "RIFF\x1a\0\0\0WEBPVP8 \x0e\0\0\0\x30\1\0\x9d\1\x2a\x80\0\x40\0rest";
static const char lossless[] = "RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x7f\xc0\x0f\0restrest!";
static const char extended[] = "RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x7f\0\0\x3f\0\0rest";
#define BYTES(array) ((str){ .at = (array), .n = sizeof(array) - 1 })

static void is(str bytes, const char *type, int64_t width, int64_t height)
{
    struct image it = read(bytes);
    check_str(str_of(it.type), type);
    check_int(it.width, width);
    check_int(it.height, height);
}

PURE(a_picture_says_its_kind_and_size)
{
    is(BYTES(png_bytes), "image/png", 300, 100);
    is(BYTES(jpeg_bytes), "image/jpeg", 256, 64);
    is(BYTES(lossy), "image/webp", 128, 64);
    is(BYTES(lossless), "image/webp", 128, 64);
    is(BYTES(extended), "image/webp", 128, 64);
}

PURE(what_is_none_or_cut_off_is_no_picture)
{
    struct image it;
    str none[] = { STR(""),
                   STR("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"),
                   STR("GIF89a\1\0\1\0"),
                   STR("\x89PNG\r\n\x1a\n<script>alert(1)</script> and some more"),
                   STR("\xff\xd8\xff\xda\0\4restrestrest"),
                   STR("RIFF\xff\xff\xff\x7fWEBPVP8X\x0a\0\0\0\x10\0\0\0abcdefgh") };
    for (size_t i = 0; i < COUNT_OF(none); i++) check(!image_read(none[i], &it));
    str whole[] = { BYTES(png_bytes), BYTES(jpeg_bytes), BYTES(lossy), BYTES(lossless), BYTES(extended) };
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        for (size_t n = 0; n < 24; n++) check(!image_read(str_cut(whole[i], n), &it));
}
