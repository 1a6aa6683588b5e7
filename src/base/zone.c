#include "base/zone.h"

#include "base/base.h"

#include <pthread.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

/* A few zones are asked again and again: their calendars stay open. A calendar is one thread's at a time. */
enum { KEPT = 16 };

static struct {
    pthread_mutex_t lock;
    size_t next;
    struct {
        char name[ZONE_BYTES + 1];
        UCalendar *calendar;
    } at[KEPT];
} zones = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool put_name(UChar to[ZONE_BYTES + 1], str name)
{
    if (name.n == 0 || name.n > ZONE_BYTES) return false;
    for (size_t i = 0; i < name.n; i++) {
        if (name.at[i] <= ' ' || name.at[i] > '~') return false;
        to[i] = (UChar)name.at[i];
    }
    to[name.n] = 0;
    return true;
}

bool zone_is(str name)
{
    UChar zone[ZONE_BYTES + 1], canonical[2 * ZONE_BYTES];
    UBool known = false;
    UErrorCode err = U_ZERO_ERROR;
    if (str_is(name, STR("UTC"))) return true;
    if (str_find(name, STR("/")) < 0 || !put_name(zone, name)) return false;
    ucal_getCanonicalTimeZoneID(zone, (int32_t)name.n, canonical, COUNT_OF(canonical), &known, &err);
    return U_SUCCESS(err) && known;
}

/* Held by the caller: zones.lock. NULL: UTC. */
static UCalendar *calendar_of(str name)
{
    UChar zone[ZONE_BYTES + 1];
    UErrorCode err = U_ZERO_ERROR;
    for (size_t i = 0; i < KEPT; i++)
        if (zones.at[i].calendar && str_is(name, str_of(zones.at[i].name))) return zones.at[i].calendar;
    if (str_is(name, STR("UTC")) || !put_name(zone, name)) return NULL;
    UCalendar *calendar = ucal_open(zone, (int32_t)name.n, "en", UCAL_GREGORIAN, &err);
    if (U_FAILURE(err)) return NULL;
    size_t at = zones.next++ % KEPT;
    if (zones.at[at].calendar) ucal_close(zones.at[at].calendar);
    zones.at[at].calendar = calendar;
    memcpy(zones.at[at].name, name.at, name.n);
    zones.at[at].name[name.n] = 0;
    return calendar;
}

static usec floor_ms(usec at)
{
    return (at >= 0 ? at : at - (MILLISECOND - 1)) / MILLISECOND;
}

usec zone_offset(str name, usec at)
{
    UErrorCode err = U_ZERO_ERROR;
    int64_t ms = 0;
    pthread_mutex_lock(&zones.lock);
    UCalendar *calendar = calendar_of(name);
    if (calendar) {
        ucal_setMillis(calendar, (UDate)floor_ms(at), &err);
        ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &err) + ucal_get(calendar, UCAL_DST_OFFSET, &err);
    }
    pthread_mutex_unlock(&zones.lock);
    return U_SUCCESS(err) ? ms * MILLISECOND : 0;
}

usec zone_wall(str name, usec at)
{
    return at + zone_offset(name, at);
}

usec zone_moment(str name, usec wall)
{
    usec before = zone_offset(name, wall - DAY), after = zone_offset(name, wall + DAY);
    if (before == after || zone_offset(name, wall - before) == before) return wall - before;
    return zone_offset(name, wall - after) == after ? wall - after : wall - before;
}

static str label_by(struct arena *a, UDateFormat *format, usec at)
{
    UChar wide[64];
    char narrow[3 * COUNT_OF(wide)];
    int32_t n = 0;
    UErrorCode err = U_ZERO_ERROR;
    udat_format(format, (UDate)floor_ms(at), wide, COUNT_OF(wide), NULL, &err);
    u_strToUTF8(narrow, sizeof narrow, &n, wide, -1, &err);
    return U_SUCCESS(err) ? str_copy(a, (str){ .at = narrow, .n = (size_t)n }) : (str){ 0 };
}

str zone_label(struct arena *a, str name, usec at, str language)
{
    static const UChar pattern[] = { 'O', 0 };
    UChar zone[ZONE_BYTES + 1];
    UErrorCode err = U_ZERO_ERROR;
    if (str_is(name, STR("UTC")) || !put_name(zone, name)) return STR("UTC");
    str locale = str_format(a, "%.*s@numbers=latn", STR_ARG(language)); /* as all numbers on our pages */
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, str_z(a, locale), zone, (int32_t)name.n, pattern, 1,
                                    &err);
    if (U_FAILURE(err)) return STR("UTC");
    str label = label_by(a, format, at);
    udat_close(format);
    return label;
}
