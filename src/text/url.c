#include "text/url.h"

#include <arpa/inet.h>

#include "text/utf8.h"

enum { URL_BYTES = 8 * 1024, HOST_BYTES = 253, LABEL_BYTES = 63 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_of(char c)
{
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static enum err refuse(struct arena *a, struct why *w, const char *words)
{
    return why_fail(w, a, INVALID, (str){ 0 }, "%s", words);
}

/* Every byte that may not stand in an address, and every "%" without two hex digits. */
static bool is_written_well(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= ' ' || c == 0x7F || (c < 0x80 && strchr("\\\"<>^`{|}", c))) return false;
        if (c == '%' && (i + 2 >= s.n || hex_of(s.at[i + 1]) < 0 || hex_of(s.at[i + 2]) < 0)) return false;
    }
    return utf8_valid(s);
}

/* Four decimal numbers 0–255 without leading zeros: a browser would also take 0x7f.1 and 2130706433. */
static bool is_ipv4(str host)
{
    int parts = 0;
    if (str_ends(host, STR("."))) return false;
    while (host.n) {
        int64_t n;
        if (!str_int(str_split(&host, '.'), &n) || n < 0 || n > 255) return false;
        parts++;
    }
    return parts == 4;
}

static bool is_label(str s)
{
    if (s.n == 0 || s.n > LABEL_BYTES || s.at[0] == '-' || s.at[s.n - 1] == '-') return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_letter(s.at[i]) && !is_digit(s.at[i]) && s.at[i] != '-' && s.at[i] != '_') return false;
    return true;
}

static bool is_name(str host)
{
    str label = { 0 };
    if (host.n == 0 || host.n > HOST_BYTES || host.at[host.n - 1] == '.') return false;
    while (host.n)
        if (!is_label(label = str_split(&host, '.'))) return false;
    return !is_digit(label.at[0]); /* an end in a number would be an address in a browser's eyes */
}

/* "[…]" in its shortest form, or nothing. */
static str ipv6(struct arena *a, str host)
{
    char z[INET6_ADDRSTRLEN + 1], shortest[INET6_ADDRSTRLEN];
    struct in6_addr address;
    if (host.n < 4 || host.n - 2 >= sizeof z || host.at[host.n - 1] != ']') return (str){ 0 };
    memcpy(z, host.at + 1, host.n - 2);
    z[host.n - 2] = 0;
    if (inet_pton(AF_INET6, z, &address) != 1 || !inet_ntop(AF_INET6, &address, shortest, sizeof shortest))
        return (str){ 0 };
    const char *end = strrchr(shortest, ':');
    if (!strchr(shortest, '.')) return str_format(a, "[%s]", shortest);
    const uint8_t *b = address.s6_addr; /* a browser writes [::ffff:1.2.3.4] without dots */
    return str_format(a, "[%.*s:%x:%x]", (int)(end - shortest), shortest, b[12] << 8 | b[13], b[14] << 8 | b[15]);
}

static enum err read_host(struct arena *a, struct why *w, str host, struct url *out)
{
    if (host.n && host.at[0] == '[') {
        out->host = ipv6(a, host);
        return out->host.n ? OK : refuse(a, w, "has a broken IPv6 address");
    }
    for (size_t i = 0; i < host.n; i++)
        if ((unsigned char)host.at[i] >= 0x80)
            return refuse(a, w, "has letters beyond a-z in its host name: write its xn-- form");
    if (!is_ipv4(host) && !is_name(host)) return refuse(a, w, "has a host name that is not one");
    out->host = str_lower(a, host);
    return OK;
}

static enum err read_port(struct arena *a, struct why *w, str port, struct url *out)
{
    int64_t n;
    if (!str_int(port, &n) || n < 1 || n > 65535) return refuse(a, w, "has a port that is not 1 to 65535");
    out->port = (int)n;
    return OK;
}

static enum err read_authority(struct arena *a, struct why *w, str authority, struct url *out)
{
    if (str_find(authority, STR("@")) >= 0) return refuse(a, w, "must not name a user or password");
    ptrdiff_t bracket = str_find(authority, STR("]"));
    size_t from = bracket < 0 ? 0 : (size_t)bracket + 1, colon = from;
    while (colon < authority.n && authority.at[colon] != ':') colon++;
    if (bracket >= 0 && colon != from) return refuse(a, w, "has a broken IPv6 address");
    TRY(read_host(a, w, str_cut(authority, colon), out));
    out->port = out->secure ? 443 : 80;
    return colon < authority.n ? read_port(a, w, str_from(authority, colon + 1), out) : OK;
}

/* "." and ".." also when written as %2e. */
static bool is_dots(str step)
{
    size_t dots = 0;
    while (step.n) {
        if (step.at[0] == '.')
            step = str_from(step, 1);
        else if (str_is_nocase(str_cut(step, 3), STR("%2e")))
            step = str_from(step, 3);
        else
            return false;
        dots++;
    }
    return dots == 1 || dots == 2;
}

static bool has_dots(str path)
{
    while (path.n)
        if (is_dots(str_split(&path, '/'))) return true;
    return false;
}

/* Letters beyond ASCII become %XX, as a browser sends them. */
static str ascii(struct arena *a, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c < 0x80) {
            text_addc(&out, (char)c);
            continue;
        }
        text_addc(&out, '%');
        text_addc(&out, hex[c >> 4]);
        text_addc(&out, hex[c & 15]);
    }
    return text_str(&out);
}

enum err url_read(struct arena *a, struct why *w, str text, struct url *out)
{
    *out = (struct url){ 0 };
    if (text.n > URL_BYTES) return refuse(a, w, "is longer than 8192 bytes");
    if (!is_written_well(text)) return refuse(a, w, "has a character that may not stand in an address, or a broken %");
    out->secure = str_is_nocase(str_cut(text, 8), STR("https://"));
    if (!out->secure && !str_is_nocase(str_cut(text, 7), STR("http://")))
        return refuse(a, w, "must begin with https:// or http://");
    out->scheme = out->secure ? STR("https") : STR("http");
    str rest = str_from(text, out->secure ? 8 : 7);
    rest = str_split(&rest, '#');
    size_t end = 0;
    while (end < rest.n && rest.at[end] != '/' && rest.at[end] != '?') end++;
    TRY(read_authority(a, w, str_cut(rest, end), out));
    str query = str_from(rest, end), path = str_split(&query, '?');
    if (has_dots(path)) return refuse(a, w, "must not have . or .. as a step of its path");
    out->path = path.n ? ascii(a, path) : STR("/");
    out->query = ascii(a, query);
    return OK;
}

static bool is_path_byte(char c)
{
    return is_letter(c) || is_digit(c) || (c && strchr("-._~/%+=:,", c));
}

bool url_is_own_path(str s)
{
    if (s.n == 0 || s.n > URL_BYTES || s.at[0] != '/' || !is_written_well(s)) return false;
    str tail = s, path = str_split(&tail, '?');
    path = str_split(&path, '#');
    for (size_t i = 0; i < path.n; i++) {
        if (!is_path_byte(path.at[i])) return false;
        if (path.at[i] == '/' && i + 1 < path.n && path.at[i + 1] == '/') return false;
        if (path.at[i] != '%') continue;
        int byte = hex_of(path.at[i + 1]) * 16 + hex_of(path.at[i + 2]);
        if (byte <= ' ' || byte == 0x7F || byte == '/' || byte == '\\' || byte == '@') return false;
    }
    return !has_dots(path);
}

bool url_decode(struct arena *a, str s, bool plus_is_blank, str *out)
{
    char *to = arena_take(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (c == '%') {
            int high = i + 2 < s.n ? hex_of(s.at[i + 1]) : -1, low = i + 2 < s.n ? hex_of(s.at[i + 2]) : -1;
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_blank)
            c = ' ';
        to[n++] = c;
    }
    *out = (str){ .at = to, .n = n };
    return utf8_valid(*out);
}

void url_encode(struct text *out, str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (is_letter(s.at[i]) || is_digit(s.at[i]) || (c && strchr("-._~", c))) {
            text_addc(out, s.at[i]);
            continue;
        }
        char *to = text_room(out, 3);
        to[0] = '%';
        to[1] = hex[c >> 4];
        to[2] = hex[c & 15];
        out->n += 3;
    }
}
