internal import Vocabulary

/// From vectors of tokens to a vector of unit length.
enum Pooling {
    /// The sum of `rowCount` rows of `values`, which start at `start`. Its direction is the mean's.
    static func sum(_ values: [Float], from start: Int, rowCount: Int, dimension: Int) -> [Float] {
        var sum = [Float](repeating: 0, count: dimension)
        var total = sum.mutableSpan
        let values = values.span
        for row in 0..<rowCount {
            let base = start + row * dimension
            for axis in 0..<dimension { total[axis] += values[base + axis] }
        }
        return sum
    }

    /// Scales `vector` to unit length; false when it has no direction: zero, infinite or not a number.
    static func normalize(_ vector: inout [Float]) -> Bool {
        var square = 0.0
        for value in vector { square += Double(value) * Double(value) }
        guard square.isFinite, square > 0 else { return false }
        let scale = Float(1 / square.squareRoot())
        guard scale.isFinite, scale > 0 else { return false }
        for axis in vector.indices { vector[axis] *= scale }
        return true
    }

    static var notFinite: CallFailure {
        CallFailure(.internal, "not_finite", "the encoder made a vector that is zero or not finite")
    }
}
