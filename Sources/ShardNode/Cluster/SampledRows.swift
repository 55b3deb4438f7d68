internal import Indexing

/// Vectors of one field to train with, drawn by the hashes of their items' ids: the same ones, in the same order,
/// however many shards hold them.
struct SampledRows {
    /// A vector, by the place where its halves stand: one of this shard, or one that another shard sent.
    struct Row {
        let key: UInt64
        /// Of this shard: its ordinal.
        var ordinal: UInt32?
        /// Of another one: where its halves start in `halves`.
        var start = 0
    }

    /// In the order of their keys.
    var rows: [Row] = []
    var halves: [UInt16] = []
}

extension SampledRows {
    /// The first `count` of a store.
    init(of snapshot: GallerySnapshot, _ count: Int, field: Int, seed: UInt64) {
        rows = snapshot.drawn(count, field: field, seed: seed).map { Row(key: $0.key, ordinal: $0.ordinal) }
    }
}
