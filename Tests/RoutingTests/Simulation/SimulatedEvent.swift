import Routing

/// What happens at some moment of a simulation.
enum SimulatedEvent {
    case query
    case arrival(connection: Int, isToReplica: Bool, bytes: [UInt8])
    case reset(connection: Int)
    /// A replica has an answer; `life` says since which start.
    case served(replica: Int, life: Int, connection: Int, stream: UInt32, key: UInt64)
    /// Nobody listens there.
    case refused(AttemptId)
    case deadline(query: Int)
    /// The coordinator has its router look what is due.
    case look
    /// The coordinator asks every replica who it is.
    case visit
    case fault(Int)
    case mended(Int)
}
