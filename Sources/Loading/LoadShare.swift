internal import Ground

/// The part of a load that falls to one of several who make it together.
public struct LoadShare: Equatable, Sendable {
    /// All of it.
    public static let whole = LoadShare(0, of: 1)

    /// Which of them it is, `0..<count`.
    public let number: Int
    /// How many they are, at least 1.
    public let count: Int

    public init(_ number: Int, of count: Int) {
        precondition((0..<count).contains(number))
        self.number = number
        self.count = count
    }

    /// The part of `total` that falls to this one: all parts differ by one at most.
    public func part(of total: Int) -> Int {
        total / count + (number < total % count ? 1 : 0)
    }

    /// A seed of its own; where one makes the whole load, the load's.
    public func seed(of whole: UInt64) -> UInt64 {
        guard count > 1 else { return whole }
        var random = SplitMix(seed: whole, part: UInt64(number))
        return random.next()
    }

    /// What this one does so that all together do `whole`.
    ///
    /// Poisson arrivals that are shared out are Poisson arrivals again, and so is their sum. Even arrivals are those of
    /// the others moved by a part of a gap, so that the sum is even.
    ///
    /// - Parameter whole: with at least as many calls in flight as there are shares, if it is a closed loop.
    public func phase(of whole: LoadPhase) -> LoadPhase {
        var own = whole
        own.seed = seed(of: whole.seed)
        own.lead = (Double(number) + whole.lead) / Double(count)
        switch whole.pace {
        case .open(let rate, let spacing): own.pace = .open(perSecond: rate / Double(count), spacing: spacing)
        case .closed(let total): own.pace = .closed(inFlight: max(1, part(of: total)))
        case .recorded: break
        }
        return own
    }

    /// Every so many-th of `whole`, of which there are at least `count`.
    public func dealt<Element>(_ whole: [Element]) -> [Element] {
        count == 1 ? whole : stride(from: number, to: whole.count, by: count).map { whole[$0] }
    }

    /// Where this one begins in a round of `total` things that all go through.
    func start(in total: Int) -> Int { total * number / count }

    /// The calls of a recording that this one makes, at their moments.
    public func recording(of whole: LoadRecording) -> LoadRecording { LoadRecording(dealt(whole.calls)) }
}
