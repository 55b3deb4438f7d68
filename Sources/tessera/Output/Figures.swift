internal import Glibc

/// Numbers as people read them.
enum Figures {
    /// `1,234,567`
    static func count(_ number: UInt64) -> String {
        var digits = Array(String(number))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }

    static func count(_ number: Int) -> String { number < 0 ? "-" + count(UInt64(-number)) : count(UInt64(number)) }

    /// `1 row`, `7,458 rows`
    static func rows(_ count: Int) -> String { Self.count(count) + (count == 1 ? " row" : " rows") }

    /// `1 text`, `6,705 texts`
    static func texts(_ count: UInt64) -> String { Self.count(count) + (count == 1 ? " text" : " texts") }

    /// `12.3 MB`, in powers of 1,000.
    static func byteCount(_ number: UInt64) -> String {
        guard number >= 1_000 else { return "\(number) B" }
        var value = Double(number)
        var unit = -1
        while value >= 999.5, unit < 5 {
            value /= 1_000
            unit += 1
        }
        return (value < 9.95 ? fixed(value, digitCount: 1) : fixed(value, digitCount: 0))
            + [" kB", " MB", " GB", " TB", " PB", " EB"][unit]
    }

    /// `3:07`, `1:02:09`, `4 d 02:11:00`
    static func time(seconds: UInt64) -> String {
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
        let rest = two(seconds % 60)
        if days > 0 { return "\(days) d \(two(hours)):\(two(minutes)):\(rest)" }
        if hours > 0 { return "\(hours):\(two(minutes)):\(rest)" }
        return "\(minutes):\(rest)"
    }

    /// `2026-05-04 13:59:01 UTC`
    static func moment(microseconds: UInt64) -> String {
        guard microseconds > 0 else { return "never" }
        var seconds = time_t(clamping: microseconds / 1_000_000)
        var parts = unsafe tm()
        unsafe gmtime_r(&seconds, &parts)
        return unsafe "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) UTC"
    }

    /// `number` with exactly `digitCount` digits after the point, at most 9; rounded half away from zero.
    static func fixed(_ number: Double, digitCount: Int) -> String {
        guard number.isFinite, abs(number) < 1e9 else { return "\(number)" }
        var scale = 1.0
        for _ in 0..<digitCount { scale *= 10 }
        let scaled = UInt64((abs(number) * scale).rounded())
        let sign = number < 0 && scaled > 0 ? "-" : ""
        guard digitCount > 0 else { return sign + String(scaled) }
        let fraction = String(scaled % UInt64(scale))
        return sign + "\(scaled / UInt64(scale))." + String(repeating: "0", count: digitCount - fraction.count)
            + fraction
    }

    private static func two(_ number: some BinaryInteger) -> String { (number < 10 ? "0" : "") + String(number) }
}
