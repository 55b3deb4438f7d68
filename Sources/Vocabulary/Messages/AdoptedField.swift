// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// What becomes of one field.
public struct AdoptedField: Equatable, Sendable {
    /// The field's place in the gallery's declaration.
    public var field: UInt32 = 0
    /// Hash of the codebook, 16 bytes. Empty: the field is exact.
    public var codebookHash: [UInt8] = []
    /// What was measured, and how searches choose lists.
    public var index: FieldIndex?
    /// Absent: not measured.
    public var calibration: FieldCalibration?
    /// What candidates are compared with.
    public var rerank: VectorPrecision?

    public init(
        field: UInt32 = 0,
        codebookHash: [UInt8] = [],
        index: FieldIndex? = nil,
        calibration: FieldCalibration? = nil,
        rerank: VectorPrecision? = nil
    ) {
        self.field = field
        self.codebookHash = codebookHash
        self.index = index
        self.calibration = calibration
        self.rerank = rerank
    }
}
