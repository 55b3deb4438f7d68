// Rows of bytes by AVX-512.
#if defined(__x86_64__)
#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw"))), apply_to = function)

static inline __attribute__((always_inline)) __m512i add_products(__m512i sum, __m512i left, __m512i right) {
    return _mm512_add_epi32(sum, _mm512_madd_epi16(left, right));
}

#include "avx512_bytes.h"

void tsk_avx512_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    multiply_rows_at(rows, indices, index_count, stride, query, products);
}

void tsk_avx512_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    multiply_rows(rows, row_count, stride, queries, query_count, products);
}

#pragma clang attribute pop
#endif
