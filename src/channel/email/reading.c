#include "channel/email/reading.h"

#include "text/json.h"
#include "text/url.h"

const char *const picture_state_words[] = { "hung", "remote", "wanted", "fetched", "failed", NULL };

const struct shape mail_picture_shape = SHAPE(struct mail_picture, F_ID(struct mail_picture, mail, .required = true),
                                              F_INT(struct mail_picture, place), F_TEXT(struct mail_picture, address),
                                              F_ENUM(struct mail_picture, state, picture_state_words),
                                              F_ID(struct mail_picture, file));

static const struct shape shown_picture_shape = SHAPE(
    struct shown_picture,
    F_INT(struct shown_picture, place, .help = "1: the first picture with an address in html, or in the whole"),
    F_ENUM(struct shown_picture, state, picture_state_words, .help = "remote: lies elsewhere, and nobody asked for it"),
    F_ID(struct shown_picture, file, .help = "what there is to show"));

const struct shape mail_reading_shape = SHAPE(
    struct mail_reading, F_ID(struct mail_reading, mail, .required = true),
    F_ID(struct mail_reading, message, .required = true, .help = "that was made of it"),
    F_TIME(struct mail_reading, at, .required = true, .help = "it reached us"), F_TEXT(struct mail_reading, sender),
    F_TEXT(struct mail_reading, sender_name), F_TEXT(struct mail_reading, subject),
    F_SHAPE(struct mail_reading, facts, mail_facts_shape),
    F_TEXT(struct mail_reading, html, .help = "what was said, cleaned; empty: the message's text says it all"),
    F_BOOL(struct mail_reading, more, .help = "earlier mails or a signature are folded away"),
    F_LIST(struct mail_reading, pictures, shown_picture_shape));

struct reading_row {
    id mail, message;
    usec at;
    str sender, sender_name, subject, facts, html;
    bool more;
};
static const struct shape reading_row_shape = SHAPE(
    struct reading_row, F_ID(struct reading_row, mail), F_ID(struct reading_row, message),
    F_TIME(struct reading_row, at), F_TEXT(struct reading_row, sender), F_TEXT(struct reading_row, sender_name),
    F_TEXT(struct reading_row, subject), F_JSON(struct reading_row, facts), F_TEXT(struct reading_row, html),
    F_BOOL(struct reading_row, more));
LIST(reading_row);

#include "reading.sql.h"

/* ---- where the pictures are ---- */

/* What html_text wrote, read back. */
static str unescaped(struct arena *a, str s)
{
    static const struct {
        const char *name;
        char is;
    } references[] = { { "&amp;", '&' },  { "&lt;", '<' },   { "&gt;", '>' },
                       { "&quot;", '"' }, { "&#39;", '\'' }, { "&#96;", '`' } };
    struct text out = { .arena = a };
    for (size_t at = 0; at < s.n;) {
        size_t i = 0;
        while (i < COUNT_OF(references) && !str_starts(str_from(s, at), str_of(references[i].name))) i++;
        text_addc(&out, i < COUNT_OF(references) ? references[i].is : s.at[at]);
        at += i < COUNT_OF(references) ? strlen(references[i].name) : 1;
    }
    return text_str(&out);
}

void mail_picture_addresses(struct arena *a, str html, struct str_list *out)
{
    const str begin = STR("<img alt=\""), behind = STR("\" src=\"");
    for (ptrdiff_t at; (at = str_find(html, begin)) >= 0 && out->n < PICTURES_MOST;) {
        html = str_from(html, (size_t)at + begin.n);
        ptrdiff_t end = str_find(html, STR("\""));
        if (end < 0) return;
        html = str_from(html, (size_t)end);
        if (!str_starts(html, behind)) continue;
        html = str_from(html, behind.n);
        end = str_find(html, STR("\""));
        if (end < 0) return;
        *LIST_ADD(a, out) = unescaped(a, str_cut(html, (size_t)end));
    }
}

/* The file that hung on it under that name; 0: none. */
static id hung_as(struct turn *t, const struct opened_mail *l, const struct id_list *files, str cid)
{
    str decoded = { 0 };
    if (!url_decode(t->arena, cid, false, &decoded)) decoded = cid;
    for (size_t i = 0; i < l->cids.n && i < files->n; i++)
        if (l->cids.at[i].n && (str_is(l->cids.at[i], cid) || str_is(l->cids.at[i], decoded))) return files->at[i];
    return 0;
}

static enum err keep_picture(struct turn *t, const struct mail_picture *told, const struct opened_mail *l,
                             const struct id_list *files)
{
    struct mail_picture p = *told;
    bool hung = str_is_nocase(str_cut(p.address, 4), STR("cid:"));
    if (hung) p.file = hung_as(t, l, files, str_from(p.address, 4));
    p.state = hung ? PICTURE_HUNG : PICTURE_REMOTE; /* without a file: it did not travel along after all */
    if (hung) p.address = (str){ 0 };
    return sql_reading_insert_picture(t, &p);
}

enum err mail_reading_keep(struct turn *t, id mail, const struct opened_mail *l, const struct id_list *files)
{
    struct str_list addresses = { 0 };
    TRY(mail_keep_html(t, mail, l->html, l->html_whole));
    mail_picture_addresses(t->arena, l->html_whole.n ? l->html_whole : l->html, &addresses);
    for (size_t i = 0; i < addresses.n; i++)
        TRY(keep_picture(t, &(struct mail_picture){ .mail = mail, .place = (int64_t)i + 1, .address = addresses.at[i] },
                         l, files));
    return OK;
}

/* ---- reading ---- */

static enum err read_one(struct turn *t, const struct reading_row *row, struct mail_reading *out)
{
    *out = (struct mail_reading){ .mail = row->mail,
                                  .message = row->message,
                                  .at = row->at,
                                  .sender = row->sender,
                                  .sender_name = row->sender_name,
                                  .subject = row->subject,
                                  .html = row->html,
                                  .more = row->more };
    return json_read(t->arena, t->why, row->facts, &mail_facts_shape, &out->facts);
}

enum err mail_readings(struct turn *t, id conversation, struct mail_reading_list *out)
{
    struct reading_row_list rows = { 0 };
    struct id_list mails = { 0 };
    struct mail_picture_list pictures = { 0 };
    TRY(sql_reading_of_conversation(t, conversation, &rows));
    if (rows.n == 0) return OK;
    for (size_t i = 0; i < rows.n; i++) *LIST_ADD(t->arena, &mails) = rows.at[i].mail;
    TRY(sql_reading_pictures(t, &mails, &pictures));
    for (size_t i = 0, next = 0; i < rows.n; i++) {
        struct mail_reading *it = LIST_ADD(t->arena, out);
        TRY(read_one(t, &rows.at[i], it));
        for (; next < pictures.n && pictures.at[next].mail == it->mail; next++) {
            const struct mail_picture *p = &pictures.at[next];
            *LIST_ADD(t->arena,
                      &it->pictures) = (struct shown_picture){ .place = p->place, .state = p->state, .file = p->file };
        }
    }
    return OK;
}

enum err mail_picture_at(struct turn *t, id mail, int64_t place, struct file *out)
{
    struct mail_picture p = { 0 };
    struct file_list files = { 0 };
    bool found = false;
    TRY(sql_reading_picture(t, mail, place, &p, &found));
    if (!found || !p.file) return fail(t, NOT_FOUND, "there is no such picture here");
    TRY(file_list_of(t, &(struct id_list){ .at = &p.file, .n = 1 }, &files));
    if (files.n == 0 || !str_starts(files.at[0].type, STR("image/")))
        return fail(t, NOT_FOUND, "there is no such picture here");
    *out = files.at[0];
    return OK;
}

enum err mail_pictures_want(struct turn *t, const struct ledger_mail *m, int64_t *wanted)
{
    TRY(sql_reading_want(t, m->id, wanted));
    return *wanted ? EMIT(t, MAIL_PICTURES_WANTED, .subject = m->id, .conversation = m->conversation, .team = m->team)
                   : OK;
}

enum err mail_reading_forget(struct turn *t, const struct id_list *mails)
{
    struct mail_picture_list all = { 0 };
    struct id_list files = { 0 };
    TRY(sql_reading_pictures(t, mails, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].state == PICTURE_FETCHED && all.at[i].file) *LIST_ADD(t->arena, &files) = all.at[i].file;
    TRY(sql_reading_forget_pictures(t, mails));
    return files.n ? file_release(t, &files) : OK;
}
