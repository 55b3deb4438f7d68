// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// How one field was searched.
public struct FieldExplanation: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// Every allowed item was compared; else codes were scanned.
    public var exact: Bool = false
    /// Lists that were probed. 0: exact.
    public var nprobe: UInt32 = 0
    /// Codes in those lists, two of an item that lies in two of them; or the allowed items of an exact search.
    public var plannedCount: UInt64 = 0

    public init(
        field: String = "",
        exact: Bool = false,
        nprobe: UInt32 = 0,
        plannedCount: UInt64 = 0
    ) {
        self.field = field
        self.exact = exact
        self.nprobe = nprobe
        self.plannedCount = plannedCount
    }
}
