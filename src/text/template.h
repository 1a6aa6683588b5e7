/* Public pages: HTML templates compiled at build time (tools/templates), filled from shapes.
 *
 *   {{subject}}            a member, escaped for where it stands: text, attribute or URL (the compiler knows)
 *   {{lines body}}         text with its line ends kept; {{linked body}} the same, and addresses in it can be followed
 *   {{markup html}}        HTML of people, cleaned as it is written (text/markup.h)
 *   {{time at}}            <time datetime=…> in words
 *   {{each messages}} … {{end}}      inside, members of the element; {{../name}} of the outer thing;
 *                          outside the page's own is what surrounds every page
 *   {{if owner}} … {{else}} … {{end}}   also {{if state is resolved}}, {{if not x}}
 *   {{word form.title}} {{word form.wait name=owner n=count}}    from words/, arguments are members, escaped; a time is
 * in words
 *   {{word_of state in conversation.state}}    the word for an enum: key "conversation.state.<value>"
 *   {{use head}}           another template of the same folder or of web/public, filled with the same thing
 *
 * The page subject.html becomes `subject_html` in the generated "subject.html.h". An address in an attribute is
 * either one member, href="{{link}}" (html_url), or begins with words of ours, href="/c/{{token}}" (percent-encoded).
 *
 * A place where text cannot be made safe (inside <script>, an on… attribute, a style, an unquoted
 * attribute, a tag name) is refused by the compiler. Unknown members are a test failure, see template_check. */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "text/shape.h"
#include "text/words.h"

enum template_verb {
    T_HTML,
    T_MEMBER,
    T_LINES,
    T_LINKED,
    T_MARKUP,
    T_TIME,
    T_EACH,
    T_IF,
    T_ELSE,
    T_END,
    T_WORD,
    T_WORD_OF,
    T_USE
};
enum template_place { IN_TEXT, IN_ATTRIBUTE, IN_URL, IN_URL_PART };

struct template_op {
    enum template_verb verb;
    enum template_place place;
    bool negated;
    unsigned outer; /* how many things outside: ../ */
    str text;       /* HTML: the literal; others: member or word key */
    str is;         /* IF … is …; WORD_OF … in … */
    size_t jump;    /* EACH, IF, ELSE: index of the op to go on with */
    const struct template_arg {
        const char *name;
        str member;
    } * args; /* WORD */
    size_t n_args;
    const struct template *use;
};
struct template
{
    const char *name;
    const struct template_op *ops;
    size_t n;
};

/* What stands around every page: who reads it, and whose it is. */
struct surroundings {
    const struct words *words; /* the reader's language */
    str zone;                  /* times are on the clock there (base/zone.h); empty: UTC */
    const struct shape *shape; /* the thing outside the page's own, {{../name}} at its top; NULL: none */
    const void *thing;
};

void template_write(struct text *out, const struct template *page, const struct shape *shape, const void *thing,
                    const struct surroundings *around);

/* Does every member, enum word and word key that the template names exist? For the tests. */
enum err template_check(struct arena *a, struct why *w, const struct template *page, const struct shape *shape,
                        const struct shape *around);

#endif
