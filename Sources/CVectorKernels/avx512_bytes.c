#if defined(__x86_64__)
#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw"))), apply_to = function)

#include "row_fetcher.h"

enum { vector_count = 32 };

static inline __attribute__((always_inline)) __m512i add_products(__m512i sum, __m512i left, __m512i right) {
    return _mm512_add_epi32(sum, _mm512_madd_epi16(left, right));
}

/// The sums over the lanes of each of four vectors.
static inline __attribute__((always_inline)) __m128i sums_of_four(__m512i a, __m512i b, __m512i c, __m512i d) {
    __m512i ab = _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
    __m512i cd = _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
    __m512i all = _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
    __m256i half = _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
    return _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
}

static inline __attribute__((always_inline)) int32_t product(const int8_t *row, const int16_t *query, size_t stride) {
    __m512i sum = _mm512_setzero_si512();
    for (size_t index = 0; index < stride; index += vector_count) {
        __m512i components = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(row + index)));
        sum = add_products(sum, components, _mm512_loadu_si512(query + index));
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

/// Four rows at once, which share the query's loads and one sum across lanes.
void tsk_avx512_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *query, int32_t *products) {
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4) {
        const int8_t *start = rows + row * stride;
        __m512i zero = _mm512_setzero_si512();
        __m512i sums[4] = {zero, zero, zero, zero};
        for (size_t index = 0; index < stride; index += vector_count) {
            __m512i components = _mm512_loadu_si512(query + index);
            for (size_t place = 0; place < 4; place++) {
                const __m256i *bytes = (const __m256i *)(start + place * stride + index);
                sums[place] = add_products(sums[place], _mm512_cvtepi8_epi16(_mm256_loadu_si256(bytes)), components);
            }
        }
        _mm_storeu_si128((__m128i *)(products + row), sums_of_four(sums[0], sums[1], sums[2], sums[3]));
    }
    for (; row < row_count; row++) products[row] = product(rows + row * stride, query, stride);
}

#pragma clang attribute pop
#endif
