// Included inside each file's target pragma: plain loops, which the compiler turns into vectors of each set. What is
// computed is fixed to the bit, unfused, whatever the width.
#include <string.h>

static inline __attribute__((always_inline)) void find_extremes(
    const float *tables, size_t row_count, float *lows, float *highs) {
    for (size_t row = 0; row < row_count; row++) {
        int32_t low = INT32_MAX, high = INT32_MIN;
        for (size_t code = 0; code < TSK_CENTROID_COUNT; code++) {
            int32_t bits;
            memcpy(&bits, tables + row * TSK_CENTROID_COUNT + code, sizeof bits);
            // Bits of floats are in order as integers once those of negative ones are turned around.
            int32_t ordered = bits ^ ((bits >> 31) & INT32_MAX);
            low = low < ordered ? low : ordered;
            high = high > ordered ? high : ordered;
        }
        int32_t low_bits = low ^ ((low >> 31) & INT32_MAX), high_bits = high ^ ((high >> 31) & INT32_MAX);
        memcpy(lows + row, &low_bits, sizeof low_bits);
        memcpy(highs + row, &high_bits, sizeof high_bits);
    }
}

static inline __attribute__((always_inline)) void fill_bounds(
    const float *tables, const float *highs, size_t row_count, float per_step, uint32_t level_count, float margin,
    uint8_t *bytes) {
    // A float this large has no room for fractions: adding it rounds to nearest, and its low bits are the number.
    const float rounder = 0x1p23f;
    const float limit = (float)level_count, shift = 0.5f + margin;
    for (size_t row = 0; row < row_count; row++) {
        const float *table = tables + row * TSK_CENTROID_COUNT;
        uint8_t *out = bytes + row * TSK_CENTROID_COUNT;
        float high = highs[row];
        for (size_t code = 0; code < TSK_CENTROID_COUNT; code++) {
            float down = (high - table[code]) * per_step;
            down = down < limit ? down : limit;
            down -= shift;
            down = down > 0 ? down : 0;
            float rounded = down + rounder;
            uint32_t level;
            memcpy(&level, &rounded, sizeof level);
            out[code] = (uint8_t)(level_count - (level & 511));
        }
    }
}
