import Routing

/// A replica of a shard, as it is and as the coordinator knows it.
struct SimulatedReplica {
    let id: ReplicaId
    var life = 0
    /// How many faults of a kind last.
    var downCount = 0
    var pauseCount = 0
    var partitionCount = 0
    var slowCount = 0
    var faultCount = 0
    /// Since when it is well, in microseconds; nil while it is not.
    var wellSince: UInt64? = 0
    /// What happened to it while it stood still.
    var backlog: [SimulatedEvent] = []

    /// The coordinator's connection to it.
    var connection: Int?
    var isUsable = true
    /// True while a visit has not been answered.
    var isVisited = false
    /// Attempts that have not ended.
    var openCount = 0
}
