internal import Ground
internal import Eventing

/// The time that a new connection has to say what it speaks.
final class PrefaceWait: Expiring {
    let deadline: MonotonicTime
    var heapIndex = -1
    private weak var connection: Connection?

    init(connection: Connection, deadline: MonotonicTime) {
        self.connection = connection
        self.deadline = deadline
    }

    func expire() {
        connection?.expirePreface()
    }
}
