extension SegmentView {
    /// The living items that `filter` allows; nil when it allows all of them.
    ///
    /// Sealed rows and a full chunk answer a tag from their postings; the last chunk is walked, at most 4,096 rows.
    public func compile(_ filter: OrdinalFilter) -> OrdinalSet? {
        if filter.isEmpty { return nil }
        var allowed = filter.onlyIdHashes.map { set(ofIdHashes: $0) } ?? liveSet()
        for clause in filter.anyTags { allowed.formIntersection(set(ofTags: clause)) }
        if !filter.noneTags.isEmpty { allowed.subtract(set(ofTags: filter.noneTags)) }
        for idHash in filter.excludedIdHashes { forEachOrdinal(ofIdHash: idHash) { allowed.remove($0) } }
        return allowed
    }

    private func liveSet() -> OrdinalSet {
        var live = OrdinalSet(bound: count, full: true)
        for (place, state) in chunks.enumerated() where !state.dead.isEmpty {
            let start = place * ChunkState.wordCount
            for word in 0..<min(ChunkState.wordCount, live.words.count - start) {
                live.words[start + word] &= ~state.dead[word]
            }
        }
        return live
    }

    private func set(ofIdHashes idHashes: [UInt64]) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        for idHash in idHashes { forEachOrdinal(ofIdHash: idHash) { set.insert($0) } }
        return set
    }

    /// The items that carry at least one of `tags`, deleted ones included.
    private func set(ofTags tags: [UInt32]) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        let sorted = tags.sorted()
        if let sealed = base.sealed {
            for tag in sorted {
                let rows = unsafe sealed.rows(ofTag: tag)
                for place in rows.indices { set.insert(unsafe rows[place]) }
            }
        }
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            let start = UInt32(place * SegmentChunk.rowCount)
            if let postings = state.postings {
                for tag in sorted {
                    for row in postings.rows(of: tag) { set.insert(start + UInt32(row)) }
                }
            } else {
                for row in 0..<rowCount(ofChunk: place)
                where unsafe Self.intersects(state.chunk.tags(row), sorted) {
                    set.insert(start + UInt32(row))
                }
            }
        }
        return set
    }

    /// True when two ascending lists have an element in common.
    private static func intersects(_ left: UnsafeBufferPointer<UInt32>, _ right: [UInt32]) -> Bool {
        var leftPlace = 0, rightPlace = 0
        while leftPlace < left.count, rightPlace < right.count {
            let leftTag = unsafe left[leftPlace]
            if leftTag == right[rightPlace] { return true }
            if leftTag < right[rightPlace] { leftPlace += 1 } else { rightPlace += 1 }
        }
        return false
    }
}
