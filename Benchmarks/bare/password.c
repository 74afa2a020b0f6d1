/* The bare operation under a sign-in: one bcrypt hash after another, by the library and the call that the server uses.
 *
 *     password COST THREADS SECONDS
 *
 * Prints hashes a second over all threads, and the CPU time of one. */
#define _GNU_SOURCE
#include "loop.h"
#include <crypt.h>
#include <string.h>

static char setting[CRYPT_GENSALT_OUTPUT_SIZE];

static int hash(int thread, unsigned long number) {
    (void)thread, (void)number;
    struct crypt_data scratch;
    memset(&scratch, 0, sizeof scratch);
    char *text = crypt_rn("a password that somebody chose", setting, &scratch, sizeof scratch);
    return text && strlen(text) == 60;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: password COST THREADS SECONDS\n");
        return 64;
    }
    unsigned long cost = strtoul(arguments[1], NULL, 10);
    int threads = atoi(arguments[2]);
    double seconds = atof(arguments[3]);
    const char salt[16] = "a salt like any.";
    if (threads < 1 || seconds <= 0 || !crypt_gensalt_rn("$2b$", cost, salt, sizeof salt, setting, sizeof setting)) {
        fprintf(stderr, "password: cannot hash at cost %lu on %d threads\n", cost, threads);
        return 1;
    }
    return repeat(hash, threads, seconds, 1);
}
