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
            ("daemon", "\(status.version) at \(connection.address), \(status.state.map { "\($0)" } ?? "unknown")"),
            ("up", Figures.time(seconds: status.uptimeMicroseconds / 1_000_000)),
            ("kernels", status.instructionSet),
            ("galleries", "\(Figures.count(status.galleryCount)) with \(Figures.count(status.itemCount)) items"),
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
                        + "\(Figures.count(replica.itemCount)) items, "
                        + "\(Figures.count(replica.inFlightCount)) in flight, \(state)"
                ))
        }
        Output.write(Listing.text(lines))
    }
}
