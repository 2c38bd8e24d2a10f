/* Standard error without what the Swift runtime writes there when an allocation fails: Heed reports that itself. */
#ifndef CSTANDARDERROR_SHIM_H
#define CSTANDARDERROR_SHIM_H

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __GLIBC__

/* glibc declares these only for programs that define _GNU_SOURCE. */
typedef struct {
  ssize_t (*read)(void *, char *, size_t);
  ssize_t (*write)(void *, const char *, size_t);
  int (*seek)(void *, off_t *, int);
  int (*close)(void *);
} cstandarderror_functions;

FILE *cstandarderror_open(void *, const char *, cstandarderror_functions) __asm__("fopencookie");

/* Passes text on, but nothing more once an allocation has failed: the process is about to end. */
static ssize_t cstandarderror_write(void *cookie, const char *text, size_t count) {
  static const char failure[] = "Fatal error: failed to allocate";
  static int has_failed;
  (void)cookie;
  if (count >= sizeof failure - 1 && memcmp(text, failure, sizeof failure - 1) == 0) has_failed = 1;
  return has_failed ? (ssize_t)count : write(2, text, count);
}

/* Replaces the C library's stream, which the runtime uses. Descriptor 2 stays as it is. */
static inline void cstandarderror_filter(void) {
  cstandarderror_functions functions = {0, cstandarderror_write, 0, 0};
  FILE *filtered = cstandarderror_open(0, "w", functions);
  if (!filtered) return;
  setvbuf(filtered, 0, _IONBF, 0);
  stderr = filtered;
}

#else

static inline void cstandarderror_filter(void) {}

#endif
#endif
