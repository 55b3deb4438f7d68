/// The time that a method's calls take on the worker pool, or wait for other nodes, as it was lately.
struct WorkMeter {
    private let work: CallWork
    /// Per call or per byte.
    private var nanoseconds: Double
    private var isMeasured = false

    /// What is believed before anything was measured.
    private static let guessPerCall = 100_000.0
    private static let guessPerByte = 10.0
    /// How much one call changes what is expected of the next.
    private static let weight = 1.0 / 16
    /// What is believed less with each call that it alone has refused: so a slow hour is not held against a method for
    /// ever.
    private static let fading = 0.98

    init(_ work: CallWork) {
        self.work = work
        nanoseconds = work == .perByte ? Self.guessPerByte : Self.guessPerCall
    }

    private func units(_ byteCount: Int) -> Double {
        work == .perByte ? Double(max(byteCount, 1)) : 1
    }

    /// Nanoseconds that a call with a request of `byteCount` bytes will take.
    func estimate(byteCount: Int) -> Int {
        work == .none ? 0 : Int(min(nanoseconds * units(byteCount), 1e12))
    }

    /// Takes note of a call that took `measured` nanoseconds; at least that many when it did not come to its end.
    mutating func add(_ measured: Int, byteCount: Int, isWhole: Bool) {
        guard work != .none else { return }
        let sample = Double(measured) / units(byteCount)
        guard isWhole || sample > nanoseconds else { return }
        nanoseconds += isMeasured ? (sample - nanoseconds) * Self.weight : sample - nanoseconds
        isMeasured = true
    }

    mutating func fade() {
        nanoseconds *= Self.fading
    }
}
