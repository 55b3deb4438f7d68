internal import CRoaring

/// A compressed set of 32-bit numbers: at most 2 bytes a number, at most a bit for each that there could be.
///
/// It never changes once made, so any number of threads may read it.
///
/// - SeeAlso: Lemire, Kaser, Kurz and others, Software: Practice and Experience 48(4), 2018, Roaring bitmaps.
public final class Bitmap: @unchecked Sendable {
    // Unchecked: `set` is written before anybody else sees it; its containers are its own, so that reading writes
    // nothing.
    private let set: UnsafeMutablePointer<roaring_bitmap_t>
    /// How many numbers are in it.
    public let count: Int

    /// The set of `numbers`, in any order. Ascending ones are taken fastest.
    public init(_ numbers: UnsafeBufferPointer<UInt32>) {
        set = Self.allocated(roaring_bitmap_create())
        roaring_bitmap_add_many(set, numbers.count, numbers.baseAddress)
        count = Self.finish(set)
    }

    /// The set of `numbers`, in any order.
    public init(_ numbers: [UInt32]) {
        set = Self.allocated(roaring_bitmap_create())
        let set = set
        numbers.withUnsafeBufferPointer { roaring_bitmap_add_many(set, $0.count, $0.baseAddress) }
        count = Self.finish(set)
    }

    /// The numbers of `first` and `second`.
    public init(_ first: Bitmap, and second: Bitmap) {
        set = Self.allocated(roaring_bitmap_or(first.set, second.set))
        count = Self.finish(set)
    }

    deinit {
        roaring_bitmap_free(set)
    }

    private static func allocated(
        _ set: UnsafeMutablePointer<roaring_bitmap_t>?
    ) -> UnsafeMutablePointer<roaring_bitmap_t> {
        guard let set else { fatalError("no memory for a bitmap") }
        return set
    }

    /// Gives each part its smallest form.
    ///
    /// - Returns: the count of numbers.
    private static func finish(_ set: UnsafeMutablePointer<roaring_bitmap_t>) -> Int {
        roaring_bitmap_run_optimize(set)
        roaring_bitmap_shrink_to_fit(set)
        return Int(roaring_bitmap_get_cardinality(set))
    }

    /// Bytes that it takes, about.
    public var byteCount: Int { roaring_bitmap_size_in_bytes(set) }

    /// Bytes of a set of `count` numbers below `bound`, at most: two bytes a number, or a bit for each that there could
    /// be, and some words for every 65,536 of these.
    public static func byteCountMax(count: Int, bound: Int) -> Int {
        let partCount = bound / 65_536 + 1
        return 64 + 32 * partCount + min(2 * count, 8_192 * partCount)
    }

    public func contains(_ number: UInt32) -> Bool { roaring_bitmap_contains(set, number) }

    /// The largest number; nil for the empty set.
    public var largest: UInt32? { count == 0 ? nil : roaring_bitmap_maximum(set) }

    /// Sets the bit of each number: bit n & 63 of word n >> 6. About 1 µs for 300,000 bits of which many are set.
    ///
    /// - Precondition: no number is 64 · `words.count` or more.
    public func add(to words: UnsafeMutableBufferPointer<UInt64>) { blend(words, clears: false) }

    /// Clears the bit of each number.
    ///
    /// - Precondition: no number is 64 · `words.count` or more.
    public func remove(from words: UnsafeMutableBufferPointer<UInt64>) { blend(words, clears: true) }

    private func blend(_ words: UnsafeMutableBufferPointer<UInt64>, clears: Bool) {
        guard let largest else { return }
        precondition(Int(largest >> 6) < words.count, "\(largest) in \(words.count) words")
        tsk_roaring_blend(set, words.baseAddress, words.count, clears)
    }
}
