/* Preloaded in front of libc: counts what changes files under a folder, and kills the process at the n-th.

   A write that is the n-th is half done first. Nothing is counted before kill_at() is called, so programs
   that the process starts are not affected. Built and used by kills.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static long wanted = -1, seen = 0;
static char inside[PATH_MAX];

void kill_at(const char *folder, long number) {
    strncpy(inside, folder, PATH_MAX - 1);
    seen = 0;
    wanted = number; /* 0: count only */
}

long events(void) { return seen; }

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int counts(const char *path) {
    return wanted >= 0 && path && (path[0] != '/' || !strncmp(path, inside, strlen(inside)));
}

static int counts_handle(int handle) {
    char link[64], path[PATH_MAX];
    if (wanted < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return path[0] == '/' && counts(path);
}

static int now(void) { return ++seen == wanted; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define PATH_CALL(type, name, path, declared, given) \
    type name declared { \
        if (counts(path) && now()) die(); \
        return REAL(name) given; \
    }

PATH_CALL(int, rename, to, (const char *from, const char *to), (from, to))
PATH_CALL(int, renameat, to, (int a, const char *from, int b, const char *to), (a, from, b, to))
PATH_CALL(int, renameat2, to, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
PATH_CALL(int, unlink, path, (const char *path), (path))
PATH_CALL(int, unlinkat, path, (int at, const char *path, int flags), (at, path, flags))
PATH_CALL(int, rmdir, path, (const char *path), (path))
PATH_CALL(int, mkdir, path, (const char *path, mode_t mode), (path, mode))
PATH_CALL(int, chmod, path, (const char *path, mode_t mode), (path, mode))

ssize_t write(int handle, const void *bytes, size_t length) {
    if (counts_handle(handle) && now()) {
        REAL(write)(handle, bytes, length / 2);
        die();
    }
    return REAL(write)(handle, bytes, length);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    if (counts_handle(to) && now()) {
        struct stat about;
        fstat(from, &about);
        REAL(sendfile64)(to, from, offset, (size_t)about.st_size / 2);
        die();
    }
    return REAL(sendfile64)(to, from, offset, length);
}

#define OPEN_CALL(name, declared, given) \
    int name declared { \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list more; \
            va_start(more, flags); \
            mode = va_arg(more, mode_t); \
            va_end(more); \
        } \
        if ((flags & (O_CREAT | O_TRUNC)) && counts(path) && now()) die(); \
        return REAL(name) given; \
    }

OPEN_CALL(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN_CALL(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN_CALL(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPEN_CALL(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode))
