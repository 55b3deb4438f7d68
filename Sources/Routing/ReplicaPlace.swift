/// Where one copy of a shard is served.
public struct ReplicaPlace: Equatable, Sendable {
    /// `tcp://HOST:PORT` or `unix:/PATH`.
    public var address: String
    /// What it shares its fate with: a rack, a data centre. Empty: not told.
    public var zone: String

    public init(address: String, zone: String = "") {
        self.address = address
        self.zone = zone
    }
}
