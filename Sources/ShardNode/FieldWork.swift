internal import Quantization
internal import Vocabulary

/// What a training makes of one field.
struct FieldWork {
    enum Kind {
        /// Compared exactly, as it has too few items.
        case exact
        /// Encoded anew with the codebook that it has.
        case kept
        /// Gets a new codebook.
        case trained(TrainingPlan)
        /// Gets a codebook that another shard of the cluster has trained.
        case given(Codebook)
    }

    let field: Int
    let name: String
    let kind: Kind
    /// What candidates are to be compared with.
    let rerank: VectorPrecision
    /// Living items of the snapshot that have the field.
    let itemCount: Int
    /// Vectors to train with.
    var sample = SampledRows()
    /// Items to measure with, ordinals of the snapshot, ascending.
    var heldOut: [UInt32] = []
    /// With which its items are encoded; nil for an exact field.
    var codebook: Codebook?
    /// What is measured.
    var index: FieldIndex?
    var calibration: FieldCalibration?
    /// Microseconds that the field took so far.
    var microseconds: UInt64 = 0

    var isExact: Bool {
        if case .exact = kind { true } else { false }
    }

    var isTrained: Bool {
        if case .trained = kind { true } else { false }
    }
}
