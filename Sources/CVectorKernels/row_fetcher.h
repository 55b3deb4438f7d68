// Included inside each file's target pragma, so that every file has its own copy for its own instruction set.

/// Walks some rows ahead of whoever reads rows that lie far apart, and asks for each in time.
typedef struct row_fetcher {
    const char *rows;
    const uint32_t *next, *end;
    size_t byte_count;
} row_fetcher;

/// Asks for one more row, if there is one.
static inline __attribute__((always_inline)) void fetch_row(row_fetcher *fetcher) {
    if (fetcher->next == fetcher->end) return;
    const char *row = fetcher->rows + *fetcher->next++ * fetcher->byte_count;
    for (size_t byte = 0; byte < fetcher->byte_count; byte += 64) __builtin_prefetch(row + byte);
}

/// A fetcher that is some rows of `byte_count` bytes ahead.
static inline __attribute__((always_inline)) row_fetcher start_fetching_rows(
    const void *rows, const uint32_t *indices, size_t index_count, size_t byte_count) {
    row_fetcher ahead = {rows, indices, indices + index_count, byte_count};
    // Few rows leave memory idle, many push out of the nearest cache what is still to be read.
    size_t row_count = 6144 / byte_count;
    for (size_t row = 0; row < (row_count < 16 ? row_count : 16); row++) fetch_row(&ahead);
    return ahead;
}
