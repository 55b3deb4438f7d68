// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// The codes of one field of a sealed segment: a file.
public struct CodesRecord: Equatable, Sendable {
    /// Index of the field in the gallery's declaration.
    public var field: UInt32 = 0
    /// Hash of the codebook the codes are of, 16 bytes.
    public var codebookHash: [UInt8] = []
    /// Hash that stands in the file's header, 16 bytes.
    public var fileHash: [UInt8] = []

    public init(
        field: UInt32 = 0,
        codebookHash: [UInt8] = [],
        fileHash: [UInt8] = []
    ) {
        self.field = field
        self.codebookHash = codebookHash
        self.fileHash = fileHash
    }
}
