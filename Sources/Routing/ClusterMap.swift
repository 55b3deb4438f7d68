internal import Vocabulary

/// Which shards a cluster has, and where their replicas are served. Items belong to shards by the hashes of their ids,
/// so the number of shards belongs to the data.
public struct ClusterMap: Equatable, Sendable {
    public let name: String
    /// In the order of their numbers, from 0.
    public let shards: [ShardPlace]

    /// - Throws: what is wrong first: no name, no shards or too many, a shard without replicas or with too many, an
    ///   address that is empty or stands twice.
    public init(name: String, shards: [ShardPlace]) throws(ClusterMapError) {
        guard !name.isEmpty, name.utf8.count <= Limits.clusterNameByteCountMax else {
            throw ClusterMapError(
                place: "name", message: "a cluster's name has 1 to \(Limits.clusterNameByteCountMax) bytes")
        }
        guard (1...Limits.shardCountMax).contains(shards.count) else {
            throw ClusterMapError(
                place: "shards", message: "a cluster has 1 to \(Limits.shardCountMax) shards, not \(shards.count)")
        }
        var known: [String: String] = [:]
        for (number, shard) in shards.enumerated() {
            let place = "shards[\(number)].replicas"
            guard (1...Limits.replicaCountMax).contains(shard.replicas.count) else {
                throw ClusterMapError(
                    place: place,
                    message: "a shard has 1 to \(Limits.replicaCountMax) replicas, not \(shard.replicas.count)")
            }
            for (replicaNumber, replica) in shard.replicas.enumerated() {
                let place = "\(place)[\(replicaNumber)].address"
                guard !replica.address.isEmpty else { throw ClusterMapError(place: place, message: "it is empty") }
                if let other = known.updateValue(place, forKey: replica.address) {
                    throw ClusterMapError(place: place, message: "\(replica.address) stands at \(other), too")
                }
            }
        }
        self.name = name
        self.shards = shards
    }
}
