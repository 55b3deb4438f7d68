import Glibc

/// Times of one thing that was done many times, in milliseconds of this thread's processor time.
struct Timing {
    let minimum: Double
    let median: Double

    /// Runs `body` `repeatCount` times.
    init(repeatCount: Int, _ body: (Int) throws -> Void) rethrows {
        var times: [Double] = []
        for round in 0..<repeatCount {
            let start = Self.threadMilliseconds
            try body(round)
            times.append(Self.threadMilliseconds - start)
        }
        times.sort()
        minimum = times[0]
        median = times[times.count / 2]
    }

    /// Processor time of this thread so far.
    static var threadMilliseconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}

/// `value` with `digits` after the point, right-aligned in `width` columns.
func column(_ value: Double, _ digits: Int = 2, width: Int = 10) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * scale).rounded())
    var text = String(scaled / Int(scale))
    if digits > 0 {
        let rest = String(scaled % Int(scale))
        text += "." + String(repeating: "0", count: digits - rest.count) + rest
    }
    return column(text, width: width)
}

/// `text` right-aligned in `width` columns.
func column(_ text: String, width: Int = 10) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
}
