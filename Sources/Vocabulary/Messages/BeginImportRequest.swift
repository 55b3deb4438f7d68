// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks to start or resume an import.
public struct BeginImportRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// Names the source and its content, a hash for example; at most 1,024 bytes. A running import of the same source
    /// is resumed.
    public var source: String = ""
    /// Rows in all. 0: not known.
    public var totalCount: UInt64 = 0
    /// Start anew even if one of the same source is running; that one is cancelled.
    public var restart: Bool = false

    public init(
        gallery: String = "",
        source: String = "",
        totalCount: UInt64 = 0,
        restart: Bool = false
    ) {
        self.gallery = gallery
        self.source = source
        self.totalCount = totalCount
        self.restart = restart
    }
}
