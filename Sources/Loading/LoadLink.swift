internal import Eventing
internal import Ground
internal import Session

/// One connection of a load, and the calls under way on it.
final class LoadLink {
    let number: Int
    let stream: ByteStream
    let receiver: LoadReceiver
    var session: FrameSession
    /// By slot; a call's stream is its slot and 1.
    var flights: [LoadFlight] = []
    /// True once the server said that it takes no more calls.
    var isLeaving = false
    private var freeSlots: [Int] = []

    init(number: Int, stream: ByteStream, receiver: LoadReceiver, frameByteCountMax: Int) {
        self.number = number
        self.stream = stream
        self.receiver = receiver
        session = FrameSession(role: .client, frameByteCountMax: frameByteCountMax)
    }

    var inFlightCount: Int { flights.count - freeSlots.count }

    /// True while another call may be sent.
    var hasRoom: Bool {
        guard let peer = session.peer, !isLeaving else { return false }
        return inFlightCount < max(1, Int(peer.inFlightCountMax))
    }

    /// A free slot, which is now taken by `flight`.
    func add(_ flight: LoadFlight) -> Int {
        if let slot = freeSlots.popLast() {
            flights[slot] = flight
            return slot
        }
        flights.append(flight)
        return flights.count - 1
    }

    /// The call of `slot`, which is free from now on; nil when there is none.
    func take(_ slot: Int) -> LoadFlight? {
        guard flights.indices.contains(slot), flights[slot].role != .none else { return nil }
        let flight = flights[slot]
        flights[slot].role = .none
        freeSlots.append(slot)
        return flight
    }
}
