// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

/// Numbers a field's vectors are kept as.
public enum VectorPrecision: UInt16, Sendable, CaseIterable {
    /// 16-bit IEEE floats; components beyond +-65,504 are refused.
    case f16 = 1
    /// 32-bit floats; answered UNIMPLEMENTED.
    case f32 = 2
    /// 8-bit whole numbers and a scale a vector; for `rerank` only, UNIMPLEMENTED elsewhere.
    case sq8 = 3
}
