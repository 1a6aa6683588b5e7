/* The commands there are, in the order of `regulars help`. */
#include "command/command.h"

const struct command *const commands[] = {
    &command_serve,  &command_link,    &command_invite, &command_tell,
    &command_flow,   &command_routes,  &command_api,    &command_report,
    &command_events, &command_parked,  &command_audit,  &command_rebuild,
    &command_forget, &command_receive, &command_try,    NULL,
};
