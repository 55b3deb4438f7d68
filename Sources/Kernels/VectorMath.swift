/// Arithmetic on whole vectors that is the same on every machine, in double precision where it helps.
public enum VectorMath {
    /// `vector` scaled to unit length; nil when it has a component that is not finite, or no length at all.
    ///
    /// The length is summed in double precision, in order, so that neither the largest nor the smallest floats
    /// overflow or vanish. About 1 µs for 384 components.
    public static func normalise(_ vector: [Float]) -> [Float]? {
        var squaredLength = 0.0
        for component in vector { squaredLength += Double(component) * Double(component) }
        guard squaredLength.isFinite, squaredLength > 0 else { return nil }
        let scale = 1 / squaredLength.squareRoot()
        return vector.map { Float(Double($0) * scale) }
    }
}
