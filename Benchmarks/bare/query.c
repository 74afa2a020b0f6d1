/* The bare operation under a search: one SQL query after another on a SQLite database, every column of every row read.
 *
 *     query DATABASE FILE THREADS SECONDS
 *
 * FILE has the query in its first line; each line after it is bound in turn to ?1. Prints queries a second over all threads,
 * and the CPU time of one. A connection for each thread; statements are prepared once. */
#define _GNU_SOURCE
#include "loop.h"
#include <sqlite3.h>
#include <string.h>

enum { MOST = 64 };

static sqlite3_stmt *statements[MOST];
static char **values;
static unsigned long value_count, cells;

static int ask(int thread, unsigned long number) {
    sqlite3_stmt *statement = statements[thread];
    if (value_count) {
        const char *value = values[(number * 7919 + (unsigned long)thread * 104729) % value_count];
        if (sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC)) return 0;
    }
    int step, columns = sqlite3_column_count(statement);
    unsigned long read = 0;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++) read += sqlite3_column_text(statement, i) != NULL;
    }
    __atomic_fetch_add(&cells, read, __ATOMIC_RELAXED);
    sqlite3_reset(statement);
    return step == SQLITE_DONE;
}

static char *prepare(const char *path, const char *database, int threads) {
    FILE *file = fopen(path, "r");
    char *sql = NULL, *line = NULL;
    size_t size = 0, room = 0;
    ssize_t length;
    if (!file || (length = getline(&sql, &size, file)) <= 0) return "cannot read the query";
    while ((length = getline(&line, &size, file)) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (value_count == room && !(values = realloc(values, (room = room * 2 + 64) * sizeof *values))) return "no memory";
        values[value_count++] = strdup(line);
    }
    fclose(file);
    for (int i = 0; i < threads; i++) {
        sqlite3 *connection;
        if (sqlite3_open_v2(database, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)) return "cannot open";
        sqlite3_busy_timeout(connection, 5000);
        if (sqlite3_prepare_v2(connection, sql, -1, &statements[i], NULL)) return (char *)sqlite3_errmsg(connection);
    }
    return NULL;
}

int main(int count, char **arguments) {
    int threads = count == 5 ? atoi(arguments[3]) : 0;
    if (threads < 1 || threads > MOST) {
        fprintf(stderr, "usage: query DATABASE FILE THREADS SECONDS\n");
        return 64;
    }
    char *problem = prepare(arguments[2], arguments[1], threads);
    if (problem) {
        fprintf(stderr, "query: %s\n", problem);
        return 1;
    }
    int status = repeat(ask, threads, atof(arguments[4]), 1);
    if (!status && !cells) {
        fprintf(stderr, "query: it finds nothing\n");
        return 1;
    }
    return status;
}
