// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// One field as it stands.
public struct FieldDescription: Equatable, Sendable {
    /// Its declaration.
    public var spec: FieldSpec?
    /// Live items that have this field.
    public var itemCount: UInt64 = 0
    /// Live items that lack it.
    public var missingCount: UInt64 = 0
    /// Hash of the codebook in use. Empty: the field is exact.
    public var codebookHash: [UInt8] = []
    /// Recall@10 measured with held-out items after the last training, 0...1. Absent: not measured.
    public var recall: Float?
    /// Bytes of memory its vectors and codes take.
    public var byteCount: UInt64 = 0
    /// Version of the calibration used in weighted fusion. 0: identity, not measured.
    public var calibrationVersion: UInt32 = 0
    /// The compressed index. Absent: the field is exact.
    public var index: FieldIndex?
    /// The calibration itself. Absent: identity, not measured.
    public var calibration: FieldCalibration?
    /// Why the field is exact although codes were made: what is wrong with them. Absent: nothing is.
    public var indexDamage: ErrorDetail?

    public init(
        spec: FieldSpec? = nil,
        itemCount: UInt64 = 0,
        missingCount: UInt64 = 0,
        codebookHash: [UInt8] = [],
        recall: Float? = nil,
        byteCount: UInt64 = 0,
        calibrationVersion: UInt32 = 0,
        index: FieldIndex? = nil,
        calibration: FieldCalibration? = nil,
        indexDamage: ErrorDetail? = nil
    ) {
        self.spec = spec
        self.itemCount = itemCount
        self.missingCount = missingCount
        self.codebookHash = codebookHash
        self.recall = recall
        self.byteCount = byteCount
        self.calibrationVersion = calibrationVersion
        self.index = index
        self.calibration = calibration
        self.indexDamage = indexDamage
    }
}
