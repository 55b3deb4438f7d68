#ifndef TESSERA_ALLOCATIONS_H
#define TESSERA_ALLOCATIONS_H

#include <stdint.h>

/// How often this thread has asked the C library for memory: malloc, calloc, realloc, aligned allocations.
///
/// A program that links this has these functions of its own, which count and go on to the C library's. (The idea is
/// that of hooked-functions-unix.c in SwiftNIO's tests of allocations.)
uint64_t tessera_allocation_count(void);

#endif
