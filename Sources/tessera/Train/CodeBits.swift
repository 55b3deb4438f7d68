internal import ArgumentParser

/// What `--bits` may be.
enum CodeBits {
    /// Returns when parts may have so many bits.
    static func check(_ bits: UInt32?, parts: UInt32?) throws(ValidationError) {
        guard let bits else { return }
        guard bits == 8 || bits == 4 else { throw ValidationError("--bits: \(bits) is neither 8 nor 4") }
        if bits == 4, let parts, parts % 2 != 0 {
            throw ValidationError("--parts: two parts of 4 bits share a byte, and \(parts) is odd")
        }
    }
}
