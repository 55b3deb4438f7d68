// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// An item's payload, under gallery number and id.
public struct ItemRecord: Equatable, Sendable {
    /// The item.
    public var item: Item?
    /// Its version: the sequence number of the write that made it.
    public var version: UInt64 = 0

    public init(
        item: Item? = nil,
        version: UInt64 = 0
    ) {
        self.item = item
        self.version = version
    }
}
