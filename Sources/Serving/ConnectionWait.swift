internal import Eventing
internal import Ground
internal import Vocabulary

/// The time that a client has for what it must send: its preface, the rest of a frame. Then its connection ends.
final class ConnectionWait: Expiring {
    let deadline: MonotonicTime
    var heapIndex = -1
    private weak var connection: (any ServedConnection)?
    private let failure: CallFailure

    /// - Parameter failure: what the client is told when it was too slow.
    init(connection: any ServedConnection, milliseconds: Int, failure: CallFailure) {
        self.connection = connection
        self.failure = failure
        deadline = .now.advanced(microseconds: UInt64(milliseconds) * 1_000)
    }

    func expire() {
        connection?.giveUp(failure)
    }
}
