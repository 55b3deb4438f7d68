internal import Ground
internal import Indexing
public import Vocabulary

extension ShardStore {
    public func sample(_ request: SampleItemsRequest, field: Int?) throws(CallFailure) -> SampleItemsResponse {
        let snapshot = try state(request.gallery).checkedSnapshot()
        let view = snapshot.view
        let count = Int(request.count)
        // By hash and not by ordinal: where an item lies does not matter, nor how many shards there are.
        var drawn: [(key: UInt64, ordinal: UInt32)] = []
        for ordinal in view.liveOrdinals() {
            if let field, !view.hasVector(field: field, ordinal) { continue }
            drawn.append((Hash.xxh3(view.idHash(ordinal), seed: request.seed), ordinal))
            if drawn.count >= 4 * count + 1_024 { Self.cut(&drawn, count) }
        }
        Self.cut(&drawn, count)
        return SampleItemsResponse(ids: snapshot.table.ids(drawn.map(\.ordinal)))
    }

    private static func cut(_ drawn: inout [(key: UInt64, ordinal: UInt32)], _ count: Int) {
        drawn.sort { ($0.key, $0.ordinal) < ($1.key, $1.ordinal) }
        if drawn.count > count { drawn.removeSubrange(count...) }
    }
}
