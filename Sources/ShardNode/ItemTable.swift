internal import Ground
internal import Indexing

/// What is known of the items of a segment beside what is searched: id and version by ordinal.
///
/// The committer adds; searches read the few they answer. Sealed rows are read from their file, the others follow from
/// `growingStart` on. Ordinals are given in the order of versions, which makes the way from a version to its ordinal a
/// binary search.
final class ItemTable: Sendable {
    private struct Rows {
        var ids: [String] = []
        var versions: [UInt64] = []
    }

    private let sealed: SealedRows?
    /// The ordinal of the first row in memory.
    let growingStart: Int
    private let rows = Guarded(Rows())

    /// - Parameter growingStart: at least the number of sealed rows.
    init(sealed: SealedRows? = nil, growingStart: Int = 0) {
        precondition(growingStart >= sealed?.count ?? 0)
        self.sealed = sealed
        self.growingStart = growingStart
    }

    /// Adds the item that gets the next ordinal.
    func append(id: String, version: UInt64) {
        rows.withLock { rows in
            precondition(rows.versions.last ?? sealed?.versionMax ?? 0 < version, "versions grow with ordinals")
            rows.ids.append(id)
            rows.versions.append(version)
        }
    }

    /// Rows in memory.
    var growingCount: Int { rows.withLock { $0.ids.count } }

    /// The ordinal that the next item gets.
    var nextOrdinal: Int { growingStart + growingCount }

    /// The id of the item at `ordinal`, which must be one.
    func id(_ ordinal: UInt32) -> String {
        names([ordinal])[0].id
    }

    /// The ids of the items at `ordinals`, in that order.
    func ids(_ ordinals: [UInt32]) -> [String] {
        names(ordinals).map(\.id)
    }

    /// Ids and versions of the items at `ordinals`, in that order.
    func names(_ ordinals: [UInt32]) -> [(id: String, version: UInt64)] {
        facts(ordinals, sealed: { $0.names($1) }, growing: { (id: $0.ids[$1], version: $0.versions[$1]) })
    }

    /// The versions of the items at `ordinals`, in that order.
    func versions(_ ordinals: [UInt32]) -> [UInt64] {
        facts(ordinals, sealed: { rows, some in some.map { rows.version($0) } }, growing: { $0.versions[$1] })
    }

    /// What `sealed` and `growing` tell of the items at `ordinals`. Holds the lock for those in memory alone: sealed
    /// ones may have to be read from the disk, and nobody waits for that.
    private func facts<Fact: Sendable>(
        _ ordinals: [UInt32], sealed sealedFacts: (SealedRows, ArraySlice<UInt32>) -> [Fact],
        growing: (Rows, Int) -> Fact
    ) -> [Fact] {
        let sealedCount = UInt32(sealed?.count ?? 0)
        var facts: [Fact] = []
        facts.reserveCapacity(ordinals.count)
        var next = 0
        while next < ordinals.count {
            let stretch = ordinals[next...].prefix { $0 < sealedCount }
            if let sealed, !stretch.isEmpty {
                facts.append(contentsOf: sealedFacts(sealed, stretch))
                next = stretch.endIndex
                continue
            }
            rows.withLock { rows in
                while next < ordinals.count, ordinals[next] >= sealedCount {
                    facts.append(growing(rows, Int(ordinals[next]) - growingStart))
                    next += 1
                }
            }
        }
        return facts
    }

    /// The versions of the items in memory from the first one that is larger than `version`, and that one's ordinal.
    func growingVersions(after version: UInt64) -> (firstOrdinal: UInt32, versions: [UInt64]) {
        rows.withLock { rows in
            let first = Self.firstIndex(rows.versions, notBelow: version + 1)
            return (UInt32(growingStart + first), Array(rows.versions[first...]))
        }
    }

    /// The ordinal of the item written as `version`; nil when there is none.
    func ordinal(ofVersion version: UInt64) -> UInt32? {
        if let sealed, version <= sealed.versionMax { return sealed.ordinal(ofVersion: version) }
        return rows.withLock { rows in
            let place = Self.firstIndex(rows.versions, notBelow: version)
            return place < rows.versions.count && rows.versions[place] == version
                ? UInt32(growingStart + place) : nil
        }
    }

    private static func firstIndex(_ versions: [UInt64], notBelow version: UInt64) -> Int {
        var low = 0
        var high = versions.count
        while low < high {
            let middle = (low + high) / 2
            if versions[middle] < version { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Bytes of memory that the table takes, about.
    var byteCount: Int {
        rows.withLock { rows in rows.ids.capacity * 16 + rows.versions.capacity * 8 }
    }
}
