#ifndef SLOW_DISK_H
#define SLOW_DISK_H

/* Preloaded into a process, it makes every flush to the disk last a millisecond longer. */
int fdatasync(int descriptor);

#endif
