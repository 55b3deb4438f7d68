public import Eventing
internal import Ground
public import Vocabulary

/// Answers calls on any number of sockets, on one event loop.
public actor Server {
    public nonisolated let loop: EventLoop
    private let ledger: ServerLedger
    private var listeners: [Listener] = []

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// A server that answers the methods of `table` once it listens.
    ///
    /// - Parameter onFailure: told on the loop of calls that failed and should not have, ten a second at most.
    public init(
        loop: EventLoop, limits: Limits = Limits(), table: MethodTable,
        onFailure: (@Sendable (FailedCall) -> Void)? = nil
    ) {
        self.loop = loop
        ledger = ServerLedger(loop: loop, limits: limits, table: table, onFailure: onFailure)
    }

    /// Takes connections at `address` from now on, beside the addresses it listens at already.
    ///
    /// - Returns: the address, with the port that the system chose when 0 was asked for.
    @discardableResult
    public func listen(at address: SocketAddress) throws(LoopError) -> SocketAddress {
        let ledger = ledger
        let listener = try Listener(loop: loop, address: address) { stream in
            let connection = Connection(stream: stream, ledger: ledger)
            connection.assumeIsolated { connection in
                if ledger.makeRoom() { connection.start() } else { connection.refuse() }
            }
        }
        listeners.append(listener)
        ledger.startPulse()
        return listener.address
    }

    /// What has been done so far.
    public func counters() -> ServerCounters {
        ledger.snapshot
    }

    /// Stops taking connections and calls, answers what is in flight, and closes everything.
    ///
    /// Calls that outlast the drain timeout are cancelled and their connections closed.
    ///
    /// - Returns: true when all work is over, so that the loop and the pool may be stopped; false when some work did
    ///   not end even a second after it was cancelled.
    @discardableResult
    public func drain() async -> Bool {
        ledger.isDraining = true
        for listener in listeners { listener.close() }
        listeners = []
        for connection in ledger.connections.values { connection.drain() }
        await waitUntilIdle(milliseconds: ledger.limits.drainTimeoutMilliseconds)
        for connection in ledger.connections.values { connection.endAtOnce() }
        for stream in ledger.endingStreams.values { stream.close() }
        await waitUntilIdle(milliseconds: 1_000)
        let isIdle = ledger.isIdle
        ledger.stop()
        return isIdle
    }

    /// Waits until no connection, nothing unsent and no work is left, for at most `milliseconds`.
    private func waitUntilIdle(milliseconds: Int) async {
        guard !ledger.isIdle else { return }
        await unsafe withUnsafeContinuation { continuation in
            let ledger = ledger
            let timer = try? LoopTimer(loop: loop) { ledger.onIdle?() }
            ledger.onIdle = {
                ledger.onIdle = nil
                timer?.close()
                unsafe continuation.resume()
            }
            guard let timer else { return ledger.onIdle!() }
            timer.start(afterMilliseconds: milliseconds)
        }
    }
}
