#include <stdlib.h>

#include "text/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct image it;
    bool is = image_read((str){ .at = (const char *)bytes, .n = n }, &it);
    if (is && (!it.type || it.width <= 0 || it.height <= 0)) abort();
    return 0;
}
