/// What a key belongs to. Each family is a RocksDB column family, with options that fit what it holds.
public enum Family: UInt8, CaseIterable, Sendable {
    /// Payloads of items.
    case items = 1
    /// Where and in which version an item is.
    case locations = 2
    /// Changes that no sealed segment holds yet, with their vectors.
    case log = 3
    /// Galleries, names, operations, counters.
    case meta = 4

    var name: String {
        switch self {
        case .items: "items"
        case .locations: "locations"
        case .log: "log"
        case .meta: "meta"
        }
    }
}
