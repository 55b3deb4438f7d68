// The reference for codes: what every other file must equal bit for bit.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <math.h>

enum { centroid_count = TSK_CENTROID_COUNT, block_lane_count = TSK_BLOCK_LANE_COUNT };

void tsk_scalar_code_tables(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        float *table = tables + part * centroid_count;
        for (size_t code = 0; code < centroid_count; code++) table[code] = 0;
        for (size_t index = part * part_dimension; index < (part + 1) * part_dimension; index++)
            for (size_t code = 0; code < centroid_count; code++)
                table[code] = fmaf(query[index], centroids[index * centroid_count + code], table[code]);
    }
}

void tsk_scalar_encode_rows(
    const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
    size_t part_dimension, uint8_t *codes, float *values) {
    for (size_t row = 0; row < row_count; row++) {
        const float *components = rows + row * part_count * part_dimension;
        for (size_t part = 0; part < part_count; part++) {
            float least = INFINITY;
            size_t best = 0;
            for (size_t code = 0; code < centroid_count; code++) {
                float value = half_norms[part * centroid_count + code];
                for (size_t index = part * part_dimension; index < (part + 1) * part_dimension; index++)
                    value = fmaf(-components[index], centroids[index * centroid_count + code], value);
                if (value < least) {
                    least = value;
                    best = code;
                }
            }
            codes[row * part_count + part] = (uint8_t)best;
            if (values) values[row * part_count + part] = least;
        }
    }
}

uint64_t tsk_scalar_scan_tail(
    const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold) {
    uint16_t sums[block_lane_count] = {0};
    for (size_t row = 0; row < scanned_row_count; row++)
        for (size_t lane = 0; lane < lane_count; lane++)
            sums[lane] = (uint16_t)(sums[lane] + table[row * centroid_count + codes[row * lane_count + lane]]);
    uint64_t survivors = 0;
    for (size_t lane = 0; lane < lane_count; lane++) survivors |= (uint64_t)(sums[lane] >= threshold) << lane;
    return survivors;
}

void tsk_scalar_scan_blocks(
    const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
    uint16_t threshold, uint64_t *survivors) {
    for (size_t block = 0; block < block_count; block++)
        survivors[block] =
            tsk_scalar_scan_tail(codes + block * block_stride, block_lane_count, scanned_row_count, table, threshold);
}

void tsk_scalar_code_scores(
    const uint8_t *codes, size_t lane_stride, size_t row_count, const uint8_t *lanes, size_t lane_count,
    const float *tables, float *scores) {
    for (size_t place = 0; place < lane_count; place++) {
        const uint8_t *lane = codes + lanes[place];
        float score = tables[lane[0]];
        for (size_t row = 1; row < row_count; row++)
            score = score + tables[row * centroid_count + lane[row * lane_stride]];
        scores[place] = score;
    }
}

void tsk_scalar_code_scores_at(
    const uint8_t *codes, size_t row_count, const uint32_t *indices, size_t index_count, const float *tables,
    float *scores) {
    for (size_t place = 0; place < index_count; place++) {
        const uint8_t *code = codes + indices[place] * row_count;
        float score = tables[code[0]];
        for (size_t row = 1; row < row_count; row++) score = score + tables[row * centroid_count + code[row]];
        scores[place] = score;
    }
}
