/* Load at a rate of its own, whatever the server answers: what wrk, which waits for answers, cannot make.
 *
 *     arrivals PORT RATE SECONDS FILE
 *
 * Sends RATE requests a second for SECONDS, evenly, then waits a while for what is unanswered. FILE is that of requests.lua. A
 * request takes a connection that is free, else a new one, else it waits in line for one of CONNECTIONS; its latency counts
 * from the moment it was due, so that a server which slows the line down does not look fast. One thread, one report. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 1000, BUFFER = 16384, BROKEN = 1, UNANSWERED = 0 };

/* For how many times as long as the load it waits for answers. */
#define GRACE 1.5

struct connection {
    int socket, is_busy;
    long request;
    size_t written, filled;
    char buffer[BUFFER];
};

static char **texts;
static size_t text_count;
static struct connection connections[CONNECTIONS];
static int idle[CONNECTIONS], idle_count, opened, poll_set, port;
static double began, rate;
/* For each request that was due: how it ended, and when. */
static int *statuses;
static double *latencies;
static long due, taken, ended;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The bytes of a line of the file: method, path, host, authorization, content type, body, cookie, with tabs between. */
static char *request_text(char *line) {
    char *fields[7] = {"", "", "", "", "", "", ""}, *text = NULL;
    for (int i = 0; i < 7 && line; i++) fields[i] = strsep(&line, "\t");
    const char *names[] = {"Authorization", "Content-Type", "Cookie"}, *values[] = {fields[3], fields[4], fields[6]};
    char headers[8192] = "";
    for (int i = 0; i < 3; i++) {
        size_t used = strlen(headers);
        if (*values[i]) snprintf(headers + used, sizeof headers - used, "%s: %s\r\n", names[i], values[i]);
    }
    int made = asprintf(&text, "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %zu\r\n\r\n%s", fields[0], fields[1],
                        fields[2], headers, strlen(fields[5]), fields[5]);
    return made < 0 ? NULL : text;
}

static int read_requests(const char *path) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0, room = 0;
    if (!file) return 0;
    while (getline(&line, &size, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (text_count == room && !(texts = realloc(texts, (room = room * 2 + 64) * sizeof *texts))) return 0;
        if (!(texts[text_count++] = request_text(line))) return 0;
    }
    fclose(file);
    return text_count > 0;
}

static void watch(int index, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u32 = (uint32_t)index};
    epoll_ctl(poll_set, operation, connections[index].socket, &event);
}

static int connect_to_server(int index) {
    int on = 1, made = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made < 0) return 0;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(made, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) {
        close(made);
        return 0;
    }
    connections[index].socket = made;
    watch(index, EPOLL_CTL_ADD, EPOLLOUT);
    return 1;
}

static void finish(struct connection *connection, int status) {
    statuses[connection->request] = status;
    latencies[connection->request] = now() - began - (double)connection->request / rate;
    connection->is_busy = 0;
    ended++;
}

/* Closes a connection, which ends what it was doing; another is opened in its place when somebody needs one. */
static void drop(int index) {
    struct connection *connection = &connections[index];
    if (connection->is_busy) finish(connection, BROKEN);
    close(connection->socket);
    connection->socket = -1;
}

static void send_rest(int index) {
    struct connection *connection = &connections[index];
    const char *text = texts[(size_t)connection->request % text_count];
    size_t length = strlen(text);
    ssize_t sent = send(connection->socket, text + connection->written, length - connection->written, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != ENOTCONN) {
        drop(index);
        return;
    }
    if (sent > 0) connection->written += (size_t)sent;
    watch(index, EPOLL_CTL_MOD, connection->written < length ? EPOLLOUT : EPOLLIN);
}

/* Gives the next request that is due to a connection; 0 if none is free. */
static int begin(void) {
    int index;
    if (idle_count) index = idle[--idle_count];
    else if (opened < CONNECTIONS) connections[index = opened++].socket = -1;
    else return 0;
    struct connection *connection = &connections[index];
    connection->request = taken++;
    connection->written = connection->filled = 0;
    connection->is_busy = 1;
    if (connection->socket >= 0) send_rest(index);
    else if (!connect_to_server(index)) finish(connection, BROKEN);
    if (!connection->is_busy) idle[idle_count++] = index;
    return 1;
}

/* The status of a whole answer in the buffer; 0 if it is not whole yet. */
static int answer_status(const struct connection *connection) {
    const char *end = strstr(connection->buffer, "\r\n\r\n");
    if (!end) return 0;
    const char *length = strcasestr(connection->buffer, "\r\ncontent-length:");
    size_t body = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    return connection->filled >= (size_t)(end - connection->buffer) + 4 + body ? atoi(connection->buffer + 9) : 0;
}

static void receive(int index) {
    struct connection *connection = &connections[index];
    ssize_t got = recv(connection->socket, connection->buffer + connection->filled, BUFFER - 1 - connection->filled, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got > 0) {
        connection->filled += (size_t)got;
        connection->buffer[connection->filled] = 0;
        int status = answer_status(connection);
        if (status) {
            finish(connection, status);
            if (strcasestr(connection->buffer, "\r\nconnection: close")) drop(index);
        } else if (connection->filled == BUFFER - 1) drop(index);
    } else drop(index);
}

static int ascending(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

/* The 99th percentile, in milliseconds, of what was due in a part of the time; of answers of one kind, or of all. */
static double percentile(double share, long from, long to, int success) {
    double *some = calloc((size_t)(to - from) + 1, sizeof *some), result = 0;
    size_t count = 0;
    for (long i = from; i < to; i++) {
        if (success < 0 || success == (statuses[i] >= 200 && statuses[i] < 400)) some[count++] = latencies[i];
    }
    qsort(some, count, sizeof *some, ascending);
    if (count) result = some[(size_t)(share * (double)(count - 1))] * 1000;
    free(some);
    return result;
}

static void report(void) {
    long succeeded = 0, limited = 0, unavailable = 0, other = 0, broken = 0, unanswered = 0;
    int odd = 0;
    for (long i = 0; i < due; i++) {
        int status = statuses[i];
        if (status >= 200 && status < 400) succeeded++;
        else if (status == 429) limited++;
        else if (status == 503) unavailable++;
        else if (status == BROKEN) broken++;
        else if (status == UNANSWERED) {
            unanswered++;
            latencies[i] = now() - began - (double)i / rate;
        } else other++, odd = status;
    }
    printf("report: due=%ld succeeded=%ld limited=%ld unavailable=%ld other=%ld odd=%d broken=%ld unanswered=%ld ", due,
           succeeded, limited, unavailable, other, odd, broken, unanswered);
    printf("p50=%.3f p99=%.3f refused_p99=%.3f first_p99=%.3f second_p99=%.3f connections=%d seconds=%.3f\n",
           percentile(0.5, 0, due, 1), percentile(0.99, 0, due, 1), percentile(0.99, 0, due, 0),
           percentile(0.99, 0, due / 2, -1), percentile(0.99, due / 2, due, -1), opened, now() - began);
}

int main(int count, char **arguments) {
    if (count != 5 || !read_requests(arguments[4])) {
        fprintf(stderr, "usage: arrivals PORT RATE SECONDS FILE\n");
        return 64;
    }
    port = atoi(arguments[1]);
    rate = atof(arguments[2]);
    double seconds = atof(arguments[3]);
    long most = (long)(rate * seconds);
    statuses = calloc((size_t)most + 1, sizeof *statuses);
    latencies = calloc((size_t)most + 1, sizeof *latencies);
    poll_set = epoll_create1(0);
    if (most < 1 || !statuses || !latencies || poll_set < 0) return 1;
    began = now();
    struct epoll_event events[256];
    for (;;) {
        double time = now() - began;
        due = time < seconds ? (long)(time * rate) + 1 : most;
        if (due > most) due = most;
        while (taken < due && begin()) {}
        if (ended == most || time > seconds * (1 + GRACE)) break;
        int found = epoll_wait(poll_set, events, 256, 1);
        for (int i = 0; i < found; i++) {
            int index = (int)events[i].data.u32;
            if (connections[index].socket < 0) continue;
            if (!connections[index].is_busy) {
                // The server has closed a connection that rests; it is opened anew when it is needed.
                drop(index);
                continue;
            }
            if (events[i].events & EPOLLIN) receive(index);
            else if (events[i].events & EPOLLOUT) send_rest(index);
            else drop(index);
            if (!connections[index].is_busy) idle[idle_count++] = index;
        }
    }
    due = most;
    report();
    return 0;
}
