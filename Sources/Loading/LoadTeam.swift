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
            let share = LoadShare(number, of: threadCount)
            return LoadEngine(
                address: address, connectionCount: share.part(of: connectionCount), speaksGRPC: speaksGRPC,
                kinds: kinds, recording: recording.map { share.recording(of: $0) }, seed: share.seed(of: seed),
                share: share)
        }
    }

    /// Makes all connections.
    ///
    /// - Throws: `UNAVAILABLE` when one cannot be made.
    public func connect() async throws(CallFailure) {
        for engine in engines { try await engine.connect() }
    }

    /// Runs `phase` and waits until all of its calls are answered or late. One at a time.
    public func run(_ phase: LoadPhase) async -> LoadSpan {
        guard engines.count > 1 else { return await engines[0].run(phase) }
        let spans = await withTaskGroup(of: (Int, LoadSpan).self) { group in
            for (number, engine) in engines.enumerated() {
                let own = LoadShare(number, of: engines.count).phase(of: phase)
                group.addTask { (number, await engine.run(own)) }
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
