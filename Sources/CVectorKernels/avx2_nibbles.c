#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "fetcher.h"
#include "nibbles.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    block_lane_count = TSK_BLOCK_LANE_COUNT,
    /// Blocks that are scanned side by side, and vectors of 32 lanes in them.
    blocks_in_flight = 2,
    vectors_in_flight = 4,
    vector_lane_count = 32,
};

TSK_DEFINE_NIBBLE_TABLES(avx2)

/// Sums of 32 lanes. Adding the looked-up bytes as words adds an odd lane's entry 256 times too much to its even
/// neighbour; the odd lanes' own sums take it back at the end. Right modulo 2^16, and no sum passes that.
typedef struct sums {
    __m256i both, odd;
} sums;

INLINE __m256i sixteen_entries(const uint8_t *entries) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)entries));
}

INLINE uint32_t lanes_reaching(__m256i threshold, sums sums) {
    __m256i even = _mm256_sub_epi16(sums.both, _mm256_slli_epi16(sums.odd, 8));
    __m256i even_reach = _mm256_cmpeq_epi16(_mm256_max_epu16(even, threshold), even);
    __m256i odd_reach = _mm256_cmpeq_epi16(_mm256_max_epu16(sums.odd, threshold), sums.odd);
    __m256i lanes = _mm256_blendv_epi8(even_reach, odd_reach, _mm256_set1_epi16((short)0xff00));
    return (uint32_t)_mm256_movemask_epi8(lanes);
}

/// Scans `count` vectors of lanes, at most `vectors_in_flight`, two to a block; of the last only 16 lanes are read when
/// `is_last_half`. Bit i of the answers is lane i of a vector. `ahead` may be NULL.
///
/// A shuffle of bytes is 32 look-ups among the 16 entries of half a byte (André, Kermarrec, Le Scouarnec, PVLDB 9(4),
/// 2015).
INLINE void scan_some(
    const uint8_t *codes, size_t count, bool is_last_half, size_t row_stride, size_t block_stride,
    size_t scanned_row_count, const uint8_t *table, uint16_t threshold, uint32_t *reaching, fetcher *ahead) {
    sums all[vectors_in_flight];
    __m256i nibble = _mm256_set1_epi8(15);
    for (size_t vector = 0; vector < count; vector++)
        all[vector] = (sums){_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t row = 0; row < scanned_row_count; row++) {
        const uint8_t *soon = ahead ? next_row(ahead) : NULL;
        __m256i low_entries = sixteen_entries(table + 2 * row * nibble_count);
        __m256i high_entries = sixteen_entries(table + (2 * row + 1) * nibble_count);
        for (size_t vector = 0; vector < count; vector++) {
            const uint8_t *place =
                codes + vector / 2 * block_stride + row * row_stride + vector % 2 * vector_lane_count;
            if (ahead && vector % 2 == 0)
                _mm_prefetch((const char *)(soon + vector / 2 * block_stride), _MM_HINT_T0);
            __m256i lanes;
            if (is_last_half && vector == count - 1)
                lanes = _mm256_zextsi128_si256(_mm_loadu_si128((const __m128i *)place));
            else lanes = _mm256_loadu_si256((const __m256i *)place);
            __m256i low = _mm256_shuffle_epi8(low_entries, _mm256_and_si256(lanes, nibble));
            __m256i high =
                _mm256_shuffle_epi8(high_entries, _mm256_and_si256(_mm256_srli_epi16(lanes, 4), nibble));
            all[vector].both = _mm256_add_epi16(all[vector].both, _mm256_add_epi16(low, high));
            all[vector].odd = _mm256_add_epi16(
                all[vector].odd, _mm256_add_epi16(_mm256_srli_epi16(low, 8), _mm256_srli_epi16(high, 8)));
        }
    }
    __m256i thresholds = _mm256_set1_epi16((short)threshold);
    for (size_t vector = 0; vector < count; vector++) reaching[vector] = lanes_reaching(thresholds, all[vector]);
}

void tsk_avx2_scan_nibble_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    uint32_t lanes[vectors_in_flight];
    size_t group_count = block_count / blocks_in_flight, group_stride = blocks_in_flight * block_stride;
    if (group_count > 0) {
        fetcher ahead = start_fetching(codes, group_count, group_stride, scanned_row_count);
        for (size_t group = 0; group < group_count; group++) {
            scan_some(
                codes + group * group_stride, vectors_in_flight, false, block_lane_count, block_stride,
                scanned_row_count, table, threshold, lanes, &ahead);
            for (size_t block = 0; block < blocks_in_flight; block++)
                survivors[group * blocks_in_flight + block] = lanes[2 * block] | (uint64_t)lanes[2 * block + 1] << 32;
        }
    }
    if (group_count * blocks_in_flight < block_count) {
        scan_some(
            codes + group_count * group_stride, 2, false, block_lane_count, block_stride, scanned_row_count, table,
            threshold, lanes, NULL);
        survivors[block_count - 1] = lanes[0] | (uint64_t)lanes[1] << 32;
    }
}

uint64_t tsk_avx2_scan_nibble_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint32_t lanes[vectors_in_flight] = {0};
    switch (lane_count) {
    case 16: scan_some(codes, 1, true, lane_count, 0, scanned_row_count, table, threshold, lanes, NULL); break;
    case 32: scan_some(codes, 1, false, lane_count, 0, scanned_row_count, table, threshold, lanes, NULL); break;
    case 48: scan_some(codes, 2, true, lane_count, 0, scanned_row_count, table, threshold, lanes, NULL); break;
    case 64: scan_some(codes, 2, false, lane_count, 0, scanned_row_count, table, threshold, lanes, NULL); break;
    }
    return (lanes[0] | (uint64_t)lanes[1] << 32) & UINT64_MAX >> (block_lane_count - lane_count);
}

#pragma clang attribute pop
#endif
