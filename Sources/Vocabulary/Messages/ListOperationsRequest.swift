// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks for operations.
public struct ListOperationsRequest: Equatable, Sendable {
    /// Only those of this gallery. Empty: all.
    public var gallery: String = ""
    /// Only running ones.
    public var runningOnly: Bool = false

    public init(
        gallery: String = "",
        runningOnly: Bool = false
    ) {
        self.gallery = gallery
        self.runningOnly = runningOnly
    }
}
