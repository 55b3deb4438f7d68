import Routing
import Session

/// A connection between the coordinator and a replica: the session of each side, and what is on the way.
final class SimulatedConnection {
    /// Place of the replica, and how often it had started.
    let replica: Int
    let life: Int
    var atCoordinator = FrameSession(role: .client, frameByteCountMax: 4_096)
    var atReplica = FrameSession(role: .server, frameByteCountMax: 4_096)
    var isOpen = true
    var attempts: [UInt32: AttemptId] = [:]
    /// Streams that the replica is to answer.
    var asked: Set<UInt32> = []
    var streamNext: UInt32 = 1
    var isHeld = false
    var held: [(isToReplica: Bool, bytes: [UInt8])] = []
    /// When the last bytes arrive in each direction: a stream keeps its order.
    var lastArrivals: [Bool: UInt64] = [:]
    var isGarbageNext = false
    var isCutNext = false

    init(replica: Int, life: Int) {
        self.replica = replica
        self.life = life
    }
}
