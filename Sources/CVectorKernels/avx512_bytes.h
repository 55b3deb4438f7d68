// Included inside the target pragma of two files, behind `add_products`: rows of bytes by AVX-512, with and without
// VNNI.
#include "row_fetcher.h"

enum { vector_count = 32 };

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

static inline __attribute__((always_inline)) void multiply_rows_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    row_fetcher ahead = start_fetching_rows(rows, indices, index_count, stride);
    for (size_t place = 0; place < index_count; place++) {
        fetch_row(&ahead);
        products[place] = product(rows + indices[place] * stride, query, stride);
    }
}

/// Four rows and `query_count` queries at once, at most four: each is loaded once for all of the others.
static inline __attribute__((always_inline)) void multiply_tile(
    const int8_t *rows, size_t stride, const int16_t *queries, size_t query_count, int32_t *products,
    size_t product_stride) {
    __m512i sums[4][4];
    for (size_t query = 0; query < query_count; query++)
        for (size_t place = 0; place < 4; place++) sums[query][place] = _mm512_setzero_si512();
    for (size_t index = 0; index < stride; index += vector_count) {
        __m512i components[4];
        for (size_t place = 0; place < 4; place++) {
            const __m256i *bytes = (const __m256i *)(rows + place * stride + index);
            components[place] = _mm512_cvtepi8_epi16(_mm256_loadu_si256(bytes));
        }
        for (size_t query = 0; query < query_count; query++) {
            __m512i numbers = _mm512_loadu_si512(queries + query * stride + index);
            for (size_t place = 0; place < 4; place++)
                sums[query][place] = add_products(sums[query][place], components[place], numbers);
        }
    }
    for (size_t query = 0; query < query_count; query++) {
        __m128i found = sums_of_four(sums[query][0], sums[query][1], sums[query][2], sums[query][3]);
        _mm_storeu_si128((__m128i *)(products + query * product_stride), found);
    }
}

static inline __attribute__((always_inline)) void multiply_rows(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4) {
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
