internal import Vocabulary

/// W3C Trace Context, as far as a server that makes no spans needs it.
enum TraceContext {
    static let name = "traceparent"

    /// True when `value` is a version, a trace, a parent and flags, as the recommendation writes them: lower-case
    /// hexadecimal, no number all zeros, no version `ff`.
    ///
    /// - SeeAlso: https://www.w3.org/TR/trace-context/#traceparent-header
    static func isValid(_ value: [UInt8]) -> Bool {
        let parts = value.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts.prefix(4).map(\.count) == [2, 32, 16, 2] else { return false }
        guard parts.prefix(4).allSatisfy({ $0.allSatisfy(isHexadecimal) }) else { return false }
        let zero = UInt8(ascii: "0")
        if parts[1].allSatisfy({ $0 == zero }) || parts[2].allSatisfy({ $0 == zero }) { return false }
        // Later versions may add parts; version 00 may not.
        if parts[0].allSatisfy({ $0 == zero }), parts.count > 4 { return false }
        return !parts[0].allSatisfy { $0 == UInt8(ascii: "f") }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
