#include "story/story.h"

#include <stdarg.h>
#include <stdio.h>

enum { NEAREST = 3, WORDS_BYTES = 1000 };

static const usec usual_begin = 1704704400 * SECOND; /* Monday, 8 January 2024, 09:00 UTC */

str said_word(const struct said *s, const char *name)
{
    return s->args[sentence_argument(s->sentence->pattern, name)];
}

enum err story_fail(struct reading *r, const char *words, ...)
{
    char said[WORDS_BYTES];
    va_list args;
    va_start(args, words);
    vsnprintf(said, sizeof said, words, args);
    va_end(args);
    str place = str_format(r->arena, "%.*s:%d", STR_ARG(r->file), r->line);
    return why_fail(r->why, r->arena, MALFORMED, place, "%s", said);
}

/* ---- lines ---- */

static size_t indent_of(str line)
{
    size_t n = 0;
    while (n < line.n && (line.at[n] == ' ' || line.at[n] == '\t')) n++;
    return n;
}

static bool is_blank(str line)
{
    return str_empty(str_trim(line));
}

static str take_line(struct reading *r, str *rest)
{
    str line = str_split(rest, '\n');
    r->line++;
    return str_ends(line, STR("\r")) ? str_cut(line, line.n - 1) : line;
}

/* The indented lines below a sentence are the rest of its text, less the indentation of the first. */
static str take_block(struct reading *r, str *rest, str first)
{
    struct text block = { .arena = r->arena };
    size_t indent = 0, empty = 0;
    text_add(&block, first);
    while (rest->n) {
        str look = *rest, line = str_split(&look, '\n');
        if (!is_blank(line) && indent_of(line) == 0) break;
        line = take_line(r, rest);
        if (is_blank(line)) {
            empty++;
            continue;
        }
        if (!indent) indent = indent_of(line);
        if (block.n) text_addc(&block, '\n');
        for (; empty > 0; empty--)
            if (block.n) text_addc(&block, '\n');
        text_add(&block, str_from(line, indent_of(line) < indent ? indent_of(line) : indent));
    }
    return text_str(&block);
}

/* ---- sentences ---- */

static enum err not_understood(struct reading *r, str head)
{
    struct text words = { .arena = r->arena };
    bool told[256] = { false };
    for (int n = 0; n < NEAREST; n++) {
        int best = -1, near = 0;
        for (int i = 0; sentences[i].pattern && i < (int)COUNT_OF(told); i++) {
            int score = sentence_nearness(sentences[i].pattern, head);
            bool is_heading = !sentences[i].act && !sentences[i].move;
            if (!told[i] && !is_heading && (best < 0 || score > near)) best = i, near = score;
        }
        if (best < 0) break;
        told[best] = true;
        text_addf(&words, "\n    %s", sentences[best].pattern);
    }
    return story_fail(r, "no sentence is told like this; the nearest are:%.*s", STR_ARG(text_str(&words)));
}

static enum err add_step(struct reading *r, const struct said *s)
{
    if (r->stories->n == 0) return story_fail(r, "a story begins with its title: \"# A bowl arrives broken\"");
    struct story *story = &r->stories->at[r->stories->n - 1];
    if (s->sentence->move) return s->sentence->move(r, s);
    struct said *added = LIST_ADD(r->arena, &story->steps);
    *added = *s;
    added->at = r->at;
    return OK;
}

static enum err read_sentence(struct reading *r, str line, str *rest)
{
    struct line cut = line_cut(line);
    struct said s = { .line = r->line };
    if (cut.has_text) cut.text = take_block(r, rest, cut.text);
    for (const struct sentence *one = sentences; one->pattern; one++) {
        if ((!one->act && !one->move) || !sentence_matches(one->pattern, &cut, s.args)) continue;
        s.sentence = one;
        int here = r->line;
        r->line = s.line;
        TRY(add_step(r, &s));
        r->line = here;
        return OK;
    }
    r->line = s.line;
    return not_understood(r, cut.head);
}

static enum err last_has_steps(struct reading *r)
{
    if (r->stories->n == 0 || r->stories->at[r->stories->n - 1].steps.n > 0) return OK;
    return story_fail(r, "nothing happens in the story above");
}

static enum err begin_story(struct reading *r, str title)
{
    TRY(last_has_steps(r));
    if (is_blank(title)) return story_fail(r, "a title says what happens: \"# A bowl arrives broken\"");
    *LIST_ADD(r->arena, r->stories) = (struct story){ .file = r->file, .title = str_trim(title) };
    r->at = usual_begin;
    return OK;
}

static enum err read_line(struct reading *r, str line, str *rest)
{
    if (is_blank(line) || str_starts(line, STR("--"))) return OK;
    if (indent_of(line) > 0) return story_fail(r, "an indented line goes on with the text above it, and there is none");
    if (line.at[0] == '#') return begin_story(r, str_from(line, 1));
    return read_sentence(r, line, rest);
}

enum err story_read(struct reading *r, str text)
{
    size_t before = r->stories->n;
    while (text.n) {
        str line = take_line(r, &text);
        TRY(read_line(r, line, &text));
    }
    if (r->stories->n == before)
        return story_fail(r, "there is no story in this file: a story begins with \"# Title\"");
    return last_has_steps(r);
}
