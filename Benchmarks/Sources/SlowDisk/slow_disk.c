#define _GNU_SOURCE
#include "slow_disk.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* What a flush takes longer than on the machine's own disk: a millisecond, as network disks and consumer drives do. */
static const struct timespec delay = {0, 1000000};

int fdatasync(int descriptor) {
    nanosleep(&delay, 0);
    return (int)syscall(SYS_fdatasync, descriptor);
}
