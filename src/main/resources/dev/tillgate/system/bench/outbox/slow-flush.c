/* Makes every flush take FLUSH_NANOS at least, as on a slower disk: for LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <time.h>

static int slowed(const char *name, int file) {
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  int (*flush)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
  int result = flush(file);
  int error = errno;
  end.tv_nsec += FLUSH_NANOS % 1000000000L;
  end.tv_sec += FLUSH_NANOS / 1000000000L + end.tv_nsec / 1000000000L;
  end.tv_nsec %= 1000000000L;
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) {
  }
  errno = error;
  return result;
}

int fsync(int file) { return slowed("fsync", file); }

int fdatasync(int file) { return slowed("fdatasync", file); }
