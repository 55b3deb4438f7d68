/// The header `grpc-timeout`: one to eight digits and a unit.
enum GRPCTimeout {
    /// Microseconds of `text`, rounded up, so that no time limit becomes none; nil when it is none of the grammar.
    @unsafe static func microseconds(_ text: UnsafeRawBufferPointer) -> UInt64? {
        guard (2...9).contains(text.count) else { return nil }
        var number: UInt64 = 0
        for index in 0..<text.count - 1 {
            let digit = unsafe text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + UInt64(digit)
        }
        // Nine digits at most, so no product overflows.
        switch unsafe text[text.count - 1] {
        case UInt8(ascii: "H"): return number * 3_600_000_000
        case UInt8(ascii: "M"): return number * 60_000_000
        case UInt8(ascii: "S"): return number * 1_000_000
        case UInt8(ascii: "m"): return number * 1_000
        case UInt8(ascii: "u"): return number
        case UInt8(ascii: "n"): return (number + 999) / 1_000
        default: return nil
        }
    }
}
