internal import Eventing
internal import Ground
internal import Vocabulary

/// The part of a server that lives on one of its loops: listeners and connections.
actor ServerPart {
    nonisolated let loop: EventLoop
    private let ledger: ServerLedger
    private var listeners: [Listener] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(
        loop: EventLoop, share: ServerShare, limits: Limits, table: MethodTable,
        onFailure: (@Sendable (FailedCall) -> Void)?
    ) {
        self.loop = loop
        ledger = ServerLedger(loop: loop, share: share, limits: limits, table: table, onFailure: onFailure)
    }

    /// Serves a connection that was taken. On the loop.
    nonisolated func take(_ stream: ByteStream) {
        assumeIsolated { part in
            let ledger = part.ledger
            // One that another loop took while this one was told to stop finds nobody.
            if ledger.isDraining { return stream.close() }
            let connection = Connection(stream: stream, ledger: ledger)
            connection.assumeIsolated { connection in
                if ledger.makeRoom() { connection.start() } else { connection.refuse() }
            }
        }
    }

    /// Takes connections at `address` from now on.
    ///
    /// - Parameter accept: told of each, on the loop.
    /// - Returns: the address, with the port that the system chose when 0 was asked for.
    func listen(
        at address: SocketAddress, sharing: Listener.Sharing, accept: @escaping @Sendable (ByteStream) -> Void
    ) throws(LoopError) -> SocketAddress {
        let listener = try Listener(loop: loop, address: address, sharing: sharing, accept: accept)
        listeners.append(listener)
        return listener.address
    }

    /// Closes the listener at `address`.
    func stopListening(at address: SocketAddress) {
        for listener in listeners where listener.address == address { listener.close() }
        listeners.removeAll { $0.address == address }
    }

    /// Looks after the loop's connections from now on.
    func startPulse() {
        ledger.startPulse()
    }

    func counters() -> ServerCounters {
        ledger.snapshot
    }

    /// Takes no more connections and calls.
    func beginDrain() {
        ledger.isDraining = true
        for listener in listeners { listener.close() }
        listeners = []
        for connection in ledger.connections.values { connection.drain() }
    }

    /// Ends connections, whatever is in flight.
    func endAtOnce() {
        for connection in ledger.connections.values { connection.endAtOnce() }
        for stream in ledger.endingStreams.values { stream.close() }
    }

    /// Stops what goes on by itself.
    ///
    /// - Returns: true when no work is left.
    func stop() -> Bool {
        let isIdle = ledger.isIdle
        ledger.stop()
        return isIdle
    }

    /// Waits until no connection, nothing unsent and no work is left, but not beyond `deadline`.
    func waitUntilIdle(deadline: MonotonicTime) async {
        guard !ledger.isIdle else { return }
        let milliseconds = Int(MonotonicTime.now.microsecondsLeft(until: deadline) / 1_000)
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
