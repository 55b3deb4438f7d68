internal import Kernels
internal import Quantization
internal import Vocabulary

/// Makes rows of bytes of a field's vectors: 8-bit scalar quantization, a scale a vector.
///
/// A vector x, less the codebook's mean for squared distances, becomes r, whole numbers of -127...127: x times 127 over
/// its largest magnitude, rounded to nearest, ties to even. It stands for s · r, where s = ⟨x, r⟩ / ⟨r, r⟩ leaves the
/// least squared error. So a row depends on nothing but the vector and the codebook, and sealing changes none.
struct ByteCoder: Sendable {
    let layout: FieldLayout
    private let codebook: Codebook
    private let kernels: KernelSet

    /// - Parameter codebook: of the field's dimension and metric.
    init(_ codebook: Codebook, kernels: KernelSet) {
        layout = FieldLayout(dimension: codebook.dimension, metric: codebook.metric)
        self.codebook = codebook
        self.kernels = kernels
    }

    /// Bytes from one row to the next.
    var stride: Int { ByteRow.stride(dimension: layout.dimension) }
    /// Numbers kept beside a row: the scale, and for squared distances the squared length of what the row stands for.
    var factCount: Int { Self.factCount(layout) }

    static func factCount(_ layout: FieldLayout) -> Int { layout.metric == .l2 ? 2 : 1 }

    /// Writes the row of a vector.
    ///
    /// - Parameter halves: the vector, at least `dimension` halves, all finite.
    /// - Parameter row: `stride` bytes, the last of which, padding, are left as they are.
    /// - Parameter facts: `factCount` numbers.
    func encode(
        _ halves: UnsafeBufferPointer<UInt16>, row: UnsafeMutableBufferPointer<Int8>,
        facts: UnsafeMutableBufferPointer<Float>
    ) {
        let dimension = layout.dimension
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: dimension) { vector in
            unsafe kernels.convert(UnsafeBufferPointer(rebasing: halves[..<dimension]), to: vector)
            let centre = unsafe codebook.centre
            for index in centre.indices { unsafe vector[index] -= centre[index] }
            var largest: Float = 0
            for index in 0..<dimension { largest = max(largest, unsafe abs(vector[index])) }
            let perStep = Float(ByteRow.largest) / largest
            // Adding a float this large leaves no room for fractions.
            let rounder: Float = 0x1.8p23
            var (product, squares) = (0.0, 0)
            for index in 0..<dimension {
                let level = perStep.isFinite ? unsafe (vector[index] * perStep + rounder) - rounder : 0
                unsafe row[index] = Int8(level)
                product += unsafe Double(vector[index]) * Double(level)
                squares += Int(level) * Int(level)
            }
            let scale = squares > 0 ? Float(product / Double(squares)) : 0
            unsafe facts[0] = scale
            if layout.metric == .l2 {
                unsafe facts[1] = Float(Double(scale) * Double(scale) * Double(squares))
            }
        }
    }
}
