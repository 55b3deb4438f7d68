/// Of each coarse centroid what bounds a product of whole numbers with it. See `KernelSet.listsWithin`.
public struct ListBounds {
    /// What a byte of the centroid stands for.
    public let scales: UnsafeBufferPointer<Float>
    /// What the margin grows by with the error of the query.
    public let errorFactors: UnsafeBufferPointer<Float>
    /// What it grows by with the query's length.
    public let lengthFactors: UnsafeBufferPointer<Float>
    /// What it is without a query.
    public let offsets: UnsafeBufferPointer<Float>
    /// What a product is subtracted from.
    public let halfNorms: UnsafeBufferPointer<Float>

    /// All of one length.
    public init(
        scales: UnsafeBufferPointer<Float>, errorFactors: UnsafeBufferPointer<Float>,
        lengthFactors: UnsafeBufferPointer<Float>, offsets: UnsafeBufferPointer<Float>,
        halfNorms: UnsafeBufferPointer<Float>
    ) {
        self.scales = scales
        self.errorFactors = errorFactors
        self.lengthFactors = lengthFactors
        self.offsets = offsets
        self.halfNorms = halfNorms
    }
}
