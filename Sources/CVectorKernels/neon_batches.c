// Several queries at once by NEON: tiles of two rows and two columns, four registers a product, stay in sixteen.
#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <arm_neon.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum {
    centroid_count = TSK_CENTROID_COUNT,
    lane_count = 16,
    register_lane_count = 4,
    tile_row_count = 2,
    tile_column_count = 2,
    query_count_max = 4,
    part_width = centroid_count / register_lane_count,
    pass_width = 4,
};

/// The sixteen lanes of the rule, four to a register.
typedef struct lanes {
    float32x4_t a, b, c, d;
} lanes;

INLINE lanes load(const float *floats) {
    return (lanes){vld1q_f32(floats), vld1q_f32(floats + 4), vld1q_f32(floats + 8), vld1q_f32(floats + 12)};
}

INLINE lanes load_rest(const float *floats, size_t count) {
    float rest[lane_count] = {0};
    memcpy(rest, floats, count * sizeof(float));
    return load(rest);
}

INLINE void multiply_add(lanes *sum, lanes left, lanes right) {
    sum->a = vfmaq_f32(sum->a, left.a, right.a);
    sum->b = vfmaq_f32(sum->b, left.b, right.b);
    sum->c = vfmaq_f32(sum->c, left.c, right.c);
    sum->d = vfmaq_f32(sum->d, left.d, right.d);
}

/// Adds the lanes i with i + 8, then i + 4, i + 2, i + 1.
INLINE float sum_of_one(lanes sum) {
    float32x4_t four = vaddq_f32(vaddq_f32(sum.a, sum.c), vaddq_f32(sum.b, sum.d));
    float32x2_t two = vadd_f32(vget_low_f32(four), vget_high_f32(four));
    return vget_lane_f32(two, 0) + vget_lane_f32(two, 1);
}

/// The products of two rows and two columns.
INLINE void multiply_tile(
    const float *const rows[tile_row_count], const float *const columns[tile_column_count], size_t dimension,
    float products[tile_row_count][tile_column_count]) {
    float32x4_t zero = vdupq_n_f32(0);
    lanes sums[tile_row_count][tile_column_count], left[tile_row_count], right[tile_column_count];
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++)
            sums[row][column] = (lanes){zero, zero, zero, zero};
    for (size_t index = 0; index < dimension; index += lane_count) {
        size_t rest = dimension - index;
        for (size_t row = 0; row < tile_row_count; row++)
            left[row] = rest < lane_count ? load_rest(rows[row] + index, rest) : load(rows[row] + index);
        for (size_t column = 0; column < tile_column_count; column++)
            right[column] =
                rest < lane_count ? load_rest(columns[column] + index, rest) : load(columns[column] + index);
        for (size_t row = 0; row < tile_row_count; row++)
            for (size_t column = 0; column < tile_column_count; column++)
                multiply_add(&sums[row][column], left[row], right[column]);
    }
    for (size_t row = 0; row < tile_row_count; row++)
        for (size_t column = 0; column < tile_column_count; column++)
            products[row][column] = sum_of_one(sums[row][column]);
}

void tsk_neon_float_products(
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

/// The tables of one part for `count` queries, at most `query_count_max`, which share the loads of centroids.
INLINE void tables_of_part(
    const float *const *queries, size_t count, const float *centroids, size_t first, size_t part_dimension,
    float *const *tables, size_t table_offset) {
    for (size_t start = 0; start < part_width; start += pass_width) {
        float32x4_t sums[query_count_max][pass_width];
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++) sums[query][place] = vdupq_n_f32(0);
        for (size_t index = 0; index < part_dimension; index++) {
            const float *line = centroids + index * centroid_count + start * register_lane_count;
            float32x4_t parts[pass_width];
            for (size_t place = 0; place < pass_width; place++)
                parts[place] = vld1q_f32(line + place * register_lane_count);
            for (size_t query = 0; query < count; query++) {
                float32x4_t component = vdupq_n_f32(queries[query][first + index]);
                for (size_t place = 0; place < pass_width; place++)
                    sums[query][place] = vfmaq_f32(sums[query][place], component, parts[place]);
            }
        }
        for (size_t query = 0; query < count; query++)
            for (size_t place = 0; place < pass_width; place++)
                vst1q_f32(tables[query] + table_offset + (start + place) * register_lane_count, sums[query][place]);
    }
}

void tsk_neon_code_tables_of(
    const float *const *queries, size_t query_count, const float *centroids, size_t part_count, size_t part_dimension,
    float *const *tables) {
    for (size_t part = 0; part < part_count; part++) {
        const float *part_centroids = centroids + part * part_dimension * centroid_count;
        size_t first = part * part_dimension, offset = part * centroid_count, query = 0;
        for (; query + query_count_max <= query_count; query += query_count_max)
            tables_of_part(
                queries + query, query_count_max, part_centroids, first, part_dimension, tables + query, offset);
        for (; query < query_count; query++)
            tables_of_part(queries + query, 1, part_centroids, first, part_dimension, tables + query, offset);
    }
}
#endif
