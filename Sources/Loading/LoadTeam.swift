public import Eventing
public import Vocabulary

/// Several engines that make one load, each on a thread of its own with its share of calls and connections.
public final class LoadTeam: Sendable {
    private let engines: [LoadEngine]

    /// - Parameter connectionCount: of all engines together, at least `threadCount`.
    /// - Parameter threadCount: at least 1.
    /// - Parameter speaksGRPC: true for gRPC, false for the framed protocol.
    /// - Parameter recording: which requests are sent, and in which order, of at least `threadCount` calls; nil: as the
    ///   kinds' weights say.
    public init(
        address: SocketAddress, connectionCount: Int, threadCount: Int, speaksGRPC: Bool = false, kinds: [LoadKind],
        recording: LoadRecording? = nil, seed: UInt64
    ) {
        precondition((1...connectionCount).contains(threadCount))
        engines = (0..<threadCount).map { number in
            LoadEngine(
                address: address, connectionCount: Self.share(number, of: connectionCount, threadCount),
                speaksGRPC: speaksGRPC, kinds: kinds, recording: recording?.part(number, of: threadCount),
                seed: seed &+ UInt64(number))
        }
    }

    /// The part of `count` that falls to engine `number`: all parts differ by one at most.
    private static func share(_ number: Int, of count: Int, _ threadCount: Int) -> Int {
        count / threadCount + (number < count % threadCount ? 1 : 0)
    }

    /// Makes all connections.
    ///
    /// - Throws: `UNAVAILABLE` when one cannot be made.
    public func connect() async throws(CallFailure) {
        for engine in engines { try await engine.connect() }
    }

    /// Runs `phase` and waits until all of its calls are answered or late. One at a time.
    ///
    /// Poisson arrivals that are shared out are Poisson arrivals again, and so is their sum.
    public func run(_ phase: LoadPhase) async -> LoadSpan {
        guard engines.count > 1 else { return await engines[0].run(phase) }
        let spans = await withTaskGroup(of: (Int, LoadSpan).self) { group in
            for (number, engine) in engines.enumerated() {
                var own = phase
                own.seed = phase.seed &+ UInt64(number) &* 0x9E37_79B9
                switch phase.pace {
                case .open(let rate, let spacing):
                    own.pace = .open(perSecond: rate / Double(engines.count), spacing: spacing)
                case .closed(let count):
                    own.pace = .closed(inFlight: max(1, Self.share(number, of: count, engines.count)))
                case .recorded: break
                }
                group.addTask { [own] in (number, await engine.run(own)) }
            }
            var spans: [(Int, LoadSpan)] = []
            for await span in group { spans.append(span) }
            return spans.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var sum = LoadSpan(
            pace: phase.pace, startMicroseconds: spans[0].startMicroseconds, seconds: 0,
            kinds: spans[0].tallies.map(\.name))
        for span in spans { sum.add(span) }
        return sum
    }

    /// How the phase goes; any thread may ask.
    public var progress: LoadProgress {
        var sum = engines[0].progress
        for engine in engines.dropFirst() { sum.add(engine.progress) }
        return sum
    }

    /// Lets no more calls of the phase begin; those under way end it.
    public func stop() {
        for engine in engines { engine.stop() }
    }

    /// Ends the connections. May be repeated.
    public func close() {
        for engine in engines { engine.close() }
    }
}
