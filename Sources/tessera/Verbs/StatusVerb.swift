internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera status`: how the daemon is.
struct StatusVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows what the daemon runs with and how it is.",
        discussion: """
              tessera status
              tessera status --json
            """)

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let status: GetStatusResponse = try await connection.caller().call(.getStatus, GetStatusRequest())
        if connection.json { return Output.write(JSONValue(status)) }
        var lines: [(String, String)] = [
            ("daemon", "\(status.version) at \(connection.address), \(Self.state(status))"),
            ("up", Figures.time(seconds: status.uptimeMicroseconds / 1_000_000)),
            ("kernels", status.instructionSet),
            ("galleries", Self.galleries(status)),
            (
                "calls",
                "\(Figures.count(status.answeredCount)) answered, \(Figures.count(status.failedCount)) failed, "
                    + "\(Figures.count(status.refusedCount)) refused, \(Figures.count(status.inFlightCount)) in flight"
            ),
            ("connections", Figures.count(status.connectionCount)),
            (
                "memory and disk",
                "\(Figures.byteCount(status.residentByteCount)), \(Figures.byteCount(status.diskByteCount))"
            ),
        ]
        for encoder in status.encoders {
            lines.append(
                (
                    "encoder \(encoder.name)",
                    "\(encoder.dimension) dimensions, \(encoder.tokenLimit) tokens, "
                        + "\(Figures.texts(encoder.encodedCount)) encoded, "
                        + "\(Figures.count(encoder.cacheHitCount)) from the cache, \(encoder.fingerprint)"
                ))
        }
        for replica in status.replicas {
            let state =
                if !replica.fault.isEmpty {
                    "not asked: \(replica.fault)"
                } else if replica.isLeftOut {
                    "left out for now"
                } else {
                    "serves"
                }
            lines.append(
                (
                    "shard \(replica.shard).\(replica.replica)",
                    "\(replica.address)\(replica.zone.isEmpty ? "" : " in \(replica.zone)"), "
                        + Self.items(replica)
                        + "\(Figures.count(replica.inFlightCount)) in flight, \(state)"
                ))
        }
        Output.write(Listing.text(lines))
    }

    /// Shards of which no replica can be asked, and how many shards there are; both are nothing but at a coordinator.
    private static func shardsAway(_ status: GetStatusResponse) -> (away: [UInt32], count: Int) {
        let all = Set(status.replicas.map(\.shard))
        let served = Set(status.replicas.filter(\.fault.isEmpty).map(\.shard))
        return (all.subtracting(served).sorted(), all.count)
    }

    /// `serving`, and which shards are missing.
    static func state(_ status: GetStatusResponse) -> String {
        let state = status.state.map { "\($0)" } ?? "unknown"
        let (away, count) = shardsAway(status)
        guard let first = away.first else { return state }
        if away.count == count { return "\(state), and no shard is reached" }
        if away.count == 1 { return "\(state), shard \(first) of \(count) is away" }
        let names = away.prefix(8).map { "\($0)" }.joined(separator: ", ")
        return "\(state), \(away.count) of \(count) shards are away: \(names)\(away.count > 8 ? ", …" : "")"
    }

    /// Galleries and their items, as far as shards answer.
    static func galleries(_ status: GetStatusResponse) -> String {
        let (away, count) = shardsAway(status)
        let counts = "\(Figures.count(status.galleryCount)) with \(Figures.count(status.itemCount)) items"
        if away.isEmpty { return counts }
        return away.count == count ? "unknown" : "\(counts) on the shards that answer"
    }

    /// The items of a replica; of one that is away, those that it had.
    private static func items(_ replica: ReplicaStatus) -> String {
        if replica.fault.isEmpty { return "\(Figures.count(replica.itemCount)) items, " }
        return replica.itemCount == 0 ? "" : "\(Figures.count(replica.itemCount)) items when last asked, "
    }
}
