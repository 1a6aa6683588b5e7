/* regulars api openapi|typescript|page: how the API describes itself, printed. */
#ifndef API_H
#define API_H

struct house_options;
int command_api(struct house_options *options, int n, char **words);

#endif
