/* Time zones by their IANA names ("Europe/Berlin"): what a clock on the wall there shows, and when it shows that.
 *
 * A wall time is microseconds as if the wall were in UTC, so that wall / DAY is the date and wall % DAY the clock.
 * A name that is none (zone_is) counts as UTC. The rules are ICU's, which come with the system's updates. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/time.h"

enum { ZONE_BYTES = 48 };

bool zone_is(str name); /* "UTC", or a place: abbreviations such as "EST" are refused, they mean several things */

usec zone_offset(str name, usec at); /* east of Greenwich is positive */
usec zone_wall(str name, usec at);

/* The moment at which that wall shows this. RFC 5545 §3.3.5: of two moments the first; a time that the clock skips is
 * counted with the offset before the gap. */
usec zone_moment(str name, usec wall);

/* How the zone is called at that moment: "GMT+1" as that language writes it; "UTC" for UTC. */
str zone_label(struct arena *a, str name, usec at, str language);

#endif
