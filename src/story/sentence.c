#include "story/sentence.h"

/* The next word; *rest moves behind it. Empty at the end. */
static str next_word(str *rest)
{
    *rest = str_trim(*rest);
    return str_split(rest, ' ');
}

struct line line_cut(str line)
{
    line = str_trim(line);
    for (size_t i = 0; i < line.n; i++) {
        bool ends = i + 1 == line.n || line.at[i + 1] == ' ';
        if (line.at[i] != ':' || !ends) continue;
        return (struct line){ .head = str_cut(line, i), .text = str_trim(str_from(line, i + 1)), .has_text = true };
    }
    return (struct line){ .head = line };
}

/* ---- one word of the pattern against one word of the line ---- */

static bool is_optional(str want)
{
    return want.n > 2 && want.at[0] == '[';
}

static bool takes_rest(str want)
{
    return str_ends(want, STR("…}"));
}

static bool is_one_of(str choices, str have)
{
    while (choices.n)
        if (str_is(str_split(&choices, '|'), have)) return true;
    return false;
}

/* "({low}" against "(20.7": what stands around the braces, and what they take. */
static bool takes(str want, str have, str *arg)
{
    size_t from = (size_t)str_find(want, STR("{")), behind = want.n - (size_t)str_find(want, STR("}")) - 1;
    if (have.n <= from + behind) return false;
    if (!str_is(str_cut(want, from), str_cut(have, from))) return false;
    if (!str_is(str_from(want, want.n - behind), str_from(have, have.n - behind))) return false;
    *arg = str_cut(str_from(have, from), have.n - from - behind);
    return true;
}

static bool head_matches(str want, str have, str *args)
{
    str word = next_word(&want);
    if (str_empty(word)) return str_empty(str_trim(have));
    if (takes_rest(word)) {
        *args = str_trim(have);
        return args->n > 0;
    }
    str after = have, said = next_word(&after);
    if (is_optional(word)) {
        if (head_matches(want, have, args + 1)) return true;
        word = (str){ .at = word.at + 1, .n = word.n - 2 };
    }
    bool captures = str_find(word, STR("{")) >= 0;
    if (captures ? !takes(word, said, args) : !is_one_of(word, said)) return false;
    return head_matches(want, after, args + (captures ? 1 : 0));
}

/* ---- a whole sentence ---- */

bool sentence_matches(const char *pattern, const struct line *line, str args[SENTENCE_ARGS])
{
    struct line want = line_cut(str_of(pattern));
    memset(args, 0, SENTENCE_ARGS * sizeof *args);
    if (want.has_text != line->has_text || !head_matches(want.head, line->head, args)) return false;
    if (want.has_text) args[sentence_argument(pattern, "text")] = line->text;
    return true;
}

int sentence_argument(const char *pattern, const char *name)
{
    int place = 0;
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{'), place++) {
        size_t n = strlen(name);
        if (strncmp(at + 1, name, n) == 0 && (at[n + 1] == '}' || (unsigned char)at[n + 1] >= 0x80)) return place;
    }
    bug("the sentence \"%s\" has no {%s}", pattern, name);
}

int sentence_nearness(const char *pattern, str head)
{
    int near = 0;
    str want = line_cut(str_of(pattern)).head;
    for (str word = next_word(&want); word.n; word = next_word(&want)) {
        bool found = false;
        str rest = head;
        if (str_find(word, STR("{")) >= 0) continue;
        for (str said = next_word(&rest); said.n && !found; said = next_word(&rest)) found = is_one_of(word, said);
        near += found ? 3 : -1;
    }
    return near;
}

void sentence_list(struct text *out)
{
    for (const struct sentence *s = sentences; s->pattern; s++) {
        if (s->act == NULL && s->move == NULL) {
            text_addf(out, "%s## %s\n\n", s == sentences ? "" : "\n", s->pattern);
            continue;
        }
        text_addf(out, "- `%s`\n  %s\n", s->pattern, s->help);
    }
}
