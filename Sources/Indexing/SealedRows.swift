internal import Ground
internal import Kernels
internal import Vocabulary

/// Rows that change no more, in a mapped file: versions, ids, tags, similar ids and vectors of items, by ordinal.
///
/// Ordinals are in the order of versions. Everything is read from the file as it is asked for; opening checks all
/// numbers that lead from one place to another, so that no access can leave the file. Any thread may read.
@safe public final class SealedRows: @unchecked Sendable {
    // Unchecked: the pointers lead into `file`, which never changes; `attributes` are set before anybody else sees it.

    /// What the four letters in the file's header say.
    static let kind = "ROWS"
    /// Rows of one file, at most: ordinals of growing rows must follow.
    static let rowCountMax = GrowingSegment.rowCountMax - SegmentChunk.rowCount

    public let layouts: [FieldLayout]
    public let count: Int
    /// No row has a higher version; 0 when there are no rows.
    public var versionMax: UInt64 { unsafe versions.last ?? 0 }
    /// Folded tags in the order of their numbers, which are those of `tags` in a view of these rows.
    public let tagNames: [String]
    private let fieldCounts: [Int]
    let file: SectionedFile

    private let versions: UnsafeBufferPointer<UInt64>
    private let idStarts: UnsafeBufferPointer<UInt64>
    private let idBytes: UnsafeBufferPointer<UInt8>
    let idHashes: UnsafeBufferPointer<UInt64>
    /// Ordinals by hash, then by ordinal.
    private let idOrder: UnsafeBufferPointer<UInt32>
    let presences: UnsafeBufferPointer<UInt16>
    private let tags: SealedLists<UInt32>
    private let postings: SealedPostings
    /// Nil for a file that was written before attributes were sealed.
    private(set) var attributes: SealedAttributes?
    let clauses: ClauseCache
    private let similar: SealedLists<UInt64>
    private var vectorRows: [UnsafeBufferPointer<UInt16>]
    /// The same file for reading a row here and there: where it does not fit into memory, the disk is asked for a row's
    /// page and not for all that lies around it. Nil for a file that is gone.
    private let scattered: SectionedFile?
    private var scatteredRows: [UnsafeBufferPointer<UInt16>]
    /// What every row's presence is, if it is that of all fields.
    let commonPresence: UInt16?
    /// True when some row lists similar items.
    var listsSimilar: Bool { similar.valueCount > 0 }

    /// Maps the file at `path`, verifies every byte and checks that it holds together.
    ///
    /// - Parameter layouts: the fields that the rows must have.
    /// - Throws: `.file`, `.inconsistent`, `.rowsOfOtherFields`, `.cancelled`.
    /// - Complexity: the file is read once, in order; a few nanoseconds a row besides.
    public convenience init(
        path: String, layouts: [FieldLayout], isCancelled: () -> Bool = { false }
    ) throws(IndexingError) {
        let file: SectionedFile
        do throws(SectionedFileError) {
            file = try SectionedFile(path: path, kind: Self.kind)
            try file.verify(isCancelled: isCancelled)
        } catch {
            throw error == .cancelled ? .cancelled : .file(error)
        }
        try self.init(file, layouts: layouts)
    }

    /// Checks that `file` holds together. Does not look at its hashes.
    init(_ file: SectionedFile, layouts: [FieldLayout]) throws(IndexingError) {
        self.file = file
        self.layouts = layouts
        let reader = SectionReader(file)
        scattered = file.scattered()
        let facts = try SealedRowsFacts(reader, layouts: layouts)
        count = facts.count
        fieldCounts = facts.fieldCounts
        let rowCount = facts.count
        clauses = ClauseCache(rowCount: rowCount)
        commonPresence =
            facts.fieldCounts.allSatisfy { $0 == rowCount } ? UInt16((1 << layouts.count) - 1) : nil
        unsafe versions = try reader.numbers("versions", count: count)
        unsafe idStarts = try reader.starts("id starts", count: count)
        unsafe idBytes = try reader.numbers("ids", count: unsafe Int(idStarts[count]))
        unsafe idHashes = try reader.numbers("id hashes", count: count)
        unsafe idOrder = try reader.numbers("id order", count: count)
        unsafe presences = try reader.numbers("presence", count: count)
        tags = try SealedLists(reader, starts: "tag starts", values: "tags", count: count)
        let postings = try SealedLists<UInt32>(
            reader, starts: "posting starts", values: "postings", count: facts.tagCount)
        similar = try SealedLists(reader, starts: "similar starts", values: "similar", count: count)
        unsafe vectorRows = []
        unsafe scatteredRows = []
        for (field, layout) in layouts.enumerated() {
            unsafe vectorRows.append(try reader.numbers("vectors \(field)", count: count * layout.stride))
            guard let scattered else { continue }
            let other = SectionReader(scattered)
            unsafe scatteredRows.append(try other.numbers("vectors \(field)", count: count * layout.stride))
        }
        tagNames = try Self.tagNames(reader, count: facts.tagCount)
        guard postings.areAscending(below: count), postings.valueCount == tags.valueCount else {
            throw reader.inconsistent("postings")
        }
        self.postings = SealedPostings(postings, rowCount: count)
        attributes = try SealedAttributes(file, rowCount: count)
        try check(reader)
    }

    /// True when it is known which rows have which attributes.
    public var hasAttributes: Bool { attributes != nil }

    /// Tells a file that was written before attributes were sealed which rows have which, before anybody else sees it.
    public func setAttributes(_ list: AttributeList) {
        attributes = SealedAttributes(list, rowCount: count)
    }

    public var path: String { file.path }
    /// 16 bytes that name the content.
    public var hash: [UInt8] { file.hash }
    public var byteCount: Int { file.byteCount }
    /// Bytes of memory beside the mapped file: bitmaps of frequent tags and attributes, attributes that the file does
    /// not tell, and what clauses left that come again.
    var memoryByteCount: Int { postings.byteCount + (attributes?.memoryByteCount ?? 0) + clauses.byteCount }

    /// Rows with a vector in `field`.
    public func count(field: Int) -> Int { fieldCounts[field] }

    private static func tagNames(_ reader: SectionReader, count: Int) throws(IndexingError) -> [String] {
        let names = try SealedLists<UInt8>(reader, starts: "tag name starts", values: "tag names", count: count)
        return (0..<count).map { unsafe String(decoding: names[$0], as: UTF8.self) }
    }

    /// The order of versions and ids, and that rows and tags are ones that exist.
    private func check(_ reader: SectionReader) throws(IndexingError) {
        var counts = [Int](repeating: 0, count: layouts.count)
        for row in 0..<count {
            let presence = unsafe presences[row]
            guard Int(presence) < 1 << layouts.count else { throw reader.inconsistent("presence") }
            for field in layouts.indices where presence >> UInt16(field) & 1 != 0 { counts[field] += 1 }
            if row > 0, unsafe versions[row - 1] >= versions[row] { throw reader.inconsistent("versions") }
            guard unsafe idOrder[row] < count else { throw reader.inconsistent("id order") }
        }
        guard counts == fieldCounts else { throw reader.inconsistent("presence") }
        for place in 0..<max(0, count - 1) {
            let (left, right) = unsafe (idOrder[place], idOrder[place + 1])
            let (leftHash, rightHash) = unsafe (idHashes[Int(left)], idHashes[Int(right)])
            guard leftHash < rightHash || leftHash == rightHash && left < right else {
                throw reader.inconsistent("id order")
            }
        }
        guard tags.areAscending(below: tagNames.count) else { throw reader.inconsistent("tags") }
    }
}

// What is known of one row. Ordinals must be below `count`.
extension SealedRows {
    public func id(_ ordinal: UInt32) -> String {
        let row = Int(ordinal)
        precondition(row < count, "ordinal \(ordinal) of \(count)")
        let range = unsafe Int(idStarts[row])..<Int(idStarts[row + 1])
        return unsafe String(decoding: UnsafeBufferPointer(rebasing: idBytes[range]), as: UTF8.self)
    }

    /// The ids of the rows at `ordinals`, in that order.
    public func ids(_ ordinals: [UInt32]) -> [String] { names(ordinals[...]).map(\.id) }

    /// Ids and versions of the rows at `ordinals`, in that order. They lie far apart, and are fetched side by side.
    public func names(_ ordinals: ArraySlice<UInt32>) -> [(id: String, version: UInt64)] {
        var names: [(id: String, version: UInt64)] = []
        names.reserveCapacity(ordinals.count)
        let kernels = KernelSet.best
        for ordinal in ordinals {
            precondition(Int(ordinal) < count, "ordinal \(ordinal) of \(count)")
            names.append(("", unsafe versions[Int(ordinal)]))
            let start = unsafe Int(idStarts[Int(ordinal)])
            let id = unsafe UnsafeRawBufferPointer(idBytes)[start...].prefix(1)
            unsafe kernels.prefetch(UnsafeRawBufferPointer(rebasing: id))
        }
        for (place, ordinal) in ordinals.enumerated() { names[place].id = id(ordinal) }
        return names
    }

    public func version(_ ordinal: UInt32) -> UInt64 {
        precondition(Int(ordinal) < count, "ordinal \(ordinal) of \(count)")
        return unsafe versions[Int(ordinal)]
    }

    /// A bit per field that the row has a vector in.
    public func presence(_ ordinal: UInt32) -> UInt16 {
        precondition(Int(ordinal) < count, "ordinal \(ordinal) of \(count)")
        return unsafe presences[Int(ordinal)]
    }

    /// The ordinal of the row written as `version`; nil when there is none. A binary search.
    public func ordinal(ofVersion version: UInt64) -> UInt32? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if unsafe versions[middle] < version { low = middle + 1 } else { high = middle }
        }
        return unsafe low < count && versions[low] == version ? UInt32(low) : nil
    }

    /// The row's vector in `field` as it is stored, without padding; nil when it has none.
    public func halves(field: Int, _ ordinal: UInt32) -> [UInt16]? {
        guard presence(ordinal) >> UInt16(field) & 1 != 0 else { return nil }
        let layout = layouts[field]
        let start = Int(ordinal) * layout.stride
        return unsafe Array(vectorRows[field][start..<start + layout.dimension])
    }
}

// What views are made of.
extension SealedRows {
    /// The rows `range` of a field, padding included.
    func vectors(field: Int, _ range: Range<Int>) -> UnsafeBufferPointer<UInt16> {
        let stride = layouts[field].stride
        let halves = range.lowerBound * stride..<range.upperBound * stride
        return unsafe UnsafeBufferPointer(rebasing: vectorRows[field][halves])
    }

    /// All rows of a field, padding included, for reading a few of them.
    func scatteredVectors(field: Int) -> UnsafeBufferPointer<UInt16> {
        unsafe scattered == nil ? vectorRows[field] : scatteredRows[field]
    }

    /// Ascending, each once.
    func tags(_ row: Int) -> UnsafeBufferPointer<UInt32> { unsafe tags[row] }

    func similar(_ row: Int) -> UnsafeBufferPointer<UInt64> { unsafe similar[row] }

    /// Adds the rows that carry `tag` to `set`; none for a tag that no row has.
    func add(tag: UInt32, to set: inout OrdinalSet) { postings.add(tag, to: &set) }

    /// Removes the rows that carry `tag` from `set`.
    func remove(tag: UInt32, from set: inout OrdinalSet) { postings.remove(tag, from: &set) }

    /// Calls `body` with each row whose id has this hash, ascending.
    func forEachOrdinal(ofIdHash idHash: UInt64, _ body: (UInt32) -> Void) {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if unsafe idHashes[Int(idOrder[middle])] < idHash { low = middle + 1 } else { high = middle }
        }
        while low < count {
            let ordinal = unsafe idOrder[low]
            guard unsafe idHashes[Int(ordinal)] == idHash else { return }
            body(ordinal)
            low += 1
        }
    }
}
