import Eventing
import Foundation
import Routing
import Yams

/// Reads a cluster file: which shards there are, and where their replicas listen.
enum ClusterFile {
    static func read(_ path: String) throws(ConfigurationError) -> ClusterMap {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError(place: path, message: "the cluster file cannot be read")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw ConfigurationError(place: path, message: "is not YAML: \(error)")
        }
        var section = try ConfigurationSection(root, file: path, path: "", environment: [:])
        guard let name = try section.text("name"), !name.value.isEmpty else {
            throw section.refusal("`name` is missing: what the cluster is called")
        }
        var shards: [ShardPlace] = []
        // Where what stands under a path is found.
        var places = ["name": name.place]
        for var shard in try section.sections("shards") {
            var replicas: [ReplicaPlace] = []
            places[shard.path + ".replicas"] = shard.place
            for var replica in try shard.sections("replicas") {
                guard let address = try replica.text("address") else {
                    throw replica.refusal("`\(replica.path).address` is missing")
                }
                try check(address.value, place: address.place)
                places[replica.path + ".address"] = address.place
                replicas.append(ReplicaPlace(address: address.value, zone: try replica.text("zone")?.value ?? ""))
                try replica.finish()
            }
            try shard.finish()
            shards.append(ShardPlace(replicas: replicas))
        }
        try section.finish()
        do {
            return try ClusterMap(name: name.value, shards: shards)
        } catch {
            let place = places[error.place] ?? section.refusal("", at: error.place).place
            throw ConfigurationError(place: place, message: "\(error)")
        }
    }

    /// Returns when somebody can be reached at `text`.
    private static func check(_ text: String, place: String) throws(ConfigurationError) {
        guard case .tcp(let host, 0) = try ConfigurationReader.address(text, place: place) else { return }
        throw ConfigurationError(place: place, message: "port 0 of \(host) is no port of a replica")
    }
}
