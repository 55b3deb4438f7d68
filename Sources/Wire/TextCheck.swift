/// Whether bytes are text that C and Swift both hold without loss: UTF-8 (RFC 3629, table 3-7 of Unicode) without NUL.
enum TextCheck {
    enum Fault: Equatable {
        case nul(offset: Int)
        case notUTF8(offset: Int)
    }

    /// The first fault of the bytes from `start` up to `end`; nil when there is none.
    static func fault(in bytes: RawSpan, from start: Int, to end: Int) -> Fault? {
        var at = start
        // Eight bytes at a time as long as they are ASCII.
        while end - at >= 8, isPlain(bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) { at += 8 }
        if end - at < 8, bytes.byteCount - at >= 8 {
            // What follows the text is loaded with its last bytes, then overwritten by letters that pass.
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
            let beyond = UInt64.max << UInt64(8 * (end - at))
            if isPlain(word & ~beyond | 0x0101_0101_0101_0101 & beyond) { return nil }
        }
        while at < end {
            let lead = bytes.byte(at)
            guard lead != 0 else { return .nul(offset: at) }
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            let count = sequenceCount(in: bytes, at: at, to: end)
            guard count > 0 else { return .notUTF8(offset: at) }
            at += count
        }
        return nil
    }

    /// Whether all eight bytes are ASCII and none is NUL.
    @inline(__always)
    private static func isPlain(_ word: UInt64) -> Bool {
        // Without high bits, taking one from each byte sets a high bit only if there is a zero.
        (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0
    }

    /// Bytes of the sequence of two or more that starts at `at`; 0 when it is not one.
    private static func sequenceCount(in bytes: RawSpan, at: Int, to end: Int) -> Int {
        guard end - at >= 2 else { return 0 }
        let second = bytes.byte(at + 1)
        let count: Int
        // The second byte's range refuses overlong forms, surrogates and what lies past U+10FFFF.
        let allowed: ClosedRange<UInt8>
        switch bytes.byte(at) {
        case 0xC2...0xDF: (count, allowed) = (2, 0x80...0xBF)
        case 0xE0: (count, allowed) = (3, 0xA0...0xBF)
        case 0xED: (count, allowed) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (count, allowed) = (3, 0x80...0xBF)
        case 0xF0: (count, allowed) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (count, allowed) = (4, 0x80...0xBF)
        case 0xF4: (count, allowed) = (4, 0x80...0x8F)
        default: return 0
        }
        guard end - at >= count, allowed.contains(second) else { return 0 }
        var next = at + 2
        while next < at + count {
            guard bytes.byte(next) & 0xC0 == 0x80 else { return 0 }
            next += 1
        }
        return count
    }
}

extension RawSpan {
    /// The byte at `offset`, checked to lie inside.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 {
        unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
