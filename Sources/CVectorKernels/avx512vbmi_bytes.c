// Rows of bytes by AVX-512 with VNNI, which every processor with VBMI but the first has.
#if defined(__x86_64__)
#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vnni"))), apply_to = function)

static inline __attribute__((always_inline)) __m512i add_products(__m512i sum, __m512i left, __m512i right) {
    return _mm512_dpwssd_epi32(sum, left, right);
}

#include "avx512_bytes.h"

void tsk_avx512vbmi_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    multiply_rows_at(rows, indices, index_count, stride, query, products);
}

void tsk_avx512vbmi_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    multiply_rows(rows, row_count, stride, queries, query_count, products);
}

#pragma clang attribute pop
#endif
