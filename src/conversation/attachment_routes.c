/* Reading a file: what hangs on a message by whoever may see its conversation, what hangs on nothing yet by its sender.
 */
#include "conversation/attachment_routes.h"

#include "conversation/attachment.h"
#include "spine/access.h"

struct which_file {
    id file;
};
static const struct shape which_file_shape = SHAPE(
    struct which_file, F_ID(struct which_file, file, .required = true, .help = "which one"));

static enum err find(struct turn *t, id which, struct file *out)
{
    struct attachment at = { 0 };
    struct conversation c = { 0 };
    struct file_list files = { 0 };
    bool found = false;
    TRY(attachment_of_file(t, which, &at, &found));
    if (!found) return file_find(t, which, out);
    if (conversation_find_for(t, "conversation.read", at.conversation, &c) != OK)
        return fail(t, NOT_FOUND, "there is nothing here");
    TRY(file_list_of(t, &(struct id_list){ .at = &which, .n = 1 }, &files));
    *out = files.at[0];
    return OK;
}

static enum err fetch_out(struct turn *t, struct ask *ask, const void *in, void *out)
{
    struct file it = { 0 };
    (void)out;
    TRY(find(t, ((const struct which_file *)in)->file, &it));
    file_answer(t, &it, ask->answer);
    return OK;
}

static const struct route routes[] = {
    { .on = "GET /api/v1/files/{file}",
      .may = "file.read",
      .takes = &which_file_shape,
      .type = ANY_FILE,
      .run = fetch_out,
      .help = "Downloads a file: your own, or one that hangs on a conversation you may see." },
    { 0 },
};

const struct module module_attachment = { .name = "attachment", .routes = routes };
