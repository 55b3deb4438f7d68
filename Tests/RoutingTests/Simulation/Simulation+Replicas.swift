import Ground
import Session

// What replicas do.
extension Simulation {
    func take(_ action: SessionAction, atReplicaOf number: Int) {
        let connection = connections[number]
        let replica = replicas[connection.replica]
        switch action {
        case .request(let header, _, let body):
            guard body.count == 8 else { return }
            let key = UInt64(littleEndian: body.loadUnaligned(as: UInt64.self))
            connection.asked.insert(header.stream)
            let isSlow = Int.random(in: 0..<20, using: &chance) == 0
            let time = UInt64.random(in: isSlow ? plan.slowService : plan.service, using: &chance)
            events.add(
                .served(
                    replica: connection.replica, life: replica.life, connection: number, stream: header.stream,
                    key: key),
                at: now + time * (replica.slowCount > 0 ? 8 : 1))
        case .cancel(let stream): connection.asked.remove(stream)
        case .ping(let body):
            write(
                FrameHeader(.pong, bodyByteCount: body.count), body: Array(body), on: number, isToReplica: false)
        case .failed: close(number)
        default: break
        }
    }

    func serve(_ place: Int, life: Int, _ number: Int, stream: UInt32, key: UInt64) {
        guard replicas[place].life == life, connections[number].isOpen else { return }
        if replicas[place].pauseCount > 0 {
            replicas[place].backlog.append(
                .served(replica: place, life: life, connection: number, stream: stream, key: key))
            return
        }
        guard connections[number].asked.remove(stream) != nil else { return }
        let body = Self.answer(key, place: place)
        write(
            FrameHeader(.response, bodyByteCount: body.count, stream: stream), body: body, on: number,
            isToReplica: false)
    }

    /// What a replica answers: who it is, what it was asked, and a hash of that.
    static func answer(_ key: UInt64, place: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for word in [key, UInt64(place), Hash.xxh3(key, seed: UInt64(place))] {
            withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
        }
        return bytes
    }
}
