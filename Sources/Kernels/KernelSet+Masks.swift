internal import CVectorKernels

extension KernelSet {
    /// Sets bit `i` of `masks[block]` when the bit of ordinal `ordinals[64 · block + i]` is set in `words`: bit
    /// o & 63 of word o >> 6. The same code on every instruction set.
    ///
    /// - Parameter ordinals: 64 for each mask, or more; each below 64 · `words.count`, which is not checked.
    public func laneMasks(
        of ordinals: UnsafeBufferPointer<UInt32>, in words: UnsafeBufferPointer<UInt64>,
        into masks: UnsafeMutableBufferPointer<UInt64>
    ) {
        precondition(ordinals.count >= masks.count * CodeBlock.laneCount, "\(ordinals.count) ordinals")
        guard masks.count > 0 else { return }
        tsk_lane_masks(ordinals.baseAddress!, masks.count, words.baseAddress!, masks.baseAddress!)
    }
}
