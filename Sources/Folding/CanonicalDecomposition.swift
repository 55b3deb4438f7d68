internal import CUtf8proc

/// What one scalar becomes under Unicode's full canonical decomposition (NFD).
public struct CanonicalDecomposition: Sendable {
    /// The first `count` lanes hold the scalars, the others 0. No scalar of Unicode becomes more than four.
    public let scalars: SIMD4<UInt32>
    /// 1…4.
    public let count: Int

    public init(of scalar: UInt32) {
        var lanes = SIMD4<Int32>(repeating: 0)
        var boundary: Int32 = 0
        let written = withUnsafeMutableBytes(of: &lanes) { bytes in
            utf8proc_decompose_char(
                Int32(truncatingIfNeeded: scalar), bytes.baseAddress!.assumingMemoryBound(to: Int32.self), 4,
                UTF8PROC_DECOMPOSE, &boundary)
        }
        guard written >= 1, written <= 4 else {
            // Not a scalar: it stands for itself.
            scalars = SIMD4(scalar, 0, 0, 0)
            count = 1
            return
        }
        scalars = SIMD4(truncatingIfNeeded: lanes)
        count = written
    }
}

/// The canonical combining class of `scalar`: 0 for all but marks, which NFD sorts by it.
public func combiningClass(of scalar: UInt32) -> UInt16 {
    UInt16(truncatingIfNeeded: utf8proc_get_property(Int32(truncatingIfNeeded: scalar)).pointee.combining_class)
}

/// The simple lower-case form of `scalar`, itself when it has none.
public func lowercased(_ scalar: UInt32) -> UInt32 {
    UInt32(bitPattern: utf8proc_tolower(Int32(truncatingIfNeeded: scalar)))
}
