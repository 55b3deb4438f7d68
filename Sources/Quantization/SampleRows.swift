internal import Kernels

/// The vectors that a codebook is trained with, as the caller lent them.
@safe struct SampleRows: @unchecked Sendable {
    // Unchecked: the rows are only read, and their owner waits until the training has ended.
    let halves: UnsafeBufferPointer<UInt16>
    let stride: Int
    let count: Int
    let dimension: Int

    func row(_ row: Int) -> UnsafeBufferPointer<UInt16> {
        unsafe UnsafeBufferPointer(rebasing: halves[(row * stride)..<(row * stride + dimension)])
    }

    /// Which row is number `number` of `count` rows that are spread evenly.
    func spread(_ number: Int, of count: Int) -> Int { number * self.count / count }
}
