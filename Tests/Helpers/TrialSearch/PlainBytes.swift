/// Rows of bytes by their definition, one number after the other: what they stand for, and what they are worth.
public struct PlainBytes {
    /// The mean, where squared distances are compared; nil for inner products.
    private let centre: [Float]?

    public init(centre: [Float]?) {
        self.centre = centre
    }

    private func centred(_ vector: [Float]) -> [Float] {
        centre.map { zip(vector, $0).map { $0 - $1 } } ?? vector
    }

    /// The whole numbers of a vector, and their scale.
    public func row(_ vector: [Float]) -> (levels: [Int], scale: Float) {
        let vector = centred(vector)
        let perStep = 127 / vector.map(abs).max()!
        let levels = vector.map { perStep.isFinite ? Int(($0 * perStep).rounded(.toNearestOrEven)) : 0 }
        let squares = levels.map { $0 * $0 }.reduce(0, +)
        let product = zip(vector, levels).map { Double($0) * Double($1) }.reduce(0, +)
        return (levels, squares > 0 ? Float(product / Double(squares)) : 0)
    }

    /// The inner product, or the negated squared distance, of a query and what the row of `vector` stands for.
    public func similarity(_ query: [Float], _ vector: [Float]) -> Float {
        let (levels, scale) = row(vector)
        let query = centred(query).map { Double($0) }
        let length = query.map { $0 * $0 }.reduce(0, +)
        let stride = Double((query.count + 31) / 32 * 32)
        let lengthMax = Double(Int32.max) / (127 * stride.squareRoot()) - stride.squareRoot() / 2
        let largest = query.map(abs).max()!
        let perStep = largest > 0 ? min(32_767 / largest, lengthMax / length.squareRoot()) : 0
        let isZero = !(perStep > 0 && perStep.isFinite)
        let numbers = query.map { isZero ? 0 : Int(($0 * perStep).rounded(.toNearestOrEven)) }
        let product = zip(numbers, levels).map { $0 * $1 }.reduce(0, +)
        precondition(Int32(exactly: product) != nil, "\(product) is no number of 32 bits")
        let inner = Double(product) * (isZero ? 0 : 1 / perStep) * Double(scale)
        guard centre != nil else { return Float(inner) }
        let squares = levels.map { $0 * $0 }.reduce(0, +)
        let rowLength = Float(Double(scale) * Double(scale) * Double(squares))
        return Float(min(0, 2 * inner - length - Double(rowLength)))
    }
}
