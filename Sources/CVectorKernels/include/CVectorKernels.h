#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Products and distances of vectors, and sums over product-quantized codes, one implementation per instruction set.
//
// Every implementation gives the same bits for finite input. The rule of products: element 16j + i belongs to lane i of
// 16; a lane adds its elements in order of j with a fused multiply-add in f32, starting at +0; the lanes are then added
// in pairs, i with i + 8, then i + 4, i + 2, i + 1. A length that is not a multiple of 16 counts as padded with zeros.
//
// Halves are IEEE 754 binary16, given by their bits. A row is `stride` halves, a multiple of 32, padded with zeros.
//
// A code is one byte a row: the number of one of 256 centroids. The centroids of a part lie transposed, component i of
// centroid k at [i * 256 + k]. A block holds the codes of 64 vectors, a tail those of 16, 32, 48 or 64: a row after the
// other, in a row one byte a vector, its lane.
//
// With codes of four bits a part has 16 centroids, and a byte holds the numbers of two parts, the earlier one in its
// low half. Tables have 16 entries a part; pair tables have 256 a byte.

#define TSK_ROW_ALIGNMENT 32
#define TSK_BYTE_ROW_ALIGNMENT 32
/// Columns of a panel.
#define TSK_PANEL_COLUMN_COUNT 64
#define TSK_CENTROID_COUNT 256
#define TSK_NIBBLE_COUNT 16
#define TSK_BLOCK_LANE_COUNT 64

typedef enum __attribute__((enum_extensibility(closed))) tsk_instruction_set {
    tsk_instruction_set_scalar = 0,
    tsk_instruction_set_avx2 = 1,
    tsk_instruction_set_avx512 = 2,
    tsk_instruction_set_avx512vbmi = 3,
    tsk_instruction_set_neon = 4,
} tsk_instruction_set;

/// Scores `row_count` rows that lie one after the other against `query`, `stride` floats padded with zeros.
typedef void (*tsk_score_rows)(
    const uint16_t *rows, size_t row_count, size_t stride, const float *query, float *scores);

/// Scores the rows named by `indices`, in that order.
typedef void (*tsk_score_rows_at)(
    const uint16_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const float *query,
    float *scores);

/// Of each coarse centroid what bounds a product with it: see `lists_within`.
typedef struct tsk_list_bounds {
    const float *scales;
    const float *error_factors;
    const float *length_factors;
    const float *offsets;
    const float *half_norms;
    size_t list_count;
} tsk_list_bounds;

/// What 1 stands for in the numbers of a query, how far these are from it, and its length.
typedef struct tsk_query_bounds {
    float scale;
    float error;
    float length;
} tsk_query_bounds;

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
    /// products[i] = the inner product of row indices[i] and the query, exact: no sum of some of its terms may leave 32
    /// bits. `stride` bytes a row, a multiple of TSK_BYTE_ROW_ALIGNMENT, and as many numbers of the query.
    void (*byte_products_at)(
        const int8_t *rows, const uint32_t *indices, size_t index_count, size_t stride, const int16_t *query,
        int32_t *products);
    /// products[j * row_count + i] = the inner product of row i and query j; queries lie one after the other.
    void (*byte_products)(
        const int8_t *rows, size_t row_count, size_t stride, const int16_t *queries, size_t query_count,
        int32_t *products);
    /// products[i][j] = float_product of row i and column j, both of `dimension` floats. Columns lie one after the
    /// other.
    void (*float_products)(
        const float *const *rows, size_t row_count, const float *columns, size_t column_count, size_t dimension,
        float *const *products);
    /// For each row of `dimension` floats, `row_stride` apart: nearest = the lowest column with the least value, where
    /// value = half norm - <row, column>, a chain of fused fma(-x_i, c_i, value), in order of components, from the half
    /// norm; least = that value; second, which may be NULL, = the least value of any other column, which equals `least`
    /// at a tie. Columns lie in panels: component i of column p * TSK_PANEL_COLUMN_COUNT + k is
    /// panels[(p * dimension + i) * TSK_PANEL_COLUMN_COUNT + k]. Columns that are not meant have an infinite half norm.
    void (*nearest_columns)(
        const float *rows, size_t row_count, size_t row_stride, const float *panels, const float *half_norms,
        size_t panel_count, size_t dimension, uint32_t *nearest, float *least, float *second);
    /// The same with another value, least over all columns but number excluded[row]: value + t * t, fused, where t is a
    /// chain of fused fma(w_i, c_i, t), in order of components, from -offset, and w the row's direction, laid out as
    /// the rows are. `second` is not NULL.
    void (*spill_columns)(
        const float *rows, const float *directions, const float *offsets, const uint32_t *excluded, size_t row_count,
        size_t row_stride, const float *panels, const float *half_norms, size_t panel_count, size_t dimension,
        uint32_t *nearest, float *least, float *second);
    /// Rounds to nearest, ties to even. The index of the first float that is not finite or becomes infinite; `count`
    /// when there is none. All of `halves` is written either way.
    size_t (*to_halves)(const float *floats, size_t count, uint16_t *halves);
    void (*to_floats)(const uint16_t *halves, size_t count, float *floats);

    /// tables[j * 256 + k] = the inner product of part j of the query and centroid k of the part: a chain of fused
    /// multiply-adds from +0, in order of components.
    void (*code_tables)(
        const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables);
    /// The same tables of each of several queries, to tables[query]: the centroids are read once.
    void (*code_tables_of)(
        const float *const *queries, size_t query_count, const float *centroids, size_t part_count,
        size_t part_dimension, float *const *tables);
    /// codes[row * part_count + j] = the lowest k with the least half_norms[j * 256 + k] - <x, c>, where x is part j of
    /// the row and c centroid k of the part: a chain of fused fma(-x_i, c_i, value), in order of components, from the
    /// half norm. `values` is NULL or receives those least values, shaped as the codes. All must stay finite.
    void (*encode_rows)(
        const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
        size_t part_dimension, uint8_t *codes, float *values);

    /// The least and the largest of 256 entries, by row; in the order of integers, so that what is no number is seen.
    void (*table_extremes)(const float *tables, size_t row_count, float *lows, float *highs);
    /// bytes[i] = level_count - floor(min((highs[row] - tables[i]) * per_step, level_count) - margin), not above it,
    /// for 256 entries a row: in single precision, unfused. `per_step` may be any number that is not negative.
    void (*bound_tables)(
        const float *tables, const float *highs, size_t row_count, float per_step, uint32_t level_count, float margin,
        uint8_t *bytes);

    /// The lists that may be among the `wanted_count` nearest, and no farther beyond the mean distance of the
    /// `near_count` nearest than `reach`, and those nearest ones in any case; ascending, with a few that are not. How
    /// many there are.
    ///
    /// The distance of list i is bounded by half_norms[i] - (float)products[i] * (scale * scales[i]), less and more the
    /// sum (error * error_factors[i] + length * length_factors[i]) + offsets[i]: in single precision, unfused. Neither
    /// count is 0, or more than there are lists; `near_count` is the smaller one, at most 64, and with a finite reach
    /// there are 64 lists at least. All of `lowers` and `uppers` is
    /// written; `lists` has room for all.
    size_t (*lists_within)(
        const int32_t *products, const tsk_list_bounds *bounds, tsk_query_bounds query, size_t wanted_count,
        float reach, size_t near_count, float *lowers, float *uppers, uint32_t *lists);

    /// Bit i of survivors[b] = the sum over the first `scanned_row_count` rows of table[row * 256 + code], code that of
    /// lane i in block b, is at least `threshold`. A block starts `block_stride` bytes after the one before.
    ///
    /// Sums are kept in 16 bits and never checked: no sum may pass 65,535, see `tsk_sums_fit`.
    void (*scan_blocks)(
        const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
        uint16_t threshold, uint64_t *survivors);
    /// The same for one tail of `lane_count` lanes: 16, 32, 48 or 64. Higher bits are zero.
    uint64_t (*scan_tail)(
        const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold);

    /// The same as `code_tables` for parts of 16 centroids: tables[j * 16 + k]. Centroid k of a part has component i at
    /// [i * 16 + k].
    void (*nibble_tables)(
        const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables);
    /// tables[row * 256 + code] = nibbles[2 * row * 16 + low half of code] + nibbles[(2 * row + 1) * 16 + high half].
    void (*pair_tables)(const float *nibbles, size_t row_count, float *tables);
    /// The codes of `encode_rows` for parts of 16 centroids, an even number of parts, two to a byte.
    void (*encode_nibbles)(
        const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
        size_t part_dimension, uint8_t *codes);
    /// As `scan_blocks`, a row's entry being table[2 * row * 16 + low half of code] + table[(2 * row + 1) * 16 + high
    /// half].
    void (*scan_nibble_blocks)(
        const uint8_t *codes, size_t block_count, size_t block_stride, size_t scanned_row_count, const uint8_t *table,
        uint16_t threshold, uint64_t *survivors);
    uint64_t (*scan_nibble_tail)(
        const uint8_t *codes, size_t lane_count, size_t scanned_row_count, const uint8_t *table, uint16_t threshold);

    /// scores[i] = ((tables[c_0] + tables[256 + c_1]) + tables[512 + c_2]) + ..., where c_row is the code at
    /// codes[row * lane_stride + lanes[i]].
    void (*code_scores)(
        const uint8_t *codes, size_t lane_stride, size_t row_count, const uint8_t *lanes, size_t lane_count,
        const float *tables, float *scores);
    /// The same sum for codes that lie vector by vector: c_row is the code at codes[indices[i] * row_count + row].
    void (*code_scores_at)(
        const uint8_t *codes, size_t row_count, const uint32_t *indices, size_t index_count, const float *tables,
        float *scores);
} tsk_kernels;

/// Asks for the bytes from `start` on to be brought near, a cache line after the other, and waits for none.
static inline void tsk_prefetch(const void *start, size_t byte_count) {
    for (size_t place = 0; place < byte_count; place += 64) __builtin_prefetch((const char *)start + place);
}

/// True when no sum of one entry from each of `row_count` rows of `width` passes 65,535.
static inline bool tsk_sums_fit(const uint8_t *table, size_t row_count, size_t width) {
    size_t sum = 0;
    for (size_t row = 0; row < row_count; row++) {
        uint8_t largest = 0;
        for (size_t code = 0; code < width; code++) {
            uint8_t entry = table[row * width + code];
            if (entry > largest) largest = entry;
        }
        sum += largest;
    }
    return sum <= UINT16_MAX;
}

/// Sets bit i of masks[b] when bit (o & 63) of words[o >> 6] is set, o being ordinals[64b + i].
void tsk_lane_masks(const uint32_t *ordinals, size_t block_count, const uint64_t *words, uint64_t *masks);

/// True when both this build and this processor have the instruction set.
bool tsk_is_supported(tsk_instruction_set set);

/// The functions of one instruction set; NULL when it is not supported.
const tsk_kernels *tsk_kernels_for(tsk_instruction_set set);
