/* The bare operation under a request: the least server that answers HTTP/1.1, a blocking thread a connection.
 *
 *     answer PORT BYTES SIGN
 *
 * Every request gets 200 and a body of BYTES; with SIGN = 1 an RSA-2048 signature is made for each. It understands only
 * what wrk sends: a head and, if that says so, Content-Length bytes. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static EVP_PKEY *key;
static char *answer;
static size_t answer_length;

static int sign(void) {
    unsigned char message[512] = {0}, signature[512];
    size_t length = sizeof signature;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int made = context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
               EVP_DigestSign(context, signature, &length, message, sizeof message) == 1;
    EVP_MD_CTX_free(context);
    return made;
}

/* The bytes of the first whole request in the buffer; 0 if it is not whole yet. */
static size_t request_length(const char *buffer) {
    const char *end = strstr(buffer, "\r\n\r\n");
    if (!end) return 0;
    const char *length = strcasestr(buffer, "\r\ncontent-length:");
    size_t body = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    size_t whole = (size_t)(end - buffer) + 4 + body;
    return strlen(buffer) >= whole ? whole : 0;
}

static void *serve(void *argument) {
    int connection = (int)(intptr_t)argument;
    char buffer[16384];
    size_t filled = 0;
    ssize_t got;
    while ((got = read(connection, buffer + filled, sizeof buffer - 1 - filled)) > 0) {
        filled += (size_t)got;
        buffer[filled] = 0;
        size_t whole = request_length(buffer);
        if (!whole) continue;
        if (key && !sign()) break;
        if (write(connection, answer, answer_length) != (ssize_t)answer_length) break;
        memmove(buffer, buffer + whole, filled - whole);
        filled -= whole;
    }
    close(connection);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: answer PORT BYTES SIGN\n");
        return 64;
    }
    size_t bytes = strtoul(arguments[2], NULL, 10);
    if (atoi(arguments[3]) && !(key = EVP_RSA_gen(2048))) return 1;
    if (!(answer = malloc(bytes + 256))) return 1;
    int head = sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", bytes);
    memset(answer + head, 'a', bytes);
    answer_length = (size_t)head + bytes;

    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 128)) {
        perror("answer");
        return 1;
    }
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection)) close(connection);
        else pthread_detach(thread);
    }
}
