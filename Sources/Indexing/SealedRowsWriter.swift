internal import Ground
internal import Kernels

/// Writes the sections of a file of rows, one after the other.
final class SealedRowsWriter {
    private let view: SegmentView
    /// The ordinals to write, ascending.
    private let live: [UInt32]
    private let writer: SectionedFileWriter
    private var tagCount = 0
    private var fieldCounts: [Int]

    /// Rows between two questions whether it was cancelled.
    private static let batchRowCount = SegmentChunk.rowCount

    init(view: SegmentView, live: [UInt32], writer: SectionedFileWriter) {
        self.view = view
        self.live = live
        self.writer = writer
        fieldCounts = [Int](repeating: 0, count: view.layouts.count)
    }

    /// - Returns: the highest version.
    func writeNames(
        _ names: ([UInt32]) -> [(id: String, version: UInt64)], _ isCancelled: () -> Bool
    ) throws(SectionedFileError) -> UInt64 {
        var starts: [UInt64] = [0]
        starts.reserveCapacity(live.count + 1)
        var versions: [UInt64] = []
        versions.reserveCapacity(live.count)
        try writer.begin("ids")
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            let named = names(Array(batch))
            precondition(named.count == batch.count, "\(named.count) names of \(batch.count) rows")
            var bytes: [UInt8] = []
            for (id, version) in named {
                precondition(versions.last ?? 0 < version, "versions grow with ordinals")
                versions.append(version)
                bytes.append(contentsOf: id.utf8)
                starts.append(starts[starts.count - 1] + UInt64(id.utf8.count))
            }
            try writer.append(contentsOf: bytes)
        }
        try writer.begin("id starts")
        try writer.append(contentsOf: starts)
        try writer.begin("versions")
        try writer.append(contentsOf: versions)
        return versions.last ?? 0
    }

    func writeHashes(_ isCancelled: () -> Bool) throws(SectionedFileError) {
        try writer.begin("id hashes")
        var hashes: [UInt64] = []
        hashes.reserveCapacity(live.count)
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            for ordinal in batch { hashes.append(view.idHash(ordinal)) }
        }
        try writer.append(contentsOf: hashes)
        var order = Array(0..<UInt32(live.count))
        order.sort { left, right in
            let (leftHash, rightHash) = (hashes[Int(left)], hashes[Int(right)])
            return leftHash < rightHash || leftHash == rightHash && left < right
        }
        try writer.begin("id order")
        try writer.append(contentsOf: order)
        try writer.begin("presence")
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            let presences = batch.map { view.presence($0) }
            for presence in presences {
                for field in fieldCounts.indices where presence >> UInt16(field) & 1 != 0 { fieldCounts[field] += 1 }
            }
            try writer.append(contentsOf: presences)
        }
    }

    func writeTags(_ tagName: (UInt32) -> String, _ isCancelled: () -> Bool) throws(SectionedFileError) {
        var numbers: [UInt32: UInt32] = [:]
        var names: [String] = []
        var carriers: [UInt32] = []
        var starts: [UInt64] = [0]
        starts.reserveCapacity(live.count + 1)
        var tags: [UInt32] = []
        try writer.begin("tags")
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            let batchStart = tags.count
            for ordinal in batch {
                let rowStart = tags.count
                for tag in view.tags(ordinal) {
                    let number = numbers[tag] ?? UInt32(names.count)
                    if Int(number) == names.count {
                        numbers[tag] = number
                        names.append(tagName(tag))
                        carriers.append(0)
                    }
                    tags.append(number)
                    carriers[Int(number)] += 1
                }
                tags[rowStart...].sort()
                starts.append(UInt64(tags.count))
            }
            try writer.append(contentsOf: Array(tags[batchStart...]))
        }
        try writer.begin("tag starts")
        try writer.append(contentsOf: starts)
        tagCount = names.count
        try writePostings(tags: tags, starts: starts, carriers: carriers)
        try writer.begin("tag names")
        for name in names { try writer.append(contentsOf: Array(name.utf8)) }
        try writer.begin("tag name starts")
        try writer.append(contentsOf: Self.starts(names.map(\.utf8.count)))
    }

    /// The rows of each tag, by counting: rows are met in ascending order.
    private func writePostings(
        tags: [UInt32], starts: [UInt64], carriers: [UInt32]
    ) throws(SectionedFileError) {
        let postingStarts = Self.starts(carriers.map { Int($0) })
        var next = postingStarts
        var postings = [UInt32](repeating: 0, count: tags.count)
        for row in 0..<live.count {
            for place in Int(starts[row])..<Int(starts[row + 1]) {
                let tag = Int(tags[place])
                postings[Int(next[tag])] = UInt32(row)
                next[tag] += 1
            }
        }
        try writer.begin("posting starts")
        try writer.append(contentsOf: postingStarts)
        try writer.begin("postings")
        try writer.append(contentsOf: postings)
    }

    /// The attributes of all rows, sorted by column and value.
    func writeAttributes(_ isCancelled: () -> Bool) throws(SectionedFileError) {
        if isCancelled() { throw .cancelled }
        var places = [UInt32](repeating: 0, count: view.count)
        for (place, ordinal) in live.enumerated() { places[Int(ordinal)] = UInt32(place) }
        var rows: [AttributeTable.Row] = []
        view.forEachAttribute { rows.append(AttributeTable.Row($1, ordinal: places[Int($0)])) }
        if isCancelled() { throw .cancelled }
        let table = AttributeTable(rows)
        try writer.begin(SealedAttributes.columnsSection)
        try writer.append(contentsOf: table.columns)
        try writer.begin(SealedAttributes.columnStartsSection)
        try writer.append(contentsOf: table.columnStarts)
        try writer.begin(SealedAttributes.valuesSection)
        try writer.append(contentsOf: table.values)
        try writer.begin(SealedAttributes.startsSection)
        try writer.append(contentsOf: table.starts)
        try writer.begin(SealedAttributes.rowsSection)
        try writer.append(contentsOf: table.rows)
    }

    func writeSimilar(_ isCancelled: () -> Bool) throws(SectionedFileError) {
        var counts: [Int] = []
        counts.reserveCapacity(live.count)
        try writer.begin("similar")
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            var hashes: [UInt64] = []
            for ordinal in batch {
                let similar = view.similar(ordinal)
                counts.append(similar.count)
                hashes.append(contentsOf: similar)
            }
            try writer.append(contentsOf: hashes)
        }
        try writer.begin("similar starts")
        try writer.append(contentsOf: Self.starts(counts))
    }

    func writeVectors(_ isCancelled: () -> Bool) throws(SectionedFileError) {
        for field in view.layouts.indices {
            try writer.begin("vectors \(field)", isPageAligned: true)
            try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
                try writer.append(contentsOf: view.rows(field: field, Array(batch)))
            }
        }
    }

    func writeFacts() throws(SectionedFileError) {
        let facts = SealedRowsFacts(
            count: live.count, tagCount: tagCount, layouts: view.layouts, fieldCounts: fieldCounts)
        try writer.begin(SealedRowsFacts.section)
        try writer.append(contentsOf: facts.numbers)
    }

    private func forEachBatch(
        _ isCancelled: () -> Bool, _ body: (ArraySlice<UInt32>) throws(SectionedFileError) -> Void
    ) throws(SectionedFileError) {
        for start in stride(from: 0, to: live.count, by: Self.batchRowCount) {
            if isCancelled() { throw .cancelled }
            try body(live[start..<min(start + Self.batchRowCount, live.count)])
        }
    }

    /// Where lists of `counts` values begin, and where the last one ends.
    private static func starts(_ counts: [Int]) -> [UInt64] {
        var starts: [UInt64] = [0]
        starts.reserveCapacity(counts.count + 1)
        var end: UInt64 = 0
        for count in counts {
            end += UInt64(count)
            starts.append(end)
        }
        return starts
    }
}
