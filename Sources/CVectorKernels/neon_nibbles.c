#if defined(__aarch64__)
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <arm_neon.h>

#include "nibbles.h"

#define INLINE static inline __attribute__((always_inline))

enum {
    block_lane_count = TSK_BLOCK_LANE_COUNT,
    /// Registers of 16 lanes in a block.
    block_width = 4,
    vector_lane_count = 16,
};

TSK_DEFINE_NIBBLE_TABLES(neon)

/// Bit i = lane i of 16 has reached the threshold.
INLINE uint64_t lanes_reaching(uint16x8_t threshold, uint16x8_t low, uint16x8_t high) {
    static const uint8_t bits[vector_lane_count] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t reach = vcombine_u8(vmovn_u16(vcgeq_u16(low, threshold)), vmovn_u16(vcgeq_u16(high, threshold)));
    uint8x16_t lanes = vandq_u8(reach, vld1q_u8(bits));
    return vaddv_u8(vget_low_u8(lanes)) | (uint64_t)vaddv_u8(vget_high_u8(lanes)) << 8;
}

/// Scans `width` registers of 16 lanes, at most a block.
INLINE uint64_t scan_some(
    const uint8_t *codes, size_t width, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint16x8_t low[block_width], high[block_width];
    for (size_t vector = 0; vector < width; vector++) low[vector] = high[vector] = vdupq_n_u16(0);
    for (size_t row = 0; row < scanned_row_count; row++, table += 2 * nibble_count) {
        uint8x16_t first = vld1q_u8(table), second = vld1q_u8(table + nibble_count);
        for (size_t vector = 0; vector < width; vector++, codes += vector_lane_count) {
            uint8x16_t lanes = vld1q_u8(codes);
            uint8x16_t found = vqtbl1q_u8(first, vandq_u8(lanes, vdupq_n_u8(15)));
            uint8x16_t others = vqtbl1q_u8(second, vshrq_n_u8(lanes, 4));
            low[vector] = vaddw_u8(vaddw_u8(low[vector], vget_low_u8(found)), vget_low_u8(others));
            high[vector] = vaddw_high_u8(vaddw_high_u8(high[vector], found), others);
        }
    }
    uint64_t survivors = 0;
    for (size_t vector = 0; vector < width; vector++)
        survivors |= lanes_reaching(vdupq_n_u16(threshold), low[vector], high[vector]) << vector * vector_lane_count;
    return survivors;
}

void tsk_neon_scan_nibble_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    for (size_t block = 0; block < block_count; block++)
        survivors[block] = scan_some(codes + block * block_stride, block_width, scanned_row_count, table, threshold);
}

uint64_t tsk_neon_scan_nibble_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    switch (lane_count) {
    case 16: return scan_some(codes, 1, scanned_row_count, table, threshold);
    case 32: return scan_some(codes, 2, scanned_row_count, table, threshold);
    case 48: return scan_some(codes, 3, scanned_row_count, table, threshold);
    default: return scan_some(codes, block_width, scanned_row_count, table, threshold);
    }
}

#endif
