/// One asking of one replica, as the coordinator keeps it.
struct SimulatedAttempt {
    let query: Int
    let place: Int
    /// Where it was asked; nil while nobody listens there.
    var connection: Int?
    var stream: UInt32 = 0
}
