import ArgumentParser
import Ground
import Indexing
import Kernels
import Quantization
import TrialGround
import Vocabulary

/// What a compressed index of real embeddings finds, and what it takes.
struct RecallBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Recall, memory and processor time of a compressed index.")

    @OptionGroup var files: BenchFiles

    @Option(help: "Lists; 0: by the number of items.")
    var nlist = 0

    @Option(help: "Parts of a vector; 0: a byte of code for 8 dimensions.")
    var parts = 0

    @Option(help: "Weight of a spill into second lists, 1.5 for instance; 0: none.")
    var spill: Float = 0

    @Option(help: "Bits of a part: 8 or 4.")
    var bits = 8

    @Flag(help: "Compare candidates by rows of bytes.")
    var sq8 = false

    @Option(parsing: .upToNextOption, help: "Numbers of lists to probe.")
    var nprobe = [1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]

    @Option(parsing: .upToNextOption, help: "Numbers of candidates that are compared exactly.")
    var candidates = [100]

    func run() throws {
        let (base, asked, truth) = try files.load()
        let kernels = try KernelSet.fromEnvironment()
        let trial = try CompressedTrial(
            base, listCount: nlist == 0 ? min(base.rowCount / 256, 262_144) : nlist,
            partCount: parts == 0 ? (base.dimension + 7) / 8 * 8 / bits : parts, codeBits: bits, spillWeight: spill,
            hasByteRows: sq8, kernels: kernels)
        print("\(base.rowCount) items of \(base.dimension), \(kernels.instructionSet.rawValue): \(trial.summary)")
        let prepared = try (0..<asked.rowCount).map {
            try PreparedQuery(kernels.floats(asked[$0]), layout: trial.layout)
        }
        print("recall@10 of \(prepared.count) queries; processor time of a query, one at a time")
        print(column("nprobe"), column("candidates"), column("recall@10"), column("codes"), column("median µs"))
        for count in candidates {
            for probed in nprobe where probed <= trial.codebook.listCount {
                try measure(trial, prepared, truth, nprobe: probed, candidateCount: count)
            }
        }
    }

    private func measure(
        _ trial: CompressedTrial, _ queries: [PreparedQuery], _ truth: IndexMatrix, nprobe: Int, candidateCount: Int
    ) throws {
        var scratch = SearchScratch()
        var found = 0, codeCount = 0
        let timing = try Timing(repeatCount: queries.count) { number in
            let (nearest, plannedCount) = try trial.search(
                queries[number], nprobe: nprobe, candidateCount: candidateCount, scratch: &scratch)
            codeCount += plannedCount
            let wanted = Set(truth.row(number, count: 10).map { UInt32($0) })
            found += nearest.prefix(10).count { wanted.contains($0) }
        }
        print(
            column("\(nprobe)"), column("\(candidateCount)"), column(Double(found) / Double(10 * queries.count), 4),
            column("\(codeCount / queries.count)"), column(timing.median * 1e3, 1))
    }
}
