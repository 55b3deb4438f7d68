public import Eventing
internal import Ground
public import Vocabulary

/// Puts a server under load, and measures it as its callers would see it.
///
/// In an open loop a call's time runs from the moment it was scheduled for, whether the connection had room for it then
/// or not: what a server's stall holds up is charged to the stall. One thread does all: some hundred thousand small
/// calls a second.
///
/// - SeeAlso: Tene, "How NOT to Measure Latency", on coordinated omission. Schroeder, Wierman, Harchol-Balter, "Open
///   Versus Closed: A Cautionary Tale", NSDI 2006.
public final class LoadEngine: Sendable {
    private let loop: EventLoop
    private let core: LoadCore
    private let isClosed = Guarded(false)

    /// - Parameter connectionCount: connections that share the calls, at least 1.
    /// - Parameter speaksGRPC: true for gRPC, false for the framed protocol.
    /// - Parameter kinds: at least one.
    /// - Parameter recording: which requests are sent, and in which order; nil: as the kinds' weights say.
    /// - Parameter seed: decides which kind of call comes when, and which answers are looked at.
    /// - Parameter share: which of several engines with the same kinds this is: each begins with other requests.
    public init(
        address: SocketAddress, connectionCount: Int, speaksGRPC: Bool = false, kinds: [LoadKind],
        recording: LoadRecording? = nil, seed: UInt64 = 0, share: LoadShare = .whole
    ) {
        precondition(connectionCount > 0 && !kinds.isEmpty)
        loop = EventLoop(name: "tessera-load")
        core = LoadCore(
            loop: loop, address: address, connectionCount: connectionCount, speaksGRPC: speaksGRPC, kinds: kinds,
            recording: recording, seed: seed, share: share)
    }

    deinit {
        close()
    }

    /// Makes all connections.
    ///
    /// - Throws: `UNAVAILABLE` when one cannot be made.
    public func connect() async throws(CallFailure) {
        let core = core
        let result = await unsafe withUnsafeContinuation { continuation in
            core.connectAll { unsafe continuation.resume(returning: $0) }
        }
        try result.get()
    }

    /// Runs `phase` and waits until all of its calls are answered or late. One at a time.
    public func run(_ phase: LoadPhase) async -> LoadSpan {
        let core = core
        return await unsafe withUnsafeContinuation { continuation in
            core.run(phase) { unsafe continuation.resume(returning: $0) }
        }
    }

    /// How the phase goes; any thread may ask.
    public var progress: LoadProgress { core.progress.withLock { $0 } }

    /// Lets no more calls of the phase begin; those under way end it.
    public func stop() {
        core.stop()
    }

    /// Ends the connections. May be repeated.
    public func close() {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        core.close()
        loop.stop()
    }
}
