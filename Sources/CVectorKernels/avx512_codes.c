#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,bmi2"))), apply_to = function)

#include "fetcher.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    block_lane_count = TSK_BLOCK_LANE_COUNT,
    blocks_in_flight = 4,
    /// Registers that hold a float for each centroid of a part, and floats in one.
    part_width = 16,
    lane_count = 16,
    rows_in_flight = 4,
    pass_width = 4,
};

/// The 256 entries of one row of a table, as 128 words.
typedef struct entries {
    __m512i a, b, c, d;
} entries;

INLINE entries load_entries(const uint8_t *row) {
    return (entries){
        _mm512_loadu_si512(row), _mm512_loadu_si512(row + 64), _mm512_loadu_si512(row + 128),
        _mm512_loadu_si512(row + 192)};
}

/// The words that hold the entries of codes: bits 1 to 6 of a code stand in bits 0 to 5 of each word of `places`, and
/// `is_high` has its bit 7.
INLINE __m512i look_up(entries row, __m512i places, __mmask32 is_high) {
    __m512i low = _mm512_permutex2var_epi16(row.a, places, row.b);
    __m512i high = _mm512_permutex2var_epi16(row.c, places, row.d);
    return _mm512_mask_blend_epi16(is_high, low, high);
}

/// Sums of the even and of the odd lanes of 64.
typedef struct sums {
    __m512i even, odd;
} sums;

INLINE sums no_sums(void) {
    return (sums){_mm512_setzero_si512(), _mm512_setzero_si512()};
}

/// Two permutes of words and a blend find the pair of entries in which a code's lies; a shift by its lowest bit, times
/// eight, moves that one down.
INLINE void add(sums *sums, entries row, __m512i codes) {
    __m512i eight = _mm512_set1_epi16(8), byte = _mm512_set1_epi16(0xff);
    __m512i even = look_up(row, _mm512_srli_epi16(codes, 1), _mm512_test_epi16_mask(codes, _mm512_set1_epi16(0x80)));
    __m512i odd = look_up(row, _mm512_srli_epi16(codes, 9), _mm512_movepi16_mask(codes));
    even = _mm512_srlv_epi16(even, _mm512_and_si512(_mm512_slli_epi16(codes, 3), eight));
    odd = _mm512_srlv_epi16(odd, _mm512_and_si512(_mm512_srli_epi16(codes, 5), eight));
    sums->even = _mm512_add_epi16(sums->even, _mm512_and_si512(even, byte));
    sums->odd = _mm512_add_epi16(sums->odd, _mm512_and_si512(odd, byte));
}

INLINE uint64_t lanes_reaching(__m512i threshold, sums sums) {
    uint32_t even_lanes = _mm512_cmpge_epu16_mask(sums.even, threshold);
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
        entries entries = load_entries(table + row * centroid_count);
        const uint8_t *lanes = codes + row * block_lane_count, *soon = ahead ? next_row(ahead) : NULL;
        for (size_t block = 0; block < count; block++) {
            if (ahead) _mm_prefetch((const char *)(soon + block * block_stride), _MM_HINT_T0);
            add(&all[block], entries, _mm512_loadu_si512(lanes + block * block_stride));
        }
    }
    for (size_t block = 0; block < count; block++) survivors[block] = lanes_reaching(threshold, all[block]);
}

void tsk_avx512_scan_blocks(
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

uint64_t tsk_avx512_scan_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint64_t lanes = UINT64_MAX >> (block_lane_count - lane_count);
    sums all = no_sums();
    for (size_t row = 0; row < scanned_row_count; row++) {
        // A masked load touches no byte past the tail.
        __m512i here = _mm512_maskz_loadu_epi8(lanes, codes + row * lane_count);
        add(&all, load_entries(table + row * centroid_count), here);
    }
    return lanes_reaching(_mm512_set1_epi16((short)threshold), all) & lanes;
}

void tsk_avx512_code_tables(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        __m512 sums[part_width];
        for (size_t place = 0; place < part_width; place++) sums[place] = _mm512_setzero_ps();
        for (size_t index = 0; index < part_dimension; index++) {
            __m512 component = _mm512_set1_ps(*query++);
            for (size_t place = 0; place < part_width; place++, centroids += lane_count)
                sums[place] = _mm512_fmadd_ps(component, _mm512_loadu_ps(centroids), sums[place]);
        }
        for (size_t place = 0; place < part_width; place++, tables += lane_count) _mm512_storeu_ps(tables, sums[place]);
    }
}

/// The least value of each lane so far, and the register of 16 centroids that it came from.
typedef struct least {
    __m512 values;
    __m512i places;
} least;

/// A lane keeps its first least value: strictly less, so that of equal ones the lower centroid stays.
INLINE least lesser(least so_far, __m512 values, size_t place) {
    __mmask16 is_less = _mm512_cmp_ps_mask(values, so_far.values, _CMP_LT_OQ);
    return (least){
        _mm512_mask_mov_ps(so_far.values, is_less, values),
        _mm512_mask_mov_epi32(so_far.places, is_less, _mm512_set1_epi32((int)place))};
}

/// The lowest centroid of the least value over all lanes, and that value as it stands there.
INLINE uint8_t least_over_lanes(least all, float *value) {
    __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m512i codes = _mm512_add_epi32(_mm512_slli_epi32(all.places, 4), lanes);
    __mmask16 is_least = _mm512_cmp_ps_mask(all.values, _mm512_set1_ps(_mm512_reduce_min_ps(all.values)), _CMP_EQ_OQ);
    uint32_t code = _mm512_mask_reduce_min_epu32(is_least, codes);
    __mmask16 is_code = _mm512_cmpeq_epi32_mask(codes, _mm512_set1_epi32((int)code));
    *value = _mm512_cvtss_f32(_mm512_maskz_compress_ps(is_code, all.values));
    return (uint8_t)code;
}

/// Codes one part of `count` rows, at most `rows_in_flight`, which share the loads of centroids.
INLINE void encode_some(
    const float *rows, size_t count, size_t row_stride, const float *centroids, const float *half_norms,
    size_t part_dimension, uint8_t *codes, float *values, size_t code_stride) {
    least all[rows_in_flight];
    for (size_t row = 0; row < count; row++)
        all[row] = (least){_mm512_set1_ps(INFINITY), _mm512_setzero_si512()};
    for (size_t start = 0; start < part_width; start += pass_width) {
        __m512 sums[rows_in_flight][pass_width];
        for (size_t place = 0; place < pass_width; place++) {
            __m512 half_norm = _mm512_loadu_ps(half_norms + (start + place) * lane_count);
            for (size_t row = 0; row < count; row++) sums[row][place] = half_norm;
        }
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * lane_count;
            __m512 components[rows_in_flight];
            for (size_t row = 0; row < count; row++) components[row] = _mm512_set1_ps(rows[row * row_stride + index]);
            for (size_t place = 0; place < pass_width; place++) {
                __m512 centroid = _mm512_loadu_ps(line + place * lane_count);
                for (size_t row = 0; row < count; row++)
                    sums[row][place] = _mm512_fnmadd_ps(components[row], centroid, sums[row][place]);
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

void tsk_avx512_encode_rows(
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
