internal import Bitmaps

/// A set of ordinals below some bound: one bit for each.
public struct OrdinalSet: Equatable, Sendable {
    /// Ordinals are below this.
    public let bound: Int
    /// Bit i of word w is ordinal 64w + i. Bits at and past the bound are zero.
    @usableFromInline var words: [UInt64]

    /// The empty set, or the set of all ordinals below `bound`.
    public init(bound: Int, full: Bool = false) {
        precondition(bound >= 0)
        self.bound = bound
        words = [UInt64](repeating: full ? .max : 0, count: (bound + 63) / 64)
        clearPastBound()
    }

    /// The set of `ordinals`, each below `bound`.
    public init(bound: Int, _ ordinals: some Sequence<UInt32>) {
        self.init(bound: bound)
        for ordinal in ordinals { insert(ordinal) }
    }

    public var count: Int {
        words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    public var isEmpty: Bool {
        words.allSatisfy { $0 == 0 }
    }

    /// False for ordinals at and past the bound.
    @inlinable
    public func contains(_ ordinal: UInt32) -> Bool {
        let word = Int(ordinal >> 6)
        return word < words.count && words[word] >> (ordinal & 63) & 1 != 0
    }

    @inlinable
    public mutating func insert(_ ordinal: UInt32) {
        precondition(Int(ordinal) < bound, "ordinal \(ordinal) is not below \(bound)")
        words[Int(ordinal >> 6)] |= 1 << UInt64(ordinal & 63)
    }

    /// Ordinals that are not in the set are ignored.
    @inlinable
    public mutating func remove(_ ordinal: UInt32) {
        let word = Int(ordinal >> 6)
        if word < words.count { words[word] &= ~(1 << UInt64(ordinal & 63)) }
    }

    /// Adds `ordinals`, each below the bound, in any order.
    mutating func insert(_ ordinals: UnsafeBufferPointer<UInt32>) {
        let bound = UInt32(clamping: bound)
        unsafe words.withUnsafeMutableBufferPointer { words in
            for place in 0..<ordinals.count {
                let ordinal = unsafe ordinals[place]
                precondition(ordinal < bound, "ordinal \(ordinal) is not below \(bound)")
                unsafe words[Int(ordinal >> 6)] |= 1 << UInt64(ordinal & 63)
            }
        }
    }

    /// Removes `ordinals`, each below the bound, in any order.
    mutating func remove(_ ordinals: UnsafeBufferPointer<UInt32>) {
        let bound = UInt32(clamping: bound)
        unsafe words.withUnsafeMutableBufferPointer { words in
            for place in 0..<ordinals.count {
                let ordinal = unsafe ordinals[place]
                precondition(ordinal < bound, "ordinal \(ordinal) is not below \(bound)")
                unsafe words[Int(ordinal >> 6)] &= ~(1 << UInt64(ordinal & 63))
            }
        }
    }

    /// Keeps what is also in `other`, a set of the same bound.
    public mutating func formIntersection(_ other: OrdinalSet) {
        precondition(bound == other.bound, "sets below \(bound) and \(other.bound)")
        blend(other) { $0 & $1 }
    }

    /// Adds what is in `other`, a set of the same bound.
    public mutating func formUnion(_ other: OrdinalSet) {
        precondition(bound == other.bound, "sets below \(bound) and \(other.bound)")
        blend(other) { $0 | $1 }
    }

    /// Removes what is in `other`, a set of the same bound.
    public mutating func subtract(_ other: OrdinalSet) {
        precondition(bound == other.bound, "sets below \(bound) and \(other.bound)")
        blend(other) { $0 & ~$1 }
    }

    /// All ordinals below the bound that are not in the set.
    public func complement() -> OrdinalSet {
        var result = self
        for word in words.indices { result.words[word] = ~words[word] }
        result.clearPastBound()
        return result
    }

    /// Makes `first` the first words of a set that has none of their numbers.
    mutating func fill(_ first: [UInt64]) {
        precondition(first.count <= words.count, "\(first.count) words of \(words.count)")
        unsafe words.withUnsafeMutableBufferPointer { words in
            for word in first.indices { unsafe words[word] |= first[word] }
        }
    }

    /// Adds the numbers of `bitmap`, all below the bound.
    mutating func add(_ bitmap: Bitmap) {
        unsafe words.withUnsafeMutableBufferPointer { unsafe bitmap.add(to: $0) }
    }

    /// Removes the numbers of `bitmap`, all below the bound.
    mutating func remove(_ bitmap: Bitmap) {
        unsafe words.withUnsafeMutableBufferPointer { unsafe bitmap.remove(from: $0) }
    }

    /// Combines the words of two sets of the same bound, several at a time.
    @inline(__always)
    private mutating func blend(_ other: OrdinalSet, _ combine: (UInt64, UInt64) -> UInt64) {
        unsafe other.words.withUnsafeBufferPointer { others in
            unsafe words.withUnsafeMutableBufferPointer { mine in
                for word in 0..<Swift.min(mine.count, others.count) {
                    unsafe mine[word] = combine(unsafe mine[word], unsafe others[word])
                }
            }
        }
    }

    private mutating func clearPastBound() {
        if bound % 64 != 0 { words[words.count - 1] &= 1 << UInt64(bound % 64) - 1 }
    }
}

extension OrdinalSet: Sequence {
    /// The ordinals in ascending order.
    public struct Iterator: IteratorProtocol {
        @usableFromInline let words: [UInt64]
        @usableFromInline var place = 0
        @usableFromInline var rest: UInt64

        @usableFromInline
        init(words: [UInt64]) {
            self.words = words
            rest = words.first ?? 0
        }

        @inlinable
        public mutating func next() -> UInt32? {
            while rest == 0 {
                place += 1
                if place >= words.count { return nil }
                rest = words[place]
            }
            defer { rest &= rest &- 1 }
            return UInt32(place * 64 + rest.trailingZeroBitCount)
        }
    }

    public func makeIterator() -> Iterator {
        Iterator(words: words)
    }

    public var underestimatedCount: Int { 0 }
}
