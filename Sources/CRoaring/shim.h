#pragma once
#include <roaring/roaring.h>
#include <roaring/containers/containers.h>

// Sets the bits of all numbers of `set` in `words`, or clears them. A number is bit (n & 63) of word n >> 6; all must
// be below 64 * word_count. The library of Debian 12 has no call for it; this walks its containers, word by word
// where they are bitsets.
static inline void tsk_roaring_blend(const roaring_bitmap_t *set, uint64_t *words, size_t word_count, bool clears) {
    const roaring_array_t *parts = &set->high_low_container;
    for (int32_t part = 0; part < parts->size; part++) {
        const size_t start = (size_t)parts->keys[part] * 1024;
        uint64_t *const target = words + start;
        switch (parts->typecodes[part]) {
        case BITSET_CONTAINER_TYPE_CODE: {
            const uint64_t *const bits = ((const bitset_container_t *)parts->containers[part])->array;
            const size_t count = word_count - start < 1024 ? word_count - start : 1024;
            if (clears) {
                for (size_t word = 0; word < count; word++) target[word] &= ~bits[word];
            } else {
                for (size_t word = 0; word < count; word++) target[word] |= bits[word];
            }
            break;
        }
        case ARRAY_CONTAINER_TYPE_CODE: {
            const array_container_t *const list = (const array_container_t *)parts->containers[part];
            if (clears) {
                for (int32_t place = 0; place < list->cardinality; place++)
                    target[list->array[place] >> 6] &= ~(1ull << (list->array[place] & 63));
            } else {
                for (int32_t place = 0; place < list->cardinality; place++)
                    target[list->array[place] >> 6] |= 1ull << (list->array[place] & 63);
            }
            break;
        }
        default: {
            const run_container_t *const runs = (const run_container_t *)parts->containers[part];
            for (int32_t run = 0; run < runs->n_runs; run++) {
                const uint32_t first = runs->runs[run].value, last = first + runs->runs[run].length;
                for (uint32_t word = first >> 6; word <= last >> 6; word++) {
                    uint64_t mask = ~0ull;
                    if (word == first >> 6) mask &= ~0ull << (first & 63);
                    if (word == last >> 6) mask &= ~0ull >> (63 - (last & 63));
                    target[word] = clears ? target[word] & ~mask : target[word] | mask;
                }
            }
        }
        }
    }
}
