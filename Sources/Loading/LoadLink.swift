internal import Eventing
internal import Ground

/// One connection of a load, and the calls under way on it; what it speaks is a subclass's.
class LoadLink {
    let number: Int
    let stream: ByteStream
    let receiver: LoadReceiver
    /// By slot.
    var flights: [LoadFlight] = []
    private var freeSlots: [Int] = []

    init(number: Int, stream: ByteStream, receiver: LoadReceiver) {
        self.number = number
        self.stream = stream
        self.receiver = receiver
    }

    final var inFlightCount: Int { flights.count - freeSlots.count }

    /// True while another call may be sent.
    final var hasRoom: Bool { inFlightCount < roomCount }

    /// A free slot, which is now taken by `flight`.
    final func add(_ flight: LoadFlight) -> Int {
        if let slot = freeSlots.popLast() {
            flights[slot] = flight
            return slot
        }
        flights.append(flight)
        return flights.count - 1
    }

    /// The call of `slot`, which is free from now on; nil when there is none.
    final func take(_ slot: Int) -> LoadFlight? {
        guard flights.indices.contains(slot), flights[slot].role != .none else { return nil }
        let flight = flights[slot]
        flights[slot].role = .none
        freeSlots.append(slot)
        return flight
    }

    // MARK: For a subclass to override

    /// True once the other side lets calls be sent.
    var isOpen: Bool { false }
    /// True once the other side takes no more calls.
    var isLeaving: Bool { false }
    /// Calls that may be under way now; 0 before it is open and once it is leaving.
    var roomCount: Int { 0 }

    /// Says what a client says first.
    func begin() {}

    /// Sends a call that has `slot`.
    func send(_ kind: LoadKind, _ body: [UInt8], timeoutMicroseconds: UInt32, slot: Int) {}

    /// Tells what `bytes` mean; stops when `tell` answers false.
    func read(_ bytes: UnsafeRawBufferPointer, _ tell: (LoadEvent) -> Bool) {}

    /// Output is about to leave: what waits is to be added.
    func willFlush() {}
}
