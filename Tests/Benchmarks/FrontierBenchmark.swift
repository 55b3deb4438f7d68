import ArgumentParser
import Glibc
import Indexing
import Kernels
import Quantization
import Vocabulary

/// Recall against queries a second of a compressed index in process, one thread, one query a call.
struct FrontierBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frontier",
        abstract: "Recall@10 against queries a second in process; `daemon` measures the same through the daemon.")

    @OptionGroup var files: BenchFiles

    @Option(parsing: .upToNextOption, help: "Numbers of lists to build with; 0: by the number of items.")
    var nlist = [0]

    @Option(help: "Bytes of a code; 0: an eighth of the dimension.")
    var parts = 0

    @Option(parsing: .upToNextOption, help: "Numbers of lists to probe.")
    var nprobe = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]

    @Option(parsing: .upToNextOption, help: "Numbers of candidates that are compared exactly.")
    var candidates = [20, 40, 100, 200]

    @Option(help: "Passes over the queries; the fastest counts.")
    var rounds = 3

    @Option(help: "File for the points, which Tests/Peers/compare.py sets beside those of peers.")
    var json: String?

    func validate() throws {
        guard rounds > 0, !nlist.isEmpty, parts >= 0 else { throw ValidationError("rounds are at least 1") }
    }

    func run() throws {
        let (base, asked, truth) = try files.load()
        let kernels = try KernelSet.fromEnvironment()
        var report = Frontier()
        for lists in nlist {
            let trial = try CompressedTrial(
                base, listCount: lists == 0 ? min(base.rowCount / 256, 262_144) : lists,
                partCount: parts == 0 ? (base.dimension + 7) / 8 : parts, kernels: kernels)
            print("\(base.rowCount) items of \(base.dimension), \(kernels.instructionSet.rawValue): \(trial.summary)")
            let prepared = try (0..<asked.rowCount).map {
                try PreparedQuery(kernels.floats(asked[$0]), layout: trial.layout)
            }
            var engine = Frontier.Engine(
                name: "Tessera in process", items: base.rowCount,
                bytesPerVector: trial.bytesPerVector + Double(Half.stride(dimension: base.dimension) * 2))
            print(["nprobe", "candidates", "recall@10", "µs", "queries/s"].map { column($0, width: 11) }.joined())
            for count in candidates {
                for probed in nprobe where probed <= trial.codebook.listCount {
                    let (recall, seconds) = try measure(
                        trial, prepared, truth, nprobe: probed, candidateCount: count)
                    engine.points.append(
                        Frontier.Point(
                            recall: recall, qps: 1 / seconds,
                            knobs: [
                                "nlist": Double(trial.codebook.listCount), "nprobe": Double(probed),
                                "candidates": Double(count),
                            ]))
                    print(
                        column("\(probed)", width: 11), column("\(count)", width: 11),
                        column(recall, 4, width: 11), column(seconds * 1e6, 1, width: 11),
                        column(1 / seconds, 0, width: 11), separator: "")
                    fflush(nil)
                }
            }
            report.engines.append(engine)
        }
        try report.write(to: json)
    }

    /// Recall@10, and the processor seconds of a query in the fastest pass.
    private func measure(
        _ trial: CompressedTrial, _ queries: [PreparedQuery], _ truth: IndexMatrix, nprobe: Int, candidateCount: Int
    ) throws -> (recall: Double, seconds: Double) {
        var scratch = SearchScratch()
        var answers: [[UInt32]] = []
        let timing = try Timing(repeatCount: rounds) { _ in
            answers.removeAll(keepingCapacity: true)
            for query in queries {
                answers.append(
                    try trial.search(query, nprobe: nprobe, candidateCount: candidateCount, scratch: &scratch).nearest)
            }
        }
        return (truth.recall(of: answers), timing.minimum / 1e3 / Double(queries.count))
    }
}
