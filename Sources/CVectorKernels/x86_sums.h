// Included inside each x86 file's target pragma, so that every file has its own copy for its own instruction set.

/// The sums of four rows whose 16 lanes were already added i with i + 8.
static inline __attribute__((always_inline)) __m128 sums_of_four(__m256 a, __m256 b, __m256 c, __m256 d) {
    // i with i + 4: the low 128 bits belong to a (c), the high ones to b (d).
    __m256 ab = _mm256_add_ps(_mm256_permute2f128_ps(a, b, 0x20), _mm256_permute2f128_ps(a, b, 0x31));
    __m256 cd = _mm256_add_ps(_mm256_permute2f128_ps(c, d, 0x20), _mm256_permute2f128_ps(c, d, 0x31));
    // i with i + 2: a0 a1 c0 c1 | b0 b1 d0 d1.
    __m256 pairs = _mm256_add_ps(
        _mm256_shuffle_ps(ab, cd, _MM_SHUFFLE(1, 0, 1, 0)), _mm256_shuffle_ps(ab, cd, _MM_SHUFFLE(3, 2, 3, 2)));
    // 0 with 1: a c a c | b d b d.
    __m256 sums = _mm256_add_ps(
        _mm256_shuffle_ps(pairs, pairs, _MM_SHUFFLE(2, 0, 2, 0)),
        _mm256_shuffle_ps(pairs, pairs, _MM_SHUFFLE(3, 1, 3, 1)));
    return _mm_unpacklo_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1));
}

/// The sum of one row whose 16 lanes were already added i with i + 8.
static inline __attribute__((always_inline)) float sum_of_one(__m256 a) {
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}
