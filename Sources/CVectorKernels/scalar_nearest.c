// The nearest of many columns, as the reference has it.
#pragma STDC FP_CONTRACT OFF

#include "implementations.h"

#include <math.h>

void tsk_scalar_nearest_columns(
    const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
    size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second) {
    for (size_t row = 0; row < row_count; row++) {
        float lowest = INFINITY, next = INFINITY;
        uint32_t best = 0;
        for (size_t column = 0; column < panel_count * TSK_PANEL_COLUMN_COUNT; column++) {
            const float *panel = panels + column / TSK_PANEL_COLUMN_COUNT * dimension * TSK_PANEL_COLUMN_COUNT;
            float value = half_norms[column];
            for (size_t index = 0; index < dimension; index++)
                value = fmaf(
                    -rows[row * row_stride + index],
                    panel[index * TSK_PANEL_COLUMN_COUNT + column % TSK_PANEL_COLUMN_COUNT], value);
            if (value < lowest) {
                next = lowest;
                lowest = value;
                best = (uint32_t)column;
            } else if (value < next) {
                next = value;
            }
        }
        nearest[row] = best;
        least[row] = lowest;
        if (second) second[row] = next;
    }
}

void tsk_scalar_spill_columns(
    const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count,
    size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension,
    uint32_t *nearest, float *least, float *second) {
    for (size_t row = 0; row < row_count; row++) {
        float lowest = INFINITY, next = INFINITY;
        uint32_t best = 0;
        for (size_t column = 0; column < panel_count * TSK_PANEL_COLUMN_COUNT; column++) {
            if (column == excluded[row]) continue;
            const float *panel = panels + column / TSK_PANEL_COLUMN_COUNT * dimension * TSK_PANEL_COLUMN_COUNT;
            float value = half_norms[column], along = -offsets[row];
            for (size_t index = 0; index < dimension; index++) {
                float component = panel[index * TSK_PANEL_COLUMN_COUNT + column % TSK_PANEL_COLUMN_COUNT];
                value = fmaf(-rows[row * row_stride + index], component, value);
                along = fmaf(directions[row * row_stride + index], component, along);
            }
            value = fmaf(along, along, value);
            if (value < lowest) {
                next = lowest;
                lowest = value;
                best = (uint32_t)column;
            } else if (value < next) {
                next = value;
            }
        }
        nearest[row] = best;
        least[row] = lowest;
        second[row] = next;
    }
}
