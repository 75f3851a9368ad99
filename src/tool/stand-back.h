/* stand-back.h: a verb that reads much leaves the processors to others that want them. */
#ifndef CARHOOK_STAND_BACK_H
#define CARHOOK_STAND_BACK_H

/* From now on, and while others wait for a processor as well, this process takes a twentieth
 * of the time of one at the most; on a machine with processors to spare it is as fast as
 * ever. It is to have one thread, and to write nothing that others wait for: wherever it
 * works its processor is taken from it. Where the system has not what it takes, or does not
 * let it, nothing happens.
 *
 * Not by SCHED_IDLE: on a machine that is never idle a backup would never end, and the
 * write-ahead log grows as long as somebody reads. */
void stand_back(void);

#endif
