/* What the machine under us gives and keeps: memory that nobody else reads, the kernel's locks, the libraries. */
#ifndef SPINE_MACHINE_H
#define SPINE_MACHINE_H

#include "base/base.h"

/* Secrets stay in memory: no core file, no other process of the same user reads it (/proc, ptrace). First thing in
 * main. Under a sanitizer, whose leak check must trace us, only the core file is off. */
void machine_keep_secrets(void);
bool machine_keeps_secrets(void);

int machine_landlock(void); /* its version, 0: this kernel has none */
bool machine_seccomp(void);
str machine_libraries(struct arena *a); /* "SQLite 3.40.1, …": those that are loaded now */

#endif
