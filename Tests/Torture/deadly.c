/* Preloaded into Heed: ends the process by SIGKILL at its nth call that changes a file, HEED_DIES_AT=n. A write is done
   by half, any other call not at all (n is even) or wholly (n is odd). */
#include "calls.h"
#include <signal.h>
#include <stdio.h>

static long left = -1;
static int counts = 0;

__attribute__((constructor)) static void start(void) {
  const char *at = getenv("HEED_DIES_AT");
  if (at) { left = atol(at); counts = 1; }
  unsetenv("HEED_DIES_AT");
}

static void die(void) { kill(getpid(), SIGKILL); pause(); }

/* A step before the call and one after it. */
#define AROUND(call) do { \
    if (counts && left-- == 0) die(); \
    long done = (call); \
    if (counts && left-- == 0) die(); \
    return done; \
  } while (0)

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

#define DEADLY(name, arguments) if (flags & O_CREAT) AROUND(REAL(name) arguments)
ALL_OPENING(DEADLY)

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
