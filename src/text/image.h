/* What a picture says of itself: its kind and its size in pixels, from the bytes alone. Nothing is decoded.
 *
 * Three raster kinds that every browser shows and none executes: PNG (ISO 15948 §11.2.2), JPEG (ITU T.81 §B.2.2) and
 * WebP (RFC 9649 §2.5–2.7). Anything else, SVG with its scripts too, is no picture here. */
#ifndef TEXT_IMAGE_H
#define TEXT_IMAGE_H

#include "base/base.h"

struct image {
    const char *type; /* "image/png" */
    int64_t width, height;
};

bool image_read(str bytes, struct image *out); /* false: none of the three, or cut off before it says its size */

#endif
