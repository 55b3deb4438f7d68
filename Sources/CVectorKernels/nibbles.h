// Included inside each file's target pragma, so that every file has its own copy for its own instruction set.
//
// Tables and codes of parts that are coded by four bits: a part's 16 numbers are one vector of the compiler's.

enum { nibble_count = TSK_NIBBLE_COUNT };

typedef float sixteen_floats __attribute__((vector_size(64), aligned(4)));
typedef int32_t sixteen_numbers __attribute__((vector_size(64)));

static inline __attribute__((always_inline)) void nibble_tables_inline(
    const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) {
    for (size_t part = 0; part < part_count; part++) {
        sixteen_floats sums = {0};
        for (size_t index = 0; index < part_dimension; index++, centroids += nibble_count) {
            sixteen_floats component = *query++ - (sixteen_floats){0};
            sums = __builtin_elementwise_fma(component, *(const sixteen_floats *)centroids, sums);
        }
        *(sixteen_floats *)(tables + part * nibble_count) = sums;
    }
}

static inline __attribute__((always_inline)) void pair_tables_inline(
    const float *nibbles, size_t row_count, float *tables) {
    for (size_t row = 0; row < row_count; row++, nibbles += 2 * nibble_count) {
        sixteen_floats low = *(const sixteen_floats *)nibbles;
        for (size_t high = 0; high < nibble_count; high++, tables += nibble_count)
            *(sixteen_floats *)tables = low + nibbles[nibble_count + high];
    }
}

/// The lowest of 16 centroids with the least half norm minus product.
static inline __attribute__((always_inline)) uint8_t nearest_nibble(
    const float *components, const float *centroids, const float *half_norms, size_t part_dimension) {
    const sixteen_numbers lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    sixteen_floats values = *(const sixteen_floats *)half_norms;
    for (size_t index = 0; index < part_dimension; index++) {
        sixteen_floats component = -components[index] - (sixteen_floats){0};
        const sixteen_floats *line = (const sixteen_floats *)(centroids + index * nibble_count);
        values = __builtin_elementwise_fma(component, *line, values);
    }
    sixteen_floats least = __builtin_reduce_min(values) - (sixteen_floats){0};
    // Lanes of more than the least are 16 more.
    sixteen_numbers places = lanes + ((values != least) & nibble_count);
    return (uint8_t)__builtin_reduce_min(places);
}

static inline __attribute__((always_inline)) void encode_nibbles_inline(
    const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count,
    size_t part_dimension, uint8_t *codes) {
    // Pair by pair, so that a part's centroids stay in the cache for all rows.
    for (size_t pair = 0; pair < part_count / 2; pair++) {
        const float *low = centroids + 2 * pair * part_dimension * nibble_count;
        const float *high = low + part_dimension * nibble_count;
        const float *low_norms = half_norms + 2 * pair * nibble_count, *high_norms = low_norms + nibble_count;
        for (size_t row = 0; row < row_count; row++) {
            const float *components = rows + (row * part_count + 2 * pair) * part_dimension;
            uint8_t first = nearest_nibble(components, low, low_norms, part_dimension);
            uint8_t second = nearest_nibble(components + part_dimension, high, high_norms, part_dimension);
            codes[row * (part_count / 2) + pair] = (uint8_t)(first | second << 4);
        }
    }
}

/// Defines the functions that have no intrinsics.
#define TSK_DEFINE_NIBBLE_TABLES(set) \
    void tsk_##set##_nibble_tables( \
        const float *query, const float *centroids, size_t part_count, size_t part_dimension, float *tables) { \
        nibble_tables_inline(query, centroids, part_count, part_dimension, tables); \
    } \
    void tsk_##set##_pair_tables(const float *nibbles, size_t row_count, float *tables) { \
        pair_tables_inline(nibbles, row_count, tables); \
    } \
    void tsk_##set##_encode_nibbles( \
        const float *rows, size_t row_count, const float *centroids, const float *half_norms, size_t part_count, \
        size_t part_dimension, uint8_t *codes) { \
        encode_nibbles_inline(rows, row_count, centroids, half_norms, part_count, part_dimension, codes); \
    }
