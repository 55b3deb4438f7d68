internal import JSON
internal import Vocabulary

/// Plans of all fields of a gallery, and what they sum up to.
struct PlanReport {
    /// Bytes that ids, versions, tags and the like take in the file of rows, about.
    static let rowByteCount: UInt64 = 100
    /// Multiply-adds of training that one thread does in a second, about: on one core of a Zen 4 server.
    static let trainOperationsPerSecond = 2.5e10
    /// And of measuring, which one thread does, reading every vector for each query.
    static let measureOperationsPerSecond = 1e10

    let title: String
    let itemCount: UInt64
    /// Name, how many of the kind there are, and the plan of each.
    var fields: [(name: String, count: Int, plan: IndexPlan)] = []
    /// Fields with fewer items stay exact.
    var exactBelow = Limits.exactBelowDefault
    var payloadByteCountPerItem: UInt64 = 0
    var threadCount = 2
    /// What it takes of machines; nil for a gallery that stays exact.
    var cluster: ClusterPlan?

    /// Memory of all fields.
    var memoryByteCount: Int { fields.reduce(0) { $0 + $1.count * $1.plan.memoryByteCount } }
    var vectorsByteCount: Int { fields.reduce(0) { $0 + $1.count * $1.plan.vectorsByteCount } }
    var rowsByteCount: Int { Int(itemCount * Self.rowByteCount) }
    var payloadByteCount: Int { Int(itemCount * payloadByteCountPerItem) }
    var diskByteCount: Int { memoryByteCount + vectorsByteCount + rowsByteCount + payloadByteCount }
    /// One field is trained and measured after the other.
    var trainSeconds: Double {
        fields.reduce(0) { sum, field in
            let training =
                field.plan.trainOperationCount / (Self.trainOperationsPerSecond * Double(threadCount))
            let measuring = field.plan.measureOperationCount / Self.measureOperationsPerSecond
            return sum + Double(field.count) * (training + measuring)
        }
    }
    var trainMemoryByteCount: Int { fields.map(\.plan.trainMemoryByteCount).max() ?? 0 }

    func text(columnCount: Int?) -> String {
        var table = Table(headings: [
            ("field", .left), ("items", .right), ("dim", .right), ("nlist", .right), ("m", .right), ("codes", .right),
            ("ordinals", .right), ("lists", .right), ("codebook", .right), ("sq8", .right), ("memory", .right),
            ("bytes an item", .right), ("vectors on disk", .right), ("recall@10", .right),
        ])
        for (name, _, plan) in fields {
            table.rows.append([
                name, Figures.count(plan.itemCount),
                plan.keptDimension == plan.dimension
                    ? "\(plan.dimension)" : "\(plan.dimension) to \(plan.keptDimension)",
                Figures.count(plan.listCount),
                plan.codeBits == 4 ? "\(plan.partCount) × 4 bits" : "\(plan.partCount)",
                Self.bytes(plan.codesByteCount),
                Self.bytes(plan.ordinalsByteCount), Self.bytes(plan.listTablesByteCount),
                Self.bytes(plan.codebookByteCount), plan.rerank == .sq8 ? Self.bytes(plan.rerankByteCount) : "–",
                Self.bytes(plan.memoryByteCount),
                Figures.fixed(plan.memoryByteCountPerItem, digitCount: 1), Self.bytes(plan.vectorsByteCount),
                "≤ " + Figures.fixed(plan.expectedRecall, digitCount: 2),
            ])
        }
        let disk =
            "\(Self.bytes(diskByteCount)): vectors \(Self.bytes(vectorsByteCount)), index "
            + "\(Self.bytes(memoryByteCount)), rows about \(Self.bytes(rowsByteCount)), texts "
            + "\(Self.bytes(payloadByteCount)) at \(payloadByteCountPerItem) bytes an item"
        var text = "\(title), \(Figures.count(itemCount)) items\n\n" + table.text(columnCount: columnCount) + "\n"
        text += Listing.text([
            ("memory", "\(Self.bytes(memoryByteCount)) that every search reads; vectors are mapped from disk"),
            ("disk", disk),
            (
                "training",
                "about \(Self.duration(trainSeconds)) with \(threadCount) threads and "
                    + "\(Self.bytes(trainMemoryByteCount)) of memory (a guess from one machine)"
            ),
            (
                "recall",
                "an estimate from real sentence embeddings, by bytes per dimension, all lists looked into; "
                    + "training measures yours and chooses nprobe for the target"
            ),
        ])
        for (name, _, plan) in fields where plan.itemCount < exactBelow {
            text +=
                "note: \(name) has fewer than \(Figures.count(exactBelow)) items and stays exact unless trained "
                + "with --exact-below\n"
        }
        if let cluster { text += "\n" + cluster.text(columnCount: columnCount) }
        return text
    }

    var json: JSONValue {
        [
            "items": .count(itemCount),
            "fields": .array(
                fields.map { name, count, plan in
                    [
                        "name": .string(name), "count": .integer(Int64(count)),
                        "items": .integer(Int64(plan.itemCount)), "dimension": .integer(Int64(plan.dimension)),
                        "metric": .string(plan.metric.word), "transform": .string(plan.transform.word),
                        "kept_dimension": .integer(Int64(plan.keptDimension)),
                        "list_count": .integer(Int64(plan.listCount)), "part_count": .integer(Int64(plan.partCount)),
                        "spill": .bool(plan.isSpilled), "code_count": .integer(Int64(plan.codeCount)),
                        "code_bits": .integer(Int64(plan.codeBits)),
                        "codes_bytes": .integer(Int64(plan.codesByteCount)),
                        "ordinals_bytes": .integer(Int64(plan.ordinalsByteCount)),
                        "list_tables_bytes": .integer(Int64(plan.listTablesByteCount)),
                        "codebook_bytes": .integer(Int64(plan.codebookByteCount)),
                        "rerank": .string("\(plan.rerank)"), "rerank_bytes": .integer(Int64(plan.rerankByteCount)),
                        "memory_bytes": .integer(Int64(plan.memoryByteCount)),
                        "memory_bytes_per_item": .real(plan.memoryByteCountPerItem),
                        "vectors_bytes": .integer(Int64(plan.vectorsByteCount)),
                        "expected_recall": .real(plan.expectedRecall),
                        "sample_count": .integer(Int64(plan.sampleCount)),
                        "stays_exact": .bool(plan.itemCount < exactBelow),
                    ]
                }),
            "memory_bytes": .integer(Int64(memoryByteCount)), "vectors_bytes": .integer(Int64(vectorsByteCount)),
            "rows_bytes": .integer(Int64(rowsByteCount)), "payload_bytes": .integer(Int64(payloadByteCount)),
            "disk_bytes": .integer(Int64(diskByteCount)), "train_seconds": .real(trainSeconds),
            "train_memory_bytes": .integer(Int64(trainMemoryByteCount)), "cluster": cluster?.json ?? .null,
        ]
    }

    private static func bytes(_ count: Int) -> String { Figures.byteCount(UInt64(count)) }

    /// `12 s`, `3 min`, `2.5 h`
    private static func duration(_ seconds: Double) -> String {
        if seconds < 90 { return "\(Int(max(1, seconds.rounded()))) s" }
        if seconds < 5_400 { return "\(Int((seconds / 60).rounded())) min" }
        return Figures.fixed(seconds / 3_600, digitCount: 1) + " h"
    }
}
