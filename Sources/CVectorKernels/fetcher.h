// Included inside each file's target pragma, so that every file has its own copy for its own instruction set.

/// Walks ahead of a scan of groups of blocks, row after row, and knows which row the scan will come to. In this order,
/// not in that of addresses, little is under way at a time, and nothing is fetched that the call does not read.
typedef struct fetcher {
    const uint8_t *group, *last_group;
    size_t group_stride, row, row_count;
} fetcher;

/// The address, in the first block of its group, of the next row to fetch; at the end of the blocks rows come again.
static inline __attribute__((always_inline)) const uint8_t *next_row(fetcher *fetcher) {
    fetcher->row += 1;
    if (fetcher->row == fetcher->row_count) {
        fetcher->row = 0;
        if (fetcher->group != fetcher->last_group) fetcher->group += fetcher->group_stride;
    }
    return fetcher->group + fetcher->row * TSK_BLOCK_LANE_COUNT;
}

/// A fetcher that is some rows ahead of the first of `group_count` groups, which is at least one.
static inline __attribute__((always_inline)) fetcher start_fetching(
    const uint8_t *codes, size_t group_count, size_t group_stride, size_t row_count) {
    fetcher ahead = {codes, codes + (group_count - 1) * group_stride, group_stride, 0, row_count};
    // Few rows leave memory idle, many push out of the nearest cache what is still to be read.
    for (size_t row = 0; row < 24; row++) next_row(&ahead);
    return ahead;
}
