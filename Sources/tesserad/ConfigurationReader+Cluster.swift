import Routing

extension ConfigurationReader {
    /// Reads what the node does, and the cluster it belongs to.
    static func readRole(
        _ section: inout ConfigurationSection, into configuration: inout Configuration
    ) throws(ConfigurationError) {
        if let role = try section.text("role") {
            guard let known = Role(rawValue: role.value) else {
                let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConfigurationError(
                    place: role.place, message: "`role` must be one of \(roles), not `\(role.value)`")
            }
            configuration.role = known
        }
        let path = try section.text("cluster")
        let shard = try section.integer("shard", in: 0...65_535)
        if let plaintext = try section.text("allow_plaintext") {
            guard let value = Bool(plaintext.value) else {
                throw ConfigurationError(
                    place: plaintext.place, message: "`allow_plaintext` must be true or false, not `\(plaintext.value)`"
                )
            }
            configuration.allowsPlaintext = value
        }
        guard configuration.role != .standalone else {
            if let path {
                throw ConfigurationError(
                    place: path.place, message: "`cluster` needs `role: shard` or `role: coordinator`")
            }
            if shard != nil { throw section.refusal("`shard` needs `role: shard`", at: "shard") }
            return
        }
        guard let path else {
            throw section.refusal(
                "`role: \(configuration.role.rawValue)` needs `cluster`, the path of the cluster file", at: "role")
        }
        let map = try ClusterFile.read(path.value)
        configuration.cluster = map
        configuration.clusterPath = path.value
        try checkPlace(shard, map, section, &configuration)
    }

    /// Returns when the node's part of the cluster is one that the file gives it.
    private static func checkPlace(
        _ shard: Int?, _ map: ClusterMap, _ section: ConfigurationSection, _ configuration: inout Configuration
    ) throws(ConfigurationError) {
        guard configuration.role == .shard else {
            if shard != nil {
                throw section.refusal("`shard` needs `role: shard`, this is a coordinator", at: "shard")
            }
            for (number, place) in map.shards.enumerated() {
                for own in place.replicas where configuration.listen.contains(own.address) {
                    throw section.refusal(
                        """
                        the coordinator would be its own shard: it listens at \(own.address), where \
                        \(configuration.clusterPath) has shard \(number)
                        """, at: "listen")
                }
            }
            return
        }
        guard let shard else { throw section.refusal("`role: shard` needs `shard`, its number from 0", at: "role") }
        guard map.shards.indices.contains(shard) else {
            throw section.refusal(
                "`shard` is \(shard), and \(configuration.clusterPath) has shards 0 to \(map.shards.count - 1)",
                at: "shard")
        }
        configuration.shard = shard
        let own = map.shards[shard].replicas.map(\.address)
        // Who listens on all addresses is reached by names that only others know.
        let isAnywhere = configuration.listen.contains { $0.contains("0.0.0.0") || $0.contains("[::]") }
        guard isAnywhere || configuration.listen.contains(where: own.contains) else {
            throw section.refusal(
                """
                `listen` names none of the addresses of shard \(shard) in \(configuration.clusterPath): \
                \(own.joined(separator: ", "))
                """, at: "listen")
        }
    }
}
