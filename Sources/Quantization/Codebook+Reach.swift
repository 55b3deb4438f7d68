public import Kernels

// As many lists as a query needs: few for one that lies in the middle of a cluster, more for one between many.
extension Codebook {
    /// By how much each of `lists`, which are the nearest ones and stand in order, is farther than the eight nearest on
    /// average: what a reach is compared with.
    public func gaps(of lists: [UInt32], to vector: [Float], kernels: KernelSet) -> [Float] {
        let transformed = transformed(vector, kernels: kernels)
        return unsafe transformed.withUnsafeBufferPointer { vector in
            let distances = lists.map { unsafe distance(ofList: Int($0), to: vector, kernels: kernels) }
            let origin = Self.origin(of: Array(distances.prefix(ListAsk.nearCount)))
            return distances.map { $0 - origin }
        }
    }
}
