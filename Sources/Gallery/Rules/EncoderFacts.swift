/// What a gallery must know of an encoder of the node.
public struct EncoderFacts: Equatable, Sendable {
    public var name: String
    public var dimension: Int
    /// What its vectors depend on.
    public var fingerprint: String

    public init(name: String, dimension: Int, fingerprint: String) {
        self.name = name
        self.dimension = dimension
        self.fingerprint = fingerprint
    }
}
