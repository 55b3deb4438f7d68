// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// One embedding that every item may have.
public struct FieldSpec: Equatable, Sendable {
    /// 1...64 bytes of [a-z0-9_], starting with a letter; unique in the gallery.
    public var name: String = ""
    /// Numbers per vector, 1...16,384. 0 with an encoder: the encoder's.
    public var dimension: UInt32 = 0
    /// How vectors are compared. Default: cosine.
    public var metric: Metric?
    /// Text that is encoded for an item: words, placeholders such as {description} {tags} {detections} {author},
    /// {name!} for one without which the field is missing, [groups] that vanish when a placeholder in them is empty.
    /// Empty: vectors come from the caller only.
    public var template: String = ""
    /// Name of the node's encoder that makes vectors of texts. Empty: vectors come from the caller only.
    public var encoder: String = ""
    /// Fingerprint of that encoder, filled in at creation. Given at creation it must match.
    public var encoderFingerprint: String = ""
    /// Weight in a search that names none, >= 0. Absent: 1.
    public var weight: Float?
    /// How vectors are kept. Default: f16.
    public var precision: VectorPrecision?
    /// What candidates of a search by codes are compared with: f16, their vectors, read from disk as needed, or sq8,
    /// rows of dimension + 4 bytes (8 for l2) that are kept in memory besides. Exact searches compare vectors either
    /// way. Holds from the next training on. Default: f16.
    public var rerank: VectorPrecision?

    public init(
        name: String = "",
        dimension: UInt32 = 0,
        metric: Metric? = nil,
        template: String = "",
        encoder: String = "",
        encoderFingerprint: String = "",
        weight: Float? = nil,
        precision: VectorPrecision? = nil,
        rerank: VectorPrecision? = nil
    ) {
        self.name = name
        self.dimension = dimension
        self.metric = metric
        self.template = template
        self.encoder = encoder
        self.encoderFingerprint = encoderFingerprint
        self.weight = weight
        self.precision = precision
        self.rerank = rerank
    }
}
