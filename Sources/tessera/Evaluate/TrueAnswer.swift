internal import Vocabulary

/// The best items for one query, as comparing everything answers them.
struct TrueAnswer {
    private let ids: Set<String>
    /// The value of the last of them; nil where values of different answers cannot be compared.
    private let least: Float?

    /// - Parameter field: whose similarity is the value of a hit; nil: its score is.
    /// - Parameter comparesValues: a hit with another id, and a value as good as the last true one, is right too: it is
    ///   its equal, and which of them is answered says nothing.
    init(_ hits: [Hit], field: String?, comparesValues: Bool) {
        ids = Set(hits.map { $0.item?.id ?? "" })
        least = comparesValues ? hits.map { Self.value($0, field) }.min() : nil
    }

    var count: Int { ids.count }

    /// The share of the true best that `hits` hold; nil when there is none to find.
    func recall(of hits: [Hit], field: String?) -> Double? {
        guard !ids.isEmpty else { return nil }
        let rightCount = hits.count { hit in
            ids.contains(hit.item?.id ?? "") || least.map { Self.value(hit, field) >= $0 } ?? false
        }
        return Double(min(rightCount, ids.count)) / Double(ids.count)
    }

    private static func value(_ hit: Hit, _ field: String?) -> Float {
        guard let field else { return hit.score }
        return hit.fields.first { $0.field == field }?.similarity ?? -.infinity
    }
}
