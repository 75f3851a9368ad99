/* parameters.h: the CGI variables of one request (RFC 3875), and what a URL hides.
 *
 * Both FastCGI and CGI give an array of "NAME=value" strings ended by NULL, so that
 * a test can give one too. */
#ifndef CARHOOK_PARAMETERS_H
#define CARHOOK_PARAMETERS_H

#include "base/arena.h"

typedef char *const *parameters;

/* The value of the variable `name`, or NULL. The first one wins where a web server
 * sends several. */
const char *parameters_get(parameters variables, const char *name);

/* The value of the HTTP header `name` (lower case, as "x-api-key"), or NULL. A header
 * is found whether or not it has the x- that the 2019 sender adds (contract C12). */
const char *parameters_header(parameters variables, const char *name);

/* The path of the request's URL, percent-decoded once, without the query; from
 * REQUEST_URI, or where a server has none from SCRIPT_NAME and PATH_INFO. A path with
 * an encoded NUL is no path. TEXT_NONE without one. */
struct text parameters_path(parameters variables, struct arena *arena);

/* The first query parameter called `name`, decoded, or TEXT_NONE. */
struct text parameters_query(parameters variables, const char *name, struct arena *arena);

#endif
