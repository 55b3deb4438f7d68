/// Why there can be no such cluster.
public struct ClusterMapError: Error, Equatable, CustomStringConvertible {
    /// Path of what is wrong: `shards[1].replicas[0].address`.
    public let place: String
    /// What is wrong there, in one sentence.
    public let message: String

    public var description: String { "\(place): \(message)" }
}
