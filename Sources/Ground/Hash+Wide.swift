internal import CXXHash

extension Hash {
    /// The XXH3-128 of `bytes` with seed 0: 16 bytes in the canonical order. About 10 GB/s on long input.
    public static func wide(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        canonical(XXH3_128bits(bytes.baseAddress, bytes.count))
    }

    static func canonical(_ hash: XXH128_hash_t) -> [UInt8] {
        var bytes = XXH128_canonical_t()
        XXH128_canonicalFromHash(&bytes, hash)
        return withUnsafeBytes(of: bytes) { Array($0) }
    }
}
