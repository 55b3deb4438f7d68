internal import Vocabulary

/// Shards, replicas and coordinators for a gallery, and what each of them takes: every formula of the second half of
/// `tessera plan`, each under the name that docs/SCALING.md explains.
struct ClusterPlan {
    /// How many fields of a kind there are, and the index of each over the whole gallery.
    let fields: [(count: Int, index: IndexPlan)]
    /// Bytes of an item's texts.
    var payloadByteCountPerItem = 600
    /// Tags of an item.
    var tagCount = 10
    /// Share of the items that was written since the last training and lies in memory whole.
    var growingShare = 0.01
    /// Hits of a search.
    var limit = 10
    /// Vectors of 16 bits shall lie in memory too.
    var isResident = false
    /// Searches a second of all callers.
    var queriesPerSecond = 100.0
    var machine = MachineSize()
    /// Replicas of each shard, at least.
    var replicaCountMin = 2
    /// Shards asked for; nil: as few as the memory of a machine allows.
    var wantedShardCount: Int?

    /// What a process takes with nothing in it: program, threads' scratch, replies; and the store's cache and
    /// memtables (`Storage/DatabaseOptions`).
    static let processByteCount = 256 << 20
    static let storeByteCount = 448 << 20
    /// Hash, place in the order of hashes, presence and tombstone of a sealed row, which searches and writes touch.
    static let rowKeyByteCount = 15
    /// A growing row beside vectors, codes and tags: hash, lists, id, version, place in the table of hashes.
    static let growingRowByteCount = 150
    static let growingTagByteCount = 8
    /// A row's number in a bitmap, at most; only tags that many rows have get one.
    static let bitmapByteCountPerTag = 2
    /// Sixteen filters that came more than once, a bit a row (`ClauseCache`).
    static let filterByteCountPerItem = 2
    private func sum(_ part: (IndexPlan) -> Int) -> Int { fields.reduce(0) { $0 + $1.count * part($1.index) } }
    private func sum(_ part: (IndexPlan) -> Double) -> Double {
        fields.reduce(0) { $0 + Double($1.count) * part($1.index) }
    }

    var itemCount: Int { fields.map(\.index.itemCount).max() ?? 0 }
    var fieldCount: Int { fields.reduce(0) { $0 + $1.count } }

    // Memory of a shard.

    func itemCount(shardCount: Int) -> Int { (itemCount + shardCount - 1) / shardCount }

    func codesByteCount(shardCount: Int) -> Int {
        sum {
            let part = $0.part(shardCount: shardCount)
            return part.codesByteCount + part.ordinalsByteCount + part.listTablesByteCount
        }
    }
    /// The same in every shard and coordinator.
    var centroidsByteCount: Int { sum { $0.codebookByteCount + $0.listBytesByteCount } }
    func rowKeysByteCount(shardCount: Int) -> Int { itemCount(shardCount: shardCount) * Self.rowKeyByteCount }
    func bitmapsByteCount(shardCount: Int) -> Int {
        itemCount(shardCount: shardCount) * (tagCount * Self.bitmapByteCountPerTag + Self.filterByteCountPerItem)
    }
    func growingByteCount(shardCount: Int) -> Int {
        let row =
            sum { index in
                let padded = (index.dimension + 31) / 32 * 32
                let codes = (index.isSpilled ? 2 : 1) * (index.codeByteCount + 4)
                return 2 * padded + codes + (index.rerank == .sq8 ? padded + (index.metric == .l2 ? 8 : 4) : 0)
            } + Self.growingRowByteCount + tagCount * Self.growingTagByteCount
        return Int(Double(itemCount(shardCount: shardCount)) * growingShare * Double(row))
    }
    func rerankByteCount(shardCount: Int) -> Int { sum { $0.part(shardCount: shardCount).rerankByteCount } }
    func vectorsByteCount(shardCount: Int) -> Int { sum { $0.part(shardCount: shardCount).vectorsByteCount } }

    /// What must be in memory for searches to go at the planned rate.
    func memoryByteCount(shardCount: Int) -> Int {
        codesByteCount(shardCount: shardCount) + centroidsByteCount + rowKeysByteCount(shardCount: shardCount)
            + bitmapsByteCount(shardCount: shardCount) + growingByteCount(shardCount: shardCount)
            + rerankByteCount(shardCount: shardCount) + (isResident ? vectorsByteCount(shardCount: shardCount) : 0)
            + Self.processByteCount + Self.storeByteCount
    }

    // Shards.

    /// True when a machine holds one of so many shards, and its codes can be numbered.
    func fits(shardCount: Int) -> Bool {
        Double(memoryByteCount(shardCount: shardCount)) <= machine.usableMemoryByteCount
            && fields.allSatisfy { $0.index.part(shardCount: shardCount).codeCount <= Int(UInt32.max) }
    }

    /// The fewest shards that fit into the machines' memory; nil when no number does.
    var shardCountMin: Int? { (1...Limits.shardCountMax).first { fits(shardCount: $0) } }

    /// Those asked for, or the fewest that fit; one where none does.
    var shardCount: Int { wantedShardCount ?? shardCountMin ?? 1 }

    /// Each shard's memory, disk and work as planned: what is said below is of one of `shardCount` shards.
    var memoryByteCount: Int { memoryByteCount(shardCount: shardCount) }

    // Disk of a shard.

    /// Codes and centroids, vectors, rows and texts.
    var diskByteCount: Int {
        let items = itemCount(shardCount: shardCount)
        return indexByteCount + items * payloadByteCountPerItem
    }
    /// What a training writes anew while the old files stay: all but the texts.
    var trainingDiskByteCount: Int { diskByteCount + indexByteCount }
    private var indexByteCount: Int {
        sum { $0.part(shardCount: shardCount).diskByteCount }
            + itemCount(shardCount: shardCount) * Int(PlanReport.rowByteCount)
    }

    // Training.

    /// Clustering on one machine, then every shard encodes its part; by threads for all cores of each.
    var trainingSeconds: Double {
        let rate = PlanReport.trainOperationsPerSecond * Double(machine.coreCount)
        return sum { $0.clusteringOperationCount } / rate
            + sum { $0.part(shardCount: shardCount).encodingOperationCount } / rate
    }

    // Work of a search.

    /// Candidates that a shard names: different ones in every field, at worst.
    var candidateCountPerShard: Int {
        min(itemCount(shardCount: shardCount), fieldCount * candidateCountPerField)
    }
    /// Of as many as four times the hits, and a hundred, a shard's share and four standard deviations of that: so many
    /// are asked of each shard at first (`CoordinatorNode/ClusterSearch+Candidates`).
    var candidateCountPerField: Int {
        let wanted = max(Limits.candidateFloor, Int(Float(limit) * Limits.oversamplingDefault))
        guard shardCount > 1 else { return wanted }
        let mean = Double(wanted) / Double(shardCount)
        return min(wanted, Int((mean + 4 * mean.squareRoot()).rounded(.up)) + 4)
    }
    /// Codes that a shard scans, of all fields.
    var codeCountPerShard: Double { sum { SearchEstimate(index: $0).codeCount(shardCount: shardCount) } }
    /// A call that does nothing costs 25 µs with its socket and its two hops.
    static let callMicroseconds = 25.0
    /// What a shard computes for a search: every candidate is compared in every field.
    var shardMicroseconds: Double {
        Self.callMicroseconds + sum { SearchEstimate(index: $0).scanMicroseconds(shardCount: shardCount) }
            + Double(candidateCountPerShard) * sum { SearchEstimate(index: $0).rowMicroseconds }
    }
    /// What a coordinator costs beside choosing the lists: per search, per shard, and for each list that is looked into
    /// (`tessera-bench cluster`, of 1 and 2 shards).
    static let coordinatorMicroseconds = 23.0
    static let coordinatorMicrosecondsPerShard = 29.0
    static let coordinatorMicrosecondsPerList = 0.17
    var coordinatorMicroseconds: Double {
        Self.coordinatorMicroseconds + Double(shardCount) * Self.coordinatorMicrosecondsPerShard
            + sum { index in
                let estimate = SearchEstimate(index: index)
                return estimate.planningMicroseconds + Double(estimate.nprobe) * Self.coordinatorMicrosecondsPerList
            }
    }
    /// Rows of vectors that a shard reads from disk for a search, where they find no room in memory.
    var diskReadsPerShard: Double {
        let mapped = sum { $0.rerank == .sq8 ? 0 : $0.part(shardCount: shardCount).vectorsByteCount }
        guard mapped > 0, !isResident else { return 0 }
        let room = max(0, machine.usableMemoryByteCount - Double(memoryByteCount))
        let missing = max(0, 1 - room / Double(mapped))
        return missing * Double(candidateCountPerShard) * sum { $0.rerank == .sq8 ? 0.0 : 1.0 }
    }

    // Network of a search, by the messages of Protos/tessera/internal.

    /// To one shard: vectors, and the numbers of lists, up to three bytes each.
    var requestByteCount: Int {
        64
            + sum { index in
                let listByteCount = index.listCount <= 128 ? 1 : index.listCount <= 16_384 ? 2 : 3
                return 4 * index.dimension + listByteCount * SearchEstimate(index: index).nprobe + 32
            }
    }
    /// From one shard: ordinal, hash and presence of a candidate and its similarity in every field; place and score in
    /// the list of each field.
    var answerByteCount: Int {
        96 + candidateCountPerShard * (4 + 8 + 1 + 4 * fieldCount) + fieldCount * candidateCountPerField * (2 + 4)
    }
    /// To and from a coordinator for one search: all shards, the payload of the hits from them and to the caller, and
    /// the caller's vectors.
    var networkByteCount: Int {
        shardCount * (requestByteCount + answerByteCount) + 2 * limit * (payloadByteCountPerItem + 64)
            + sum { 4 * $0.dimension }
    }

    // Machines.

    /// Replicas that the load needs, at least those asked for.
    var replicaCount: Int {
        let busy = queriesPerSecond * shardMicroseconds / 1e6
        return max(replicaCountMin, Int((busy / machine.usableCoreCount).rounded(.up)))
    }
    /// Coordinators that the load needs: two at least where there are shards to ask.
    var coordinatorCount: Int {
        let busy = queriesPerSecond * coordinatorMicroseconds / 1e6 / machine.usableCoreCount
        let network = queriesPerSecond * Double(networkByteCount) / machine.usableNetworkByteCount
        return max(2, Int(max(busy, network).rounded(.up)))
    }
    /// Cores that are busy at the planned rate: of all shards together, and of all coordinators.
    var shardCores: Double { queriesPerSecond * shardMicroseconds * Double(shardCount) / 1e6 }
    var coordinatorCores: Double { queriesPerSecond * coordinatorMicroseconds / 1e6 }
    /// Bytes a second of all coordinators.
    var networkByteCountPerSecond: Double { queriesPerSecond * Double(networkByteCount) }
    /// Memory of a coordinator: the centroids, and what any process takes.
    var coordinatorMemoryByteCount: Int { centroidsByteCount + Self.processByteCount }
    /// One process with everything in it does as well: no shards, and no more than one machine for the load.
    var isOneNode: Bool {
        shardCount == 1
            && queriesPerSecond * (shardMicroseconds + coordinatorMicroseconds) / 1e6 <= machine.usableCoreCount
    }
}
