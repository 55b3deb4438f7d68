// The nearest of many columns by AVX-512: tiles of four rows and 64 columns stay in sixteen registers.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <math.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)

#define INLINE static inline __attribute__((always_inline))

enum { vector_lane_count = 16, tile_row_count = 4, tile_vector_count = 4, block_row_count = 96 };

/// The least values that each lane of a row has seen, and where.
typedef struct {
    __m512 least, second;
    __m512i columns;
} lanes;

INLINE void see(lanes *row, __m512 values, __m512i columns, bool with_second) {
    if (with_second) row->second = _mm512_min_ps(row->second, _mm512_max_ps(row->least, values));
    __mmask16 is_less = _mm512_cmp_ps_mask(values, row->least, _CMP_LT_OQ);
    row->least = _mm512_mask_mov_ps(row->least, is_less, values);
    row->columns = _mm512_mask_mov_epi32(row->columns, is_less, columns);
}

INLINE void see_panel(
    const float *rows, size_t row_stride, size_t row_count, const float *panel, const float *half_norms,
    size_t dimension, size_t first_column, lanes *states, bool with_second) {
    __m512 sums[tile_row_count][tile_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            sums[row][vector] = _mm512_loadu_ps(half_norms + vector * vector_lane_count);
    for (size_t index = 0; index < dimension; index++) {
        const float *line = panel + index * TSK_PANEL_COLUMN_COUNT;
        __m512 parts[tile_vector_count];
        for (size_t vector = 0; vector < tile_vector_count; vector++)
            parts[vector] = _mm512_loadu_ps(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            __m512 factor = _mm512_set1_ps(rows[row * row_stride + index]);
            for (size_t vector = 0; vector < tile_vector_count; vector++)
                sums[row][vector] = _mm512_fnmadd_ps(factor, parts[vector], sums[row][vector]);
        }
    }
    __m512i columns = _mm512_add_epi32(
        _mm512_set1_epi32((int)first_column), _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    for (size_t vector = 0; vector < tile_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) see(&states[row], sums[row][vector], columns, with_second);
        columns = _mm512_add_epi32(columns, _mm512_set1_epi32(vector_lane_count));
    }
}

INLINE void finish(const lanes *row, uint32_t *nearest, float *least, float *second) {
    float lowest = _mm512_reduce_min_ps(row->least);
    __mmask16 is_lowest = _mm512_cmp_ps_mask(row->least, _mm512_set1_ps(lowest), _CMP_EQ_OQ);
    uint32_t column = is_lowest ? _mm512_mask_reduce_min_epu32(is_lowest, row->columns) : 0;
    *nearest = column;
    *least = lowest;
    if (!second) return;
    __mmask16 is_winner = _mm512_mask_cmpeq_epi32_mask(is_lowest, row->columns, _mm512_set1_epi32((int)column));
    *second = _mm512_reduce_min_ps(_mm512_mask_mov_ps(row->least, is_winner, row->second));
}

INLINE void nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second, bool with_second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        const float *block = rows + start * row_stride;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = _mm512_set1_ps(INFINITY);
            states[row].columns = _mm512_setzero_si512();
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

void tsk_avx512_nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second) {
    if (second)
        nearest_columns(
            rows, row_count, row_stride, panels, half_norms, panel_count, dimension, nearest, least, second, true);
    else
        nearest_columns(
            rows, row_count, row_stride, panels, half_norms, panel_count, dimension, nearest, least, second, false);
}

// The second list: both sums of a tile stay in registers, four rows and 32 columns of each.
enum { spill_row_count = 4, spill_vector_count = 2, spill_column_count = spill_vector_count * vector_lane_count };

INLINE void spill(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_stride,
    size_t row_count, const float *columns, const float *half_norms, size_t dimension, size_t first_column,
    lanes *states) {
    __m512 values[spill_row_count][spill_vector_count], along[spill_row_count][spill_vector_count];
    for (size_t row = 0; row < row_count; row++)
        for (size_t vector = 0; vector < spill_vector_count; vector++) {
            values[row][vector] = _mm512_loadu_ps(half_norms + vector * vector_lane_count);
            along[row][vector] = _mm512_set1_ps(-offsets[row]);
        }
    for (size_t index = 0; index < dimension; index++) {
        const float *line = columns + index * TSK_PANEL_COLUMN_COUNT;
        __m512 parts[spill_vector_count];
        for (size_t vector = 0; vector < spill_vector_count; vector++)
            parts[vector] = _mm512_loadu_ps(line + vector * vector_lane_count);
        for (size_t row = 0; row < row_count; row++) {
            __m512 factor = _mm512_set1_ps(rows[row * row_stride + index]);
            __m512 direction = _mm512_set1_ps(directions[row * row_stride + index]);
            for (size_t vector = 0; vector < spill_vector_count; vector++) {
                values[row][vector] = _mm512_fnmadd_ps(factor, parts[vector], values[row][vector]);
                along[row][vector] = _mm512_fmadd_ps(direction, parts[vector], along[row][vector]);
            }
        }
    }
    __m512i numbers = _mm512_add_epi32(
        _mm512_set1_epi32((int)first_column), _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    for (size_t vector = 0; vector < spill_vector_count; vector++) {
        for (size_t row = 0; row < row_count; row++) {
            __m512 value = _mm512_fmadd_ps(along[row][vector], along[row][vector], values[row][vector]);
            __mmask16 is_out = _mm512_cmpeq_epi32_mask(numbers, _mm512_set1_epi32((int)excluded[row]));
            see(&states[row], _mm512_mask_mov_ps(value, is_out, _mm512_set1_ps(INFINITY)), numbers, true);
        }
        numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(vector_lane_count));
    }
}

void tsk_avx512_spill_columns(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count,
    size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension,
    uint32_t *nearest, float *least, float *second) {
    lanes states[block_row_count];
    for (size_t start = 0; start < row_count; start += block_row_count) {
        size_t count = row_count - start < block_row_count ? row_count - start : block_row_count;
        for (size_t row = 0; row < count; row++) {
            states[row].least = states[row].second = _mm512_set1_ps(INFINITY);
            states[row].columns = _mm512_setzero_si512();
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
