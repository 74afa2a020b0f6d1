/* The bare operation under a token: one signature after another on as many threads as asked, and nothing else.
 *
 *     signature ALGORITHM THREADS SECONDS
 *
 * ALGORITHM is RS256, PS256, ES256, EdDSA or HS256. Prints signatures a second over all threads, and the CPU time of one. */
#define _GNU_SOURCE
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As long as the signed part of a usual access token. */
static unsigned char message[512];
static const char *algorithm;
static EVP_PKEY *key;
static double seconds;

struct worker {
    pthread_t thread;
    unsigned long count;
    double cpu, elapsed;
    int failed;
};

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static EVP_PKEY *make_key(void) {
    if (!strcmp(algorithm, "RS256") || !strcmp(algorithm, "PS256")) return EVP_RSA_gen(2048);
    if (!strcmp(algorithm, "ES256")) return EVP_EC_gen("P-256");
    if (!strcmp(algorithm, "EdDSA")) return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    return NULL;
}

/* One signature of the message; 1 if it was made. */
static int sign(void) {
    unsigned char signature[512];
    if (!key) {
        static const unsigned char secret[64] = "a secret as long as the block of the hash";
        unsigned int length = 0;
        return HMAC(EVP_sha256(), secret, sizeof secret, message, sizeof message, signature, &length) != NULL;
    }
    size_t length = sizeof signature;
    EVP_PKEY_CTX *parameters = NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const EVP_MD *digest = strcmp(algorithm, "EdDSA") ? EVP_sha256() : NULL;
    int made = context && EVP_DigestSignInit(context, &parameters, digest, NULL, key) == 1;
    if (made && !strcmp(algorithm, "PS256")) {
        made = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
    }
    made = made && EVP_DigestSign(context, signature, &length, message, sizeof message) == 1;
    EVP_MD_CTX_free(context);
    return made;
}

static void *work(void *argument) {
    struct worker *worker = argument;
    double began = now(CLOCK_MONOTONIC), cpu = now(CLOCK_THREAD_CPUTIME_ID), time = began;
    while (time - began < seconds) {
        for (int i = 0; i < 8; i++) worker->failed |= !sign();
        worker->count += 8;
        time = now(CLOCK_MONOTONIC);
    }
    worker->elapsed = time - began;
    worker->cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: signature ALGORITHM THREADS SECONDS\n");
        return 64;
    }
    algorithm = arguments[1];
    int threads = atoi(arguments[2]);
    seconds = atof(arguments[3]);
    key = make_key();
    if ((!key && strcmp(algorithm, "HS256")) || threads < 1 || seconds <= 0) {
        fprintf(stderr, "signature: cannot sign with %s on %d threads\n", algorithm, threads);
        return 1;
    }
    memset(message, 'a', sizeof message);
    struct worker *workers = calloc((size_t)threads, sizeof *workers);
    if (!workers) return 1;
    for (int i = 0; i < threads; i++) {
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) return 1;
    }
    double rate = 0, cpu = 0;
    unsigned long made = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        if (workers[i].failed) return 1;
        rate += (double)workers[i].count / workers[i].elapsed;
        cpu += workers[i].cpu;
        made += workers[i].count;
    }
    printf("per_second=%.1f\ncpu_microseconds=%.3f\nthreads=%d\n", rate, cpu / (double)made * 1e6, threads);
    free(workers);
    EVP_PKEY_free(key);
    return 0;
}
