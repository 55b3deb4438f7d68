public import Vocabulary

/// How similarities of one field are brought to a common scale before they are summed with those of others.
public enum Calibration: Equatable, Sendable {
    /// Nothing measured yet: the similarity as it is.
    case identity
    /// `(s − mean) / (best − mean)`, clamped to 0...1.5: `mean` over random pairs, `best` the mean best match of
    /// held-out queries; `best > mean`.
    case affine(mean: Float, best: Float)

    /// The scale that was measured, if one was and it has a length: where random pairs are as alike as the best ones,
    /// as they are when all vectors are equal, there is none.
    public init(_ measured: FieldCalibration?) {
        guard let measured, measured.best > measured.mean, (measured.best - measured.mean).isFinite else {
            self = .identity
            return
        }
        self = .affine(mean: measured.mean, best: measured.best)
    }

    /// What `similarity` counts in weighted fusion.
    @inlinable
    public func apply(_ similarity: Float) -> Float {
        switch self {
        case .identity: similarity
        case .affine(let mean, let best): min(max((similarity - mean) / (best - mean), 0), 1.5)
        }
    }
}
