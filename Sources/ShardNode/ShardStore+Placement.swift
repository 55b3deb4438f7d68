internal import Storage
public import Vocabulary
internal import Wire

extension ShardStore {
    /// Which shard of which cluster the store holds; nil when it stands alone.
    ///
    /// - Throws: `DATA_LOSS` when that is damaged.
    public func placement() throws(CallFailure) -> PlacementRecord? {
        let key = StoreKey.placement
        guard let value = try storing({ () throws(StorageError) in try database.get(.meta, key) }) else { return nil }
        let record = unsafe value.withUnsafeBytes { bytes -> PlacementRecord? in
            guard let content = unsafe SealedRecord.open(bytes, .meta, key) else { return nil }
            return unsafe try? PlacementRecord(wire: content)
        }
        guard let record else {
            throw CallFailure(.dataLoss, "damaged_record", "which shard \(path) holds was changed on disk")
        }
        return record
    }

    /// Returns when the store stands alone.
    ///
    /// - Throws: `FAILED_PRECONDITION` when it holds a shard of a cluster.
    public func checkStandsAlone() throws(CallFailure) {
        guard let known = try placement() else { return }
        throw CallFailure(
            .failedPrecondition, "other_role",
            "\(path) holds \(known.text); start it with `role: shard` and that cluster's file", field: "role")
    }

    /// Returns when the store holds the shard of `placement`; an empty one does from now on.
    ///
    /// - Throws: `FAILED_PRECONDITION` when it holds another one, or items that were written while it stood alone.
    func settle(_ placement: ShardPlacement) throws(CallFailure) {
        let wanted = PlacementRecord(
            cluster: placement.cluster, shard: UInt32(placement.shard), shardCount: UInt32(placement.shardCount))
        if let known = try self.placement() {
            guard known == wanted else {
                throw CallFailure(
                    .failedPrecondition, "other_shard", "\(path) holds \(known.text), not \(wanted.text)",
                    field: known.shardCount == wanted.shardCount ? "shard" : "cluster",
                    limit: Int64(known.shard), value: Int64(wanted.shard))
            }
            return
        }
        let itemCount = counts().itemCount
        guard itemCount == 0 || placement.shardCount == 1 else {
            throw CallFailure(
                .failedPrecondition, "other_role",
                """
                \(path) holds \(itemCount) items of a node that stood alone; they cannot become \(wanted.text). Start \
                the shard with an empty directory and import them through the coordinator
                """, field: "data", value: Int64(clamping: itemCount))
        }
        try committer.perform { batch throws(CallFailure) in
            unsafe wanted.wireBytes.withUnsafeBytes {
                unsafe SealedRecord.put(&batch, .meta, StoreKey.placement, $0)
            }
            return {}
        }
    }
}

extension PlacementRecord {
    var text: String { "shard \(shard) of \(shardCount) of cluster '\(cluster)'" }
}
