#define _GNU_SOURCE
#include "CAllocations.h"

#include <errno.h>
#include <stddef.h>

// The C library's own functions under the names that it keeps for those who replace the others.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

// Initial-exec: reading it must not allocate.
static __thread uint64_t count __attribute__((tls_model("initial-exec")));

uint64_t tessera_allocation_count(void) { return count; }

// A sanitizer has these functions of its own, and nothing is counted then.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

void *malloc(size_t byteCount) {
    count += 1;
    return __libc_malloc(byteCount);
}

void *calloc(size_t elementCount, size_t byteCount) {
    count += 1;
    return __libc_calloc(elementCount, byteCount);
}

void *realloc(void *memory, size_t byteCount) {
    count += 1;
    return __libc_realloc(memory, byteCount);
}

void *memalign(size_t alignment, size_t byteCount) {
    count += 1;
    return __libc_memalign(alignment, byteCount);
}

void *aligned_alloc(size_t alignment, size_t byteCount) { return memalign(alignment, byteCount); }

int posix_memalign(void **memory, size_t alignment, size_t byteCount) {
    void *found = memalign(alignment, byteCount);
    if (found == NULL) {
        return ENOMEM;
    }
    *memory = found;
    return 0;
}

#endif
