/// What a JSON text may cost.
public struct JSONLimits: Equatable, Sendable {
    /// Bytes of the text, at most.
    public var byteCountMax: Int
    /// Arrays and objects inside each other, at most; 0 allows scalars only.
    public var depthMax: Int

    /// - Parameter depthMax: at most 1,000, so that no text can exhaust a thread's stack.
    public init(byteCountMax: Int = 16 << 20, depthMax: Int = 64) {
        precondition(depthMax <= 1_000, "a depth of \(depthMax) could exhaust the stack")
        self.byteCountMax = byteCountMax
        self.depthMax = depthMax
    }
}
