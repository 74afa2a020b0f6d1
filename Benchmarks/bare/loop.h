/* A loop over an operation on several threads at once, and what one operation took.
 *
 * Include it once in a program, after _GNU_SOURCE is defined. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Does the operation once for a thread; 1 if it could be done. */
typedef int operation(int thread, unsigned long number);

struct worker {
    pthread_t thread;
    operation *operate;
    int number, batch, failed;
    unsigned long count;
    double seconds, cpu, elapsed;
};

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void *work(void *argument) {
    struct worker *worker = argument;
    double began = now(CLOCK_MONOTONIC), cpu = now(CLOCK_THREAD_CPUTIME_ID), time = began;
    while (time - began < worker->seconds && !worker->failed) {
        for (int i = 0; i < worker->batch; i++) worker->failed |= !worker->operate(worker->number, worker->count + i);
        worker->count += (unsigned long)worker->batch;
        time = now(CLOCK_MONOTONIC);
    }
    worker->elapsed = time - began;
    worker->cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
    return NULL;
}

/* Repeats an operation for some seconds and prints how many were done a second over all threads, and the CPU time of one;
 * the status to exit with. The clock is read once a batch. */
static int repeat(operation *operate, int threads, double seconds, int batch) {
    struct worker *workers = calloc((size_t)threads, sizeof *workers);
    if (!workers) return 1;
    for (int i = 0; i < threads; i++) {
        workers[i].operate = operate;
        workers[i].number = i;
        workers[i].batch = batch;
        workers[i].seconds = seconds;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) return 1;
    }
    double rate = 0, cpu = 0;
    unsigned long made = 0;
    int failed = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        failed |= workers[i].failed;
        rate += (double)workers[i].count / workers[i].elapsed;
        cpu += workers[i].cpu;
        made += workers[i].count;
    }
    free(workers);
    if (failed) return 1;
    printf("per_second=%.3f\ncpu_microseconds=%.3f\nthreads=%d\n", rate, cpu / (double)made * 1e6, threads);
    return 0;
}
