#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma,f16c"))), apply_to = function)

#include "x86_sums.h"

#define INLINE static inline __attribute__((always_inline))

enum { lane_count = 16, rows_in_flight = 4 };

INLINE __m512 widen(const uint16_t *halves) {
    return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)halves));
}

INLINE __m512 add_step(__m512 sum, __m512 query, __m512 row, bool is_distance) {
    if (!is_distance) return _mm512_fmadd_ps(row, query, sum);
    __m512 difference = _mm512_sub_ps(query, row);
    return _mm512_fmadd_ps(difference, difference, sum);
}

/// Adds lane i to lane i + 8.
INLINE __m256 fold(__m512 sum) {
    __m256 high = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(sum), 1));
    return _mm256_add_ps(_mm512_castps512_ps256(sum), high);
}

/// Scores four rows at once, which hides the latency of the multiply-add, while the `next` ones are fetched.
INLINE __m128 score_four(
    const uint16_t *const rows[rows_in_flight], const uint16_t *const next[rows_in_flight], size_t stride,
    const float *query, bool is_distance) {
    __m512 a = _mm512_setzero_ps(), b = a, c = a, d = a;
    for (size_t index = 0; index < stride; index += 2 * lane_count) {
        _mm_prefetch((const char *)(next[0] + index), _MM_HINT_T0);
        _mm_prefetch((const char *)(next[1] + index), _MM_HINT_T0);
        _mm_prefetch((const char *)(next[2] + index), _MM_HINT_T0);
        _mm_prefetch((const char *)(next[3] + index), _MM_HINT_T0);
        __m512 part = _mm512_loadu_ps(query + index);
        a = add_step(a, part, widen(rows[0] + index), is_distance);
        b = add_step(b, part, widen(rows[1] + index), is_distance);
        c = add_step(c, part, widen(rows[2] + index), is_distance);
        d = add_step(d, part, widen(rows[3] + index), is_distance);
        part = _mm512_loadu_ps(query + index + lane_count);
        a = add_step(a, part, widen(rows[0] + index + lane_count), is_distance);
        b = add_step(b, part, widen(rows[1] + index + lane_count), is_distance);
        c = add_step(c, part, widen(rows[2] + index + lane_count), is_distance);
        d = add_step(d, part, widen(rows[3] + index + lane_count), is_distance);
    }
    __m128 sums = sums_of_four(fold(a), fold(b), fold(c), fold(d));
    return is_distance ? _mm_sub_ps(_mm_setzero_ps(), sums) : sums;
}

/// Writes the last `count` scores of a call, 1 to 4.
INLINE void store_some(float *scores, __m128 four, size_t count) {
    float all[rows_in_flight];
    _mm_storeu_ps(all, four);
    memcpy(scores, all, count * sizeof(float));
}

INLINE void score_rows(
    const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores, bool is_distance) {
    for (size_t row = 0; row < row_count; row += rows_in_flight) {
        const uint16_t *current[rows_in_flight], *next[rows_in_flight];
        for (size_t place = 0; place < rows_in_flight; place++) {
            size_t last = row_count - 1, here = row + place, ahead = row + place + rows_in_flight;
            current[place] = rows + (here < last ? here : last) * stride;
            next[place] = rows + (ahead < last ? ahead : last) * stride;
        }
        __m128 four = score_four(current, next, stride, query, is_distance);
        if (row + rows_in_flight <= row_count) _mm_storeu_ps(scores + row, four);
        else store_some(scores + row, four, row_count - row);
    }
}

INLINE void score_rows_at(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores, bool is_distance) {
    for (size_t start = 0; start < index_count; start += rows_in_flight) {
        const uint16_t *current[rows_in_flight], *next[rows_in_flight];
        for (size_t place = 0; place < rows_in_flight; place++) {
            size_t last = index_count - 1, here = start + place, ahead = start + place + rows_in_flight;
            current[place] = rows + indices[here < last ? here : last] * stride;
            next[place] = rows + indices[ahead < last ? ahead : last] * stride;
        }
        __m128 four = score_four(current, next, stride, query, is_distance);
        if (start + rows_in_flight <= index_count) _mm_storeu_ps(scores + start, four);
        else store_some(scores + start, four, index_count - start);
    }
}

static void inner_products(const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores) {
    score_rows(rows, row_count, stride, query, scores, false);
}

static void inner_products_at(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores) {
    score_rows_at(rows, indices, index_count, stride, query, scores, false);
}

static void negated_distances(
    const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores) {
    score_rows(rows, row_count, stride, query, scores, true);
}

static void negated_distances_at(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores) {
    score_rows_at(rows, indices, index_count, stride, query, scores, true);
}

static float row_pair_product(const uint16_t *left, const uint16_t *right, size_t stride) {
    __m512 sum = _mm512_setzero_ps();
    for (size_t index = 0; index < stride; index += lane_count)
        sum = _mm512_fmadd_ps(widen(left + index), widen(right + index), sum);
    return sum_of_one(fold(sum));
}

static float float_product(const float *left, const float *right, size_t count) {
    __m512 sum = _mm512_setzero_ps();
    size_t index = 0;
    for (; index + lane_count <= count; index += lane_count)
        sum = _mm512_fmadd_ps(_mm512_loadu_ps(left + index), _mm512_loadu_ps(right + index), sum);
    if (index < count) {
        __mmask16 rest = (__mmask16)((1u << (count - index)) - 1);
        sum = _mm512_fmadd_ps(
            _mm512_maskz_loadu_ps(rest, left + index), _mm512_maskz_loadu_ps(rest, right + index), sum);
    }
    return sum_of_one(fold(sum));
}

/// Rounds 16 floats; bits 2i and 2i + 1 of the answer say that half i is infinite or not a number.
INLINE uint32_t narrow(const float *floats, uint16_t *halves) {
    __m256i rounded = _mm512_cvtps_ph(_mm512_loadu_ps(floats), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    _mm256_storeu_si256((__m256i *)halves, rounded);
    __m256i exponent = _mm256_set1_epi16(0x7c00);
    __m256i bad = _mm256_cmpeq_epi16(_mm256_and_si256(rounded, exponent), exponent);
    return (uint32_t)_mm256_movemask_epi8(bad);
}

static size_t to_halves(const float *floats, size_t count, uint16_t *halves) {
    size_t first = count, index = 0;
    for (; index + lane_count <= count; index += lane_count) {
        uint32_t bad = narrow(floats + index, halves + index);
        if (bad != 0 && first == count) first = index + (size_t)__builtin_ctz(bad) / 2;
    }
    if (index < count) {
        float rest[lane_count] = {0};
        uint16_t rounded[lane_count];
        memcpy(rest, floats + index, (count - index) * sizeof(float));
        uint32_t bad = narrow(rest, rounded);
        memcpy(halves + index, rounded, (count - index) * sizeof(uint16_t));
        if (bad != 0 && first == count) first = index + (size_t)__builtin_ctz(bad) / 2;
    }
    return first;
}

static void to_floats(const uint16_t *halves, size_t count, float *floats) {
    size_t index = 0;
    for (; index + lane_count <= count; index += lane_count) _mm512_storeu_ps(floats + index, widen(halves + index));
    if (index < count) {
        uint16_t rest[lane_count] = {0};
        float widened[lane_count];
        memcpy(rest, halves + index, (count - index) * sizeof(uint16_t));
        _mm512_storeu_ps(widened, widen(rest));
        memcpy(floats + index, widened, (count - index) * sizeof(float));
    }
}

#pragma clang attribute pop

const tsk_kernels tsk_kernels_avx512 = {
    .inner_products = inner_products,
    .inner_products_at = inner_products_at,
    .negated_distances = negated_distances,
    .negated_distances_at = negated_distances_at,
    .row_pair_product = row_pair_product,
    .float_product = float_product,
    .byte_products_at = tsk_avx512_byte_products_at,
    .byte_products = tsk_avx512_byte_products,
    .table_extremes = tsk_avx512_table_extremes,
    .bound_tables = tsk_avx512_bound_tables,
    .lists_within = tsk_avx512_lists_within,
    .float_products = tsk_avx512_float_products,
    .nearest_columns = tsk_avx512_nearest_columns,
    .spill_columns = tsk_avx512_spill_columns,
    .to_halves = to_halves,
    .to_floats = to_floats,
    .code_tables = tsk_avx512_code_tables,
    .code_tables_of = tsk_avx512_code_tables_of,
    .encode_rows = tsk_avx512_encode_rows,
    .scan_blocks = tsk_avx512_scan_blocks,
    .scan_tail = tsk_avx512_scan_tail,
    .nibble_tables = tsk_avx512_nibble_tables,
    .pair_tables = tsk_avx512_pair_tables,
    .encode_nibbles = tsk_avx512_encode_nibbles,
    .scan_nibble_blocks = tsk_avx512_scan_nibble_blocks,
    .scan_nibble_tail = tsk_avx512_scan_nibble_tail,
    .code_scores = tsk_interleaved_code_scores,
    .code_scores_at = tsk_interleaved_code_scores_at,
};

// Products have no use for VBMI; scans do.
const tsk_kernels tsk_kernels_avx512vbmi = {
    .inner_products = inner_products,
    .inner_products_at = inner_products_at,
    .negated_distances = negated_distances,
    .negated_distances_at = negated_distances_at,
    .row_pair_product = row_pair_product,
    .float_product = float_product,
    .byte_products_at = tsk_avx512vbmi_byte_products_at,
    .byte_products = tsk_avx512vbmi_byte_products,
    .table_extremes = tsk_avx512_table_extremes,
    .bound_tables = tsk_avx512_bound_tables,
    .lists_within = tsk_avx512_lists_within,
    .float_products = tsk_avx512_float_products,
    .nearest_columns = tsk_avx512_nearest_columns,
    .spill_columns = tsk_avx512_spill_columns,
    .to_halves = to_halves,
    .to_floats = to_floats,
    .code_tables = tsk_avx512_code_tables,
    .code_tables_of = tsk_avx512_code_tables_of,
    .encode_rows = tsk_avx512_encode_rows,
    .scan_blocks = tsk_avx512vbmi_scan_blocks,
    .scan_tail = tsk_avx512vbmi_scan_tail,
    .nibble_tables = tsk_avx512_nibble_tables,
    .pair_tables = tsk_avx512_pair_tables,
    .encode_nibbles = tsk_avx512_encode_nibbles,
    .scan_nibble_blocks = tsk_avx512_scan_nibble_blocks,
    .scan_nibble_tail = tsk_avx512_scan_nibble_tail,
    .code_scores = tsk_interleaved_code_scores,
    .code_scores_at = tsk_interleaved_code_scores_at,
};
#endif
