/// How well whole numbers stand for a query. See `KernelSet.listsWithin`.
public struct QueryBounds: Sendable {
    /// What 1 stands for.
    public var scale: Float
    /// How far the numbers are from the query, at most.
    public var error: Float
    /// The length of the query, at least.
    public var length: Float

    public init(scale: Float, error: Float, length: Float) {
        self.scale = scale
        self.error = error
        self.length = length
    }
}
