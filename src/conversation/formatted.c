#include "conversation/formatted.h"

#include "text/markup.h"
#include "text/utf8.h"

enum err formatted_take(struct turn *t, str body, str html, str *text, str *clean)
{
    struct markup it = { 0 };
    *text = body;
    *clean = (str){ 0 };
    if (utf8_blank(html)) return OK;
    markup_clean(t->arena, html, NULL, &it);
    if (utf8_blank(it.text)) return fail_field(t, "html", "must say something");
    *text = it.text;
    if (it.formatted) *clean = it.html;
    return OK;
}

str formatted_clean(struct turn *t, str html)
{
    struct markup it = { 0 };
    if (utf8_blank(html)) return (str){ 0 };
    markup_clean(t->arena, html, NULL, &it);
    return it.formatted ? it.html : (str){ 0 };
}

str formatted_join(struct turn *t, str text, str html, str more, str more_html)
{
    if (str_empty(html) && str_empty(more_html)) return (str){ 0 };
    if (str_empty(html)) html = markup_of_text(t->arena, text);
    if (str_empty(more_html)) more_html = markup_of_text(t->arena, more);
    return str_join(t->arena, html, more_html);
}
