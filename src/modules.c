/* The modules there are, in the order of the river. */
#include "conversation/conversation_routes.h"
#include "portal/portal_routes.h"
#include "spine/file.h"
#include "spine/live.h"
#include "spine/operation.h"
#include "spine/setting.h"

const struct module *const modules[] = {
    &module_operation, &module_setting, &module_live, &module_file, &module_conversation, &module_portal, NULL,
};
