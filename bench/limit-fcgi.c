/*
 * limit-fcgi: a FastCGI program that reads each request and answers 201, without
 * looking at it and without storing anything. No receiver over libfcgi can be faster.
 *
 *	spawn-fcgi -n -s SOCKET -- limit-fcgi [THREADS]
 */
#include <fcgiapp.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_THREADS 4
#define MAX_THREADS 64
#define PIECE 65536

static void swallow(FCGX_Stream *in)
{
	char piece[PIECE];

	while (FCGX_GetStr(piece, sizeof piece, in) > 0)
		;
}

static void *serve(void *unused)
{
	FCGX_Request request;

	if (FCGX_InitRequest(&request, 0, 0) != 0)
		return unused;
	while (FCGX_Accept_r(&request) >= 0) {
		swallow(request.in);
		FCGX_PutS("Status: 201 Created\r\nContent-Type: application/json\r\n"
		          "Content-Length: 15\r\n\r\n{\"stored\":true}", request.out);
		FCGX_Finish_r(&request);
	}
	return unused;
}

int main(int argc, char **argv)
{
	int threads = argc > 1 ? atoi(argv[1]) : DEFAULT_THREADS, i;
	pthread_t thread;

	if (threads < 1 || threads > MAX_THREADS || FCGX_Init() != 0) {
		fputs("usage: limit-fcgi [THREADS]\n", stderr);
		return 2;
	}
	signal(SIGTERM, SIG_DFL);
	for (i = 1; i < threads; i++)
		if (pthread_create(&thread, NULL, serve, NULL) != 0)
			return 1;
	serve(NULL);
	return 0;
}
