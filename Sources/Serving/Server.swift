public import Eventing
internal import Ground
internal import Synchronization
public import Vocabulary

/// Answers calls on any number of sockets, on one event loop or several.
///
/// A connection belongs to one loop from its first byte to its last. Where calls wait for the worker pool, how many may
/// be in flight and how much memory they may take is the business of all loops together.
public actor Server {
    /// The first of its loops.
    public nonisolated let loop: EventLoop
    private let limits: Limits
    private let parts: [ServerPart]

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// A server that answers the methods of `table` once it listens.
    ///
    /// - Parameter onFailure: told on a call's loop when it failed and should not have, by each loop ten times a second
    ///   at most.
    public init(
        loop: EventLoop, limits: Limits = Limits(), table: MethodTable,
        onFailure: (@Sendable (FailedCall) -> Void)? = nil
    ) {
        self.init(loops: [loop], limits: limits, table: table, onFailure: onFailure)
    }

    /// A server of several loops, at least one, which have the same worker pool.
    public init(
        loops: [EventLoop], limits: Limits = Limits(), table: MethodTable,
        onFailure: (@Sendable (FailedCall) -> Void)? = nil
    ) {
        loop = loops[0]
        self.limits = limits
        let share = ServerShare(loops: loops, limits: limits, table: table)
        parts = loops.map {
            ServerPart(loop: $0, share: share, limits: limits, table: table, onFailure: onFailure)
        }
    }

    /// Takes connections at `address` from now on, beside the addresses it listens at already.
    ///
    /// Each loop has a socket of its own at a TCP address, among which the system spreads connections; those of a Unix
    /// socket, which cannot be shared so, are handed round.
    ///
    /// - Returns: the address, with the port that the system chose when 0 was asked for.
    /// - Throws: `addressInUse` where anybody else listens.
    @discardableResult
    public func listen(at address: SocketAddress) async throws(LoopError) -> SocketAddress {
        let (first, others) = (parts[0], parts.dropFirst())
        let bound: SocketAddress
        if case .tcp = address, !others.isEmpty {
            bound = try await first.listen(at: address, sharing: .first) { first.take($0) }
            do throws(LoopError) {
                for part in others {
                    _ = try await part.listen(at: bound, sharing: .joining) { part.take($0) }
                }
            } catch {
                for part in parts { await part.stopListening(at: bound) }
                throw error
            }
        } else {
            bound = try await first.listen(at: address, sharing: .none, accept: Self.handingRound(to: parts))
        }
        for part in parts { await part.startPulse() }
        return bound
    }

    /// Gives connections that the first loop takes to one part after the other.
    private static func handingRound(to parts: [ServerPart]) -> @Sendable (ByteStream) -> Void {
        guard parts.count > 1 else { return { [part = parts[0]] in part.take($0) } }
        let takenCount = Guarded(0)
        return { stream in
            let place = takenCount.withLock { count in
                defer { count = (count + 1) % parts.count }
                return count
            }
            let part = parts[place]
            if place == 0 { return part.take(stream) }
            stream.move(to: part.loop) { part.take($0) }
        }
    }

    /// What has been done so far.
    public func counters() async -> ServerCounters {
        var sum = await parts[0].counters()
        for part in parts.dropFirst() { sum.add(await part.counters()) }
        return sum
    }

    /// Stops taking connections and calls, answers what is in flight, and closes everything.
    ///
    /// Calls that outlast the drain timeout are cancelled and their connections closed.
    ///
    /// - Returns: true when all work is over, so that the loops and the pool may be stopped; false when some work did
    ///   not end even a second after it was cancelled.
    @discardableResult
    public func drain() async -> Bool {
        for part in parts { await part.beginDrain() }
        let patience = UInt64(limits.drainTimeoutMilliseconds) * 1_000
        await waitUntilIdle(deadline: .now.advanced(microseconds: patience))
        for part in parts { await part.endAtOnce() }
        await waitUntilIdle(deadline: .now.advanced(microseconds: 1_000_000))
        var isIdle = true
        for part in parts where await !part.stop() { isIdle = false }
        return isIdle
    }

    private func waitUntilIdle(deadline: MonotonicTime) async {
        for part in parts { await part.waitUntilIdle(deadline: deadline) }
    }
}
