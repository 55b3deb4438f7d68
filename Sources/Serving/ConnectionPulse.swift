internal import Eventing
internal import Ground

/// Has a connection look after itself now and then: whether its client is still there, and keeps to the time.
final class ConnectionPulse: Expiring {
    private(set) var deadline: MonotonicTime
    var heapIndex = -1
    private weak var connection: GRPCConnection?
    private let microseconds: UInt64

    init(connection: GRPCConnection, milliseconds: Int) {
        self.connection = connection
        microseconds = UInt64(max(1, milliseconds)) * 1_000
        deadline = .now.advanced(microseconds: microseconds)
    }

    func expire() {
        // Out of the heap by now, so that the deadline may change.
        deadline = .now.advanced(microseconds: microseconds)
        connection?.pulse()
    }
}
