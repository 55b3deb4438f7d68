// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// What is done to vectors before they are compressed.
public enum VectorTransform: UInt16, Sendable, CaseIterable {
    /// Compressed as they are.
    case none = 1
    /// Turned to their principal axes and cut to `reduced_dimension`.
    case pca = 2
    /// Turned so that product quantization loses least.
    case opq = 3
}
