import ArgumentParser
import Indexing
import Kernels
import Vocabulary

/// How long an exact search takes in a segment of real embeddings, and whether it finds what it must.
struct SearchBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Exact search of every field of a segment.")

    @Option(help: "A NumPy file of halves: the items' vectors, field after field, then the queries.")
    var vectors: String

    @Option(help: "Items of the segment.")
    var items = 7_458

    @Option(help: "Fields of an item.")
    var fields = 3

    @Option(help: "Neighbors wanted of each field.")
    var count = 100

    @Option(help: "Queries measured.")
    var queries = 200

    func validate() throws {
        guard items > 0, count > 0, queries > 0 else { throw ValidationError("counts are at least 1") }
        guard (1...Limits.fieldCountMax).contains(fields) else {
            throw ValidationError("fields are 1 to \(Limits.fieldCountMax)")
        }
    }

    func run() throws {
        let matrix = try HalfMatrix(path: vectors, rowCountMax: items * fields + queries)
        guard matrix.rowCount == items * fields + queries else {
            throw ValidationError("\(vectors) has \(matrix.rowCount) rows; \(items * fields + queries) are needed")
        }
        let kernels = try KernelSet.fromEnvironment()
        let layout = FieldLayout(dimension: matrix.dimension, metric: .cosine)
        let segment = GrowingSegment(layouts: Array(repeating: layout, count: fields), kernels: kernels)
        for item in 0..<items {
            _ = try segment.append(
                idHash: UInt64(item), vectors: (0..<fields).map { matrix[$0 * items + item] },
                tags: [UInt32(item % 20)])
        }
        let view = segment.publish()
        let prepared = try (0..<queries).map {
            try PreparedQuery(kernels.floats(matrix[fields * items + $0]), layout: layout)
        }
        let megabytes = Double(items * fields * Half.stride(dimension: matrix.dimension) * 2) / 1e6
        print(
            "\(items) items, \(fields) fields of \(matrix.dimension), k = \(count), \(kernels.instructionSet.rawValue)")
        print("\(column(megabytes, 1, width: 0)) MB of vectors; processor time of a query over all fields")
        for (name, filter) in [
            ("no filter", OrdinalFilter()), ("1 of 20 items", OrdinalFilter(anyTags: [[3]])),
            ("19 of 20 items", OrdinalFilter(noneTags: [3])),
        ] {
            let timing = try measure(view, prepared, filter)
            let rate = filter.isEmpty ? column(megabytes / timing.median, 1, width: 8) + " GB/s" : ""
            print(
                column(name, width: 16), "  min", column(timing.minimum, 3, width: 7), "ms   median",
                column(timing.median, 3, width: 7), "ms", rate)
        }
        let share = column(try recall(view, prepared, matrix), 4, width: 0)
        print("recall of the first \(min(20, queries)) queries against sorting all in double precision: \(share)")
    }

    private func measure(
        _ view: SegmentView, _ prepared: [PreparedQuery], _ filter: OrdinalFilter
    ) throws -> Timing {
        var scratch = SearchScratch()
        return try Timing(repeatCount: 3 * prepared.count) { round in
            let allowed = try view.compile(filter)
            for field in 0..<fields {
                _ = try view.nearest(
                    field: field, query: prepared[round % prepared.count], allowed: allowed, count: count,
                    scratch: &scratch)
            }
        }
    }

    private func recall(_ view: SegmentView, _ prepared: [PreparedQuery], _ matrix: HalfMatrix) throws -> Double {
        var scratch = SearchScratch()
        var found = 0, wanted = 0
        for (number, query) in prepared.prefix(20).enumerated() {
            let components = KernelSet.best.floats(matrix[fields * items + number]).map { Double($0) }
            for field in 0..<fields {
                let scored = (0..<items).map { item in
                    let row = KernelSet.best.floats(matrix[field * items + item])
                    return (score: zip(row, components).reduce(0) { $0 + Double($1.0) * $1.1 }, item: UInt32(item))
                }
                let expected = Set(scored.sorted { $0.score > $1.score }.prefix(count).map(\.item))
                let answer = try view.nearest(field: field, query: query, count: count, scratch: &scratch)
                found += answer.count { expected.contains($0.ordinal) }
                wanted += expected.count
            }
        }
        return Double(found) / Double(wanted)
    }
}
