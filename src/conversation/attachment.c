#include "conversation/attachment.h"

#include "attachment.sql.h"

const struct shape attachment_shape = SHAPE(
    struct attachment, F_ID(struct attachment, id), F_ID(struct attachment, conversation, .required = true),
    F_ID(struct attachment, message, .required = true), F_ID(struct attachment, file, .required = true));

enum err attachment_hang(struct turn *t, struct message *m, const struct id_list *files)
{
    if (files->n == 0) return OK;
    for (size_t i = 0; i < files->n; i++) {
        struct attachment it = {
            .id = turn_id(t), .conversation = m->conversation, .message = m->id, .file = files->at[i]
        };
        TRY(sql_attachment_insert(t, &it));
    }
    return file_list_of(t, files, &m->files);
}

enum err attachment_add(struct turn *t, struct message *m, const struct id_list *files)
{
    struct file f = { 0 };
    if (files->n > ATTACHMENTS_MOST) return fail_field(t, "files", "must be at most %d", ATTACHMENTS_MOST);
    for (size_t i = 0; i < files->n; i++) TRY(file_use(t, files->at[i], "files", &f));
    return attachment_hang(t, m, files);
}

static const struct file *file_at(const struct file_list *files, id which)
{
    for (size_t i = 0; i < files->n; i++)
        if (files->at[i].id == which) return &files->at[i];
    return NULL;
}

enum err attachment_fill(struct turn *t, id conversation, struct message_list *messages)
{
    struct attachment_list hung = { 0 };
    struct id_list ids = { 0 };
    struct file_list files = { 0 };
    TRY(sql_attachment_list(t, conversation, &hung));
    if (hung.n == 0) return OK;
    for (size_t i = 0; i < hung.n; i++) *LIST_ADD(t->arena, &ids) = hung.at[i].file;
    TRY(file_list_of(t, &ids, &files));
    for (size_t m = 0; m < messages->n; m++)
        for (size_t i = 0; i < hung.n; i++) {
            if (hung.at[i].message != messages->at[m].id) continue;
            const struct file *f = file_at(&files, hung.at[i].file);
            if (f) *LIST_ADD(t->arena, &messages->at[m].files) = *f;
        }
    return OK;
}

enum err attachment_of_file(struct turn *t, id file, struct attachment *out, bool *found)
{
    return sql_attachment_of_file(t, file, out, found);
}
