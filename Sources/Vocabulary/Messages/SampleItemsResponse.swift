// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// The items that were drawn.
public struct SampleItemsResponse: Equatable, Sendable {
    /// Their ids, none twice; fewer than asked for when there are no more.
    public var ids: [String] = []

    public init(
        ids: [String] = []
    ) {
        self.ids = ids
    }
}
