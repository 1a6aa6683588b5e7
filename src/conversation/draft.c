#include "conversation/draft.h"

#include "conversation/conversation.h"
#include "conversation/formatted.h"
#include "text/utf8.h"

#include "draft.sql.h"

const char *const draft_kind_words[] = { "reply", "note", NULL };

const struct shape draft_shape = SHAPE(
    struct draft, F_ID(struct draft, conversation, .required = true), F_ENUM(struct draft, kind, draft_kind_words),
    F_TEXT(struct draft, body, .help = "as plain text"),
    F_TEXT(struct draft, html, .help = "the same with its formatting; empty: it has none"),
    F_TEXT(struct draft, other, .help = "what another browser of yours typed meanwhile, or empty"),
    F_TEXT(struct draft, other_html, .help = "the same with its formatting; empty: it has none"),
    F_ID(struct draft, revision, .help = "send it back as `base`; null: there is no draft and none was sent lately"),
    F_TIME(struct draft, at, .help = "when its last letter was typed"));

const struct shape draft_typed_shape = SHAPE(
    struct draft_typed, F_ID(struct draft_typed, conversation, .required = true, .help = "which conversation"),
    F_ENUM(struct draft_typed, kind, draft_kind_words, .required = true, .help = "an answer or a note"),
    F_TEXT(struct draft_typed, body, .max = BODY_CHARACTERS, .help = "all of it as plain text; empty: it is gone"),
    F_TEXT(struct draft_typed, html, .max = HTML_CHARACTERS, .help = "the same with its formatting, or empty"),
    F_ID(struct draft_typed, base,
         .help = "the revision that you typed on, or null: one that was sent meanwhile refuses this with 409"),
    F_INT(struct draft_typed, typed_ms_ago, .min = 0, .max = DRAFT_AGO_MOST_MS,
          .help = "how long ago the last letter was typed: the later of two texts is the draft"),
    F_BOOL(struct draft_typed, settled, .help = "`other` was seen and dealt with: it can go"));

static str kind_of(const struct turn *t)
{
    return str_of(actor_kind_words[t->actor.kind]);
}

enum err draft_find(struct turn *t, id conversation, enum draft_kind kind, struct draft *out)
{
    bool found = false;
    *out = (struct draft){ 0 };
    TRY(sql_draft_find(t, kind_of(t), t->actor.who, conversation, str_of(draft_kind_words[kind]), out, &found));
    out->conversation = conversation;
    out->kind = kind;
    return OK;
}

enum err draft_drop(struct turn *t, id conversation, enum draft_kind kind)
{
    return sql_draft_drop(t, kind_of(t), t->actor.who, conversation, str_of(draft_kind_words[kind]));
}

/* Only what was sent is kept empty: who empties a draft has none. */
static bool is_sent(const struct draft *d)
{
    return d->revision && utf8_blank(d->body) && utf8_blank(d->other);
}

/* What lost beside what won; a text that the winner contains is not lost. */
static enum err put_beside(struct turn *t, struct draft *d, str lost, str lost_html)
{
    if (utf8_blank(lost) || str_find(d->body, str_trim(lost)) >= 0 || str_find(d->other, str_trim(lost)) >= 0)
        return OK;
    d->other_html = d->other.n ? formatted_join(t, d->other, d->other_html, lost, lost_html) : lost_html;
    d->other = d->other.n ? str_format(t->arena, "%.*s\n\n%.*s", STR_ARG(d->other), STR_ARG(lost)) : lost;
    if (utf8_count(d->other) <= DRAFT_OTHER_CHARACTERS) return OK;
    return fail(t, CONFLICT, "look first at what you typed in your other browsers: no more of it can be kept");
}

static enum err put(struct turn *t, struct draft *d, bool there_was)
{
    d->revision = turn_id(t);
    return there_was ? sql_draft_keep(t, kind_of(t), t->actor.who, d)
                     : sql_draft_insert(t, d->revision, kind_of(t), t->actor.who, d);
}

static enum err keep(struct turn *t, struct draft *d, bool there_was)
{
    if (!utf8_blank(d->body) || !utf8_blank(d->other)) return put(t, d, there_was);
    d->body = d->other = d->html = d->other_html = (str){ 0 };
    d->revision = 0;
    return draft_drop(t, d->conversation, d->kind);
}

/* It was on its way while the same text was sent. */
static enum err is_late(struct turn *t, const struct draft_typed *typed, bool *out)
{
    int64_t n = 0;
    TRY(sql_draft_last_said(t, typed->conversation, kind_of(t), t->actor.who, typed->kind == DRAFT_NOTE,
                            str_trim(typed->body), &n));
    *out = n > 0;
    return OK;
}

/* Typed on another revision than there is now. */
static enum err check_in_time(struct turn *t, const struct draft_typed *typed, const struct draft *was, bool *late)
{
    *late = is_sent(was) && utf8_blank(typed->body);
    if (!*late) TRY(is_late(t, typed, late));
    if (*late || !is_sent(was)) return OK;
    enum err err = fail(
        t, CONFLICT, "what you typed on was sent meanwhile: look at it, then save on the revision that is there now");
    t->why->field = STR("base");
    return err;
}

enum err draft_save(struct turn *t, const struct draft_typed *typed, struct draft *out)
{
    struct conversation c = { 0 };
    usec at = t->now - typed->typed_ms_ago * (SECOND / 1000);
    TRY(conversation_hold(t, typed->conversation, &c));
    TRY(draft_find(t, typed->conversation, typed->kind, out));
    struct draft was = *out;
    bool follows = was.revision == typed->base || !was.revision, later = at >= was.at, late = false;
    if (!follows) TRY(check_in_time(t, typed, &was, &late));
    if (late) return OK;
    if (typed->settled) out->other = out->other_html = (str){ 0 };
    str html = formatted_clean(t, typed->html);
    if (follows || later) {
        out->body = typed->body;
        out->html = html;
        out->at = at;
    }
    if (!follows) TRY(later ? put_beside(t, out, was.body, was.html) : put_beside(t, out, typed->body, html));
    return keep(t, out, was.revision != 0);
}

enum err draft_sent(struct turn *t, const struct draft_going *it)
{
    struct draft d = { 0 };
    TRY(draft_find(t, it->conversation, it->kind, &d));
    bool there_was = d.revision != 0;
    if (!there_was && !it->known) return OK; /* a program that keeps no drafts */
    bool is_it = !it->known || it->revision == d.revision || str_is(str_trim(it->body), str_trim(d.body));
    if (there_was && !is_it) return OK; /* typed since then, elsewhere */
    d.body = d.other;
    d.html = d.other_html;
    d.other = d.other_html = (str){ 0 };
    d.at = t->now;
    return put(t, &d, there_was);
}

enum err draft_give_back(struct turn *t, id conversation, str body, str html)
{
    struct draft d = { 0 };
    TRY(draft_find(t, conversation, DRAFT_REPLY, &d));
    bool begun = !utf8_blank(d.body);
    d.html = begun ? formatted_join(t, body, html, d.body, d.html) : html;
    d.body = begun ? str_format(t->arena, "%.*s\n\n%.*s", STR_ARG(body), STR_ARG(d.body)) : body;
    d.at = t->now;
    return put(t, &d, d.revision != 0);
}

enum err draft_forget_sent(struct turn *t, const struct event *e)
{
    (void)e;
    return sql_draft_forget_sent(t, t->now - DRAFT_SENT_DAYS * DAY);
}
