internal import Ground

/// What is known of the items of a growing segment beside what is searched: id, version and present fields by ordinal.
///
/// The committer adds; searches read the few they answer. Ordinals are given in the order of versions, which makes the
/// way from a version to its ordinal a binary search.
final class ItemTable: Sendable {
    private struct Rows {
        var ids: [String] = []
        var versions: [UInt64] = []
        /// A bit per field that the item has.
        var presence: [UInt16] = []
    }

    private let rows = Guarded(Rows())

    /// Adds the item that gets the next ordinal.
    func append(id: String, version: UInt64, presence: UInt16) {
        rows.withLock { rows in
            precondition(rows.versions.last ?? 0 < version, "versions grow with ordinals")
            rows.ids.append(id)
            rows.versions.append(version)
            rows.presence.append(presence)
        }
    }

    var count: Int { rows.withLock { $0.ids.count } }

    /// The id of the item at `ordinal`.
    func id(_ ordinal: UInt32) -> String {
        rows.withLock { $0.ids[Int(ordinal)] }
    }

    /// The ids of the items at `ordinals`, in that order.
    func ids(_ ordinals: [UInt32]) -> [String] {
        rows.withLock { rows in ordinals.map { rows.ids[Int($0)] } }
    }

    /// Ids and versions of the items at `ordinals`, in that order.
    func names(_ ordinals: [UInt32]) -> [(id: String, version: UInt64)] {
        rows.withLock { rows in ordinals.map { (rows.ids[Int($0)], rows.versions[Int($0)]) } }
    }

    /// A bit per field that each of the items at `ordinals` has.
    func presences(_ ordinals: [UInt32]) -> [UInt16] {
        rows.withLock { rows in ordinals.map { rows.presence[Int($0)] } }
    }

    /// The ordinal of the item written as `version`; nil when there is none.
    func ordinal(ofVersion version: UInt64) -> UInt32? {
        rows.withLock { rows in
            var low = 0
            var high = rows.versions.count
            while low < high {
                let middle = (low + high) / 2
                if rows.versions[middle] < version { low = middle + 1 } else { high = middle }
            }
            return low < rows.versions.count && rows.versions[low] == version ? UInt32(low) : nil
        }
    }

    /// Bytes of memory that the table takes, about.
    var byteCount: Int {
        rows.withLock { rows in rows.ids.capacity * 16 + rows.versions.capacity * 8 + rows.presence.capacity * 2 }
    }
}
