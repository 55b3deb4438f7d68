// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// What an operation does.
public enum OperationKind: UInt16, Sendable, CaseIterable {
    /// A client writes items in batches.
    case `import` = 1
    /// Codebooks are made and items encoded.
    case train = 2
}
