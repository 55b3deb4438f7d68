// The reference for codes of four bits: what every other file must equal bit for bit.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <math.h>

enum { nibble_count = TSK_NIBBLE_COUNT, block_lane_count = TSK_BLOCK_LANE_COUNT };

void tsk_scalar_nibble_tables(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        float *table = tables + part * nibble_count;
        for (size_t code = 0; code < nibble_count; code++) {
            table[code] = 0;
            for (size_t index = part * part_dimension; index < (part + 1) * part_dimension; index++)
                table[code] = fmaf(query[index], centroids[index * nibble_count + code], table[code]);
        }
    }
}

void tsk_scalar_pair_tables(const float *nibbles, size_t row_count, float *tables) {
    for (size_t row = 0; row < row_count; row++)
        for (size_t code = 0; code < TSK_CENTROID_COUNT; code++)
            tables[row * TSK_CENTROID_COUNT + code] =
                nibbles[2 * row * nibble_count + (code & 15)] + nibbles[(2 * row + 1) * nibble_count + (code >> 4)];
}

static uint8_t nearest_nibble(
    const float *components, const float *centroids, const float *half_norms, size_t part_dimension) {
    float least = INFINITY;
    uint8_t best = 0;
    for (uint8_t code = 0; code < nibble_count; code++) {
        float value = half_norms[code];
        for (size_t index = 0; index < part_dimension; index++)
            value = fmaf(-components[index], centroids[index * nibble_count + code], value);
        if (value < least) {
            least = value;
            best = code;
        }
    }
    return best;
}

void tsk_scalar_encode_nibbles(
    const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
    size_t part_dimension, uint8_t *codes) {
    for (size_t row = 0; row < row_count; row++)
        for (size_t part = 0; part < part_count; part++) {
            uint8_t code = nearest_nibble(
                rows + (row * part_count + part) * part_dimension, centroids + part * part_dimension * nibble_count,
                half_norms + part * nibble_count, part_dimension);
            uint8_t *byte = codes + row * (part_count / 2) + part / 2;
            *byte = (uint8_t)(part % 2 == 0 ? code : *byte | code << 4);
        }
}

uint64_t tsk_scalar_scan_nibble_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint16_t sums[block_lane_count] = {0};
    for (size_t row = 0; row < scanned_row_count; row++)
        for (size_t lane = 0; lane < lane_count; lane++) {
            uint8_t code = codes[row * lane_count + lane];
            const uint8_t *low = table + 2 * row * nibble_count, *high = low + nibble_count;
            sums[lane] = (uint16_t)(sums[lane] + low[code & 15] + high[code >> 4]);
        }
    uint64_t survivors = 0;
    for (size_t lane = 0; lane < lane_count; lane++) survivors |= (uint64_t)(sums[lane] >= threshold) << lane;
    return survivors;
}

void tsk_scalar_scan_nibble_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    for (size_t block = 0; block < block_count; block++)
        survivors[block] = tsk_scalar_scan_nibble_tail(
            codes + block * block_stride, block_lane_count, scanned_row_count, table, threshold);
}
