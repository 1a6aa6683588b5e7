#include "text/language.h"

bool language_is_tag(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || (c != '-' && !(c >= '0' && c <= '9')))) return false;
    }
    return s.n != 1;
}
