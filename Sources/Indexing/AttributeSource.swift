/// Attributes of rows that can be looked through again and again, and are the same each time.
protocol AttributeSource {
    /// Calls `body` with each attribute whose column is in `columns`, and its row, in no order.
    ///
    /// - Parameter check: called every few thousand rows; what it throws ends the walk.
    func forEachAttribute<Failure: Error>(
        in columns: ClosedRange<UInt64>, _ check: () throws(Failure) -> Void,
        _ body: (AttributeEntry, UInt32) -> Void
    ) throws(Failure)
}

/// The living items' attributes, by ordinal.
extension SegmentView: AttributeSource {
    func forEachAttribute<Failure: Error>(
        in columns: ClosedRange<UInt64>, _ check: () throws(Failure) -> Void,
        _ body: (AttributeEntry, UInt32) -> Void
    ) throws(Failure) {
        try base.sealed?.attributes?.forEach(in: columns, check) { entry, ordinal in
            if isLive(ordinal) { body(entry, ordinal) }
        }
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            try check()
            for row in 0..<rowCount(ofChunk: place) where !state.isDead(row) {
                let had = unsafe state.chunk.attributes(row)
                for index in had.indices where columns.contains(unsafe had[index].column) {
                    body(unsafe had[index], UInt32(place * SegmentChunk.rowCount + row))
                }
            }
        }
    }
}
