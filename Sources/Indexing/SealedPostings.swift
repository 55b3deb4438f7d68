internal import Bitmaps

/// The rows that carry each tag, as a file of rows lists them; those of frequent tags are kept as bitmaps besides.
struct SealedPostings {
    private let lists: SealedLists<UInt32>
    /// By tag; nil for one that few rows carry.
    private let bitmaps: [Bitmap?]

    /// - Parameter rowCount: of the file.
    init(_ lists: SealedLists<UInt32>, rowCount: Int) {
        self.lists = lists
        bitmaps = (0..<lists.listCount).map { tag in
            let rows = unsafe lists[tag]
            return Self.isFrequent(rows.count, of: rowCount) ? unsafe Bitmap(rows) : nil
        }
    }

    /// True for a list that is blended sooner as words than number by number.
    static func isFrequent(_ count: Int, of rowCount: Int) -> Bool { count >= frequentCount(of: rowCount) }

    /// Rows from which on a list is frequent.
    static func frequentCount(of rowCount: Int) -> Int { max(256, rowCount / 64) }

    /// Bytes of memory that the bitmaps take, about.
    var byteCount: Int { bitmaps.reduce(0) { $0 + 8 + ($1?.byteCount ?? 0) } }

    /// That of a list of `count` rows, at most.
    static func byteCountMax(ofList count: Int, rowCount: Int) -> Int {
        8 + (isFrequent(count, of: rowCount) ? Bitmap.byteCountMax(count: count, bound: rowCount) : 0)
    }

    /// Adds the rows that carry `tag` to `set`; none for a tag that no row has.
    func add(_ tag: UInt32, to set: inout OrdinalSet) {
        guard Int(tag) < bitmaps.count else { return }
        if let bitmap = bitmaps[Int(tag)] {
            set.add(bitmap)
        } else {
            unsafe set.insert(lists[Int(tag)])
        }
    }

    /// Removes the rows that carry `tag` from `set`.
    func remove(_ tag: UInt32, from set: inout OrdinalSet) {
        guard Int(tag) < bitmaps.count else { return }
        if let bitmap = bitmaps[Int(tag)] {
            set.remove(bitmap)
        } else {
            unsafe set.remove(lists[Int(tag)])
        }
    }
}
