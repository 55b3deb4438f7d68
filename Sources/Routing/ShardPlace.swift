/// Where a shard is served: each replica holds the same.
public struct ShardPlace: Equatable, Sendable {
    public var replicas: [ReplicaPlace]

    public init(replicas: [ReplicaPlace]) {
        self.replicas = replicas
    }
}
