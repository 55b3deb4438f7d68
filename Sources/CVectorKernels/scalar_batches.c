// The reference for several queries at once: each number is what the kernels of one query give.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

void tsk_scalar_float_products(
    const float *const *rows, size_t row_count, const float *columns, size_t column_count, size_t dimension,
    float *const *products) {
    for (size_t row = 0; row < row_count; row++)
        for (size_t column = 0; column < column_count; column++)
            products[row][column] =
                tsk_kernels_scalar.float_product(rows[row], columns + column * dimension, dimension);
}

void tsk_scalar_code_tables_of(
    const float *const *queries, size_t query_count, const float *centroids, size_t part_count, size_t part_dimension,
    float *const *tables) {
    for (size_t query = 0; query < query_count; query++)
        tsk_scalar_code_tables(queries[query], centroids, part_count, part_dimension, tables[query]);
}
