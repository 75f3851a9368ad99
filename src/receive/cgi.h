/* cgi.h: one request as a plain CGI program (RFC 3875): the same functions as
 * FastCGI, with a group of one. */
#ifndef CARHOOK_CGI_H
#define CARHOOK_CGI_H

#include "config/config.h"
#include "receive/parameters.h"

/* Serves the request in `variables` and standard input, answers on standard output,
 * and derives afterwards. `config` NULL: answers 500 because of `error`.
 * Returns the process's exit status. */
int cgi_serve(const struct config *config, const struct error *error,
              parameters variables);

#endif
