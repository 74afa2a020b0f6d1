/* The bare operation under a token: one signature after another on as many threads as asked, and nothing else.
 *
 *     signature ALGORITHM THREADS SECONDS
 *
 * ALGORITHM is RS256, PS256, ES256, EdDSA or HS256. Prints signatures a second over all threads, and the CPU time of one. */
#define _GNU_SOURCE
#include "loop.h"
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <string.h>

/* As long as the signed part of a usual access token. */
static unsigned char message[512];
static const char *algorithm;
static EVP_PKEY *key;

static EVP_PKEY *make_key(void) {
    if (!strcmp(algorithm, "RS256") || !strcmp(algorithm, "PS256")) return EVP_RSA_gen(2048);
    if (!strcmp(algorithm, "ES256")) return EVP_EC_gen("P-256");
    if (!strcmp(algorithm, "EdDSA")) return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    return NULL;
}

/* One signature of the message. */
static int sign(int thread, unsigned long number) {
    (void)thread, (void)number;
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

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: signature ALGORITHM THREADS SECONDS\n");
        return 64;
    }
    algorithm = arguments[1];
    int threads = atoi(arguments[2]);
    double seconds = atof(arguments[3]);
    key = make_key();
    if ((!key && strcmp(algorithm, "HS256")) || threads < 1 || seconds <= 0) {
        fprintf(stderr, "signature: cannot sign with %s on %d threads\n", algorithm, threads);
        return 1;
    }
    memset(message, 'a', sizeof message);
    int status = repeat(sign, threads, seconds, 8);
    EVP_PKEY_free(key);
    return status;
}
