#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <arm_neon.h>
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    block_lane_count = TSK_BLOCK_LANE_COUNT,
    /// Registers of 16 lanes in a block.
    block_width = 4,
    vector_lane_count = 16,
    /// Registers that hold a float for each centroid of a part, and floats in one.
    part_width = 64,
    lane_count = 4,
    rows_in_flight = 2,
    pass_width = 8,
    table_pass_width = 16,
};

/// The 256 entries of one row of a table.
typedef struct entries {
    uint8x16x4_t a, b, c, d;
} entries;

INLINE entries load_entries(const uint8_t *row) {
    return (entries){vld1q_u8_x4(row), vld1q_u8_x4(row + 64), vld1q_u8_x4(row + 128), vld1q_u8_x4(row + 192)};
}

/// Four registers are a table of 64 entries, and an index outside of it leaves what the table before has found.
INLINE uint8x16_t look_up(entries row, uint8x16_t codes) {
    uint8x16_t step = vdupq_n_u8(64);
    uint8x16_t found = vqtbl4q_u8(row.a, codes);
    codes = vsubq_u8(codes, step);
    found = vqtbx4q_u8(found, row.b, codes);
    codes = vsubq_u8(codes, step);
    found = vqtbx4q_u8(found, row.c, codes);
    return vqtbx4q_u8(found, row.d, vsubq_u8(codes, step));
}

/// Bit i = lane i of 16 has reached the threshold.
INLINE uint64_t lanes_reaching(uint16x8_t threshold, uint16x8_t low, uint16x8_t high) {
    static const uint8_t bits[vector_lane_count] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t reach = vcombine_u8(vmovn_u16(vcgeq_u16(low, threshold)), vmovn_u16(vcgeq_u16(high, threshold)));
    uint8x16_t lanes = vandq_u8(reach, vld1q_u8(bits));
    return vaddv_u8(vget_low_u8(lanes)) | (uint64_t)vaddv_u8(vget_high_u8(lanes)) << 8;
}

/// Scans `width` registers of 16 lanes, at most a block.
INLINE uint64_t scan_some(
    const uint8_t *codes, size_t width, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint16x8_t low[block_width], high[block_width];
    for (size_t vector = 0; vector < width; vector++) low[vector] = high[vector] = vdupq_n_u16(0);
    for (size_t row = 0; row < scanned_row_count; row++) {
        entries entries = load_entries(table + row * centroid_count);
        for (size_t vector = 0; vector < width; vector++, codes += vector_lane_count) {
            uint8x16_t found = look_up(entries, vld1q_u8(codes));
            low[vector] = vaddw_u8(low[vector], vget_low_u8(found));
            high[vector] = vaddw_high_u8(high[vector], found);
        }
    }
    uint64_t survivors = 0;
    for (size_t vector = 0; vector < width; vector++)
        survivors |= lanes_reaching(vdupq_n_u16(threshold), low[vector], high[vector]) << vector * vector_lane_count;
    return survivors;
}

void tsk_neon_scan_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    for (size_t block = 0; block < block_count; block++)
        survivors[block] = scan_some(codes + block * block_stride, block_width, scanned_row_count, table, threshold);
}

uint64_t tsk_neon_scan_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    switch (lane_count) {
    case 16: return scan_some(codes, 1, scanned_row_count, table, threshold);
    case 32: return scan_some(codes, 2, scanned_row_count, table, threshold);
    case 48: return scan_some(codes, 3, scanned_row_count, table, threshold);
    default: return scan_some(codes, block_width, scanned_row_count, table, threshold);
    }
}

void tsk_neon_code_tables(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        const float *components = query + part * part_dimension;
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        for (size_t start = 0; start < part_width; start += table_pass_width) {
            float32x4_t sums[table_pass_width];
            for (size_t place = 0; place < table_pass_width; place++) sums[place] = vdupq_n_f32(0);
            for (size_t index = 0; index < part_dimension; index++) {
                float32x4_t component = vdupq_n_f32(components[index]);
                const float *line = part_centroids + index * centroid_count + start * lane_count;
                for (size_t place = 0; place < table_pass_width; place++)
                    sums[place] = vfmaq_f32(sums[place], component, vld1q_f32(line + place * lane_count));
            }
            float *table = tables + part * centroid_count + start * lane_count;
            for (size_t place = 0; place < table_pass_width; place++)
                vst1q_f32(table + place * lane_count, sums[place]);
        }
    }
}

/// The least value of each lane so far, and the register of four centroids that it came from.
typedef struct least {
    float32x4_t values;
    uint32x4_t places;
} least;

/// A lane keeps its first least value: strictly less, so that of equal ones the lower centroid stays.
INLINE least lesser(least so_far, float32x4_t values, size_t place) {
    uint32x4_t is_less = vcltq_f32(values, so_far.values);
    return (least){
        vbslq_f32(is_less, values, so_far.values),
        vbslq_u32(is_less, vdupq_n_u32((uint32_t)place), so_far.places)};
}

/// The lowest centroid of the least value over all lanes, and that value as it stands there.
INLINE uint8_t least_over_lanes(least all, float *value) {
    static const uint32_t lanes[lane_count] = {0, 1, 2, 3};
    uint32x4_t is_least = vceqq_f32(all.values, vdupq_n_f32(vminvq_f32(all.values)));
    uint32x4_t codes = vaddq_u32(vshlq_n_u32(all.places, 2), vld1q_u32(lanes));
    // Lanes of more than the least are all ones, and so the largest.
    uint32_t code = vminvq_u32(vornq_u32(codes, is_least));
    float values[lane_count];
    vst1q_f32(values, all.values);
    *value = values[code % lane_count];
    return (uint8_t)code;
}

/// Codes one part of `count` rows, at most `rows_in_flight`, which share the loads of centroids.
INLINE void encode_some(
    const float *rows, size_t count, size_t row_stride, const float *centroids, const float *half_norms,
    size_t part_dimension, uint8_t *codes, float *values, size_t code_stride) {
    least all[rows_in_flight];
    for (size_t row = 0; row < count; row++) all[row] = (least){vdupq_n_f32(INFINITY), vdupq_n_u32(0)};
    for (size_t start = 0; start < part_width; start += pass_width) {
        float32x4_t sums[rows_in_flight][pass_width];
        for (size_t place = 0; place < pass_width; place++) {
            float32x4_t half_norm = vld1q_f32(half_norms + (start + place) * lane_count);
            for (size_t row = 0; row < count; row++) sums[row][place] = half_norm;
        }
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * lane_count;
            float32x4_t components[rows_in_flight];
            for (size_t row = 0; row < count; row++) components[row] = vdupq_n_f32(rows[row * row_stride + index]);
            for (size_t place = 0; place < pass_width; place++) {
                float32x4_t centroid = vld1q_f32(line + place * lane_count);
                for (size_t row = 0; row < count; row++)
                    sums[row][place] = vfmsq_f32(sums[row][place], components[row], centroid);
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

void tsk_neon_encode_rows(
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

#endif
