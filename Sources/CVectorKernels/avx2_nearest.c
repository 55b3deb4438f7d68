// The nearest of many columns by AVX2: tiles of six rows and sixteen columns stay in twelve registers.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

enum { vector_lane_count = 8, tile_row_count = 6, tile_vector_count = 2, block_row_count = 96 };

/// The least values that each lane of a row has seen, and where.
typedef struct {
    __m256 least, second;
    __m256i columns;
} lanes;

INLINE void see(lanes *row, __m256 values, __m256i columns, bool with_second) {
    if (with_second) row->second = _mm256_min_ps(row->second, _mm256_max_ps(row->least, values));
    __m256 is_less = _mm256_cmp_ps(values, row->least, _CMP_LT_OQ);
    row->least = _mm256_blendv_ps(row->least, values, is_less);
    row->columns = _mm256_blendv_epi8(row->columns, columns, _mm256_castps_si256(is_less));
}

INLINE void see_columns(
    const float *rows, size_t row_stride, size_t row_count, const float *columns, const float *half_norms,
    size_t dimension, size_t first_column, lanes *states, bool with_second) {
    __m256 sums[tile_row_count][tile_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            sums[row][vector] = _mm256_loadu_ps(half_norms + vector * vector_lane_count);
    for (size_t index = 0; index < dimension; index++) {
        const float *line = columns + index * TSK_PANEL_COLUMN_COUNT;
        __m256 parts[tile_vector_count];
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            parts[vector] = _mm256_loadu_ps(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            __m256 factor = _mm256_broadcast_ss(rows + row * row_stride + index);
            for (size_t vector = 0; vector < tile_vector_count; vector++)
                sums[row][vector] = _mm256_fnmadd_ps(factor, parts[vector], sums[row][vector]);
        }
    }
    __m256i numbers =
        _mm256_add_epi32(_mm256_set1_epi32((int)first_column), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    for (size_t vector = 0; vector < tile_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) see(&states[row], sums[row][vector], numbers, with_second);
        numbers = _mm256_add_epi32(numbers, _mm256_set1_epi32(vector_lane_count));
    }
}

/// Shows a whole panel to `row_count` rows, a few columns at a time.
INLINE void see_panel(
    const float *rows, size_t row_stride, size_t row_count, const float *panel, const float *half_norms,
    size_t dimension, size_t first_column, lanes *states, bool with_second) {
    for (size_t column = 0; column < TSK_PANEL_COLUMN_COUNT; column += tile_vector_count * vector_lane_count)
        see_columns(
            rows, row_stride, row_count, panel + column, half_norms + column, dimension, first_column + column, states,
            with_second);
}

INLINE void finish(const lanes *row, uint32_t *nearest, float *least, float *second) {
    float lows[vector_lane_count], seconds[vector_lane_count];
    uint32_t columns[vector_lane_count];
    _mm256_storeu_ps(lows, row->least);
    _mm256_storeu_ps(seconds, row->second);
    _mm256_storeu_si256((__m256i *)columns, row->columns);
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

INLINE void nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second, bool with_second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        const float *block = rows + start * row_stride;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = _mm256_set1_ps(INFINITY);
            states[row].columns = _mm256_setzero_si256();
        }
        for (size_t number = 0; number < panel_count; number++) {
            const float *panel = panels + number * dimension * TSK_PANEL_COLUMN_COUNT;
            const float *norms = half_norms + number * TSK_PANEL_COLUMN_COUNT;
            size_t first = number * TSK_PANEL_COLUMN_COUNT, row = 0;
            for (; row + tile_row_count <= count; row += tile_row_count)
                see_panel(
                    block + row * row_stride, row_stride, tile_row_count, panel, norms, dimension, first, states + row,
                    with_second);
            for (; row < count; row++)
                see_panel(
                    block + row * row_stride, row_stride, 1, panel, norms, dimension, first, states + row, with_second);
        }
        for (size_t row = 0; row < count; row++)
            finish(
                &states[row], nearest + start + row, least + start + row, with_second ? second + start + row : NULL);
    }
}

void tsk_avx2_nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second) {
    if (second)
        nearest_columns(
            rows, row_count, row_stride, panels, half_norms, panel_count, dimension, nearest, least, second, true);
    else
        nearest_columns(
            rows, row_count, row_stride, panels, half_norms, panel_count, dimension, nearest, least, second, false);
}

// The second list: both sums of a tile stay in twelve registers, three rows and sixteen columns of each.
enum { spill_row_count = 3, spill_vector_count = 2, spill_column_count = spill_vector_count * vector_lane_count };

INLINE void spill(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_stride,
    size_t row_count, const float *columns, const float *half_norms, size_t dimension, size_t first_column,
    lanes *states) {
    __m256 values[spill_row_count][spill_vector_count], along[spill_row_count][spill_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < spill_vector_count; vector++) {
            values[row][vector] = _mm256_loadu_ps(half_norms + vector * vector_lane_count);
            along[row][vector] = _mm256_set1_ps(-offsets[row]);
        }
    for (size_t index = 0; index < dimension; index++) {
        const float *line = columns + index * TSK_PANEL_COLUMN_COUNT;
        __m256 parts[spill_vector_count];
        for (size_t vector = 0; vector < spill_vector_count; vector++)
            parts[vector] = _mm256_loadu_ps(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            __m256 factor = _mm256_broadcast_ss(rows + row * row_stride + index);
            for (size_t vector = 0; vector < spill_vector_count; vector++)
                values[row][vector] = _mm256_fnmadd_ps(factor, parts[vector], values[row][vector]);
            __m256 direction = _mm256_broadcast_ss(directions + row * row_stride + index);
            for (size_t vector = 0; vector < spill_vector_count; vector++)
                along[row][vector] = _mm256_fmadd_ps(direction, parts[vector], along[row][vector]);
        }
    }
    __m256i numbers =
        _mm256_add_epi32(_mm256_set1_epi32((int)first_column), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    for (size_t vector = 0; vector < spill_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) {
            __m256 value = _mm256_fmadd_ps(along[row][vector], along[row][vector], values[row][vector]);
            __m256i is_out = _mm256_cmpeq_epi32(numbers, _mm256_set1_epi32((int)excluded[row]));
            value = _mm256_blendv_ps(value, _mm256_set1_ps(INFINITY), _mm256_castsi256_ps(is_out));
            see(&states[row], value, numbers, true);
        }
        numbers = _mm256_add_epi32(numbers, _mm256_set1_epi32(vector_lane_count));
    }
}

void tsk_avx2_spill_columns(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count,
    size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension,
    uint32_t *nearest, float *least, float *second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = _mm256_set1_ps(INFINITY);
            states[row].columns = _mm256_setzero_si256();
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

#pragma clang attribute pop
#endif
