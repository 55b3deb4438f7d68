// The reference for bounds of tables: what every other file must equal.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include "table_bounds.h"

void tsk_scalar_table_extremes(const float *tables, size_t row_count, float *lows, float *highs) {
    find_extremes(tables, row_count, lows, highs);
}

void tsk_scalar_bound_tables(
    const float *tables, const float *highs, size_t row_count, float per_step, uint32_t level_count, float margin,
    uint8_t *bytes) {
    fill_bounds(tables, highs, row_count, per_step, level_count, margin, bytes);
}
