#if defined(__x86_64__)
#include "implementations.h"

#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#include "row_fetcher.h"

enum { vector_count = 16 };

static inline __attribute__((always_inline)) int32_t product(const int8_t *row, const int16_t *query, size_t stride) {
    __m256i even = _mm256_setzero_si256(), odd = even;
    for (size_t index = 0; index < stride; index += 2 * vector_count) {
        __m256i first = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + index)));
        __m256i second = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + index + vector_count)));
        const __m256i *components = (const __m256i *)(query + index);
        even = _mm256_add_epi32(even, _mm256_madd_epi16(first, _mm256_loadu_si256(components)));
        odd = _mm256_add_epi32(odd, _mm256_madd_epi16(second, _mm256_loadu_si256(components + 1)));
    }
    __m256i all = _mm256_add_epi32(even, odd);
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
    __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, _MM_SHUFFLE(1, 0, 3, 2)));
    return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, _MM_SHUFFLE(2, 3, 0, 1))));
}

void tsk_avx2_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    row_fetcher ahead = start_fetching_rows(rows, indices, index_count, stride);
    for (size_t place = 0; place < index_count; place++) {
        fetch_row(&ahead);
        products[place] = product(rows + indices[place] * stride, query, stride);
    }
}

/// Two rows and `query_count` queries at once, at most four: each is loaded once for all of the others.
static inline __attribute__((always_inline)) void multiply_tile(
    const int8_t *rows, size_t stride, const int16_t *queries, size_t query_count, int32_t *products,
    size_t product_stride) {
    __m256i sums[4][2];
    for (size_t query = 0; query < query_count; query++) sums[query][0] = sums[query][1] = _mm256_setzero_si256();
    for (size_t index = 0; index < stride; index += vector_count) {
        __m256i first = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(rows + index)));
        __m256i second = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(rows + stride + index)));
        for (size_t query = 0; query < query_count; query++) {
            __m256i numbers = _mm256_loadu_si256((const __m256i *)(queries + query * stride + index));
            sums[query][0] = _mm256_add_epi32(sums[query][0], _mm256_madd_epi16(first, numbers));
            sums[query][1] = _mm256_add_epi32(sums[query][1], _mm256_madd_epi16(second, numbers));
        }
    }
    for (size_t query = 0; query < query_count; query++) {
        __m256i pairs = _mm256_hadd_epi32(sums[query][0], sums[query][1]);
        pairs = _mm256_hadd_epi32(pairs, pairs);
        __m128i both = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
        _mm_storel_epi64((__m128i *)(products + query * product_stride), both);
    }
}

/// Several queries at once.
static void multiply_all(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    size_t row = 0;
    for (; row + 2 <= row_count; row += 2) {
        const int8_t *start = rows + row * stride;
        size_t query = 0;
        for (; query + 4 <= query_count; query += 4)
            multiply_tile(start, stride, queries + query * stride, 4, products + query * row_count + row, row_count);
        for (; query < query_count; query++)
            multiply_tile(start, stride, queries + query * stride, 1, products + query * row_count + row, row_count);
    }
    for (; row < row_count; row++)
        for (size_t query = 0; query < query_count; query++)
            products[query * row_count + row] = product(rows + row * stride, queries + query * stride, stride);
}

/// Of one query, four rows at once, which share its loads and one sum across lanes.
void tsk_avx2_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *query, size_t query_count,
    int32_t *products) {
    if (query_count != 1) return multiply_all(rows, row_count, stride, query, query_count, products);
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4) {
        const int8_t *start = rows + row * stride;
        __m256i zero = _mm256_setzero_si256();
        __m256i sums[4] = {zero, zero, zero, zero};
        for (size_t index = 0; index < stride; index += vector_count) {
            __m256i components = _mm256_loadu_si256((const __m256i *)(query + index));
            for (size_t place = 0; place < 4; place++) {
                __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(start + place * stride + index)));
                sums[place] = _mm256_add_epi32(sums[place], _mm256_madd_epi16(wide, components));
            }
        }
        __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(sums[0], sums[1]), _mm256_hadd_epi32(sums[2], sums[3]));
        __m128i four = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
        _mm_storeu_si128((__m128i *)(products + row), four);
    }
    for (; row < row_count; row++) products[row] = product(rows + row * stride, query, stride);
}

#pragma clang attribute pop
#endif
