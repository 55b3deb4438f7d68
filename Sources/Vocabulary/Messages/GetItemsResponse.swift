// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// The items.
public struct GetItemsResponse: Equatable, Sendable {
    /// One per id, in the order of the request.
    public var items: [StoredItem] = []

    public init(
        items: [StoredItem] = []
    ) {
        self.items = items
    }
}
