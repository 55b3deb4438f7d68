// The nearest of many columns by Advanced SIMD: tiles of four rows and sixteen columns stay in sixteen registers.
#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <arm_neon.h>
#include <math.h>

#define INLINE static inline __attribute__((always_inline))

enum { vector_lane_count = 4, tile_row_count = 4, tile_vector_count = 4, block_row_count = 96 };

/// The least values that each lane of a row has seen, and where.
typedef struct {
    float32x4_t least, second;
    uint32x4_t columns;
} lanes;

INLINE void see(lanes *row, float32x4_t values, uint32x4_t columns) {
    row->second = vminq_f32(row->second, vmaxq_f32(row->least, values));
    uint32x4_t is_less = vcltq_f32(values, row->least);
    row->least = vbslq_f32(is_less, values, row->least);
    row->columns = vbslq_u32(is_less, columns, row->columns);
}

INLINE void see_columns(
    const float *rows, size_t row_stride, size_t row_count, const float *columns, const float *half_norms,
    size_t dimension, size_t first_column, lanes *states) {
    float32x4_t sums[tile_row_count][tile_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            sums[row][vector] = vld1q_f32(half_norms + vector * vector_lane_count);
    for (size_t index = 0; index < dimension; index++) {
        const float *line = columns + index * TSK_PANEL_COLUMN_COUNT;
        float32x4_t parts[tile_vector_count];
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            parts[vector] = vld1q_f32(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            float32x4_t factor = vld1q_dup_f32(rows + row * row_stride + index);
            for (size_t vector = 0; vector < tile_vector_count; vector++)
                sums[row][vector] = vfmsq_f32(sums[row][vector], factor, parts[vector]);
        }
    }
    static const uint32_t steps[vector_lane_count] = {0, 1, 2, 3};
    uint32x4_t numbers = vaddq_u32(vdupq_n_u32((uint32_t)first_column), vld1q_u32(steps));
    for (size_t vector = 0; vector < tile_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) see(&states[row], sums[row][vector], numbers);
        numbers = vaddq_u32(numbers, vdupq_n_u32(vector_lane_count));
    }
}

/// Shows a whole panel to `row_count` rows, a few columns at a time.
INLINE void see_panel(
    const float *rows, size_t row_stride, size_t row_count, const float *panel, const float *half_norms,
    size_t dimension, size_t first_column, lanes *states) {
    for (size_t column = 0; column < TSK_PANEL_COLUMN_COUNT; column += tile_vector_count * vector_lane_count)
        see_columns(
            rows, row_stride, row_count, panel + column, half_norms + column, dimension, first_column + column, states);
}

INLINE void finish(const lanes *row, uint32_t *nearest, float *least, float *second) {
    float lows[vector_lane_count], seconds[vector_lane_count];
    uint32_t columns[vector_lane_count];
    vst1q_f32(lows, row->least);
    vst1q_f32(seconds, row->second);
    vst1q_u32(columns, row->columns);
    size_t winner = 0;
    for (size_t lane = 1; lane < vector_lane_count; lane++)
        if (lows[lane] < lows[winner] || (lows[lane] == lows[winner] && columns[lane] < columns[winner])) winner = lane;
    *nearest = columns[winner];
    *least = lows[winner];
    if (!second) return;
    float next = seconds[winner];
    for (size_t lane = 0; lane < vector_lane_count; lane++)
        if (lane != winner && lows[lane] < next) next = lows[lane];
    *second = next;
}

void tsk_neon_nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        const float *block = rows + start * row_stride;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = vdupq_n_f32(INFINITY);
            states[row].columns = vdupq_n_u32(0);
        }
        for (size_t number = 0; number < panel_count; number++) {
            const float *panel = panels + number * dimension * TSK_PANEL_COLUMN_COUNT;
            const float *norms = half_norms + number * TSK_PANEL_COLUMN_COUNT;
            size_t first = number * TSK_PANEL_COLUMN_COUNT, row = 0;
            for (; row + tile_row_count <= count; row += tile_row_count)
                see_panel(
                    block + row * row_stride, row_stride, tile_row_count, panel, norms, dimension, first, states + row);
            for (; row < count; row++)
                see_panel(block + row * row_stride, row_stride, 1, panel, norms, dimension, first, states + row);
        }
        for (size_t row = 0; row < count; row++)
            finish(&states[row], nearest + start + row, least + start + row, second ? second + start + row : NULL);
    }
}

// The second list: both sums of a tile stay in sixteen registers, four rows and eight columns of each.
enum { spill_row_count = 4, spill_vector_count = 2, spill_column_count = spill_vector_count * vector_lane_count };

INLINE void spill(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_stride,
    size_t row_count, const float *columns, const float *half_norms, size_t dimension, size_t first_column,
    lanes *states) {
    float32x4_t values[spill_row_count][spill_vector_count], along[spill_row_count][spill_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < spill_vector_count; vector++) {
            values[row][vector] = vld1q_f32(half_norms + vector * vector_lane_count);
            along[row][vector] = vdupq_n_f32(-offsets[row]);
        }
    for (size_t index = 0; index < dimension; index++) {
        const float *line = columns + index * TSK_PANEL_COLUMN_COUNT;
        float32x4_t parts[spill_vector_count];
        for (size_t vector = 0; vector < spill_vector_count; vector++)
            parts[vector] = vld1q_f32(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            float32x4_t factor = vld1q_dup_f32(rows + row * row_stride + index);
            float32x4_t direction = vld1q_dup_f32(directions + row * row_stride + index);
            for (size_t vector = 0; vector < spill_vector_count; vector++) {
                values[row][vector] = vfmsq_f32(values[row][vector], factor, parts[vector]);
                along[row][vector] = vfmaq_f32(along[row][vector], direction, parts[vector]);
            }
        }
    }
    static const uint32_t steps[vector_lane_count] = {0, 1, 2, 3};
    uint32x4_t numbers = vaddq_u32(vdupq_n_u32((uint32_t)first_column), vld1q_u32(steps));
    for (size_t vector = 0; vector < spill_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) {
            float32x4_t value = vfmaq_f32(values[row][vector], along[row][vector], along[row][vector]);
            uint32x4_t is_out = vceqq_u32(numbers, vdupq_n_u32(excluded[row]));
            see(&states[row], vbslq_f32(is_out, vdupq_n_f32(INFINITY), value), numbers);
        }
        numbers = vaddq_u32(numbers, vdupq_n_u32(vector_lane_count));
    }
}

void tsk_neon_spill_columns(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count,
    size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension,
    uint32_t *nearest, float *least, float *second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = vdupq_n_f32(INFINITY);
            states[row].columns = vdupq_n_u32(0);
        }
        for (size_t number = 0; number < panel_count * TSK_PANEL_COLUMN_COUNT; number += spill_column_count) {
            size_t panel = number / TSK_PANEL_COLUMN_COUNT, column = number % TSK_PANEL_COLUMN_COUNT;
            const float *columns = panels + panel * dimension * TSK_PANEL_COLUMN_COUNT + column;
            for (size_t row = 0; row < count;) {
                size_t place = start + row, first = place * row_stride;
                if (row + spill_row_count <= count) {
                    spill(
                        rows + first, directions + first, offsets + place, excluded + place, row_stride,
                        spill_row_count, columns, half_norms + number, dimension, number, states + row);
                    row += spill_row_count;
                } else {
                    spill(
                        rows + first, directions + first, offsets + place, excluded + place, row_stride, 1, columns,
                        half_norms + number, dimension, number, states + row);
                    row++;
                }
            }
        }
        for (size_t row = 0; row < count; row++)
            finish(&states[row], nearest + start + row, least + start + row, second + start + row);
    }
}
#endif
