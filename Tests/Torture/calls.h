/* What the libraries that are preloaded into Heed share: the real calls, and which of them are to a file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The call that the system has under this name. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_file(int fd) {
  struct stat status;
  return fd > 2 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

/* The calls that open a file. What comes first is `before`, which may return; `flags` and `mode` are known there. */
#define OPENING(name, parameters, arguments, before) \
  int name parameters { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    before; \
    return REAL(name) arguments; \
  }
#define ALL_OPENING(before) \
  OPENING(open, (const char *path, int flags, ...), (path, flags, mode), before(open, (path, flags, mode))) \
  OPENING(open64, (const char *path, int flags, ...), (path, flags, mode), before(open64, (path, flags, mode))) \
  OPENING(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode), \
          before(openat, (at, path, flags, mode))) \
  OPENING(openat64, (int at, const char *path, int flags, ...), (at, path, flags, mode), \
          before(openat64, (at, path, flags, mode)))
