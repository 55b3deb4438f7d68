/// How one field is searched in a round, decided once for all shards.
public enum FieldScan: Equatable, Sendable {
    /// Every allowed item is compared with the query.
    case exact
    /// The codes of these lists are scanned.
    case lists(ListProbes)
}
