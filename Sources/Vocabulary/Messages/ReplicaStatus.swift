// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// A replica of a shard, as a coordinator sees it.
public struct ReplicaStatus: Equatable, Sendable {
    /// Number of the shard, from 0.
    public var shard: UInt32 = 0
    /// Number of the replica in its shard, from 0.
    public var replica: UInt32 = 0
    /// Where it listens.
    public var address: String = ""
    /// Its zone in the cluster file; empty when it has none.
    public var zone: String = ""
    /// Why it is not asked. Empty: it is.
    public var fault: String = ""
    /// True while it is asked only when no other replica of its shard can be: it was silent, or failed again and again.
    public var isLeftOut: Bool = false
    /// Calls of this coordinator that wait for its answer.
    public var inFlightCount: UInt64 = 0
    /// Live items that it holds.
    public var itemCount: UInt64 = 0

    public init(
        shard: UInt32 = 0,
        replica: UInt32 = 0,
        address: String = "",
        zone: String = "",
        fault: String = "",
        isLeftOut: Bool = false,
        inFlightCount: UInt64 = 0,
        itemCount: UInt64 = 0
    ) {
        self.shard = shard
        self.replica = replica
        self.address = address
        self.zone = zone
        self.fault = fault
        self.isLeftOut = isLeftOut
        self.inFlightCount = inFlightCount
        self.itemCount = itemCount
    }
}
