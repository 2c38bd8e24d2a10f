/* Preloaded into Heed: its nth call to the files of the system fails, HEED_FAILS_AT=n, with the error HEED_ERROR (a number).
   That it came so far is told by a file, HEED_FAILED. */
#include "calls.h"
#include <sys/mman.h>
#include <sys/syscall.h>

static long left = -1;
static int error = EIO;
static const char *mark = "";

__attribute__((constructor)) static void start(void) {
  const char *at = getenv("HEED_FAILS_AT"), *number = getenv("HEED_ERROR"), *path = getenv("HEED_FAILED");
  if (number) error = atoi(number);
  if (path) mark = path;
  if (at) left = atol(at);
}

/* Whether this call is the one. */
static int fails(void) {
  if (left < 0 || left-- > 0) return 0;
  syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_CREAT | O_WRONLY, 0600));
  errno = error;
  return 1;
}

#define FAILING(type, name, parameters, arguments, isOne) \
  type name parameters { return (isOne) && fails() ? (type)-1 : REAL(name) arguments; }

#define REFUSED(name, arguments) if (fails()) return -1
ALL_OPENING(REFUSED)

FAILING(ssize_t, read, (int fd, void *bytes, size_t count), (fd, bytes, count), is_file(fd))
FAILING(ssize_t, pread, (int fd, void *bytes, size_t count, off_t at), (fd, bytes, count, at), 1)
FAILING(ssize_t, write, (int fd, const void *bytes, size_t count), (fd, bytes, count), is_file(fd))
FAILING(int, rename, (const char *old, const char *new), (old, new), 1)
FAILING(int, renameat, (int from, const char *old, int to, const char *new), (from, old, to, new), 1)
FAILING(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), 1)
FAILING(int, mkdir, (const char *path, mode_t mode), (path, mode), 1)
FAILING(int, ftruncate, (int fd, off_t length), (fd, length), 1)
FAILING(int, fsync, (int fd), (fd), 1)
FAILING(int, fchmod, (int fd, mode_t mode), (fd, mode), 1)
void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  return fd >= 0 && fails() ? MAP_FAILED : REAL(mmap)(at, length, protection, flags, fd, offset);
}
