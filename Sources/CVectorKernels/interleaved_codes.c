// Scores of codes in plain C, several at a time. A score is a chain of additions, each waiting for the one before; side
// by side their waits overlap. Gathering loads lose to this where they were measured (Zen 4 and 5).
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

enum { centroid_count = TSK_CENTROID_COUNT, lanes_in_flight = 8 };

#define INLINE static inline __attribute__((always_inline))

/// Scores `count` codes, at most `lanes_in_flight`: byte `row` of code i is codes[i][row * step].
INLINE void score_some(
    const uint8_t *const codes[lanes_in_flight], size_t count, size_t step, size_t row_count, const float *tables,
    float *scores) {
    float sums[lanes_in_flight];
    for (size_t place = 0; place < count; place++) sums[place] = tables[codes[place][0]];
    for (size_t row = 1; row < row_count; row++) {
        const float *table = tables + row * centroid_count;
        for (size_t place = 0; place < count; place++) sums[place] = sums[place] + table[codes[place][row * step]];
    }
    for (size_t place = 0; place < count; place++) scores[place] = sums[place];
}

/// Takes `count` apart into calls whose count the compiler knows, so that sums stay in registers.
INLINE void score_all(
    const uint8_t *const codes[lanes_in_flight], size_t count, size_t step, size_t row_count, const float *tables,
    float *scores) {
    switch (count) {
    case 8: score_some(codes, 8, step, row_count, tables, scores); break;
    case 7: score_some(codes, 7, step, row_count, tables, scores); break;
    case 6: score_some(codes, 6, step, row_count, tables, scores); break;
    case 5: score_some(codes, 5, step, row_count, tables, scores); break;
    case 4: score_some(codes, 4, step, row_count, tables, scores); break;
    case 3: score_some(codes, 3, step, row_count, tables, scores); break;
    case 2: score_some(codes, 2, step, row_count, tables, scores); break;
    case 1: score_some(codes, 1, step, row_count, tables, scores); break;
    }
}

void tsk_interleaved_code_scores(
    const uint8_t *codes, size_t lane_stride, size_t row_count, const uint8_t *lanes, size_t lane_count,
    const float *tables, float *scores) {
    for (size_t start = 0; start < lane_count; start += lanes_in_flight) {
        size_t count = lane_count - start < lanes_in_flight ? lane_count - start : lanes_in_flight;
        const uint8_t *current[lanes_in_flight];
        for (size_t place = 0; place < count; place++) current[place] = codes + lanes[start + place];
        score_all(current, count, lane_stride, row_count, tables, scores + start);
    }
}

void tsk_interleaved_code_scores_at(
    const uint8_t *codes, size_t row_count, const uint32_t *indices, size_t index_count, const float *tables,
    float *scores) {
    for (size_t start = 0; start < index_count; start += lanes_in_flight) {
        size_t count = index_count - start < lanes_in_flight ? index_count - start : lanes_in_flight;
        const uint8_t *current[lanes_in_flight];
        for (size_t place = 0; place < count; place++) current[place] = codes + indices[start + place] * row_count;
        score_all(current, count, 1, row_count, tables, scores + start);
    }
}
