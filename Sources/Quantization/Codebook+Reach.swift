public import Kernels

// As many lists as a query needs: few for one that lies in the middle of a cluster, more for one between many.
extension Codebook {
    /// The nearest lists whose mean distance others are compared with.
    public static let reachNeighborCount = 8

    /// The lists of `lists(nearestTo:)` that lie within reach, nearest first, and always the nearest one.
    ///
    /// A list is within reach when its distance exceeds the mean of the eight nearest by `reach` at most. At equal
    /// recall that scans a fifth fewer codes of real embeddings than as many lists for every query.
    ///
    /// - Parameter count: the most that are answered.
    /// - Parameter reach: may be negative.
    /// - Complexity: that of `lists(nearestTo:)`, and about 20 products.
    public func lists(nearestTo vector: [Float], count: Int, reach: Float, kernels: KernelSet) -> [UInt32] {
        precondition(count > 0, "no lists to look into")
        let transformed = transformed(vector, kernels: kernels)
        var distances = [Float](repeating: 0, count: listCount)
        return unsafe transformed.withUnsafeBufferPointer { vector in
            var lists = unsafe distances.withUnsafeMutableBufferPointer { distances in
                unsafe nearestLists(
                    to: vector, count: max(count, Self.reachNeighborCount), distances: distances, kernels: kernels)
            }
            unsafe cut(&lists, to: vector, count: count, reach: reach, kernels: kernels)
            return lists
        }
    }

    /// Of `lists`, which are the nearest ones to `vector` in order, at least eight unless there are fewer, those that
    /// `lists(nearestTo:count:reach:)` answers.
    public func lists(
        _ lists: [UInt32], within reach: Float, of vector: [Float], count: Int, kernels: KernelSet
    ) -> [UInt32] {
        precondition(count > 0, "no lists to look into")
        var lists = lists
        unsafe transformed(vector, kernels: kernels).withUnsafeBufferPointer { vector in
            unsafe cut(&lists, to: vector, count: count, reach: reach, kernels: kernels)
        }
        return lists
    }

    private func cut(
        _ lists: inout [UInt32], to vector: UnsafeBufferPointer<Float>, count: Int, reach: Float, kernels: KernelSet
    ) {
        let origin = unsafe origin(of: lists, to: vector, kernels: kernels)
        // Distances ascend, so that the last list within reach is found by halving.
        var low = 1
        var high = min(count, lists.count)
        while low < high {
            let middle = (low + high + 1) / 2
            let distance = unsafe distance(ofList: Int(lists[middle - 1]), to: vector, kernels: kernels)
            if distance - origin <= reach { low = middle } else { high = middle - 1 }
        }
        lists.removeSubrange(low...)
    }

    /// By how much each of `lists`, which are the nearest ones and stand in order, is farther than the eight nearest on
    /// average: what `reach` is compared with.
    public func gaps(of lists: [UInt32], to vector: [Float], kernels: KernelSet) -> [Float] {
        let transformed = transformed(vector, kernels: kernels)
        return unsafe transformed.withUnsafeBufferPointer { vector in
            let origin = unsafe origin(of: lists, to: vector, kernels: kernels)
            return lists.map { list in
                unsafe distance(ofList: Int(list), to: vector, kernels: kernels) - origin
            }
        }
    }

    /// The mean distance of the first eight of `lists`, summed in order.
    private func origin(
        of lists: [UInt32], to vector: UnsafeBufferPointer<Float>, kernels: KernelSet
    ) -> Float {
        let nearest = lists.prefix(Self.reachNeighborCount)
        let sum = nearest.reduce(Float(0)) { sum, list in
            unsafe sum + distance(ofList: Int(list), to: vector, kernels: kernels)
        }
        return sum / Float(max(nearest.count, 1))
    }
}
