public import Kernels
public import Vocabulary

/// How the vectors of one field are laid out and compared.
public struct FieldLayout: Hashable, Sendable {
    public let dimension: Int
    public let metric: Metric

    /// - Parameter dimension: 1 to `Limits.dimensionMax`.
    public init(dimension: Int, metric: Metric) {
        precondition(dimension >= 1 && dimension <= Limits.dimensionMax, "dimension \(dimension)")
        self.dimension = dimension
        self.metric = metric
    }

    /// The halves from one row to the next.
    var stride: Int { Half.stride(dimension: dimension) }

    /// `vector` as it is stored: scaled to unit length when compared by cosine, then rounded to halves.
    ///
    /// - Returns: `dimension` halves, all finite.
    /// - Throws: `.dimensionMismatch`, `.componentNotFinite`, `.zeroVector`, `.componentOutOfRange`.
    public func encode(_ vector: [Float], using kernels: KernelSet = .best) throws(IndexingError) -> [UInt16] {
        let ready = try ready(vector)
        do throws(KernelError) {
            return try kernels.halves(ready)
        } catch .componentOutOfRange(let index) {
            throw .componentOutOfRange(index: index)
        } catch {
            preconditionFailure("a conversion failed: \(error)")
        }
    }

    /// `vector`, checked, and scaled to unit length when compared by cosine.
    func ready(_ vector: [Float]) throws(IndexingError) -> [Float] {
        guard vector.count == dimension else {
            throw .dimensionMismatch(expected: dimension, found: vector.count)
        }
        if let index = vector.firstIndex(where: { !$0.isFinite }) { throw .componentNotFinite(index: index) }
        guard metric == .cosine else { return vector }
        guard let unit = VectorMath.normalise(vector) else { throw .zeroVector }
        return unit
    }
}
