/* Preloaded into Heed: ends the process by SIGKILL at its nth call that changes a file, HEED_DIES_AT=n. A write is done
   by half, any other call not at all (n is even) or wholly (n is odd). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long left = -1;
static int counts = 0;

__attribute__((constructor)) static void start(void) {
  const char *at = getenv("HEED_DIES_AT");
  if (at) { left = atol(at); counts = 1; }
  unsetenv("HEED_DIES_AT");
}

static void die(void) { kill(getpid(), SIGKILL); pause(); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* A step before the call and one after it. */
#define AROUND(call) do { \
    if (counts && left-- == 0) die(); \
    long done = (call); \
    if (counts && left-- == 0) die(); \
    return done; \
  } while (0)

static int is_file(int fd) {
  struct stat status;
  return fd > 2 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  if (counts && is_file(fd)) {
    if (left-- == 0) die();
    if (left-- == 0) { REAL(write)(fd, bytes, count / 2); die(); }
    ssize_t done = REAL(write)(fd, bytes, count);
    if (left-- == 0) die();
    return done;
  }
  return REAL(write)(fd, bytes, count);
}

#define OPENING(name, parameters, arguments) \
  int name parameters { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    if (flags & O_CREAT) AROUND(REAL(name) arguments); \
    return REAL(name) arguments; \
  }
OPENING(open, (const char *path, int flags, ...), (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), (path, flags, mode))
OPENING(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPENING(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode))

int renameat(int from, const char *old, int to, const char *new) { AROUND(REAL(renameat)(from, old, to, new)); }
int rename(const char *old, const char *new) { AROUND(REAL(rename)(old, new)); }
int unlinkat(int at, const char *path, int flags) { AROUND(REAL(unlinkat)(at, path, flags)); }
int unlink(const char *path) { AROUND(REAL(unlink)(path)); }
int mkdir(const char *path, mode_t mode) {
  if (access(path, F_OK) == 0) return REAL(mkdir)(path, mode);
  AROUND(REAL(mkdir)(path, mode));
}
int ftruncate(int fd, off_t length) { AROUND(REAL(ftruncate)(fd, length)); }
int fsync(int fd) { AROUND(REAL(fsync)(fd)); }
int fchmod(int fd, mode_t mode) { AROUND(REAL(fchmod)(fd, mode)); }
