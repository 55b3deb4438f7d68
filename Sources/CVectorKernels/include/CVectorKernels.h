#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Products and distances of vectors, one implementation per instruction set.
//
// Every implementation gives the same bits for finite input. The rule: element 16j + i belongs to lane i of 16; a lane
// adds its elements in order of j with a fused multiply-add in f32, starting at +0; the lanes are then added in pairs,
// i with i + 8, then i + 4, i + 2, i + 1. A length that is not a multiple of 16 counts as padded with zeros.
//
// Halves are IEEE 754 binary16, given by their bits. A row is `stride` halves, a multiple of 32, padded with zeros.

#define TSK_ROW_ALIGNMENT 32

typedef enum __attribute__((enum_extensibility(closed))) tsk_instruction_set {
    tsk_instruction_set_scalar = 0,
    tsk_instruction_set_avx2 = 1,
    tsk_instruction_set_avx512 = 2,
    tsk_instruction_set_neon = 3,
} tsk_instruction_set;

/// Scores `row_count` rows that lie one after the other against `query`, `stride` floats padded with zeros.
typedef void (*tsk_score_rows)(
    const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores);

/// Scores the rows named by `indices`, in that order.
typedef void (*tsk_score_rows_at)(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores);

typedef struct tsk_kernels {
    /// score = the inner product of row and query.
    tsk_score_rows inner_products;
    tsk_score_rows_at inner_products_at;
    /// score = 0 - the squared Euclidean distance of row and query; each difference is rounded to f32 first.
    tsk_score_rows negated_distances;
    tsk_score_rows_at negated_distances_at;
    /// The inner product of two rows.
    float (*row_pair_product)(const uint16_t *left, const uint16_t *right, size_t stride);
    /// The inner product of two arrays of floats of any length.
    float (*float_product)(const float *left, const float *right, size_t count);
    /// Rounds to nearest, ties to even. The index of the first float that is not finite or becomes infinite; `count`
    /// when there is none. All of `halves` is written either way.
    size_t (*to_halves)(const float *floats, size_t count, uint16_t *halves);
    void (*to_floats)(const uint16_t *halves, size_t count, float *floats);
} tsk_kernels;

/// True when both this build and this processor have the instruction set.
bool tsk_is_supported(tsk_instruction_set set);

/// The functions of one instruction set; NULL when it is not supported.
const tsk_kernels *tsk_kernels_for(tsk_instruction_set set);
