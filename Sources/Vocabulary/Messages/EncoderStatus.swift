// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// One text encoder of the node.
public struct EncoderStatus: Equatable, Sendable {
    /// Name in the configuration; fields name encoders by it.
    public var name: String = ""
    /// What its vectors depend on: model, vocabulary, pooling, token limit.
    public var fingerprint: String = ""
    /// Dimension of its vectors.
    public var dimension: UInt32 = 0
    /// Tokens after which a text is cut.
    public var tokenLimit: UInt32 = 0
    /// Texts encoded since start.
    public var encodedCount: UInt64 = 0
    /// Texts answered from the cache since start.
    public var cacheHitCount: UInt64 = 0

    public init(
        name: String = "",
        fingerprint: String = "",
        dimension: UInt32 = 0,
        tokenLimit: UInt32 = 0,
        encodedCount: UInt64 = 0,
        cacheHitCount: UInt64 = 0
    ) {
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.tokenLimit = tokenLimit
        self.encodedCount = encodedCount
        self.cacheHitCount = cacheHitCount
    }
}
