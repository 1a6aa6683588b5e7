#include "channel/email/flow.h"

#include "text/utf8.h"

enum { WIDTH = 72, QUOTES = 40 }; /* characters before we break; ">" that we count */

str flow_plain(struct arena *a, str text)
{
    str good = utf8_mend(a, text);
    struct text out = { .arena = a };
    text_room(&out, good.n + 1);
    for (size_t i = 0; i < good.n; i++) {
        unsigned char c = (unsigned char)good.at[i];
        if (c == '\r' && i + 1 < good.n && good.at[i + 1] == '\n') continue;
        if (c == '\r' || c == '\n')
            text_addc(&out, '\n');
        else if (c >= ' ' ? c != 127 : c == '\t')
            text_addc(&out, (char)c);
    }
    while (str_ends(text_str(&out), STR("\n"))) out.n--;
    if (out.n) text_addc(&out, '\n');
    return text_str(&out);
}

/* A blank at the end would mean that the line goes on. */
static str bare_end(str line)
{
    if (str_is(line, STR("-- "))) return line;
    while (str_ends(line, STR(" ")) || str_ends(line, STR("\t"))) line.n--;
    return line;
}

/* Where a line breaks: behind the last blank that fits, else behind the first one, else nowhere. */
static size_t break_at(str line, size_t width)
{
    size_t last = 0, characters = 0;
    for (size_t i = 0; i + 1 < line.n; i++) {
        characters += ((unsigned char)line.at[i] & 0xC0) != 0x80;
        if (characters > width && last) return last;
        bool signature = str_is(str_cut(line, i + 1), STR("-- "));
        if (line.at[i] == ' ' && line.at[i + 1] != ' ' && !signature) last = i + 1;
    }
    return characters + 1 > width && last ? last : line.n;
}

static void put_line(struct text *out, str line, size_t depth)
{
    for (size_t i = 0; i < depth; i++) text_addc(out, '>');
    bool stuffed = depth || str_starts(line, STR(" ")) || str_starts(line, STR(">")) || str_starts(line, STR("From "));
    if (stuffed && line.n) text_addc(out, ' ');
    text_add(out, line);
    text_addc(out, '\n');
}

/* How deep a line is quoted already: ">>" and "> > " are two. */
static size_t take_depth(str *line)
{
    size_t depth = 0;
    while (depth < QUOTES && str_starts(*line, STR(">"))) {
        depth++;
        *line = str_from(*line, 1);
        if (str_starts(*line, STR(" >"))) *line = str_from(*line, 1);
    }
    if (depth && str_starts(*line, STR(" "))) *line = str_from(*line, 1);
    return depth;
}

void flow_add(struct text *out, str text, size_t deeper)
{
    while (text.n) {
        str line = bare_end(str_split(&text, '\n'));
        size_t depth = deeper + take_depth(&line);
        size_t width = depth + 10 < WIDTH ? WIDTH - depth : 10;
        for (size_t n; (n = break_at(line, width)) < line.n; line = str_from(line, n))
            put_line(out, str_cut(line, n), depth);
        put_line(out, line, depth);
    }
}
