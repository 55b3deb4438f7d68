#if defined(__x86_64__)
#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw"))), apply_to = function)

#include "row_fetcher.h"

enum { vector_count = 32 };

static inline __attribute__((always_inline)) int32_t product(const int8_t *row, const int16_t *query, size_t stride) {
    __m512i sum = _mm512_setzero_si512();
    for (size_t index = 0; index < stride; index += vector_count) {
        __m512i components = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(row + index)));
        sum = _mm512_add_epi32(sum, _mm512_madd_epi16(components, _mm512_loadu_si512(query + index)));
    }
    return _mm512_reduce_add_epi32(sum);
}

void tsk_avx512_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    row_fetcher ahead = start_fetching_rows(rows, indices, index_count, stride);
    for (size_t place = 0; place < index_count; place++) {
        fetch_row(&ahead);
        products[place] = product(rows + indices[place] * stride, query, stride);
    }
}

#pragma clang attribute pop
#endif
