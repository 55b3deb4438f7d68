#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <arm_neon.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { lane_count = 16, rows_in_flight = 4 };

/// The sixteen lanes of the rule, four to a register.
typedef struct lanes {
    float32x4_t a, b, c, d;
} lanes;

INLINE lanes no_lanes(void) {
    float32x4_t zero = vdupq_n_f32(0);
    return (lanes){zero, zero, zero, zero};
}

INLINE lanes load(const float *floats) {
    return (lanes){vld1q_f32(floats), vld1q_f32(floats + 4), vld1q_f32(floats + 8), vld1q_f32(floats + 12)};
}

INLINE void store(float *floats, lanes values) {
    vst1q_f32(floats, values.a);
    vst1q_f32(floats + 4, values.b);
    vst1q_f32(floats + 8, values.c);
    vst1q_f32(floats + 12, values.d);
}

INLINE lanes widen(const uint16_t *halves) {
    float16x8_t low = vreinterpretq_f16_u16(vld1q_u16(halves)), high = vreinterpretq_f16_u16(vld1q_u16(halves + 8));
    return (lanes){
        vcvt_f32_f16(vget_low_f16(low)), vcvt_high_f32_f16(low), vcvt_f32_f16(vget_low_f16(high)),
        vcvt_high_f32_f16(high)};
}

INLINE lanes multiply_add(lanes left, lanes right, lanes sum) {
    return (lanes){
        vfmaq_f32(sum.a, left.a, right.a), vfmaq_f32(sum.b, left.b, right.b), vfmaq_f32(sum.c, left.c, right.c),
        vfmaq_f32(sum.d, left.d, right.d)};
}

INLINE lanes add_step(lanes sum, lanes query, lanes row, bool is_distance) {
    if (!is_distance) return multiply_add(row, query, sum);
    lanes difference = {
        vsubq_f32(query.a, row.a), vsubq_f32(query.b, row.b), vsubq_f32(query.c, row.c), vsubq_f32(query.d, row.d)};
    return multiply_add(difference, difference, sum);
}

/// Adds the lanes i with i + 8, then i + 4, i + 2, i + 1.
INLINE float sum_of_one(lanes sum) {
    float32x4_t four = vaddq_f32(vaddq_f32(sum.a, sum.c), vaddq_f32(sum.b, sum.d));
    float32x2_t two = vadd_f32(vget_low_f32(four), vget_high_f32(four));
    return vget_lane_f32(two, 0) + vget_lane_f32(two, 1);
}

/// Scores four rows at once, which hides the latency of the multiply-add, while the `next` ones are fetched.
INLINE float32x4_t score_four(
    const uint16_t *const rows[rows_in_flight], const uint16_t *const next[rows_in_flight], size_t stride,
    const float *query, bool is_distance) {
    lanes a = no_lanes(), b = a, c = a, d = a;
    for (size_t index = 0; index < stride; index += lane_count) {
        if (index % (2 * lane_count) == 0)
            for (size_t place = 0; place < rows_in_flight; place++) __builtin_prefetch(next[place] + index);
        lanes part = load(query + index);
        a = add_step(a, part, widen(rows[0] + index), is_distance);
        b = add_step(b, part, widen(rows[1] + index), is_distance);
        c = add_step(c, part, widen(rows[2] + index), is_distance);
        d = add_step(d, part, widen(rows[3] + index), is_distance);
    }
    float sums[rows_in_flight] = {sum_of_one(a), sum_of_one(b), sum_of_one(c), sum_of_one(d)};
    float32x4_t four = vld1q_f32(sums);
    return is_distance ? vsubq_f32(vdupq_n_f32(0), four) : four;
}

/// Writes the last `count` scores of a call, 1 to 4.
INLINE void store_some(float *scores, float32x4_t four, size_t count) {
    float all[rows_in_flight];
    vst1q_f32(all, four);
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
        float32x4_t four = score_four(current, next, stride, query, is_distance);
        if (row + rows_in_flight <= row_count) vst1q_f32(scores + row, four);
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
        float32x4_t four = score_four(current, next, stride, query, is_distance);
        if (start + rows_in_flight <= index_count) vst1q_f32(scores + start, four);
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
    lanes sum = no_lanes();
    for (size_t index = 0; index < stride; index += lane_count)
        sum = multiply_add(widen(left + index), widen(right + index), sum);
    return sum_of_one(sum);
}

static float float_product(const float *left, const float *right, size_t count) {
    lanes sum = no_lanes();
    size_t index = 0;
    for (; index + lane_count <= count; index += lane_count)
        sum = multiply_add(load(left + index), load(right + index), sum);
    if (index < count) {
        float left_rest[lane_count] = {0}, right_rest[lane_count] = {0};
        memcpy(left_rest, left + index, (count - index) * sizeof(float));
        memcpy(right_rest, right + index, (count - index) * sizeof(float));
        sum = multiply_add(load(left_rest), load(right_rest), sum);
    }
    return sum_of_one(sum);
}

/// Rounds 16 floats; bits 4i to 4i + 3 of the answer say that half i is infinite or not a number.
INLINE uint64_t narrow(const float *floats, uint16_t *halves) {
    lanes values = load(floats);
    float16x8_t low = vcvt_high_f16_f32(vcvt_f16_f32(values.a), values.b);
    float16x8_t high = vcvt_high_f16_f32(vcvt_f16_f32(values.c), values.d);
    uint16x8_t low_bits = vreinterpretq_u16_f16(low), high_bits = vreinterpretq_u16_f16(high);
    vst1q_u16(halves, low_bits);
    vst1q_u16(halves + 8, high_bits);
    uint16x8_t exponent = vdupq_n_u16(0x7c00);
    uint8x16_t bad = vcombine_u8(
        vmovn_u16(vceqq_u16(vandq_u16(low_bits, exponent), exponent)),
        vmovn_u16(vceqq_u16(vandq_u16(high_bits, exponent), exponent)));
    // Narrowing by four bits leaves four mask bits per half.
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bad), 4)), 0);
}

static size_t to_halves(const float *floats, size_t count, uint16_t *halves) {
    size_t first = count, index = 0;
    for (; index + lane_count <= count; index += lane_count) {
        uint64_t bad = narrow(floats + index, halves + index);
        if (bad != 0 && first == count) first = index + (size_t)__builtin_ctzll(bad) / 4;
    }
    if (index < count) {
        float rest[lane_count] = {0};
        uint16_t rounded[lane_count];
        memcpy(rest, floats + index, (count - index) * sizeof(float));
        uint64_t bad = narrow(rest, rounded);
        memcpy(halves + index, rounded, (count - index) * sizeof(uint16_t));
        if (bad != 0 && first == count) first = index + (size_t)__builtin_ctzll(bad) / 4;
    }
    return first;
}

static void to_floats(const uint16_t *halves, size_t count, float *floats) {
    size_t index = 0;
    for (; index + lane_count <= count; index += lane_count) store(floats + index, widen(halves + index));
    if (index < count) {
        uint16_t rest[lane_count] = {0};
        float widened[lane_count];
        memcpy(rest, halves + index, (count - index) * sizeof(uint16_t));
        store(widened, widen(rest));
        memcpy(floats + index, widened, (count - index) * sizeof(float));
    }
}

const tsk_kernels tsk_kernels_neon = {
    .inner_products = inner_products,
    .inner_products_at = inner_products_at,
    .negated_distances = negated_distances,
    .negated_distances_at = negated_distances_at,
    .row_pair_product = row_pair_product,
    .float_product = float_product,
    .byte_products_at = tsk_neon_byte_products_at,
    .byte_products = tsk_neon_byte_products,
    .table_extremes = tsk_neon_table_extremes,
    .bound_tables = tsk_neon_bound_tables,
    .lists_within = tsk_neon_lists_within,
    .float_products = tsk_neon_float_products,
    .nearest_columns = tsk_neon_nearest_columns,
    .spill_columns = tsk_neon_spill_columns,
    .to_halves = to_halves,
    .to_floats = to_floats,
    .code_tables = tsk_neon_code_tables,
    .code_tables_of = tsk_neon_code_tables_of,
    .encode_rows = tsk_neon_encode_rows,
    .scan_blocks = tsk_neon_scan_blocks,
    .scan_tail = tsk_neon_scan_tail,
    .nibble_tables = tsk_neon_nibble_tables,
    .pair_tables = tsk_neon_pair_tables,
    .encode_nibbles = tsk_neon_encode_nibbles,
    .scan_nibble_blocks = tsk_neon_scan_nibble_blocks,
    .scan_nibble_tail = tsk_neon_scan_nibble_tail,
    .code_scores = tsk_interleaved_code_scores,
    .code_scores_at = tsk_interleaved_code_scores_at,
};
#endif
