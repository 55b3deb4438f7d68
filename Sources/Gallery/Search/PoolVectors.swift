internal import Kernels
internal import Vocabulary

/// How like each other the items of the pool are: the weighted cosine over the fields that both have.
struct PoolVectors {
    private let kernels: KernelSet
    private let weights: [Float]
    private let strides: [Int]
    /// By field: a row of halves per item, in the pool's order.
    private let rows: [[UInt16]]
    /// By field: one over each row's length; 0 for an item without the field or a row without length.
    private let inverseLengths: [[Float]]
    private let presence: [UInt16]

    /// - Parameter rows: by field, `presence.count` rows of `strides[field]` halves.
    init(rows: [[UInt16]], strides: [Int], weights: [Float], presence: [UInt16], kernels: KernelSet) {
        self.rows = rows
        self.strides = strides
        self.weights = weights
        self.presence = presence
        self.kernels = kernels
        inverseLengths = rows.indices.map { field in
            presence.indices.map { item in
                let square = PoolVectors.product(rows[field], strides[field], item, item, kernels)
                return square > 0 ? 1 / square.squareRoot() : 0
            }
        }
    }

    /// The similarity of two items of the pool, −1...1; 0 when they share no field.
    func similarity(_ left: Int, _ right: Int) -> Float {
        var sum: Float = 0
        var shared: Float = 0
        for field in rows.indices where presence[left] & presence[right] & (1 << UInt16(field)) != 0 {
            let product = PoolVectors.product(rows[field], strides[field], left, right, kernels)
            sum += weights[field] * (product * (inverseLengths[field][left] * inverseLengths[field][right]))
            shared += weights[field]
        }
        return shared > 0 ? sum / shared : 0
    }

    private static func product(
        _ rows: [UInt16], _ stride: Int, _ left: Int, _ right: Int, _ kernels: KernelSet
    ) -> Float {
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe kernels.product(
                UnsafeBufferPointer(rebasing: rows[left * stride..<(left + 1) * stride]),
                UnsafeBufferPointer(rebasing: rows[right * stride..<(right + 1) * stride]))
        }
    }
}
