internal import JSON
internal import Vocabulary

// What is printed of a plan.
extension ClusterPlan {
    /// Every figure, in the order in which they are read.
    var figures: [PlanFigure] { sizeFigures + searchFigures + loadFigures }

    private var sizeFigures: [PlanFigure] {
        let shards = shardCount
        return [
            .count("shards", shards, "shards", "shard_count"),
            .count("items a shard", itemCount(shardCount: shards), "shards", "items_per_shard"),
            .bytes("codes, ordinals, lists", codesByteCount(shardCount: shards), "codes", "codes_bytes"),
            .bytes("centroids", centroidsByteCount, "centroids", "centroids_bytes"),
            .bytes("keys of rows", rowKeysByteCount(shardCount: shards), "row keys", "row_keys_bytes"),
            .bytes("bitmaps, at most", bitmapsByteCount(shardCount: shards), "bitmaps", "bitmaps_bytes"),
            .bytes("growing items", growingByteCount(shardCount: shards), "growing", "growing_bytes"),
            .bytes("rows of bytes to compare", rerankByteCount(shardCount: shards), "sq8", "rerank_bytes"),
            .bytes(
                isResident ? "vectors in memory" : "vectors, mapped from disk", vectorsByteCount(shardCount: shards),
                "vectors", "vectors_bytes"),
            .bytes("memory a shard needs", memoryByteCount, "memory", "memory_bytes"),
            .bytes("disk of a shard", diskByteCount, "disk", "disk_bytes"),
            .bytes("while it is trained", trainingDiskByteCount, "disk", "training_disk_bytes"),
            .real(
                "training, all cores", trainingSeconds / 3_600, digitCount: 1, unit: " h", "training",
                "training_hours"),
        ]
    }

    private var searchFigures: [PlanFigure] {
        [
            .real("codes a shard scans", codeCountPerShard, "probes", "codes_per_shard"),
            .count("candidates it compares and names", candidateCountPerShard, "candidates", "candidates_per_shard"),
            .time("time in a shard", microseconds: shardMicroseconds, "shard time", "shard_microseconds"),
            .real(
                "disk reads in a shard", diskReadsPerShard, "disk reads", "disk_reads_per_shard"),
            .time(
                "time in a coordinator", microseconds: coordinatorMicroseconds, "coordinator time",
                "coordinator_microseconds"),
            .bytes("request to a shard", requestByteCount, "request", "request_bytes"),
            .bytes("answer of a shard", answerByteCount, "answer", "answer_bytes"),
            .bytes("network of a search, all shards", networkByteCount, "network", "network_bytes"),
        ]
    }

    private var loadFigures: [PlanFigure] {
        [
            .real("searches a second", queriesPerSecond, "rate", "queries_per_second"),
            .count("replicas of each shard", replicaCount, "replicas", "replica_count"),
            .count("coordinators", isOneNode ? 0 : coordinatorCount, "coordinators", "coordinator_count"),
            .real("cores busy, all shards", shardCores, digitCount: 1, "cores", "shard_cores"),
            .real("cores busy, all coordinators", coordinatorCores, digitCount: 1, "cores", "coordinator_cores"),
            .real(
                "network of all coordinators", networkByteCountPerSecond * 8 / 1e9, digitCount: 2, unit: " Gbit/s",
                "network", "network_gigabits"),
            .bytes("memory of a coordinator", coordinatorMemoryByteCount, "coordinator", "coordinator_memory_bytes"),
            .count(
                "machines", shardCount * replicaCount + (isOneNode ? 0 : coordinatorCount), "machines",
                "machine_count"),
        ]
    }

    /// What is worth knowing before the figures are trusted, a sentence each.
    var notes: [String] {
        var notes: [String] = []
        let usable = Figures.byteCount(UInt64(machine.usableMemoryByteCount))
        if shardCountMin == nil {
            notes.append("no number of shards up to \(Limits.shardCountMax) fits into machines with \(usable) to use")
        } else if !fits(shardCount: shardCount) {
            notes.append(
                "\(shardCount) shards do not fit into \(usable) each; from \(shardCountMin ?? 1) on they do")
        }
        if isOneNode, shardCount == 1 {
            notes.append("one process holds this and keeps up: replicas are for when it is away")
        }
        if diskReadsPerShard >= 1 {
            notes.append(
                "vectors do not fit beside the rest and are read from disk; --rerank sq8 or --resident plan for memory")
        }
        if fields.contains(where: { $0.index.listCount > SearchEstimate.measuredProbes.last?.listCount ?? 0 }) {
            notes.append("how many lists a search needs was measured up to 4,096 lists; beyond it is extrapolated")
        }
        return notes
    }

    func text(columnCount: Int?) -> String {
        var table = Table(headings: [("a cluster", .left), ("", .right), ("formula", .left)])
        for figure in figures { table.rows.append([figure.what, figure.value, figure.formula]) }
        return table.text(columnCount: columnCount) + notes.map { "note: \($0)\n" }.joined()
    }

    var json: JSONValue {
        var members = figures.map { JSONMember($0.key, $0.number) }
        members.append(JSONMember("is_one_node", .bool(isOneNode)))
        members.append(JSONMember("fits", .bool(fits(shardCount: shardCount))))
        members.append(JSONMember("shard_count_min", shardCountMin.map { .integer(Int64($0)) } ?? .null))
        members.append(JSONMember("notes", .array(notes.map { .string($0) })))
        return .object(members)
    }
}
