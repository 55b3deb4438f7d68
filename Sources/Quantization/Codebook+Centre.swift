extension Codebook {
    /// What is taken off a vector before anything else: the mean of the sample for L2, `[dimension]`; empty for the
    /// other metrics. Valid while this codebook lives.
    public var centre: UnsafeBufferPointer<Float> { unsafe mean }
}
