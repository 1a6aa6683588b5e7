#include "channel/email/invitation.h"

#include <unicode/ucal.h>

#include "base/zone.h"
#include "channel/email/charset.h"
#include "text/email.h"
#include "text/utf8.h"

enum { PROPERTIES = 20000, LINE_CHARACTERS = 500 };

/* One property: its lines joined (RFC 5545 §3.1). */
static bool next_property(struct arena *a, str *rest, str *name, str *value)
{
    struct text all = { .arena = a };
    do {
        str line = str_split(rest, '\n');
        if (str_ends(line, STR("\r"))) line = str_cut(line, line.n - 1);
        text_add(&all, all.n ? str_from(line, 1) : line);
        if (!rest->n || (rest->at[0] != ' ' && rest->at[0] != '\t')) break;
    } while (rest->n);
    str whole = text_str(&all);
    bool quoted = false;
    size_t colon = 0;
    for (; colon < whole.n && (quoted || whole.at[colon] != ':'); colon++)
        if (whole.at[colon] == '"') quoted = !quoted;
    *name = str_cut(whole, colon);
    *value = str_from(whole, colon + 1);
    return colon < whole.n;
}

/* "DTSTART;TZID=Europe/Berlin" → the value of TZID. */
static str property_parameter(str name, const char *wanted)
{
    str_split(&name, ';');
    while (name.n) {
        bool quoted = false;
        size_t n = 0;
        for (; n < name.n && (quoted || name.at[n] != ';'); n++)
            if (name.at[n] == '"') quoted = !quoted;
        str item = str_cut(name, n), key = str_split(&item, '=');
        name = str_from(name, n + 1);
        if (!str_is_nocase(key, str_of(wanted))) continue;
        return item.n >= 2 && item.at[0] == '"' ? str_cut(str_from(item, 1), item.n - 2) : item;
    }
    return (str){ 0 };
}

/* "\n", "\," and the like (RFC 5545 §3.3.11); one line. */
static str unescaped(struct arena *a, str s)
{
    struct text out = { .arena = a };
    for (size_t i = 0; i < s.n; i++) {
        char next = i + 1 < s.n ? s.at[i + 1] : 0;
        bool escape = s.at[i] == '\\' && next && strchr("\\;,nN", next);
        text_addc(&out, !escape ? s.at[i] : next == 'n' || next == 'N' ? ' ' : next);
        i += escape;
    }
    return utf8_cut(utf8_line(a, text_str(&out)), LINE_CHARACTERS);
}

static int two(str s, size_t at)
{
    return (s.at[at] - '0') * 10 + s.at[at + 1] - '0';
}

/* "20260503T100000" as a wall time; false when it is none. */
static bool wall_of(struct arena *a, str s, usec *wall)
{
    bool day = s.n == 8, time = s.n >= 15 && s.at[8] == 'T';
    if (!day && !time) return false;
    for (size_t i = 0; i < (day ? 8u : 15u); i++)
        if (i != 8 && (s.at[i] < '0' || s.at[i] > '9')) return false;
    str date = str_format(a, "%.4s-%.2s-%.2s", s.at, s.at + 4, s.at + 6);
    if (!time_day(date, wall)) return false;
    if (day) return true;
    int hour = two(s, 9), minute = two(s, 11), second = two(s, 13);
    *wall += hour * HOUR + minute * MINUTE + second * SECOND;
    return hour < 24 && minute < 60 && second <= 60;
}

/* Outlook writes names of Windows: "W. Europe Standard Time". */
static str zone_meant(struct arena *a, str said)
{
    if (zone_is(said)) return said;
    UChar windows[96], name[64];
    UErrorCode status = U_ZERO_ERROR;
    if (said.n == 0 || said.n >= COUNT_OF(windows)) return (str){ 0 };
    for (size_t i = 0; i < said.n; i++) windows[i] = (UChar)(unsigned char)said.at[i];
    int32_t n = ucal_getTimeZoneIDForWindowsID(windows, (int32_t)said.n, NULL, name, COUNT_OF(name), &status);
    struct text out = { .arena = a };
    for (int32_t i = 0; U_SUCCESS(status) && i < n; i++) text_addc(&out, (char)name[i]);
    return zone_is(text_str(&out)) ? text_str(&out) : (str){ 0 };
}

static usec moment_of(struct arena *a, str when, str zone)
{
    usec wall = 0;
    if (!wall_of(a, when, &wall)) return 0;
    if (str_ends(when, STR("Z"))) return wall;
    str meant = zone_meant(a, zone);
    return meant.n ? zone_moment(meant, wall) : 0;
}

static void take_organiser(struct arena *a, str name, str value, struct mail_address *out)
{
    if (str_is_nocase(str_cut(value, 7), STR("mailto:"))) value = str_from(value, 7);
    if (!email_norm(a, value, &out->email)) out->email = (str){ 0 };
    out->name = utf8_line(a, property_parameter(name, "CN"));
}

static void take_property(struct arena *a, str name, str value, struct invitation *out)
{
    str full = name, key = str_split(&name, ';');
    if (str_is_nocase(key, STR("SUMMARY"))) out->summary = unescaped(a, value);
    if (str_is_nocase(key, STR("LOCATION"))) out->location = unescaped(a, value);
    if (str_is_nocase(key, STR("UID"))) out->uid = unescaped(a, value);
    if (str_is_nocase(key, STR("ORGANIZER"))) take_organiser(a, full, value, &out->organiser);
    if (str_is_nocase(key, STR("ATTENDEE"))) out->guests++;
    if (str_is_nocase(key, STR("RRULE"))) out->repeats = true;
    if (str_is_nocase(key, STR("STATUS")) && str_is_nocase(value, STR("CANCELLED"))) out->cancelled = true;
    if (str_is_nocase(key, STR("DTSTART"))) {
        out->starts = unescaped(a, value);
        out->zone = utf8_line(a, property_parameter(full, "TZID"));
        out->all_day = out->starts.n == 8;
        out->starts_at = moment_of(a, value, out->zone);
    }
    if (str_is_nocase(key, STR("DTEND"))) {
        out->ends = unescaped(a, value);
        out->ends_at = moment_of(a, value, property_parameter(full, "TZID"));
    }
}

/* Only the first event; what stands inside it (alarms) or beside it (zones) has its own SUMMARY and DTSTART. */
void invitation_of(struct arena *a, str calendar, struct invitation *out)
{
    str rest = charset_text(a, calendar, STR("utf-8")), name = { 0 }, value = { 0 };
    size_t depth = 0, event = 0;
    *out = (struct invitation){ 0 };
    for (size_t n = 0; rest.n && n < PROPERTIES; n++) {
        if (!next_property(a, &rest, &name, &value)) continue;
        str word = str_trim(value);
        if (str_is_nocase(name, STR("BEGIN"))) {
            depth++;
            if (str_is_nocase(word, STR("VEVENT")) && !event) event = depth;
            out->found |= event > 0;
        } else if (str_is_nocase(name, STR("END"))) {
            if (depth && depth-- == event && event) break;
        } else if (str_is_nocase(name, STR("METHOD")))
            out->method = str_lower(a, unescaped(a, value));
        else if (event && depth == event)
            take_property(a, name, word, out);
    }
    out->cancelled |= str_is(out->method, STR("cancel"));
}

void invitation_read(struct arena *a, const struct mail *m, struct invitation *out)
{
    *out = (struct invitation){ 0 };
    for (size_t i = 0; i < m->parts.n && !out->found; i++) {
        const struct mail_part *p = &m->parts.at[i];
        if (p->label != CALENDAR || p->enclosed || p->form != LEAF) continue;
        invitation_of(a, charset_text(a, p->bytes, p->charset), out);
        if (!out->method.n) out->method = p->method;
    }
}
