/* A layer under the C library that makes one file operation fail.
 *
 * Loaded with LD_PRELOAD into a process that uses sled, which does its own I/O. Counts what changes
 * the disk below FAULT_UNDER, and fails the operation with the number FAULT_AT in the way that
 * FAULT_KIND names. Writes the operation's name to FAULT_REPORT when it strikes.
 *
 *   short  half of the bytes are written; there is no space for the rest
 *   enospc no space, once           full   no space, from then on
 *   eio    an error, once           dead   errors from then on
 *   kill   half of the bytes are written, then the process ends
 *   power  the process ends, and whatever was not synced is gone; sync_file_range is no sync
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum outcome { PASS, HALF, FAIL };

/* What a file held before a write that is not synced yet. */
struct undo {
    struct undo *before;
    dev_t device;
    ino_t inode;
    int fd;
    off_t size, offset;
    size_t length;
    char bytes[];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct undo *undone;
static long count;
static int no_space_next;

static int is(const char *kind) {
    const char *chosen = getenv("FAULT_KIND");
    return chosen != NULL && strcmp(chosen, kind) == 0;
}

static int below(const char *path) {
    const char *under = getenv("FAULT_UNDER");
    return under != NULL && path != NULL && strstr(path, under) != NULL;
}

static int watched(int fd) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below(path);
}

static void report(const char *operation) {
    int fd = syscall(SYS_openat, AT_FDCWD, getenv("FAULT_REPORT"), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    syscall(SYS_write, fd, operation, strlen(operation));
    syscall(SYS_close, fd);
}

static void lose_power(void) {
    for (; undone != NULL; undone = undone->before) {
        syscall(SYS_pwrite64, undone->fd, undone->bytes, undone->length, undone->offset);
        syscall(SYS_ftruncate, undone->fd, undone->size);
    }
    syscall(SYS_exit_group, 86);
}

/* Counts an operation and says what becomes of it. */
static enum outcome begin(const char *operation, int writes) {
    if (no_space_next && writes) {
        no_space_next = 0;
        errno = ENOSPC;
        return FAIL;
    }
    long at = atol(getenv("FAULT_AT"));
    long number = ++count;
    int lasting = is("full") || is("dead");
    if (number < at || (number > at && !lasting))
        return PASS;
    if (number == at)
        report(operation);
    if (is("power"))
        lose_power();
    if (is("kill")) {
        if (writes)
            return HALF;
        syscall(SYS_exit_group, 86);
    }
    if (is("short")) {
        if (writes) {
            no_space_next = 1;
            return HALF;
        }
        errno = ENOSPC;
        return FAIL;
    }
    if (is("full") && strstr(operation, "sync") != NULL)
        return PASS;
    errno = is("eio") || is("dead") ? EIO : ENOSPC;
    return FAIL;
}

/* Keeps what a write is about to change, until the next sync. */
static void remember(int fd, off_t offset, size_t length) {
    struct stat now;
    if (!is("power") || fstat(fd, &now) != 0)
        return;
    struct undo *entry = malloc(sizeof *entry + length);
    entry->before = undone;
    entry->device = now.st_dev;
    entry->inode = now.st_ino;
    entry->fd = syscall(SYS_dup, fd);
    entry->size = now.st_size;
    entry->offset = offset;
    ssize_t held = syscall(SYS_pread64, fd, entry->bytes, length, offset);
    entry->length = held > 0 ? (size_t)held : 0;
    undone = entry;
}

static void forget(int fd) {
    struct stat now;
    if (!is("power") || fstat(fd, &now) != 0)
        return;
    for (struct undo **at = &undone; *at != NULL;) {
        struct undo *entry = *at;
        if (entry->device == now.st_dev && entry->inode == now.st_ino) {
            *at = entry->before;
            syscall(SYS_close, entry->fd);
            free(entry);
        } else {
            at = &entry->before;
        }
    }
}

static ssize_t write_with(int fd, const void *bytes, size_t length, off_t offset, int placed) {
    off_t at = placed ? offset : (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
    enum outcome outcome = begin("write", 1);
    if (outcome == FAIL)
        return -1;
    if (outcome == HALF)
        length = (length + 1) / 2;
    remember(fd, at, length);
    ssize_t done = placed ? syscall(SYS_pwrite64, fd, bytes, length, offset)
                          : syscall(SYS_write, fd, bytes, length);
    if (outcome == HALF && is("kill"))
        syscall(SYS_exit_group, 86);
    return done;
}

#define LOCKED(type, expression)            \
    do {                                    \
        pthread_mutex_lock(&mutex);         \
        type result = (expression);         \
        int error = errno;                  \
        pthread_mutex_unlock(&mutex);       \
        errno = error;                      \
        return result;                      \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t length) {
    if (!watched(fd))
        return syscall(SYS_write, fd, bytes, length);
    LOCKED(ssize_t, write_with(fd, bytes, length, 0, 0));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    if (!watched(fd))
        return syscall(SYS_pwrite64, fd, bytes, length, offset);
    LOCKED(ssize_t, write_with(fd, bytes, length, offset, 1));
}

static int truncate_with(int fd, off64_t length) {
    if (begin("truncate", 0) == FAIL)
        return -1;
    struct stat now;
    if (fstat(fd, &now) == 0 && now.st_size > length)
        remember(fd, length, now.st_size - length);
    else
        remember(fd, 0, 0);
    return syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off64_t length) {
    if (!watched(fd))
        return syscall(SYS_ftruncate, fd, length);
    LOCKED(int, truncate_with(fd, length));
}

static int sync_with(int fd, long call) {
    if (begin("sync", 0) == FAIL)
        return -1;
    forget(fd);
    return syscall(call, fd);
}

int fsync(int fd) {
    if (!watched(fd))
        return syscall(SYS_fsync, fd);
    LOCKED(int, sync_with(fd, SYS_fsync));
}

int fdatasync(int fd) {
    if (!watched(fd))
        return syscall(SYS_fdatasync, fd);
    LOCKED(int, sync_with(fd, SYS_fdatasync));
}

static int sync_range_with(int fd, off64_t offset, off64_t length, unsigned flags) {
    if (begin("sync_file_range", 0) == FAIL)
        return -1;
    return syscall(SYS_sync_file_range, fd, offset, length, flags);
}

int sync_file_range(int fd, off64_t offset, off64_t length, unsigned flags) {
    if (!watched(fd))
        return syscall(SYS_sync_file_range, fd, offset, length, flags);
    LOCKED(int, sync_range_with(fd, offset, length, flags));
}

static int open_with(const char *path, int flags, mode_t mode) {
    if (begin("create", 0) == FAIL)
        return -1;
    return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if (!(flags & O_CREAT) || !below(path))
        return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    LOCKED(int, open_with(path, flags, mode));
}

static int change_names(const char *operation, const char *from, const char *to, mode_t mode) {
    if (begin(operation, 0) == FAIL)
        return -1;
    if (strcmp(operation, "rename") == 0)
        return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (strcmp(operation, "mkdir") == 0)
        return syscall(SYS_mkdirat, AT_FDCWD, from, mode);
    return syscall(SYS_unlinkat, AT_FDCWD, from, 0);
}

int rename(const char *from, const char *to) {
    if (!below(from) && !below(to))
        return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    LOCKED(int, change_names("rename", from, to, 0));
}

int mkdir(const char *path, mode_t mode) {
    if (!below(path))
        return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    LOCKED(int, change_names("mkdir", path, NULL, mode));
}

int unlink(const char *path) {
    if (!below(path))
        return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    LOCKED(int, change_names("unlink", path, NULL, 0));
}
