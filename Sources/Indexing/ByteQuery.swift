internal import Ground
internal import Kernels
internal import Quantization
internal import Vocabulary

/// A query as it is compared with rows of bytes: whole numbers of 16 bits, and the step between them.
///
/// The query, less the codebook's mean for squared distances, is rounded to steps of its largest magnitude over 32,767,
/// or larger ones where a product with a row might leave 32 bits. So products are exact whole numbers.
@safe struct ByteQuery: Sendable {
    private let memory: AlignedMemory
    private let stride: Int
    private let metric: Metric
    private let step: Double
    /// Of the query as it came; squared distances only.
    private let squaredLength: Double

    /// - Parameter query: of the codebook's dimension and metric.
    init(_ query: [Float], codebook: Codebook) {
        stride = ByteRow.stride(dimension: codebook.dimension)
        metric = codebook.metric
        memory = AlignedMemory(byteCount: stride * MemoryLayout<Int16>.stride)
        var vector = query
        let centre = unsafe codebook.centre
        for index in centre.indices { unsafe vector[index] -= centre[index] }
        var (largest, squares) = (0.0, 0.0)
        for component in vector {
            largest = max(largest, abs(Double(component)))
            squares += Double(component) * Double(component)
        }
        squaredLength = squares
        // Rounding adds at most √stride / 2 to the length of the whole numbers.
        let root = Double(stride).squareRoot()
        let lengthMax = 2_147_483_647 / (Double(ByteRow.largest) * root) - root / 2
        let perStep = largest > 0 ? min(32_767 / largest, lengthMax / squares.squareRoot()) : 0
        step = perStep > 0 && perStep.isFinite ? 1 / perStep : 0
        let numbers = unsafe memory.bytes.bindMemory(to: Int16.self)
        // Adding a number this large leaves no room for fractions.
        let rounder = 0x1.8p52
        for (index, component) in vector.enumerated() where step > 0 {
            unsafe numbers[index] = Int16((Double(component) * perStep + rounder) - rounder)
        }
    }

    /// Padded with zeros. Valid while this query lives.
    var numbers: UnsafeBufferPointer<Int16> {
        unsafe UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Int16.self))
    }

    /// The similarity of the query to what a row stands for: the inner product, or the negated squared distance.
    ///
    /// - Parameter product: that of the whole numbers.
    /// - Parameter facts: those of all rows; `row` is among them.
    func similarity(product: Int32, row: Int, facts: UnsafeBufferPointer<Float>) -> Float {
        guard metric == .l2 else { return Float(Double(product) * step * Double(unsafe facts[row])) }
        let (scale, length) = unsafe (Double(facts[2 * row]), Double(facts[2 * row + 1]))
        return Float(min(0, 2 * (Double(product) * step * scale) - squaredLength - length))
    }
}
