/// A call to a shard that a router knows.
public struct CallId: Hashable, Sendable {
    /// Where the router keeps it.
    let slot: Int
    /// How often the slot was used before.
    let use: UInt32
}
