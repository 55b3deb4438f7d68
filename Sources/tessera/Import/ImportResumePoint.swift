internal import Gallery
internal import JSON

/// Where an import goes on, and what it had counted by then. The daemon keeps it with the items of each batch.
///
/// It never lies beyond a row that was not acknowledged: everything before it is on the daemon's disk.
struct ImportResumePoint: Equatable, Sendable {
    var position: CataloguePosition
    /// Rows rejected before `position`, by the reader or by the daemon.
    var rejectedCount = 0
    /// Rows before `position` whose id had been seen before.
    var duplicateCount = 0
    /// Bytes of the rejects file up to there; what follows is written again.
    var rejectsByteCount = 0

    private static let version: Int64 = 1

    init(position: CataloguePosition) {
        self.position = position
    }

    /// The point that `bytes` hold; nil when they are not of this program's making.
    init?(bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes), value["version"]?.integer == Self.version,
            let offset = value["byte_offset"]?.integer, let line = value["line"]?.integer,
            let row = value["row"]?.integer, let rejected = value["rejected"]?.integer,
            let duplicates = value["duplicates"]?.integer, let rejectsBytes = value["rejects_bytes"]?.integer,
            min(offset, line, row, rejected, duplicates, rejectsBytes) >= 0
        else { return nil }
        position = CataloguePosition(byteOffset: Int(offset), line: Int(line), row: Int(row))
        rejectedCount = Int(rejected)
        duplicateCount = Int(duplicates)
        rejectsByteCount = Int(rejectsBytes)
    }

    var bytes: [UInt8] {
        let value: JSONValue = [
            "version": .integer(Self.version), "byte_offset": .integer(Int64(position.byteOffset)),
            "line": .integer(Int64(position.line)), "row": .integer(Int64(position.row)),
            "rejected": .integer(Int64(rejectedCount)), "duplicates": .integer(Int64(duplicateCount)),
            "rejects_bytes": .integer(Int64(rejectsByteCount)),
        ]
        return Array(value.text.utf8)
    }
}
