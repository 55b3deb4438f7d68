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
        try writer.begin("id order")
        try writer.append(contentsOf: try Self.order(hashes, isCancelled))
        try writer.begin("presence")
        try forEachBatch(isCancelled) { batch throws(SectionedFileError) in
            let presences = batch.map { view.presence($0) }
            for presence in presences {
                for field in fieldCounts.indices where presence >> UInt16(field) & 1 != 0 { fieldCounts[field] += 1 }
            }
            try writer.append(contentsOf: presences)
        }
    }

    /// The places of `hashes` in the order of these: distributed by their highest bits, then sorted some thousand at a
    /// time.
    private static func order(
        _ hashes: [UInt64], _ isCancelled: () -> Bool
    ) throws(SectionedFileError) -> [UInt32] {
        let bitCount = max(0, Int.bitWidth - (hashes.count / batchRowCount).leadingZeroBitCount)
        func part(_ hash: UInt64) -> Int { bitCount == 0 ? 0 : Int(hash >> UInt64(64 - bitCount)) }
        var counts = [Int](repeating: 0, count: 1 << bitCount)
        for hash in hashes { counts[part(hash)] += 1 }
        let starts = Self.starts(counts).map { Int($0) }
        var next = starts
        var order = [UInt32](repeating: 0, count: hashes.count)
        for (place, hash) in hashes.enumerated() {
            order[next[part(hash)]] = UInt32(place)
            next[part(hash)] += 1
        }
        for part in counts.indices where counts[part] > 1 {
            if isCancelled() { throw .cancelled }
            order[starts[part]..<starts[part + 1]].sort { left, right in
                let (leftHash, rightHash) = (hashes[Int(left)], hashes[Int(right)])
                return leftHash < rightHash || leftHash == rightHash && left < right
            }
        }
        return order
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
        try writePostings(tags: tags, starts: starts, carriers: carriers, isCancelled)
        try writer.begin("tag names")
        for name in names { try writer.append(contentsOf: Array(name.utf8)) }
        try writer.begin("tag name starts")
        try writer.append(contentsOf: Self.starts(names.map(\.utf8.count)))
    }

    /// The rows of each tag, by counting: rows are met in ascending order.
    private func writePostings(
        tags: [UInt32], starts: [UInt64], carriers: [UInt32], _ isCancelled: () -> Bool
    ) throws(SectionedFileError) {
        let postingStarts = Self.starts(carriers.map { Int($0) })
        var next = postingStarts
        var postings = [UInt32](repeating: 0, count: tags.count)
        for row in 0..<live.count {
            if row % Self.batchRowCount == 0, isCancelled() { throw .cancelled }
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

    /// The attributes of all rows, sorted by column and value: some columns at a time, once for each section.
    func writeAttributes(_ isCancelled: () -> Bool) throws(SectionedFileError) {
        func check() throws(SectionedFileError) {
            if isCancelled() { throw .cancelled }
        }
        var places = [UInt32](repeating: 0, count: view.count)
        for (place, ordinal) in live.enumerated() { places[Int(ordinal)] = UInt32(place) }
        var sorter = try AttributeSorter(view, check)
        var columnStarts: [UInt64] = []
        var valueCount: UInt64 = 0
        var rowCounts: [UInt64] = []
        try writer.begin(SealedAttributes.rowsSection)
        for part in sorter.parts.indices {
            let table = try sorter.table(part: part, check)
            for start in table.columnStarts.dropLast() { columnStarts.append(valueCount + start) }
            valueCount += UInt64(table.values.count)
            rowCounts.append(UInt64(table.rows.count))
            try writer.append(contentsOf: table.rows.map { places[Int($0)] })
        }
        try writer.begin(SealedAttributes.columnsSection)
        try writer.append(contentsOf: sorter.columns)
        try writer.begin(SealedAttributes.columnStartsSection)
        try writer.append(contentsOf: columnStarts + [valueCount])
        try writer.begin(SealedAttributes.valuesSection)
        for part in sorter.parts.indices {
            try writer.append(contentsOf: try sorter.table(part: part, check).values)
        }
        var rowCount: UInt64 = 0
        try writer.begin(SealedAttributes.startsSection)
        for part in sorter.parts.indices {
            let starts = try sorter.table(part: part, check).starts
            try writer.append(contentsOf: starts.dropLast().map { rowCount + $0 })
            rowCount += rowCounts[part]
        }
        try writer.append(contentsOf: [rowCount])
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
