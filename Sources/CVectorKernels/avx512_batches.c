// Several queries at once by AVX-512: tiles of four queries and four registers of columns stay in sixteen registers.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)

#include "x86_sums.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    lane_count = 16,
    tile_row_count = 4,
    tile_column_count = 4,
    part_width = centroid_count / lane_count,
    pass_width = 4,
};

/// Adds lane i to lane i + 8.
INLINE __m256 fold(__m512 sum) {
    __m256 high = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd(sum), 1));
    return _mm256_add_ps(_mm512_castps512_ps256(sum), high);
}

INLINE void multiply_add_tile(
    __m512 sums[tile_row_count][tile_column_count], const float *const rows[tile_row_count],
    const float *const columns[tile_column_count], size_t index, __mmask16 lanes) {
    __m512 parts[tile_column_count];
    for (size_t column = 0; column < tile_column_count; column++)
        parts[column] = _mm512_maskz_loadu_ps(lanes, columns[column] + index);
    for (size_t row = 0; row < tile_row_count; row++) {
        __m512 part = _mm512_maskz_loadu_ps(lanes, rows[row] + index);
        for (size_t column = 0; column < tile_column_count; column++)
            sums[row][column] = _mm512_fmadd_ps(part, parts[column], sums[row][column]);
    }
}

/// The products of four rows and four columns.
INLINE void multiply_tile(
    const float *const rows[tile_row_count], const float *const columns[tile_column_count], size_t dimension,
    __m128 products[tile_row_count]) {
    __m512 sums[tile_row_count][tile_column_count];
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++) sums[row][column] = _mm512_setzero_ps();
    size_t index = 0;
    for (; index + lane_count <= dimension; index += lane_count)
        multiply_add_tile(sums, rows, columns, index, 0xffff);
    if (index < dimension)
        multiply_add_tile(sums, rows, columns, index, (__mmask16)((1u << (dimension - index)) - 1));
    for (size_t row = 0; row < tile_row_count; row++)
        products[row] = sums_of_four(fold(sums[row][0]), fold(sums[row][1]), fold(sums[row][2]), fold(sums[row][3]));
}

void tsk_avx512_float_products(
    const float *const *rows, size_t row_count, const float *columns, size_t column_count, size_t dimension,
    float *const *products) {
    // Columns outside: there are more of them, and each is brought near once for all rows.
    for (size_t start = 0; start < column_count; start += tile_column_count) {
        const float *tile_columns[tile_column_count];
        for (size_t place = 0; place < tile_column_count; place++) {
            size_t column = start + place < column_count ? start + place : column_count - 1;
            tile_columns[place] = columns + column * dimension;
        }
        size_t count = column_count - start < tile_column_count ? column_count - start : tile_column_count;
        for (size_t first = 0; first < row_count; first += tile_row_count) {
            const float *tile_rows[tile_row_count];
            for (size_t place = 0; place < tile_row_count; place++)
                tile_rows[place] = rows[first + place < row_count ? first + place : row_count - 1];
            __m128 found[tile_row_count];
            multiply_tile(tile_rows, tile_columns, dimension, found);
            for (size_t place = 0; place < tile_row_count && first + place < row_count; place++) {
                float *out = products[first + place] + start;
                if (count == tile_column_count) _mm_storeu_ps(out, found[place]);
                else memcpy(out, &found[place], count * sizeof(float));
            }
        }
    }
}

/// The tables of one part for `count` queries, at most `tile_row_count`, which share the loads of centroids.
INLINE void tables_of_part(
    const float *const *queries, size_t count, const float *centroids, size_t first, size_t part_dimension,
    float *const *tables, size_t table_offset) {
    for (size_t start = 0; start < part_width; start += pass_width) {
        __m512 sums[tile_row_count][pass_width];
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++) sums[query][place] = _mm512_setzero_ps();
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * lane_count;
            __m512 parts[pass_width];
            for (size_t place = 0; place < pass_width; place++)
                parts[place] = _mm512_loadu_ps(line + place * lane_count);
            for (size_t query = 0; query < count; query++) {
                __m512 component = _mm512_set1_ps(queries[query][first + index]);
                for (size_t place = 0; place < pass_width; place++)
                    sums[query][place] = _mm512_fmadd_ps(component, parts[place], sums[query][place]);
            }
        }
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++)
                _mm512_storeu_ps(tables[query] + table_offset + (start + place) * lane_count, sums[query][place]);
    }
}

void tsk_avx512_code_tables_of(
    const float *const *queries, size_t query_count, const float *centroids, size_t part_count, size_t part_dimension,
    float *const *tables) {
    for (size_t part = 0; part < part_count; part++) {
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        size_t first = part * part_dimension, offset = part * centroid_count, query = 0;
        for (; query + tile_row_count <= query_count; query += tile_row_count)
            tables_of_part(
                queries + query, tile_row_count, part_centroids, first, part_dimension, tables + query, offset);
        for (; query < query_count; query++)
            tables_of_part(queries + query, 1, part_centroids, first, part_dimension, tables + query, offset);
    }
}

#pragma clang attribute pop
#endif
