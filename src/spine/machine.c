#include "spine/machine.h"

#include <curl/curl.h>
#include <jansson.h>
#include <libpq-fe.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unicode/uversion.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

void machine_keep_secrets(void)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0 });
    if (!SANITIZED) prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
}

bool machine_keeps_secrets(void)
{
    struct rlimit core = { 0 };
    bool no_file = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0;
    return no_file && (SANITIZED || prctl(PR_GET_DUMPABLE, 0L, 0L, 0L, 0L) == 0);
}

int machine_landlock(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (int)version : 0;
}

bool machine_seccomp(void)
{
    const unsigned action = SECCOMP_RET_KILL_PROCESS;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

str machine_libraries(struct arena *a)
{
    UVersionInfo icu;
    int pq = PQlibVersion();
    u_getVersion(icu);
    return str_format(a, "SQLite %s, libpq %d.%d, libmicrohttpd %s, libsodium %s, libcurl %s, jansson %s, ICU %d.%d",
                      sqlite3_libversion(), pq / 10000, pq % 10000, MHD_get_version(), sodium_version_string(),
                      curl_version_info(CURLVERSION_NOW)->version, jansson_version_str(), icu[0], icu[1]);
}
