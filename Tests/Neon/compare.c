// Compares every kernel of every instruction set that this processor has with the scalar twin, bit for bit, on random
// input. Every input ends where a page ends that may not be read past. Exits 1 after printing the first difference.
#include "CVectorKernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t random_state = 1;

static uint32_t any(void) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random_state >> 32);
}

static size_t below(size_t bound) {
    return any() % bound;
}

/// Memory whose last byte is the last of a page.
typedef struct memory {
    uint8_t *bytes;
    size_t byte_count;
    void *pages;
    size_t page_byte_count;
} memory;

static memory allocate(size_t byte_count) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE), held = (byte_count + page - 1) / page * page;
    uint8_t *pages = mmap(NULL, held + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + held, page, PROT_NONE) != 0) abort();
    return (memory){pages + held - byte_count, byte_count, pages, held + page};
}

static void release(memory memory) {
    munmap(memory.pages, memory.page_byte_count);
}

static memory random_bytes(size_t count, unsigned largest) {
    memory memory = allocate(count);
    for (size_t index = 0; index < count; index++) memory.bytes[index] = (uint8_t)(any() % (largest + 1));
    return memory;
}

static memory random_floats(size_t count) {
    memory memory = allocate(count * sizeof(float));
    float scale = below(4) == 0 ? 1e-36f : 1;
    for (size_t index = 0; index < count; index++)
        ((float *)memory.bytes)[index] = below(8) == 0 ? -0.0f : ((float)any() * 0x1p-31f - 1) * scale;
    return memory;
}

static memory random_halves(size_t count) {
    memory memory = allocate(count * sizeof(uint16_t));
    for (size_t index = 0; index < count; index++)
        ((uint16_t *)memory.bytes)[index] = (uint16_t)(any() & 0x8000) | (uint16_t)below(0x7c00);
    return memory;
}

static void compare(const char *name, memory left, memory right, size_t shape) {
    if (memcmp(left.bytes, right.bytes, left.byte_count) == 0) return;
    size_t byte = 0;
    while (left.bytes[byte] == right.bytes[byte]) byte++;
    printf("%s differs from the scalar twin at byte %zu, shape %zu\n", name, byte, shape);
    exit(1);
}

/// Calls `CALL` with both tables as `kernels`, each writing to an `out` of its own, and compares what they wrote.
#define BOTH(NAME, BYTE_COUNT, SHAPE, CALL) \
    do { \
        memory found = allocate(BYTE_COUNT), expected = allocate(BYTE_COUNT); \
        for (int is_twin = 0; is_twin < 2; is_twin++) { \
            const tsk_kernels *kernels = is_twin ? tsk_kernels_for(tsk_instruction_set_scalar) : tested; \
            uint8_t *out = (is_twin ? expected : found).bytes; \
            CALL; \
        } \
        compare(NAME, found, expected, SHAPE); \
        release(found), release(expected); \
    } while (0)

static void compare_products(const tsk_kernels *tested) {
    size_t stride = (1 + below(12)) * TSK_ROW_ALIGNMENT, row_count = 1 + below(9), count = 1 + below(20);
    memory halves = random_halves(row_count * stride), floats = random_floats(stride), indices = allocate(count * 4);
    const uint16_t *rows = (const uint16_t *)halves.bytes;
    const float *query = (const float *)floats.bytes;
    uint32_t *places = (uint32_t *)indices.bytes;
    for (size_t index = 0; index < count; index++) places[index] = (uint32_t)below(row_count);
    BOTH("inner_products", row_count * 4, stride,
        kernels->inner_products(rows, row_count, stride, query, (float *)out));
    BOTH("negated_distances", row_count * 4, stride,
        kernels->negated_distances(rows, row_count, stride, query, (float *)out));
    BOTH("inner_products_at", count * 4, stride,
        kernels->inner_products_at(rows, places, count, stride, query, (float *)out));
    BOTH("negated_distances_at", count * 4, stride,
        kernels->negated_distances_at(rows, places, count, stride, query, (float *)out));
    const uint16_t *last = rows + (row_count - 1) * stride;
    BOTH("row_pair_product", 4, stride, *(float *)out = kernels->row_pair_product(rows, last, stride));
    release(halves), release(floats), release(indices);
}

static void compare_byte_products(const tsk_kernels *tested) {
    size_t stride = (1 + below(24)) * TSK_BYTE_ROW_ALIGNMENT, row_count = 1 + below(9), count = 1 + below(40);
    memory bytes = random_bytes(row_count * stride, 255), numbers = allocate(stride * 2), indices = allocate(count * 4);
    for (size_t index = 0; index < row_count * stride; index++)
        if (bytes.bytes[index] == 128) bytes.bytes[index] = below(2) ? 127 : 129;
    // The extreme ones now and then, as few as cannot leave 32 bits.
    for (size_t index = 0; index < stride; index++)
        ((int16_t *)numbers.bytes)[index] = (int16_t)(below(8) == 0 ? (below(2) ? 32767 : -32767) : (int16_t)any());
    for (size_t index = 0; index < count; index++) ((uint32_t *)indices.bytes)[index] = (uint32_t)below(row_count);
    BOTH("byte_products_at", count * 4, stride,
        kernels->byte_products_at(
            (const int8_t *)bytes.bytes, (const uint32_t *)indices.bytes, count, stride,
            (const int16_t *)numbers.bytes, (int32_t *)out));
    size_t query_count = 1 + below(9);
    memory queries = allocate(query_count * stride * 2);
    for (size_t index = 0; index < query_count * stride; index++)
        ((int16_t *)queries.bytes)[index] = (int16_t)((int)below(8001) - 4000);
    BOTH("byte_products", query_count * row_count * 4, stride,
        kernels->byte_products(
            (const int8_t *)bytes.bytes, row_count, stride, (const int16_t *)queries.bytes, query_count,
            (int32_t *)out));
    release(bytes), release(numbers), release(indices), release(queries);
}

static void compare_lists(const tsk_kernels *tested) {
    size_t count = 64 + below(200), near_count = 1 + below(8), wanted_count = near_count + below(40);
    memory products = allocate(count * 4), facts = allocate(count * 20), lists = allocate(count * 4);
    float *rows = (float *)facts.bytes;
    for (size_t list = 0; list < count; list++) {
        ((int32_t *)products.bytes)[list] = (int32_t)below(2000001) - 1000000;
        // Scale, error factor, length factor, offset, half norm.
        rows[list] = (float)(1 + below(100)) * 1e-4f;
        rows[count + list] = (float)below(100) * 1e-2f;
        rows[2 * count + list] = (float)below(100) * 1e-3f;
        rows[3 * count + list] = 1e-6f;
        rows[4 * count + list] = (float)below(100) * 1e-2f;
    }
    tsk_list_bounds bounds = {rows, rows + count, rows + 2 * count, rows + 3 * count, rows + 4 * count, count};
    tsk_query_bounds query = {1e-3f, (float)below(10) * 1e-3f, 1};
    float reach = below(3) == 0 ? INFINITY : (float)below(100) * 1e-2f - 0.2f;
    // Bounds, the number of lists, and the lists.
    BOTH("lists_within", count * 12 + 8, count, {
        size_t found = kernels->lists_within(
            (const int32_t *)products.bytes, &bounds, query, wanted_count, reach, near_count, (float *)out,
            (float *)out + count, (uint32_t *)lists.bytes);
        memcpy(out + count * 8, &found, 8);
        memcpy(out + count * 8 + 8, lists.bytes, found * 4);
    });
    release(products), release(facts), release(lists);
}

static void compare_conversions(const tsk_kernels *tested) {
    size_t count = 1 + below(100);
    memory halves = random_halves(count), floats = random_floats(count), others = random_floats(count);
    const float *left = (const float *)floats.bytes, *right = (const float *)others.bytes;
    BOTH("float_product", 4, count, *(float *)out = kernels->float_product(left, right, count));
    BOTH("to_floats", count * 4, count, kernels->to_floats((const uint16_t *)halves.bytes, count, (float *)out));
    // Any bits but those of a NaN, whose payload may differ.
    memory bits = allocate(count * 4);
    for (size_t index = 0; index < count; index++) {
        uint32_t word = any();
        ((uint32_t *)bits.bytes)[index] = (word & 0x7fffffff) > 0x7f800000 ? word & 0xff800000 : word;
    }
    const float *any_floats = (const float *)bits.bytes;
    BOTH("to_halves", count * 2, count, kernels->to_halves(any_floats, count, (uint16_t *)out));
    BOTH("to_halves, the first that does not fit", 8, count, {
        uint16_t rounded[100];
        uint64_t first = kernels->to_halves(any_floats, count, rounded);
        memcpy(out, &first, 8);
    });
    release(halves), release(floats), release(others), release(bits);
}

static void compare_scans(const tsk_kernels *tested) {
    size_t row_count = below(10) == 0 ? 257 + below(50) : 1 + below(60), block_count = 1 + below(11);
    size_t scanned = row_count > 1 ? row_count - below(2) : 1, lane_count = 16 * (1 + below(4));
    memory blocks = random_bytes(block_count * row_count * 64, 255), tail = random_bytes(scanned * lane_count, 255);
    memory table = random_bytes(scanned * 256, 65535 / scanned < 255 ? (unsigned)(65535 / scanned) : 255);
    size_t sum = 0;
    for (size_t row = 0; row < scanned; row++) sum += table.bytes[row * 256 + tail.bytes[row * lane_count]];
    uint16_t thresholds[] = {0, 1, (uint16_t)sum, (uint16_t)(sum < 65535 ? sum + 1 : sum), 65535};
    for (size_t place = 0; place < 5; place++) {
        uint16_t threshold = thresholds[place];
        BOTH("scan_blocks", block_count * 8, row_count,
            kernels->scan_blocks(
                blocks.bytes, block_count, row_count * 64, scanned, table.bytes, threshold, (uint64_t *)out));
        BOTH("scan_tail", 8, row_count,
            *(uint64_t *)out = kernels->scan_tail(tail.bytes, lane_count, scanned, table.bytes, threshold));
    }
    release(blocks), release(tail), release(table);
}

static void compare_nibbles(const tsk_kernels *tested) {
    size_t row_count = below(10) == 0 ? 129 + below(50) : 1 + below(60), block_count = 1 + below(11);
    size_t scanned = row_count > 1 ? row_count - below(2) : 1, lane_count = 16 * (1 + below(4));
    memory blocks = random_bytes(block_count * row_count * 64, 255), tail = random_bytes(scanned * lane_count, 255);
    size_t largest = 65535 / (2 * scanned);
    memory table = random_bytes(scanned * 32, largest < 255 ? (unsigned)largest : 255);
    size_t sum = 0;
    for (size_t row = 0; row < scanned; row++) {
        uint8_t code = tail.bytes[row * lane_count];
        sum += table.bytes[row * 32 + (code & 15)] + table.bytes[row * 32 + 16 + (code >> 4)];
    }
    uint16_t thresholds[] = {0, 1, (uint16_t)sum, (uint16_t)(sum < 65535 ? sum + 1 : sum), 65535};
    for (size_t place = 0; place < 5; place++) {
        uint16_t threshold = thresholds[place];
        BOTH("scan_nibble_blocks", block_count * 8, row_count,
            kernels->scan_nibble_blocks(
                blocks.bytes, block_count, row_count * 64, scanned, table.bytes, threshold, (uint64_t *)out));
        BOTH("scan_nibble_tail", 8, row_count,
            *(uint64_t *)out = kernels->scan_nibble_tail(tail.bytes, lane_count, scanned, table.bytes, threshold));
    }
    release(blocks), release(tail), release(table);
}

static void compare_nibble_parts(const tsk_kernels *tested) {
    size_t parts = 2 * (1 + below(5)), dimension = 1 + below(17), row_count = 1 + below(9);
    memory rows = random_floats(row_count * parts * dimension), centroids = random_floats(parts * dimension * 16);
    memory half_norms = random_floats(parts * 16), nibbles = random_floats(parts * 16);
    // Half of the time centroids recur, so that the lowest of equal ones must be found.
    float *components = (float *)centroids.bytes, *norms = (float *)half_norms.bytes;
    if (below(2) == 0)
        for (size_t index = 0; index < parts * dimension * 16; index++)
            components[index] = components[index / 16 * 16 + index % 5];
    for (size_t part = 0; part < parts; part++)
        for (size_t code = 0; code < 16; code++) {
            norms[part * 16 + code] = 0;
            for (size_t index = part * dimension; index < (part + 1) * dimension; index++)
                norms[part * 16 + code] += components[index * 16 + code] * components[index * 16 + code] / 2;
        }
    const float *queries = (const float *)rows.bytes;
    BOTH("nibble_tables", parts * 64, dimension,
        kernels->nibble_tables(queries, components, parts, dimension, (float *)out));
    BOTH("pair_tables", parts / 2 * 1024, parts,
        kernels->pair_tables((const float *)nibbles.bytes, parts / 2, (float *)out));
    BOTH("encode_nibbles", row_count * parts / 2, dimension,
        kernels->encode_nibbles(queries, row_count, components, norms, parts, dimension, out));
    release(rows), release(centroids), release(half_norms), release(nibbles);
}

static void compare_scores(const tsk_kernels *tested) {
    size_t row_count = 1 + below(60), lane_count = 16 * (1 + below(4)), count = 1 + below(40);
    memory codes = random_bytes(row_count * lane_count, 255), floats = random_floats(row_count * 256);
    memory lanes = random_bytes(count, (unsigned)lane_count - 1), indices = allocate(count * 4);
    const float *tables = (const float *)floats.bytes;
    uint32_t *places = (uint32_t *)indices.bytes;
    for (size_t index = 0; index < count; index++) places[index] = (uint32_t)below(lane_count);
    BOTH("code_scores", count * 4, row_count,
        kernels->code_scores(codes.bytes, lane_count, row_count, lanes.bytes, count, tables, (float *)out));
    BOTH("code_scores_at", count * 4, row_count,
        kernels->code_scores_at(codes.bytes, row_count, places, count, tables, (float *)out));
    release(codes), release(floats), release(lanes), release(indices);
}

static void compare_parts(const tsk_kernels *tested) {
    size_t parts = 1 + below(5), dimension = 1 + below(17), row_count = 1 + below(9);
    memory rows = random_floats(row_count * parts * dimension), centroids = random_floats(parts * dimension * 256);
    memory half_norms = random_floats(parts * 256);
    // Half of the time centroids recur, so that the lowest of equal ones must be found.
    float *components = (float *)centroids.bytes, *norms = (float *)half_norms.bytes;
    if (below(2) == 0)
        for (size_t index = 0; index < parts * dimension * 256; index++)
            components[index] = components[index / 256 * 256 + index % 37];
    for (size_t part = 0; part < parts; part++)
        for (size_t code = 0; code < 256; code++) {
            norms[part * 256 + code] = 0;
            for (size_t index = part * dimension; index < (part + 1) * dimension; index++)
                norms[part * 256 + code] += components[index * 256 + code] * components[index * 256 + code] / 2;
        }
    const float *queries = (const float *)rows.bytes;
    BOTH("code_tables", parts * 1024, dimension,
        kernels->code_tables(queries, components, parts, dimension, (float *)out));
    BOTH("encode_rows", row_count * parts, dimension,
        kernels->encode_rows(queries, row_count, components, norms, parts, dimension, out, NULL));
    memory codes = allocate(row_count * parts);
    BOTH("encode_rows, its values", row_count * parts * 4, dimension,
        kernels->encode_rows(queries, row_count, components, norms, parts, dimension, codes.bytes, (float *)out));
    release(rows), release(centroids), release(half_norms), release(codes);
}

static void compare_columns(const tsk_kernels *tested) {
    size_t panel_count = 1 + below(2), dimension = 1 + below(20), row_count = 1 + below(110);
    size_t stride = dimension + below(3);
    size_t column_count = panel_count * TSK_PANEL_COLUMN_COUNT;
    memory rows = random_floats(row_count * stride), directions = random_floats(row_count * stride);
    memory offsets = random_floats(row_count), excluded = allocate(row_count * 4);
    memory panels = random_floats(column_count * dimension), half_norms = random_floats(column_count);
    const float *vectors = (const float *)rows.bytes, *components = (const float *)panels.bytes;
    float *norms = (float *)half_norms.bytes;
    uint32_t *out_of = (uint32_t *)excluded.bytes;
    for (size_t row = 0; row < row_count; row++) out_of[row] = (uint32_t)below(column_count);
    for (size_t column = column_count - below(40); column < column_count; column++) norms[column] = INFINITY;
    size_t byte_count = row_count * 4;
    BOTH("nearest_columns", 3 * byte_count, dimension,
        kernels->nearest_columns(
            vectors, row_count, stride, components, norms, panel_count, dimension, (uint32_t *)out,
            (float *)(out + byte_count), (float *)(out + 2 * byte_count)));
    BOTH("spill_columns", 3 * byte_count, dimension,
        kernels->spill_columns(
            vectors, (const float *)directions.bytes, (const float *)offsets.bytes, out_of, row_count, stride,
            components, norms, panel_count, dimension, (uint32_t *)out, (float *)(out + byte_count),
            (float *)(out + 2 * byte_count)));
    release(rows), release(directions), release(offsets), release(excluded), release(panels), release(half_norms);
}

static void compare_batches(const tsk_kernels *tested) {
    size_t row_count = 1 + below(9), column_count = 1 + below(9), dimension = 1 + below(50);
    size_t parts = 1 + below(4), part_dimension = 1 + below(9), total = parts * part_dimension;
    size_t length = dimension > total ? dimension : total;
    memory queries = random_floats(row_count * length), floats = random_floats(column_count * dimension);
    memory centroids = random_floats(total * 256);
    const float *rows[9];
    for (size_t row = 0; row < row_count; row++) rows[row] = (const float *)queries.bytes + row * length;
    float *products[9], *tables[9];
    BOTH("float_products", row_count * column_count * 4, dimension, {
        for (size_t row = 0; row < row_count; row++) products[row] = (float *)out + row * column_count;
        kernels->float_products(rows, row_count, (const float *)floats.bytes, column_count, dimension, products);
    });
    BOTH("code_tables_of", row_count * parts * 1024, part_dimension, {
        for (size_t row = 0; row < row_count; row++) tables[row] = (float *)out + row * parts * 256;
        kernels->code_tables_of(
            rows, row_count, (const float *)centroids.bytes, parts, part_dimension, tables);
    });
    release(queries), release(floats), release(centroids);
}

int main(int argument_count, char **arguments) {
    size_t round_count = argument_count > 1 ? (size_t)atol(arguments[1]) : 1000;
    static const char *const names[] = {"scalar", "avx2", "avx512", "avx512vbmi", "neon"};
    for (int set = tsk_instruction_set_avx2; set <= tsk_instruction_set_neon; set++) {
        const tsk_kernels *tested = tsk_kernels_for((tsk_instruction_set)set);
        if (!tested) continue;
        printf("%s: ", names[set]);
        fflush(stdout);
        for (size_t round = 0; round < round_count; round++) {
            compare_products(tested);
            compare_byte_products(tested);
            compare_lists(tested);
            compare_conversions(tested);
            compare_scans(tested);
            compare_nibbles(tested);
            compare_nibble_parts(tested);
            compare_scores(tested);
            compare_parts(tested);
            compare_columns(tested);
            compare_batches(tested);
        }
        printf("%zu rounds, all bits equal\n", round_count);
    }
    return 0;
}
