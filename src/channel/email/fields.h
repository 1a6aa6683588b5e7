/* The header of a mail: its fields as they stand, and where the body begins. Tolerant of whatever ends a line. */
#ifndef CHANNEL_EMAIL_FIELDS_H
#define CHANNEL_EMAIL_FIELDS_H

#include "channel/email/mail.h"

struct raw_field {
    str name, value; /* unfolded bytes, not decoded */
    bool spaced;     /* a blank before the colon */
};
LIST(raw_field);

struct raw_fields {
    struct raw_field_list fields;
    str body;
    int cuts; /* of enum mail_cut */
};

str fields_mended(struct arena *a, str raw); /* bare CR (old Macs) and CR CR LF become plain line ends */
void fields_read(struct arena *a, str raw, struct raw_fields *out);
bool fields_find(const struct raw_fields *h, const char *name,
                 str *value); /* the first: one reading, always the same */
size_t fields_count(const struct raw_fields *h, const char *name);

#endif
