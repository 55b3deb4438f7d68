/// W3C Trace Context: the trace that a call belongs to, and the span that made it.
///
/// - SeeAlso: https://www.w3.org/TR/trace-context/#traceparent-header
public struct TraceContext: Equatable, Sendable {
    /// The name under which it travels.
    public static let headerName = "traceparent"

    /// The trace's 16 bytes, not all zero.
    public let trace: (high: UInt64, low: UInt64)
    /// The caller's span, not zero.
    public let span: UInt64
    /// As the caller set them; bit 0: it samples.
    public let flags: UInt8

    /// Bytes of the text that version 00 has.
    private static let byteCount = 55

    /// The context in `value`: a version, a trace, a span and flags in lower-case hexadecimal. Nil when it is anything
    /// else, has a number that is all zeros, or the version `ff`. Of later versions what version 00 knows is taken.
    public init?(_ value: [UInt8]) {
        let dash = UInt8(ascii: "-")
        guard value.count >= Self.byteCount, value[2] == dash, value[35] == dash, value[52] == dash,
            let version = Self.number(value[0..<2]), version < 0xFF, let high = Self.number(value[3..<19]),
            let low = Self.number(value[19..<35]), let span = Self.number(value[36..<52]),
            let flags = Self.number(value[53..<55]), high | low != 0, span != 0
        else { return nil }
        // Later versions may add parts; version 00 may not.
        if value.count > Self.byteCount, version == 0 || value[Self.byteCount] != dash { return nil }
        trace = (high, low)
        self.span = span
        self.flags = UInt8(truncatingIfNeeded: flags)
    }

    private init(trace: (high: UInt64, low: UInt64), span: UInt64, flags: UInt8) {
        self.trace = trace
        self.span = span
        self.flags = flags
    }

    public static func == (first: TraceContext, second: TraceContext) -> Bool {
        first.trace == second.trace && first.span == second.span && first.flags == second.flags
    }

    /// The same trace for a call that is made on behalf of this one: with a span drawn anew.
    public func child() -> TraceContext {
        TraceContext(trace: trace, span: .random(in: 1 ... .max), flags: flags)
    }

    /// The text that travels, of version 00.
    public var text: String {
        let (high, low) = (Self.digits(trace.high, count: 16), Self.digits(trace.low, count: 16))
        return "00-\(high)\(low)-\(Self.digits(span, count: 16))-\(Self.digits(UInt64(flags), count: 2))"
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }

    private static func digits(_ number: UInt64, count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: count - digits.utf8.count) + digits
    }
}
