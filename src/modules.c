/* The modules there are, in the order of the river. */
#include "conversation/conversation_routes.h"
#include "portal/portal_routes.h"
#include "spine/api.h"
#include "spine/file.h"
#include "spine/live.h"
#include "spine/operation.h"
#include "spine/setting.h"
#include "staff/me_routes.h"
#include "staff/sign_in_routes.h"
#include "staff/staff_routes.h"
    &module_story,        /* all of it told in plain words */
