// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// The vectors.
public struct EmbedTextsResponse: Equatable, Sendable {
    /// One per text, of unit length.
    public var vectors: [Vector] = []
    /// One per text.
    public var reports: [TextReport] = []
    /// What the vectors depend on.
    public var encoderFingerprint: String = ""

    public init(
        vectors: [Vector] = [],
        reports: [TextReport] = [],
        encoderFingerprint: String = ""
    ) {
        self.vectors = vectors
        self.reports = reports
        self.encoderFingerprint = encoderFingerprint
    }
}
