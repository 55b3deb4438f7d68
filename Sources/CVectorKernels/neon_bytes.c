#if defined(__aarch64__)
#include "implementations.h"

#include <arm_neon.h>

#include "row_fetcher.h"

enum { vector_count = 16 };

static inline __attribute__((always_inline)) int32_t product(const int8_t *row, const int16_t *query, size_t stride) {
    int32x4_t even = vdupq_n_s32(0), odd = even;
    for (size_t index = 0; index < stride; index += vector_count) {
        int8x16_t components = vld1q_s8(row + index);
        int16x8_t low = vmovl_s8(vget_low_s8(components)), high = vmovl_high_s8(components);
        int16x8_t first = vld1q_s16(query + index), second = vld1q_s16(query + index + 8);
        even = vmlal_s16(even, vget_low_s16(low), vget_low_s16(first));
        odd = vmlal_high_s16(odd, low, first);
        even = vmlal_s16(even, vget_low_s16(high), vget_low_s16(second));
        odd = vmlal_high_s16(odd, high, second);
    }
    return vaddvq_s32(vaddq_s32(even, odd));
}

void tsk_neon_byte_products_at(
    const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
    int32_t *products) {
    row_fetcher ahead = start_fetching_rows(rows, indices, index_count, stride);
    for (size_t place = 0; place < index_count; place++) {
        fetch_row(&ahead);
        products[place] = product(rows + indices[place] * stride, query, stride);
    }
}

/// Four rows at once, which share the query's loads.
static void multiply_rows(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *query, int32_t *products) {
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4) {
        const int8_t *start = rows + row * stride;
        int32x4_t zero = vdupq_n_s32(0), sums[4] = {zero, zero, zero, zero};
        for (size_t index = 0; index < stride; index += 8) {
            int16x8_t components = vld1q_s16(query + index);
            for (size_t place = 0; place < 4; place++) {
                int16x8_t wide = vmovl_s8(vld1_s8(start + place * stride + index));
                sums[place] = vmlal_s16(sums[place], vget_low_s16(wide), vget_low_s16(components));
                sums[place] = vmlal_high_s16(sums[place], wide, components);
            }
        }
        int32x4_t pairs = vpaddq_s32(vpaddq_s32(sums[0], sums[1]), vpaddq_s32(sums[2], sums[3]));
        vst1q_s32(products + row, pairs);
    }
    for (; row < row_count; row++) products[row] = product(rows + row * stride, query, stride);
}

void tsk_neon_byte_products(
    const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
    int32_t *products) {
    for (size_t query = 0; query < query_count; query++)
        multiply_rows(rows, row_count, stride, queries + query * stride, products + query * row_count);
}
#endif
