/* The modules there are, in the order of the river. */
#include "spine/operation.h"

const struct module *const modules[] = {
    &module_operation,
    NULL,
};
