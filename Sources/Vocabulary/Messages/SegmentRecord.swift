// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// A sealed segment: a file of rows, and files of their codes.
public struct SegmentRecord: Equatable, Sendable {
    /// Its number, never used twice in a gallery.
    public var number: UInt32 = 0
    /// Rows, those deleted since included.
    public var rowCount: UInt64 = 0
    /// No row has a higher version.
    public var versionMax: UInt64 = 0
    /// Hash that stands in the header of the file of rows, 16 bytes.
    public var rowsHash: [UInt8] = []
    /// By field.
    public var codes: [CodesRecord] = []

    public init(
        number: UInt32 = 0,
        rowCount: UInt64 = 0,
        versionMax: UInt64 = 0,
        rowsHash: [UInt8] = [],
        codes: [CodesRecord] = []
    ) {
        self.number = number
        self.rowCount = rowCount
        self.versionMax = versionMax
        self.rowsHash = rowsHash
        self.codes = codes
    }
}
