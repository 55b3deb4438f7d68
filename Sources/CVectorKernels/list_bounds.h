// Included inside each file's target pragma: plain loops, which the compiler turns into vectors of each set. What is
// computed is fixed to the bit, unfused, whatever the width.

/// Halvings of the range in which the bar is looked for.
enum { tsk_halving_count = 12 };

/// Lists are collected in chunks of so many.
enum { tsk_chunk_list_count = 16 };

/// Of as many lists, one after the other, each is looked at apart when the nearest ones are looked for.
enum { tsk_near_lane_count = 64 };

/// More than single precision loses of a mean of few numbers, relative to them.
#define tsk_rounding 1e-5f

/// A number that at least `wanted_count` of `uppers`, which lie between `low` and `high`, are not above, and hardly
/// more of them than that.
static inline __attribute__((always_inline)) float find_bar(
    const float *uppers, size_t count, float low, float high, size_t wanted_count) {
    for (int step = 0; step < tsk_halving_count; step++) {
        float middle = low + (high - low) / 2;
        uint32_t found = 0;
        for (size_t list = 0; list < count; list++) found += uppers[list] <= middle;
        if (found >= wanted_count) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

/// Writes the lists whose lower bound is not above `limit`, ascending; how many there are.
static inline __attribute__((always_inline)) size_t collect_lists(
    const float *lowers, size_t count, float limit, uint32_t *lists) {
    size_t found = 0, list = 0;
    for (; list + tsk_chunk_list_count <= count; list += tsk_chunk_list_count) {
        // Most chunks hold none.
        uint32_t chunk = 0;
        for (size_t lane = 0; lane < tsk_chunk_list_count; lane++) chunk += lowers[list + lane] <= limit;
        for (size_t lane = 0; chunk > 0 && lane < tsk_chunk_list_count; lane++) {
            lists[found] = (uint32_t)(list + lane);
            found += lowers[list + lane] <= limit;
        }
    }
    for (; list < count; list++) {
        lists[found] = (uint32_t)list;
        found += lowers[list] <= limit;
    }
    return found;
}

/// The sum of the `near_count` least of `leasts`, and the last of these.
static inline __attribute__((always_inline)) float sum_least(float *leasts, size_t near_count, float *last) {
    float sum = 0;
    for (size_t rank = 0; rank < near_count; rank++) {
        size_t least = rank;
        for (size_t lane = rank + 1; lane < tsk_near_lane_count; lane++)
            if (leasts[lane] < leasts[least]) least = lane;
        float value = leasts[least];
        leasts[least] = leasts[rank];
        leasts[rank] = value;
        sum += value;
        *last = value;
    }
    return sum;
}

static inline __attribute__((always_inline)) size_t choose_lists(
    const int32_t *products, const tsk_list_bounds *bounds, tsk_query_bounds query, size_t wanted_count, float reach,
    size_t near_count, float *lowers, float *uppers, uint32_t *lists) {
    size_t count = bounds->list_count;
    float low = INFINITY, high = -INFINITY, margin_max = 0;
    for (size_t list = 0; list < count; list++) {
        float middle = bounds->half_norms[list] - (float)products[list] * (query.scale * bounds->scales[list]);
        float margin = query.error * bounds->error_factors[list] + query.length * bounds->length_factors[list];
        margin += bounds->offsets[list];
        float upper = middle + margin;
        lowers[list] = middle - margin;
        uppers[list] = upper;
        low = upper < low ? upper : low;
        high = upper > high ? upper : high;
        margin_max = margin > margin_max ? margin : margin_max;
    }
    float limit = INFINITY;
    if (reach < INFINITY) {
        // The least of every so many upper bounds: the least of them all are nearly always among these.
        float leasts[tsk_near_lane_count];
        for (size_t lane = 0; lane < tsk_near_lane_count; lane++) leasts[lane] = INFINITY;
        size_t list = 0;
        for (; list + tsk_near_lane_count <= count; list += tsk_near_lane_count)
            for (size_t lane = 0; lane < tsk_near_lane_count; lane++)
                leasts[lane] = uppers[list + lane] < leasts[lane] ? uppers[list + lane] : leasts[lane];
        for (size_t lane = 0; list + lane < count; lane++)
            leasts[lane] = uppers[list + lane] < leasts[lane] ? uppers[list + lane] : leasts[lane];
        // The mean of any so many upper bounds is not below that of the nearest lists' distances.
        float near = 0, sum = sum_least(leasts, near_count, &near), mean = sum / (float)near_count;
        float magnitude = fabsf(low) + fabsf(near) + 2 * margin_max + fabsf(reach);
        limit = mean + reach + tsk_rounding * magnitude;
        limit = limit > near ? limit : near;
    }
    size_t found = collect_lists(lowers, count, limit, lists);
    if (found > 2 * wanted_count || limit == INFINITY) {
        float bar = find_bar(uppers, count, low, high, wanted_count);
        found = collect_lists(lowers, count, bar < limit ? bar : limit, lists);
    }
    return found;
}
