#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,bmi2"))), apply_to = function)

#include "fetcher.h"
#include "nibbles.h"

#define INLINE static inline __attribute__((always_inline))

enum { block_lane_count = TSK_BLOCK_LANE_COUNT, blocks_in_flight = 4 };

TSK_DEFINE_NIBBLE_TABLES(avx512)

/// The entries of both halves of one row's bytes, four times each: a shuffle of bytes is 64 look-ups (idea: André,
/// Kermarrec, Le Scouarnec, PVLDB 9(4), 2015).
typedef struct entries {
    __m512i low, high;
} entries;

INLINE entries load_entries(const uint8_t *row) {
    return (entries){
        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)row)),
        _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(row + nibble_count)))};
}

/// Sums of 64 lanes. Adding the looked-up bytes as words adds an odd lane's entry 256 times too much to its even
/// neighbour; the odd lanes' own sums take it back at the end. Right modulo 2^16, and no sum passes that.
typedef struct sums {
    __m512i both, odd;
} sums;

INLINE sums no_sums(void) {
    return (sums){_mm512_setzero_si512(), _mm512_setzero_si512()};
}

INLINE void add(sums *sums, entries row, __m512i codes) {
    __m512i nibble = _mm512_set1_epi8(15);
    __m512i low = _mm512_shuffle_epi8(row.low, _mm512_and_si512(codes, nibble));
    __m512i high = _mm512_shuffle_epi8(row.high, _mm512_and_si512(_mm512_srli_epi16(codes, 4), nibble));
    sums->both = _mm512_add_epi16(sums->both, _mm512_add_epi16(low, high));
    sums->odd = _mm512_add_epi16(
        sums->odd, _mm512_add_epi16(_mm512_srli_epi16(low, 8), _mm512_srli_epi16(high, 8)));
}

INLINE uint64_t lanes_reaching(__m512i threshold, sums sums) {
    __m512i even = _mm512_sub_epi16(sums.both, _mm512_slli_epi16(sums.odd, 8));
    uint32_t even_lanes = _mm512_cmpge_epu16_mask(even, threshold);
    uint32_t odd_lanes = _mm512_cmpge_epu16_mask(sums.odd, threshold);
    return _pdep_u64(even_lanes, 0x5555555555555555) | _pdep_u64(odd_lanes, 0xaaaaaaaaaaaaaaaa);
}

/// Scans `count` blocks, at most `blocks_in_flight`, which share the loads of a row of the table. `ahead` may be NULL.
INLINE void scan_some(
    const uint8_t *codes, size_t count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    __m512i threshold, uint64_t *survivors, fetcher *ahead) {
    sums all[blocks_in_flight];
    for (size_t block = 0; block < count; block++) all[block] = no_sums();
    for (size_t row = 0; row < scanned_row_count; row++) {
        entries entries = load_entries(table + 2 * row * nibble_count);
        const uint8_t *lanes = codes + row * block_lane_count, *soon = ahead ? next_row(ahead) : NULL;
        for (size_t block = 0; block < count; block++) {
            if (ahead) _mm_prefetch((const char *)(soon + block * block_stride), _MM_HINT_T0);
            add(&all[block], entries, _mm512_loadu_si512(lanes + block * block_stride));
        }
    }
    for (size_t block = 0; block < count; block++) survivors[block] = lanes_reaching(threshold, all[block]);
}

void tsk_avx512_scan_nibble_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    __m512i thresholds = _mm512_set1_epi16((short)threshold);
    size_t group_count = block_count / blocks_in_flight, group_stride = blocks_in_flight * block_stride;
    if (group_count > 0) {
        fetcher ahead = start_fetching(codes, group_count, group_stride, scanned_row_count);
        for (size_t group = 0; group < group_count; group++)
            scan_some(
                codes + group * group_stride, blocks_in_flight, block_stride, scanned_row_count, table, thresholds,
                survivors + group * blocks_in_flight, &ahead);
    }
    for (size_t block = group_count * blocks_in_flight; block < block_count; block++)
        scan_some(
            codes + block * block_stride, 1, block_stride, scanned_row_count, table, thresholds, survivors + block,
            NULL);
}

uint64_t tsk_avx512_scan_nibble_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint64_t lanes = UINT64_MAX >> (block_lane_count - lane_count);
    sums all = no_sums();
    for (size_t row = 0; row < scanned_row_count; row++) {
        // A masked load touches no byte past the tail.
        __m512i here = _mm512_maskz_loadu_epi8(lanes, codes + row * lane_count);
        add(&all, load_entries(table + 2 * row * nibble_count), here);
    }
    return lanes_reaching(_mm512_set1_epi16((short)threshold), all) & lanes;
}

#pragma clang attribute pop
#endif
