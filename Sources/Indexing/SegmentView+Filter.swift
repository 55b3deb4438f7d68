extension SegmentView {
    /// The living items that `filter` allows; nil when it allows all of them.
    ///
    /// Sealed rows answer a tag or an attribute from bitmaps or sorted lists, a full chunk in memory from its postings;
    /// the last chunk is walked, at most 4,096 rows, and what a row has is looked up in the clause. Clauses are then
    /// combined word by word.
    ///
    /// - Parameter isCancelled: asked for each clause, and in it for each sealed range or tag and each chunk in memory.
    /// - Throws: `.cancelled`.
    public func compile(
        _ filter: OrdinalFilter, isCancelled: () -> Bool = { false }
    ) throws(IndexingError) -> OrdinalSet? {
        if filter.isEmpty { return nil }
        var allowed = filter.onlyIdHashes.map { set(ofIdHashes: $0) }
        for clause in filter.anyTags { Self.narrow(&allowed, to: try set(ofTags: clause, isCancelled)) }
        for clause in filter.attributes { Self.narrow(&allowed, to: try set(ofRanges: clause, isCancelled)) }
        if isCancelled() { throw .cancelled }
        var result = allowed ?? OrdinalSet(bound: count, full: true)
        removeDead(from: &result)
        if !filter.noneTags.isEmpty { try remove(tags: filter.noneTags, from: &result, isCancelled) }
        for idHash in filter.excludedIdHashes { forEachOrdinal(ofIdHash: idHash) { result.remove($0) } }
        return result
    }

    /// Keeps of `allowed`, all of them while it is nil, what is in `set`.
    private static func narrow(_ allowed: inout OrdinalSet?, to set: consuming OrdinalSet) {
        if allowed == nil { allowed = set } else { allowed!.formIntersection(set) }
    }

    /// All living items.
    func livingSet() -> OrdinalSet {
        var living = OrdinalSet(bound: count, full: true)
        removeDead(from: &living)
        return living
    }

    private func removeDead(from set: inout OrdinalSet) {
        for (place, state) in chunks.enumerated() where !state.dead.isEmpty {
            let start = place * ChunkState.wordCount
            for word in 0..<min(ChunkState.wordCount, set.words.count - start) {
                set.words[start + word] &= ~state.dead[word]
            }
        }
    }

    private func set(ofIdHashes idHashes: [UInt64]) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        for idHash in idHashes { forEachOrdinal(ofIdHash: idHash) { set.insert($0) } }
        return set
    }

    /// The items that carry at least one of `tags`, deleted ones included.
    private func set(ofTags tags: [UInt32], _ isCancelled: () -> Bool) throws(IndexingError) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        if let sealed = base.sealed {
            try sealed.clauses.add(.tags(tags.sorted()), to: &set) { (set) throws(IndexingError) in
                for tag in tags {
                    if isCancelled() { throw .cancelled }
                    sealed.add(tag: tag, to: &set)
                }
            }
        }
        try forEachGrowing(ofTags: tags, isCancelled) { set.insert($0) }
        return set
    }

    private func remove(
        tags: [UInt32], from set: inout OrdinalSet, _ isCancelled: () -> Bool
    ) throws(IndexingError) {
        for tag in tags {
            if isCancelled() { throw .cancelled }
            base.sealed?.remove(tag: tag, from: &set)
        }
        try forEachGrowing(ofTags: tags, isCancelled) { set.remove($0) }
    }

    /// Calls `body` with the items in memory that carry at least one of `tags`, some perhaps more than once.
    private func forEachGrowing(
        ofTags tags: [UInt32], _ isCancelled: () -> Bool, _ body: (UInt32) -> Void
    ) throws(IndexingError) {
        let sorted = tags.sorted()
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            if isCancelled() { throw .cancelled }
            let start = UInt32(place * SegmentChunk.rowCount)
            if let postings = state.postings {
                for tag in sorted {
                    for row in postings.rows(of: tag) { body(start + UInt32(row)) }
                }
            } else {
                for row in 0..<rowCount(ofChunk: place) where unsafe Self.has(state.chunk.tags(row), oneOf: sorted) {
                    body(start + UInt32(row))
                }
            }
        }
    }

    /// The items with an attribute in at least one of `ranges`, deleted ones included.
    private func set(
        ofRanges ranges: [AttributeRange], _ isCancelled: () -> Bool
    ) throws(IndexingError) -> OrdinalSet {
        let clause = AttributeRangeSet(ranges)
        var set = OrdinalSet(bound: count)
        if let sealed = base.sealed, let attributes = sealed.attributes {
            try sealed.clauses.add(.ranges(clause.ranges), to: &set) { (set) throws(IndexingError) in
                for range in clause.ranges {
                    if isCancelled() { throw .cancelled }
                    attributes.add(range, to: &set)
                }
            }
        }
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            if isCancelled() { throw .cancelled }
            let start = UInt32(place * SegmentChunk.rowCount)
            if let postings = state.postings {
                for range in clause.ranges {
                    for row in postings.rows(in: range) { set.insert(start + UInt32(row)) }
                }
            } else {
                for row in 0..<rowCount(ofChunk: place) where unsafe Self.has(state.chunk.attributes(row), in: clause) {
                    set.insert(start + UInt32(row))
                }
            }
        }
        return set
    }

    private static func has(_ entries: UnsafeBufferPointer<AttributeEntry>, in clause: AttributeRangeSet) -> Bool {
        for place in entries.indices where clause.contains(unsafe entries[place]) { return true }
        return false
    }

    /// True when one of `tags` is in an ascending list.
    private static func has(_ tags: UnsafeBufferPointer<UInt32>, oneOf ascending: [UInt32]) -> Bool {
        for place in tags.indices {
            let tag = unsafe tags[place]
            var low = 0, high = ascending.count
            while low < high {
                let middle = (low + high) / 2
                if ascending[middle] < tag { low = middle + 1 } else { high = middle }
            }
            if low < ascending.count, ascending[low] == tag { return true }
        }
        return false
    }
}
