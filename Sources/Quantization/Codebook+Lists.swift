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
    /// - Complexity: `listCount · paddedDimension` multiply-adds of bytes, about `count` products of floats, some
    ///   passes over `listCount` floats, and memory for them.
    public func lists(nearestTo vector: [Float], count: Int, kernels: KernelSet) -> [UInt32] {
        let transformed = transformed(vector, kernels: kernels)
        var distances = [Float](repeating: 0, count: listCount)
        return unsafe transformed.withUnsafeBufferPointer { vector in
            unsafe distances.withUnsafeMutableBufferPointer { distances in
                unsafe nearestLists(to: vector, count: count, distances: distances, kernels: kernels)
            }
        }
    }

    /// The same for the query that `tables` was filled for, with no memory beyond the answer and what `tables` keeps.
    public func lists(nearestTo tables: inout CodeTables, count: Int, kernels: KernelSet) -> [UInt32] {
        unsafe precondition(tables.vector.count == paddedDimension, "tables of another codebook")
        let distances = unsafe tables.distances(count: listCount)
        return unsafe nearestLists(to: tables.vector, count: count, distances: distances, kernels: kernels)
    }

    func nearestLists(
        to vector: UnsafeBufferPointer<Float>, count: Int, distances: UnsafeMutableBufferPointer<Float>,
        kernels: KernelSet
    ) -> [UInt32] {
        let count = min(count, listCount)
        let halfNorms = unsafe metric == .innerProduct ? nil : listHalfNorms
        // Of half of the lists and more there is little to rule out.
        if count > 0, count < listCount / 2,
            let lists = unsafe listBytes?.candidates(
                nearestTo: vector, count: count, halfNorms: halfNorms, lowers: distances, kernels: kernels)
        {
            let near = unsafe UnsafeMutableBufferPointer(rebasing: distances[..<lists.count])
            for (place, list) in lists.enumerated() {
                unsafe near[place] = distance(ofList: Int(list), to: vector, kernels: kernels)
            }
            return unsafe Self.least(count, of: UnsafeBufferPointer(near)).map { lists[Int($0)] }
        }
        for list in 0..<listCount {
            unsafe distances[list] = distance(ofList: list, to: vector, kernels: kernels)
        }
        return unsafe Self.least(count, of: UnsafeBufferPointer(distances))
    }

    /// What lists are ordered by: half the squared distance less a constant, or the negated product.
    func distance(ofList list: Int, to vector: UnsafeBufferPointer<Float>, kernels: KernelSet) -> Float {
        let product = unsafe kernels.product(vector, listCentroid(list))
        return unsafe metric == .innerProduct ? -product : listHalfNorms[list] - product
    }

    /// The indices of the `count` least numbers, least first, ties lowest index first.
    static func least(_ count: Int, of numbers: UnsafeBufferPointer<Float>) -> [UInt32] {
        precondition(count >= 0 && count <= numbers.count)
        guard count > 0 else { return [] }
        // A heap of those kept, the worst at its top. Indices come in ascending order, so an equal number is never
        // better than one that is kept.
        var heap = [UInt32](0..<UInt32(count))
        func isWorse(_ left: UInt32, _ right: UInt32) -> Bool {
            let (first, second) = unsafe (numbers[Int(left)], numbers[Int(right)])
            return first > second || (first == second && left > right)
        }
        func sink(_ start: Int, below end: Int) {
            var parent = start
            while true {
                var child = 2 * parent + 1
                guard child < end else { return }
                if child + 1 < end, isWorse(heap[child + 1], heap[child]) { child += 1 }
                guard isWorse(heap[child], heap[parent]) else { return }
                heap.swapAt(parent, child)
                parent = child
            }
        }
        for parent in (0..<count / 2).reversed() { sink(parent, below: count) }
        var bar = unsafe numbers[Int(heap[0])]
        for index in count..<numbers.count where unsafe numbers[index] < bar {
            heap[0] = UInt32(index)
            sink(0, below: count)
            bar = unsafe numbers[Int(heap[0])]
        }
        for end in (1..<count).reversed() {
            heap.swapAt(0, end)
            sink(0, below: end)
        }
        return heap
    }
}
