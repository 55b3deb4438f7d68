// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// The compressed index of one field and the calibration of its similarities.
public struct FieldIndexRecord: Equatable, Sendable {
    /// Index of the field in the gallery's declaration.
    public var field: UInt32 = 0
    /// What is known of the index. Absent: the field is exact.
    public var index: FieldIndex?
    /// Absent: not measured.
    public var calibration: FieldCalibration?

    public init(
        field: UInt32 = 0,
        index: FieldIndex? = nil,
        calibration: FieldCalibration? = nil
    ) {
        self.field = field
        self.index = index
        self.calibration = calibration
    }
}
