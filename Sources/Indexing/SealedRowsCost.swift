/// Memory that a file of the living rows of a view takes: about, and not less.
public struct SealedRowsCost: Sendable {
    /// While it is written.
    public let writingByteCount: Int
    /// As long as it is open, beside the mapped file: the bitmaps of tags and attributes that many rows have.
    public let openByteCount: Int

    /// Bytes of places, versions, hashes and starts that are held for a row at once, and for a tag of a row.
    private static let byteCountPerRow = 24
    private static let byteCountPerTag = 8

    /// - Parameter check: called every few thousand rows; what it throws is thrown.
    /// - Complexity: a walk over the tags and attributes of all rows.
    public init<Failure: Error>(_ view: SegmentView, check: () throws(Failure) -> Void) throws(Failure) {
        let rowCount = view.liveCount
        var carriers: [UInt32: Int] = [:]
        try view.forEachTag(check) { carriers[$0, default: 0] += 1 }
        let attributes = try AttributeSorter(view, check)
        let tagCount = carriers.values.reduce(0, +)
        writingByteCount =
            Self.byteCountPerRow * max(rowCount, view.count) + Self.byteCountPerTag * tagCount
            + attributes.byteCountMax
        let ofTags = carriers.values.reduce(0) { $0 + SealedPostings.byteCountMax(ofList: $1, rowCount: rowCount) }
        let ofColumns = attributes.counts.reduce(0) {
            $0 + SealedAttributes.byteCountMax(ofColumn: $1, rowCount: rowCount)
        }
        openByteCount = ofTags + ofColumns
    }
}

extension SegmentView {
    /// Calls `body` with each tag of each living item.
    fileprivate func forEachTag<Failure: Error>(
        _ check: () throws(Failure) -> Void, _ body: (UInt32) -> Void
    ) throws(Failure) {
        for (place, state) in chunks.enumerated() {
            try check()
            for row in 0..<rowCount(ofChunk: place) where !state.isDead(row) {
                let tags = unsafe state.chunk.tags(row)
                for index in tags.indices { body(unsafe tags[index]) }
            }
        }
    }
}
