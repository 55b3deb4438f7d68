#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "fetcher.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    block_lane_count = TSK_BLOCK_LANE_COUNT,
    /// Blocks that are scanned side by side, and vectors of 32 lanes in them.
    blocks_in_flight = 2,
    vectors_in_flight = 4,
    vector_lane_count = 32,
    /// Registers that hold a float for each centroid of a part, and floats in one.
    part_width = 32,
    lane_count = 8,
    rows_in_flight = 3,
    pass_width = 4,
    table_pass_width = 8,
};

/// Sums of 32 lanes. Adding the looked-up bytes as words adds an odd lane's entry 256 times too much to its even
/// neighbour; the odd lanes' own sums take it back at the end. Right modulo 2^16, and no sum passes that.
typedef struct sums {
    __m256i both, odd;
} sums;

INLINE uint32_t lanes_reaching(__m256i threshold, sums sums) {
    __m256i even = _mm256_sub_epi16(sums.both, _mm256_slli_epi16(sums.odd, 8));
    __m256i even_reach = _mm256_cmpeq_epi16(_mm256_max_epu16(even, threshold), even);
    __m256i odd_reach = _mm256_cmpeq_epi16(_mm256_max_epu16(sums.odd, threshold), sums.odd);
    __m256i lanes = _mm256_blendv_epi8(even_reach, odd_reach, _mm256_set1_epi16((short)0xff00));
    return (uint32_t)_mm256_movemask_epi8(lanes);
}

INLINE __m256i sixteen_entries(const uint8_t *entries) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)entries));
}

/// Looks up bytes under 128 among 128 entries; bytes above find zero.
///
/// A shuffle looks at the low four bits of a byte and gives zero where the top bit is set. So step k, on the byte less
/// 16k, finds something in every byte of at least 16k. What it finds is the change from the 16 entries before to the
/// next ones, and all changes together are the entry.
INLINE void look_up_half(const uint8_t *entries, size_t count, __m256i *places, __m256i *found) {
    __m256i before = _mm256_setzero_si256();
    for (size_t step = 0; step < 8; step++) {
        __m256i here = sixteen_entries(entries + step * 16), change = _mm256_xor_si256(here, before);
        for (size_t vector = 0; vector < count; vector++) {
            found[vector] = _mm256_xor_si256(found[vector], _mm256_shuffle_epi8(change, places[vector]));
            places[vector] = _mm256_subs_epi8(places[vector], _mm256_set1_epi8(16));
        }
        before = here;
    }
}

/// Scans `count` vectors of lanes, at most `vectors_in_flight`, two to a block; of the last only 16 lanes are read when
/// `is_last_half`. Bit i of the answers is lane i of a vector. `ahead` may be NULL.
INLINE void scan_some(
    const uint8_t *codes, size_t count, bool is_last_half, size_t row_stride, size_t block_stride,
    size_t scanned_row_count, const uint8_t *table, uint16_t threshold, uint32_t *reaching, fetcher *ahead) {
    sums all[vectors_in_flight];
    for (size_t vector = 0; vector < count; vector++)
        all[vector] = (sums){_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t row = 0; row < scanned_row_count; row++) {
        __m256i lanes[vectors_in_flight], places[vectors_in_flight], found[vectors_in_flight];
        if (ahead) {
            const char *soon = (const char *)next_row(ahead);
            for (size_t block = 0; block < blocks_in_flight; block++)
                _mm_prefetch(soon + block * block_stride, _MM_HINT_T0);
        }
        for (size_t vector = 0; vector < count; vector++) {
            const uint8_t *place =
                codes + vector / 2 * block_stride + row * row_stride + vector % 2 * vector_lane_count;
            if (is_last_half && vector == count - 1)
                lanes[vector] = _mm256_zextsi128_si256(_mm_loadu_si128((const __m128i *)place));
            else lanes[vector] = _mm256_loadu_si256((const __m256i *)place);
            places[vector] = lanes[vector];
            found[vector] = _mm256_setzero_si256();
        }
        look_up_half(table + row * centroid_count, count, places, found);
        for (size_t vector = 0; vector < count; vector++)
            places[vector] = _mm256_xor_si256(lanes[vector], _mm256_set1_epi8((char)0x80));
        look_up_half(table + row * centroid_count + 128, count, places, found);
        for (size_t vector = 0; vector < count; vector++) {
            all[vector].both = _mm256_add_epi16(all[vector].both, found[vector]);
            all[vector].odd = _mm256_add_epi16(all[vector].odd, _mm256_srli_epi16(found[vector], 8));
        }
    }
    __m256i thresholds = _mm256_set1_epi16((short)threshold);
    for (size_t vector = 0; vector < count; vector++) reaching[vector] = lanes_reaching(thresholds, all[vector]);
}

void tsk_avx2_scan_blocks(
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

uint64_t tsk_avx2_scan_tail(
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

void tsk_avx2_code_tables(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        const float *components = query + part * part_dimension;
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        for (size_t start = 0; start < part_width; start += table_pass_width) {
            __m256 sums[table_pass_width];
            for (size_t place = 0; place < table_pass_width; place++) sums[place] = _mm256_setzero_ps();
            for (size_t index = 0; index < part_dimension; index++) {
                __m256 component = _mm256_broadcast_ss(components + index);
                const float *line = part_centroids + index * centroid_count + start * lane_count;
                for (size_t place = 0; place < table_pass_width; place++)
                    sums[place] = _mm256_fmadd_ps(component, _mm256_loadu_ps(line + place * lane_count), sums[place]);
            }
            float *table = tables + part * centroid_count + start * lane_count;
            for (size_t place = 0; place < table_pass_width; place++)
                _mm256_storeu_ps(table + place * lane_count, sums[place]);
        }
    }
}

/// The least value of each lane so far, and the register of eight centroids that it came from.
typedef struct least {
    __m256 values;
    __m256i places;
} least;

/// A lane keeps its first least value: strictly less, so that of equal ones the lower centroid stays.
INLINE least lesser(least so_far, __m256 values, size_t place) {
    __m256 is_less = _mm256_cmp_ps(values, so_far.values, _CMP_LT_OQ);
    return (least){
        _mm256_blendv_ps(so_far.values, values, is_less),
        _mm256_blendv_epi8(so_far.places, _mm256_set1_epi32((int)place), _mm256_castps_si256(is_less))};
}

/// The lowest centroid of the least value over all lanes, and that value as it stands there.
INLINE uint8_t least_over_lanes(least all, float *value) {
    __m256 pairs = _mm256_min_ps(all.values, _mm256_permute2f128_ps(all.values, all.values, 1));
    pairs = _mm256_min_ps(pairs, _mm256_shuffle_ps(pairs, pairs, _MM_SHUFFLE(1, 0, 3, 2)));
    __m256 minimum = _mm256_min_ps(pairs, _mm256_shuffle_ps(pairs, pairs, _MM_SHUFFLE(2, 3, 0, 1)));
    __m256i is_more = _mm256_castps_si256(_mm256_cmp_ps(all.values, minimum, _CMP_NEQ_UQ));
    __m256i lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    __m256i codes = _mm256_or_si256(_mm256_add_epi32(_mm256_slli_epi32(all.places, 3), lanes), is_more);
    // Lanes of more than the least are all ones, and so the largest.
    __m128i four = _mm_min_epu32(_mm256_castsi256_si128(codes), _mm256_extracti128_si256(codes, 1));
    __m128i two = _mm_min_epu32(four, _mm_shuffle_epi32(four, _MM_SHUFFLE(1, 0, 3, 2)));
    __m128i one = _mm_min_epu32(two, _mm_shuffle_epi32(two, _MM_SHUFFLE(2, 3, 0, 1)));
    uint32_t code = (uint32_t)_mm_cvtsi128_si32(one);
    *value = _mm256_cvtss_f32(_mm256_permutevar8x32_ps(all.values, _mm256_set1_epi32((int)(code % lane_count))));
    return (uint8_t)code;
}

/// Codes one part of `count` rows, at most `rows_in_flight`, which share the loads of centroids.
INLINE void encode_some(
    const float *rows, size_t count, size_t row_stride, const float *centroids, const float *half_norms,
    size_t part_dimension, uint8_t *codes, float *values, size_t code_stride) {
    least all[rows_in_flight];
    for (size_t row = 0; row < count; row++)
        all[row] = (least){_mm256_set1_ps(INFINITY), _mm256_setzero_si256()};
    for (size_t start = 0; start < part_width; start += pass_width) {
        __m256 sums[rows_in_flight][pass_width];
        for (size_t place = 0; place < pass_width; place++) {
            __m256 half_norm = _mm256_loadu_ps(half_norms + (start + place) * lane_count);
            for (size_t row = 0; row < count; row++) sums[row][place] = half_norm;
        }
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * lane_count;
            __m256 components[rows_in_flight];
            for (size_t row = 0; row < count; row++)
                components[row] = _mm256_broadcast_ss(rows + row * row_stride + index);
            for (size_t place = 0; place < pass_width; place++) {
                __m256 centroid = _mm256_loadu_ps(line + place * lane_count);
                for (size_t row = 0; row < count; row++)
                    sums[row][place] = _mm256_fnmadd_ps(components[row], centroid, sums[row][place]);
            }
        }
        for (size_t place = 0; place < pass_width; place++)
            for (size_t row = 0; row < count; row++) all[row] = lesser(all[row], sums[row][place], start + place);
    }
    for (size_t row = 0; row < count; row++) {
        float value;
        codes[row * code_stride] = least_over_lanes(all[row], &value);
        if (values) values[row * code_stride] = value;
    }
}

void tsk_avx2_encode_rows(
    const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
    size_t part_dimension, uint8_t *codes, float *values) {
    size_t row_stride = part_count * part_dimension;
    // Part by part, so that a part's centroids stay in the cache for all rows.
    for (size_t part = 0; part < part_count; part++) {
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        const float *part_half_norms = half_norms + part * centroid_count;
        size_t row = 0;
        for (; row + rows_in_flight <= row_count; row += rows_in_flight) {
            size_t place = row * part_count + part;
            encode_some(
                rows + place * part_dimension, rows_in_flight, row_stride, part_centroids, part_half_norms,
                part_dimension, codes + place, values ? values + place : NULL, part_count);
        }
        for (; row < row_count; row++) {
            size_t place = row * part_count + part;
            encode_some(
                rows + place * part_dimension, 1, row_stride, part_centroids, part_half_norms, part_dimension,
                codes + place, values ? values + place : NULL, part_count);
        }
    }
}

#pragma clang attribute pop
#endif
