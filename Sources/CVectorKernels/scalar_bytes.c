// The reference for rows of bytes: what every other file must equal.
#include "implementations.h"

void tsk_scalar_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    for (size_t place = 0; place < index_count; place++) {
        const int8_t *row = rows + indices[place] * stride;
        int32_t sum = 0;
        for (size_t index = 0; index < stride; index++) sum += row[index] * query[index];
        products[place] = sum;
    }
}

void tsk_scalar_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    for (size_t query = 0; query < query_count; query++) {
        for (size_t row = 0; row < row_count; row++) {
            int32_t sum = 0;
            for (size_t index = 0; index < stride; index++)
                sum += rows[row * stride + index] * queries[query * stride + index];
            products[query * row_count + row] = sum;
        }
    }
}
