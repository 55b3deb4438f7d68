extension SegmentView {
    /// The living items that `filter` allows; nil when it allows all of them.
    ///
    /// Sealed rows answer a tag or an attribute from bitmaps or sorted lists, a full chunk in memory from its postings;
    /// the last chunk is walked, at most 4,096 rows. Clauses are then combined word by word.
    public func compile(_ filter: OrdinalFilter) -> OrdinalSet? {
        if filter.isEmpty { return nil }
        var allowed = filter.onlyIdHashes.map { set(ofIdHashes: $0) }
        for clause in filter.anyTags { Self.narrow(&allowed, to: set(ofTags: clause)) }
        for clause in filter.attributes { Self.narrow(&allowed, to: set(ofRanges: clause)) }
        var result = allowed ?? OrdinalSet(bound: count, full: true)
        removeDead(from: &result)
        if !filter.noneTags.isEmpty { remove(tags: filter.noneTags, from: &result) }
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
    private func set(ofTags tags: [UInt32]) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        for tag in tags { base.sealed?.add(tag: tag, to: &set) }
        forEachGrowing(ofTags: tags) { set.insert($0) }
        return set
    }

    private func remove(tags: [UInt32], from set: inout OrdinalSet) {
        for tag in tags { base.sealed?.remove(tag: tag, from: &set) }
        forEachGrowing(ofTags: tags) { set.remove($0) }
    }

    /// Calls `body` with the items in memory that carry at least one of `tags`, some perhaps more than once.
    private func forEachGrowing(ofTags tags: [UInt32], _ body: (UInt32) -> Void) {
        let sorted = tags.sorted()
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            let start = UInt32(place * SegmentChunk.rowCount)
            if let postings = state.postings {
                for tag in sorted {
                    for row in postings.rows(of: tag) { body(start + UInt32(row)) }
                }
            } else {
                for row in 0..<rowCount(ofChunk: place)
                where unsafe Self.intersects(state.chunk.tags(row), sorted) {
                    body(start + UInt32(row))
                }
            }
        }
    }

    /// The items with an attribute in at least one of `ranges`, deleted ones included.
    private func set(ofRanges ranges: [AttributeRange]) -> OrdinalSet {
        var set = OrdinalSet(bound: count)
        for range in ranges { base.sealed?.attributes?.add(range, to: &set) }
        for (place, state) in chunks.enumerated().dropFirst(base.chunkCount) {
            let start = UInt32(place * SegmentChunk.rowCount)
            if let postings = state.postings {
                for range in ranges {
                    for row in postings.rows(in: range) { set.insert(start + UInt32(row)) }
                }
            } else {
                for row in 0..<rowCount(ofChunk: place) where unsafe Self.has(state.chunk.attributes(row), ranges) {
                    set.insert(start + UInt32(row))
                }
            }
        }
        return set
    }

    private static func has(_ entries: UnsafeBufferPointer<AttributeEntry>, _ ranges: [AttributeRange]) -> Bool {
        for place in entries.indices {
            let entry = unsafe entries[place]
            for range in ranges where range.column == entry.column && range.values.contains(entry.value) { return true }
        }
        return false
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
