import Ground
import Session

// Connections and what is on its way.
extension Simulation {
    /// The number of an open connection to a replica, made if there is none; nil when nobody listens.
    func connect(_ place: Int) -> Int? {
        if let number = replicas[place].connection, connections[number].isOpen { return number }
        guard replicas[place].downCount == 0 else { return nil }
        let number = connections.count
        connections.append(SimulatedConnection(replica: place, life: replicas[place].life))
        replicas[place].connection = number
        let preface = ByteBuffer()
        Preface(frameByteCountMax: 4_096, inFlightCountMax: 0).write(to: preface)
        write(Array(preface.bytes), on: number, isToReplica: true)
        write(Array(preface.bytes), on: number, isToReplica: false)
        return number
    }

    func write(_ header: FrameHeader, body: [UInt8] = [], on number: Int, isToReplica: Bool) {
        let frame = ByteBuffer()
        header.write(to: frame)
        body.withUnsafeBytes { frame.append($0) }
        write(Array(frame.bytes), on: number, isToReplica: isToReplica)
    }

    private func write(_ bytes: [UInt8], on number: Int, isToReplica: Bool) {
        let connection = connections[number]
        guard connection.isOpen else { return }
        var bytes = bytes
        if connection.isGarbageNext {
            connection.isGarbageNext = false
            bytes[Int.random(in: 0..<bytes.count, using: &chance)] ^= UInt8.random(in: 1...255, using: &chance)
        }
        if connection.isCutNext {
            connection.isCutNext = false
            bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &chance)))
            events.add(.reset(connection: number), at: now + plan.delay.upperBound + 1)
        }
        if connection.isHeld || replicas[connection.replica].partitionCount > 0 {
            connection.held.append((isToReplica, bytes))
            return
        }
        // In up to three pieces: whoever reads gets them as they come.
        while !bytes.isEmpty {
            let count = chance.next() % 4 == 0 ? Int.random(in: 1...bytes.count, using: &chance) : bytes.count
            let arrival = max(
                now + UInt64.random(in: plan.delay, using: &chance), connection.lastArrivals[isToReplica] ?? 0)
            connection.lastArrivals[isToReplica] = arrival
            events.add(
                .arrival(connection: number, isToReplica: isToReplica, bytes: Array(bytes.prefix(count))), at: arrival)
            bytes.removeFirst(count)
        }
    }

    /// Sends what was held, if nothing holds it any longer.
    func release(_ place: Int) {
        guard let number = replicas[place].connection, replicas[place].partitionCount == 0 else { return }
        let connection = connections[number]
        guard !connection.isHeld else { return }
        let held = connection.held
        connection.held = []
        for piece in held { write(piece.bytes, on: number, isToReplica: piece.isToReplica) }
    }

    /// Ends a connection for both sides. Its attempts have failed.
    func close(_ number: Int) {
        let connection = connections[number]
        guard connection.isOpen else { return }
        connection.isOpen = false
        note("connection \(number) to \(replicas[connection.replica].id) is lost")
        let lost = connection.attempts.sorted { $0.key < $1.key }
        connection.attempts = [:]
        for entry in lost { fail(entry.value) }
    }

    func arrive(_ bytes: [UInt8], on number: Int, isToReplica: Bool) {
        let connection = connections[number]
        guard connection.isOpen else { return }
        if isToReplica, replicas[connection.replica].pauseCount > 0 {
            replicas[connection.replica].backlog.append(
                .arrival(connection: number, isToReplica: true, bytes: bytes))
            return
        }
        bytes.withUnsafeBytes { bytes in
            var input = bytes
            while connection.isOpen {
                guard
                    let action = isToReplica
                        ? connection.atReplica.next(&input) : connection.atCoordinator.next(&input)
                else { return }
                if isToReplica { take(action, atReplicaOf: number) } else { take(action, atCoordinatorOf: number) }
            }
        }
    }
}
