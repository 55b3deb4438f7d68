#pragma once

#include "CVectorKernels.h"

extern const tsk_kernels tsk_kernels_scalar;
#if defined(__x86_64__)
extern const tsk_kernels tsk_kernels_avx2;
extern const tsk_kernels tsk_kernels_avx512;
extern const tsk_kernels tsk_kernels_avx512vbmi;
#elif defined(__aarch64__)
extern const tsk_kernels tsk_kernels_neon;
#endif

/// Declares the kernels of codes as a file `<set>_codes.c` defines them.
#define TSK_DECLARE_CODE_KERNELS(set) \
    void tsk_##set##_code_tables( \
        const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables); \
    void tsk_##set##_encode_rows( \
        const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count, \
        size_t part_dimension, uint8_t *codes, float *values); \
    void tsk_##set##_scan_blocks( \
        const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, \
        const uint8_t *table, uint16_t threshold, uint64_t *survivors); \
    uint64_t tsk_##set##_scan_tail( \
        const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold); \
    void tsk_##set##_code_scores( \
        const uint8_t *codes, size_t lane_stride, size_t row_count, const uint8_t *lanes, size_t lane_count, \
        const float *tables, float *scores); \
    void tsk_##set##_code_scores_at( \
        const uint8_t *codes, size_t row_count, const uint32_t *indices, size_t index_count, const float *tables, \
        float *scores)

TSK_DECLARE_CODE_KERNELS(scalar);
/// Plain C for every instruction set: several sums at a time, so that their additions overlap.
TSK_DECLARE_CODE_KERNELS(interleaved);
TSK_DECLARE_CODE_KERNELS(avx2);
TSK_DECLARE_CODE_KERNELS(avx512);
TSK_DECLARE_CODE_KERNELS(avx512vbmi);
TSK_DECLARE_CODE_KERNELS(neon);

/// Declares the kernels of codes of four bits as a file `<set>_nibbles.c` defines them.
#define TSK_DECLARE_NIBBLE_KERNELS(set) \
    void tsk_##set##_nibble_tables( \
        const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables); \
    void tsk_##set##_pair_tables(const float *nibbles, size_t row_count, float *tables); \
    void tsk_##set##_encode_nibbles( \
        const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count, \
        size_t part_dimension, uint8_t *codes); \
    void tsk_##set##_scan_nibble_blocks( \
        const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, \
        const uint8_t *table, uint16_t threshold, uint64_t *survivors); \
    uint64_t tsk_##set##_scan_nibble_tail( \
        const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold)

TSK_DECLARE_NIBBLE_KERNELS(scalar);
TSK_DECLARE_NIBBLE_KERNELS(avx2);
TSK_DECLARE_NIBBLE_KERNELS(avx512);
TSK_DECLARE_NIBBLE_KERNELS(neon);

/// Declares the functions that a file `<set>_bytes.c` defines.
#define TSK_DECLARE_BYTE_PRODUCTS(set) \
    void tsk_##set##_byte_products_at( \
        const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query, \
        int32_t *products); \
    void tsk_##set##_byte_products( \
        const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count, \
        int32_t *products)

TSK_DECLARE_BYTE_PRODUCTS(scalar);
TSK_DECLARE_BYTE_PRODUCTS(avx2);
TSK_DECLARE_BYTE_PRODUCTS(avx512);
TSK_DECLARE_BYTE_PRODUCTS(avx512vbmi);
TSK_DECLARE_BYTE_PRODUCTS(neon);

/// Declares the functions that a file `<set>_nearest.c` defines.
#define TSK_DECLARE_NEAREST_COLUMNS(set) \
    void tsk_##set##_nearest_columns( \
        const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms, \
        size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second); \
    void tsk_##set##_spill_columns( \
        const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count, \
        size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension, \
        uint32_t *nearest, float *least, float *second)

TSK_DECLARE_NEAREST_COLUMNS(scalar);
TSK_DECLARE_NEAREST_COLUMNS(avx2);
TSK_DECLARE_NEAREST_COLUMNS(avx512);
TSK_DECLARE_NEAREST_COLUMNS(neon);

/// Declares the functions that a file `<set>_bounds.c` defines.
#define TSK_DECLARE_BOUNDS(set) \
    void tsk_##set##_table_extremes(const float *tables, size_t row_count, float *lows, float *highs); \
    void tsk_##set##_bound_tables( \
        const float *tables, const float *highs, size_t row_count, float per_step, uint32_t level_count, \
        float margin, uint8_t *bytes); \
    size_t tsk_##set##_lists_within( \
        const int32_t *products, const tsk_list_bounds *bounds, tsk_query_bounds query, size_t wanted_count, \
        float reach, size_t near_count, float *lowers, float *uppers, uint32_t *lists)

TSK_DECLARE_BOUNDS(scalar);
TSK_DECLARE_BOUNDS(avx2);
TSK_DECLARE_BOUNDS(avx512);
TSK_DECLARE_BOUNDS(neon);

/// Declares the kernels of several queries as a file `<set>_batches.c` defines them.
#define TSK_DECLARE_BATCH_KERNELS(set) \
    void tsk_##set##_float_products( \
        const float *const *rows, size_t row_count, const float *columns, size_t column_count, size_t dimension, \
        float *const *products); \
    void tsk_##set##_code_tables_of( \
        const float *const *queries, size_t query_count, const float *centroids, size_t part_count, \
        size_t part_dimension, float *const *tables)

TSK_DECLARE_BATCH_KERNELS(scalar);
TSK_DECLARE_BATCH_KERNELS(avx2);
TSK_DECLARE_BATCH_KERNELS(avx512);
TSK_DECLARE_BATCH_KERNELS(neon);
