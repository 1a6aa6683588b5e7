/* Any address: what the guard lets through is never loopback, private or link-local. */
#include "net/guard.h"

#include <netinet/in.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (n < 16) return 0;
    memcpy(&four.sin_addr, at, 4);
    memcpy(&six.sin6_addr, at, 16);
    if (address_is_public((struct sockaddr *)&four) && (at[0] == 10 || at[0] == 127 || at[0] == 0 || at[0] >= 224))
        bug("a private address was let through");
    if (address_is_public((struct sockaddr *)&six) &&
        (IN6_IS_ADDR_LINKLOCAL(&six.sin6_addr) || IN6_IS_ADDR_V4MAPPED(&six.sin6_addr) || (at[0] & 0xe0) != 0x20))
        bug("a special address was let through");
    return 0;
}
