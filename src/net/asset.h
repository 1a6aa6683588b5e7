/* Static files inside the program, made by tools/embed. Sorted by path (bytes), ended by an empty row. */
#ifndef NET_ASSET_H
#define NET_ASSET_H

#include "base/str.h"

struct asset {
    const char *path;        /* "/console/app.1f3a9c.js", as asked for; NULL ends the table */
    const char *type;        /* "text/javascript; charset=utf-8" */
    const char *etag;        /* strong and quoted; each encoding adds its own suffix */
    bool immutable;          /* its name holds its hash: may be kept for ever */
    str plain, brotli, gzip; /* the last two may be empty */
};

extern const struct asset assets_all[]; /* the program's own: web/public and the built console */

#endif
