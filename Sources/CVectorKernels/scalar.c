// The reference: what every other file must equal bit for bit.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <math.h>
#include <string.h>

enum { lane_count = 16 };

static float float_from_half(uint16_t half) {
    uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    uint32_t exponent = (half >> 10) & 0x1f;
    uint32_t fraction = half & 0x3ff;
    uint32_t bits;
    if (exponent == 0x1f) {
        // Infinity, or a NaN, which comes back quiet as the processors' own conversion makes it.
        bits = sign | 0x7f800000 | fraction << 13 | (fraction != 0 ? 0x400000 : 0);
    } else if (exponent != 0) {
        bits = sign | (exponent + 112) << 23 | fraction << 13;
    } else if (fraction == 0) {
        bits = sign;
    } else {
        // A subnormal half is a normal float: move its leading one to the implicit place.
        uint32_t shift = (uint32_t)__builtin_clz(fraction) - 21;
        bits = sign | (113 - shift) << 23 | ((fraction << shift) & 0x3ff) << 13;
    }
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint16_t half_from_float(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
    uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return (uint16_t)(sign | 0x7e00 | (magnitude >> 13 & 0x3ff));
    // 65,520 and more lie at or past the middle between the largest half and the next power of two.
    if (magnitude >= 0x477ff000) return (uint16_t)(sign | 0x7c00);
    if (magnitude >= 0x38800000) {
        uint32_t kept = magnitude - 0x38000000;
        return (uint16_t)(sign | (kept + 0xfff + (kept >> 13 & 1)) >> 13);
    }
    // Below 2^-14 the result is subnormal: units of 2^-24. Up to 2^-25 it is zero, the tie there being even.
    if (magnitude <= 0x33000000) return sign;
    uint32_t shift = 126 - (magnitude >> 23);
    uint32_t fraction = (magnitude & 0x7fffff) | 0x800000;
    uint32_t half = 1u << (shift - 1);
    uint32_t kept = fraction >> shift;
    uint32_t rest = fraction & ((1u << shift) - 1);
    if (rest > half || (rest == half && (kept & 1))) kept += 1;
    return (uint16_t)(sign | kept);
}

static float sum_of_lanes(float lanes[lane_count]) {
    for (size_t width = lane_count / 2; width > 0; width /= 2)
        for (size_t lane = 0; lane < width; lane++) lanes[lane] = lanes[lane] + lanes[lane + width];
    return lanes[0];
}

static float row_product(const uint16_t *row, const float *query, size_t stride) {
    float lanes[lane_count] = {0};
    for (size_t index = 0; index < stride; index++) {
        size_t lane = index % lane_count;
        lanes[lane] = fmaf(float_from_half(row[index]), query[index], lanes[lane]);
    }
    return sum_of_lanes(lanes);
}

static float row_negated_distance(const uint16_t *row, const float *query, size_t stride) {
    float lanes[lane_count] = {0};
    for (size_t index = 0; index < stride; index++) {
        size_t lane = index % lane_count;
        float difference = query[index] - float_from_half(row[index]);
        lanes[lane] = fmaf(difference, difference, lanes[lane]);
    }
    return 0.0f - sum_of_lanes(lanes);
}

static void inner_products(const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores) {
    for (size_t row = 0; row < row_count; row++) scores[row] = row_product(rows + row * stride, query, stride);
}

static void inner_products_at(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores) {
    for (size_t place = 0; place < index_count; place++)
        scores[place] = row_product(rows + indices[place] * stride, query, stride);
}

static void negated_distances(
    const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores) {
    for (size_t row = 0; row < row_count; row++) scores[row] = row_negated_distance(rows + row * stride, query, stride);
}

static void negated_distances_at(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores) {
    for (size_t place = 0; place < index_count; place++)
        scores[place] = row_negated_distance(rows + indices[place] * stride, query, stride);
}

static float row_pair_product(const uint16_t *left, const uint16_t *right, size_t stride) {
    float lanes[lane_count] = {0};
    for (size_t index = 0; index < stride; index++) {
        size_t lane = index % lane_count;
        lanes[lane] = fmaf(float_from_half(left[index]), float_from_half(right[index]), lanes[lane]);
    }
    return sum_of_lanes(lanes);
}

static float float_product(const float *left, const float *right, size_t count) {
    float lanes[lane_count] = {0};
    size_t padded = (count + lane_count - 1) / lane_count * lane_count;
    for (size_t index = 0; index < padded; index++) {
        size_t lane = index % lane_count;
        // Adding the padding's +0 is not idle: it turns a lane of -0 into +0, as it does in the wide versions.
        lanes[lane] = index < count ? fmaf(left[index], right[index], lanes[lane]) : lanes[lane] + 0.0f;
    }
    return sum_of_lanes(lanes);
}

static size_t to_halves(const float *floats, size_t count, uint16_t *halves) {
    size_t first = count;
    for (size_t index = 0; index < count; index++) {
        halves[index] = half_from_float(floats[index]);
        if ((halves[index] & 0x7c00) == 0x7c00 && first == count) first = index;
    }
    return first;
}

static void to_floats(const uint16_t *halves, size_t count, float *floats) {
    for (size_t index = 0; index < count; index++) floats[index] = float_from_half(halves[index]);
}

const tsk_kernels tsk_kernels_scalar = {
    .inner_products = inner_products,
    .inner_products_at = inner_products_at,
    .negated_distances = negated_distances,
    .negated_distances_at = negated_distances_at,
    .row_pair_product = row_pair_product,
    .float_product = float_product,
    .byte_products_at = tsk_scalar_byte_products_at,
    .byte_products = tsk_scalar_byte_products,
    .table_extremes = tsk_scalar_table_extremes,
    .bound_tables = tsk_scalar_bound_tables,
    .lists_within = tsk_scalar_lists_within,
    .float_products = tsk_scalar_float_products,
    .nearest_columns = tsk_scalar_nearest_columns,
    .spill_columns = tsk_scalar_spill_columns,
    .to_halves = to_halves,
    .to_floats = to_floats,
    .code_tables = tsk_scalar_code_tables,
    .code_tables_of = tsk_scalar_code_tables_of,
    .encode_rows = tsk_scalar_encode_rows,
    .scan_blocks = tsk_scalar_scan_blocks,
    .scan_tail = tsk_scalar_scan_tail,
    .nibble_tables = tsk_scalar_nibble_tables,
    .pair_tables = tsk_scalar_pair_tables,
    .encode_nibbles = tsk_scalar_encode_nibbles,
    .scan_nibble_blocks = tsk_scalar_scan_nibble_blocks,
    .scan_nibble_tail = tsk_scalar_scan_nibble_tail,
    .code_scores = tsk_scalar_code_scores,
    .code_scores_at = tsk_scalar_code_scores_at,
};
