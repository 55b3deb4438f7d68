/// Which rows of a full chunk carry a tag or have an attribute. Built once, when the chunk fills.
final class ChunkPostings: Sendable {
    /// Ascending, each once.
    private let tags: [UInt32]
    /// Tag i is carried by rows `starts[i]..<starts[i + 1]` of `rows`.
    private let starts: [UInt32]
    private let rows: [UInt16]
    /// All attributes of the chunk, ascending, and the row of each.
    private let entries: [AttributeEntry]
    private let entryRows: [UInt16]

    init(_ chunk: SegmentChunk) {
        var pairs: [UInt64] = []
        for row in 0..<SegmentChunk.rowCount {
            let carried = unsafe chunk.tags(row)
            for index in carried.indices { pairs.append(UInt64(unsafe carried[index]) << 16 | UInt64(row)) }
        }
        pairs.sort()
        var tags: [UInt32] = [], starts: [UInt32] = []
        for (place, pair) in pairs.enumerated() where tags.last != UInt32(pair >> 16) {
            tags.append(UInt32(pair >> 16))
            starts.append(UInt32(place))
        }
        starts.append(UInt32(pairs.count))
        self.tags = tags
        self.starts = starts
        rows = pairs.map { UInt16(truncatingIfNeeded: $0) }
        var attributes: [(entry: AttributeEntry, row: UInt16)] = []
        for row in 0..<SegmentChunk.rowCount {
            let had = unsafe chunk.attributes(row)
            for index in had.indices { attributes.append((unsafe had[index], UInt16(row))) }
        }
        attributes.sort { ($0.entry, $0.row) < ($1.entry, $1.row) }
        entries = attributes.map(\.entry)
        entryRows = attributes.map(\.row)
    }

    /// Bytes of memory that it takes, about.
    var byteCount: Int {
        4 * (tags.count + starts.count) + 2 * (rows.count + entryRows.count)
            + entries.count * MemoryLayout<AttributeEntry>.stride
    }

    /// The rows that carry `tag`, ascending.
    func rows(of tag: UInt32) -> ArraySlice<UInt16> {
        var low = 0, high = tags.count
        while low < high {
            let middle = (low + high) / 2
            if tags[middle] < tag { low = middle + 1 } else { high = middle }
        }
        guard low < tags.count, tags[low] == tag else { return [] }
        return rows[Int(starts[low])..<Int(starts[low + 1])]
    }

    /// The rows with an attribute in `range`; a row may be there twice.
    func rows(in range: AttributeRange) -> ArraySlice<UInt16> {
        let first = firstIndex(notBelow: AttributeEntry(column: range.column, value: range.values.lowerBound))
        let last = AttributeEntry(column: range.column, value: range.values.upperBound)
        var end = firstIndex(notBelow: last)
        while end < entries.count, entries[end] == last { end += 1 }
        return entryRows[first..<end]
    }

    private func firstIndex(notBelow entry: AttributeEntry) -> Int {
        var low = 0, high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
