internal import Ground
public import Kernels
internal import Vocabulary

// Which lists a query probes.
extension Codebook {
    /// The numbers of the `count` lists nearest to `vector`, nearest first, ties lowest number first.
    ///
    /// Nearest by distance for cosine and L2, by product for inner product.
    ///
    /// - Parameter vector: `dimension` finite components; of unit length for cosine.
    /// - Parameter count: all lists when there are fewer.
    /// Of 16,384 lists and more a few of the farthest may be missing, and others stand for them.
    ///
    /// - Complexity: `listCount · paddedDimension` multiply-adds of bytes, about `count` products of floats, some
    ///   passes over `listCount` floats, and memory for them; of 16,384 lists and more, an addition for eight
    ///   components and list, and twice as many products.
    public func lists(nearestTo vector: [Float], count: Int, kernels: KernelSet) -> [UInt32] {
        lists(nearestTo: vector, ListAsk(count: count), kernels: kernels)
    }

    /// Of the nearest lists those within reach, nearest first, and always the nearest one, unless none are wanted.
    ///
    /// A list is within reach when its distance exceeds the mean of the eight nearest by `reach` at most. At equal
    /// recall that scans a fifth fewer codes of real embeddings than as many lists for every query.
    ///
    /// - Complexity: that of `lists(nearestTo:count:)`.
    public func lists(nearestTo vector: [Float], _ ask: ListAsk, kernels: KernelSet) -> [UInt32] {
        let transformed = transformed(vector, kernels: kernels)
        return unsafe transformed.withUnsafeBufferPointer { vector in
            unsafe nearestLists(to: [vector], [ask], kernels: kernels)[0]
        }
    }

    /// The lists nearest to the query that `tables` was filled for.
    public func lists(nearestTo tables: borrowing CodeTables, count: Int, kernels: KernelSet) -> [UInt32] {
        unsafe precondition(tables.vector.count == paddedDimension, "tables of another codebook")
        return unsafe nearestLists(to: [tables.vector], [ListAsk(count: count)], kernels: kernels)[0]
    }

    /// The nearest lists of each of several transformed vectors.
    func nearestLists(to vectors: [UnsafeBufferPointer<Float>], _ asks: [ListAsk], kernels: KernelSet) -> [[UInt32]] {
        let asks = asks.map { ListAsk(count: min($0.count, listCount), reach: $0.reach) }
        var answers = unsafe [[UInt32]](repeating: [], count: vectors.count)
        // Of half of the lists and more there is little to rule out.
        let places = asks.indices.filter { 0 < asks[$0].count && asks[$0].count < listCount / 2 }
        if let listBytes, !places.isEmpty {
            unsafe listBytes.candidates(
                nearestTo: places.map { unsafe vectors[$0] }, places.map { asks[$0] },
                halfNorms: metric == .innerProduct ? nil : listHalfNorms, kernels: kernels
            ) { number, lists in
                guard let lists = unsafe lists else { return }
                let place = places[number]
                answers[place] = unsafe nearest(lists, to: vectors[place], asks[place], kernels)
            }
        }
        if let listCodes {
            for place in places where asks[place].count < listCount / ListCodes.leastFactor {
                unsafe listCodes.candidates(
                    nearestTo: vectors[place], count: asks[place].comparedCount, kernels: kernels
                ) { lists in
                    guard let lists = unsafe lists else { return }
                    answers[place] = unsafe nearest(lists, to: vectors[place], asks[place], kernels)
                }
            }
        }
        for place in asks.indices where answers[place].isEmpty && asks[place].count > 0 {
            answers[place] = unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: listCount) { lists in
                for list in lists.indices { unsafe lists[list] = UInt32(list) }
                return unsafe nearest(UnsafeBufferPointer(lists), to: vectors[place], asks[place], kernels)
            }
        }
        return answers
    }

    /// Centroids that are fetched from memory while one is compared.
    private static let prefetchedCount = 3

    /// The wanted ones of `lists`, which ascend and hold all that may be.
    private func nearest(
        _ lists: UnsafeBufferPointer<UInt32>, to vector: UnsafeBufferPointer<Float>, _ ask: ListAsk,
        _ kernels: KernelSet
    ) -> [UInt32] {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: lists.count) { keys in
            for place in lists.indices {
                let ahead = place + Self.prefetchedCount
                if ahead < lists.count {
                    unsafe kernels.prefetch(UnsafeRawBufferPointer(listCentroid(Int(lists[ahead]))))
                }
                let list = unsafe lists[place]
                unsafe keys[place] = Self.key(distance(ofList: Int(list), to: vector, kernels: kernels), list)
            }
            unsafe KeySort.descend(keys)
            let count = unsafe reachedCount(UnsafeBufferPointer(keys), ask)
            return unsafe keys[..<count].map { ~UInt32(truncatingIfNeeded: $0) }
        }
    }

    /// How many of the nearest lists are wanted.
    private func reachedCount(_ keys: UnsafeBufferPointer<UInt64>, _ ask: ListAsk) -> Int {
        let count = min(ask.count, keys.count)
        guard ask.reach < .infinity, count > 0 else { return count }
        let origin = unsafe Self.origin(of: keys.prefix(ListAsk.nearCount).map { Self.distance(of: $0) })
        var reached = 1
        while reached < count, unsafe Self.distance(of: keys[reached]) - origin <= ask.reach { reached += 1 }
        return reached
    }

    /// The mean of the distances of the nearest lists, summed in order.
    static func origin(of distances: [Float]) -> Float {
        distances.reduce(0, +) / Float(max(distances.count, 1))
    }

    /// A distance and a list in one number, the larger the nearer, and of equal distances the lower the list.
    private static func key(_ distance: Float, _ list: UInt32) -> UInt64 {
        // Adding zero makes the negative zero a positive one.
        let bits = (distance + 0).bitPattern
        let ordered = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return ~(UInt64(ordered) << 32 | UInt64(list))
    }

    private static func distance(of key: UInt64) -> Float {
        let ordered = UInt32(truncatingIfNeeded: ~key >> 32)
        return Float(bitPattern: ordered & 0x8000_0000 == 0 ? ~ordered : ordered & 0x7fff_ffff)
    }

    /// What lists are ordered by: half the squared distance less a constant, or the negated product.
    func distance(ofList list: Int, to vector: UnsafeBufferPointer<Float>, kernels: KernelSet) -> Float {
        let product = unsafe kernels.product(vector, listCentroid(list))
        return unsafe metric == .innerProduct ? -product : listHalfNorms[list] - product
    }
}
