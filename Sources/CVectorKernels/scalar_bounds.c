// The reference for bounds of tables: what every other file must equal.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <math.h>

#include "list_bounds.h"
#include "table_bounds.h"

void tsk_scalar_table_extremes(const float *tables, size_t row_count, float *lows, float *highs) {
    find_extremes(tables, row_count, lows, highs);
}

void tsk_scalar_bound_tables(
    const float *tables, const float *highs, size_t row_count, float per_step, uint32_t level_count, float margin,
    uint8_t *bytes) {
    fill_bounds(tables, highs, row_count, per_step, level_count, margin, bytes);
}

size_t tsk_scalar_lists_within(
    const int32_t *products, const tsk_list_bounds *bounds, tsk_query_bounds query, size_t wanted_count, float reach,
    size_t near_count, float *lowers, float *uppers, uint32_t *lists) {
    return choose_lists(products, bounds, query, wanted_count, reach, near_count, lowers, uppers, lists);
}
