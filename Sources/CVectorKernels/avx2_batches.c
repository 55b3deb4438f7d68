// Several queries at once by AVX2: tiles of two rows and two columns, two registers a product, stay in eight.
#if defined(__x86_64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <immintrin.h>
#include <string.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "x86_sums.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    lane_count = 16,
    register_lane_count = 8,
    tile_row_count = 2,
    tile_column_count = 2,
    part_width = centroid_count / register_lane_count,
    pass_width = 4,
};

/// The sixteen lanes of the rule: 0 to 7 and 8 to 15.
typedef struct lanes {
    __m256 low, high;
} lanes;

INLINE lanes load(const float *floats) {
    return (lanes){_mm256_loadu_ps(floats), _mm256_loadu_ps(floats + register_lane_count)};
}

INLINE lanes load_rest(const float *floats, size_t count) {
    float rest[lane_count] = {0};
    memcpy(rest, floats, count * sizeof(float));
    return load(rest);
}

INLINE void multiply_add_tile(
    lanes sums[tile_row_count][tile_column_count], const lanes rows[tile_row_count],
    const lanes columns[tile_column_count]) {
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++) {
            lanes *sum = &sums[row][column];
            sum->low = _mm256_fmadd_ps(rows[row].low, columns[column].low, sum->low);
            sum->high = _mm256_fmadd_ps(rows[row].high, columns[column].high, sum->high);
        }
}

/// The products of two rows and two columns.
INLINE void multiply_tile(
    const float *const rows[tile_row_count], const float *const columns[tile_column_count], size_t dimension,
    float products[tile_row_count][tile_column_count]) {
    lanes sums[tile_row_count][tile_column_count], left[tile_row_count], right[tile_column_count];
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++)
            sums[row][column] = (lanes){_mm256_setzero_ps(), _mm256_setzero_ps()};
    size_t index = 0;
    for (; index + lane_count <= dimension; index += lane_count) {
        for (size_t row = 0; row < tile_row_count; row++) left[row] = load(rows[row] + index);
        for (size_t column = 0; column < tile_column_count; column++) right[column] = load(columns[column] + index);
        multiply_add_tile(sums, left, right);
    }
    if (index < dimension) {
        for (size_t row = 0; row < tile_row_count; row++) left[row] = load_rest(rows[row] + index, dimension - index);
        for (size_t column = 0; column < tile_column_count; column++)
            right[column] = load_rest(columns[column] + index, dimension - index);
        multiply_add_tile(sums, left, right);
    }
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++)
            products[row][column] = sum_of_one(_mm256_add_ps(sums[row][column].low, sums[row][column].high));
}

void tsk_avx2_float_products(
    const float *const *rows, size_t row_count, const float *columns, size_t column_count, size_t dimension,
    float *const *products) {
    // Columns outside: there are more of them, and each is brought near once for all rows.
    for (size_t start = 0; start < column_count; start += tile_column_count) {
        size_t next_column = start + 1 < column_count ? start + 1 : start;
        const float *tile_columns[tile_column_count] = {columns + start * dimension, columns + next_column * dimension};
        for (size_t first = 0; first < row_count; first += tile_row_count) {
            size_t next_row = first + 1 < row_count ? first + 1 : first;
            const float *tile_rows[tile_row_count] = {rows[first], rows[next_row]};
            float found[tile_row_count][tile_column_count];
            multiply_tile(tile_rows, tile_columns, dimension, found);
            products[first][start] = found[0][0];
            products[first][next_column] = found[0][next_column - start];
            products[next_row][start] = found[next_row - first][0];
            products[next_row][next_column] = found[next_row - first][next_column - start];
        }
    }
}

/// The tables of one part for `count` queries, at most `tile_row_count`, which share the loads of centroids.
INLINE void tables_of_part(
    const float *const *queries, size_t count, const float *centroids, size_t first, size_t part_dimension,
    float *const *tables, size_t table_offset) {
    for (size_t start = 0; start < part_width; start += pass_width) {
        __m256 sums[tile_row_count][pass_width];
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++) sums[query][place] = _mm256_setzero_ps();
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * register_lane_count;
            __m256 parts[pass_width];
            for (size_t place = 0; place < pass_width; place++)
                parts[place] = _mm256_loadu_ps(line + place * register_lane_count);
            for (size_t query = 0; query < count; query++) {
                __m256 component = _mm256_broadcast_ss(queries[query] + first + index);
                for (size_t place = 0; place < pass_width; place++)
                    sums[query][place] = _mm256_fmadd_ps(component, parts[place], sums[query][place]);
            }
        }
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++)
                _mm256_storeu_ps(
                    tables[query] + table_offset + (start + place) * register_lane_count, sums[query][place]);
    }
}

void tsk_avx2_code_tables_of(
    const float *const *queries, size_t query_count, const float *centroids, size_t part_count, size_t part_dimension,
    float *const *tables) {
    for (size_t part = 0; part < part_count; part++) {
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        size_t first = part * part_dimension, offset = part * centroid_count, query = 0;
        for (; query + tile_row_count <= query_count; query += tile_row_count)
            tables_of_part(
                queries + query, tile_row_count, part_centroids, first, part_dimension, tables + query, offset);
        if (query < query_count)
            tables_of_part(queries + query, 1, part_centroids, first, part_dimension, tables + query, offset);
    }
}

#pragma clang attribute pop
#endif
