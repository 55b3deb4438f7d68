import ArgumentParser
import Glibc
import Indexing
import Kernels
import Quantization
import Vocabulary

/// Memory, recall and time of a query as the number of vectors grows.
struct ScaleBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Memory, recall and time of a query from 100,000 to 10 million vectors.",
        discussion: """
            Vectors are real ones with noise. Of each size that setting counts which takes the least time of those \
            that reach the recall. What was made is kept in --folder, so that a run that was broken off goes on: 830 \
            bytes a vector on disk, and while rows are made as much in memory.
            """)

    @OptionGroup var files: BenchFiles

    @Option(help: "Folder that keeps rows, codebooks and codes for the next run.")
    var folder: String

    @Option(parsing: .upToNextOption, help: "Numbers of vectors.")
    var sizes = [100_000, 1_000_000]

    @Option(parsing: .upToNextOption, help: "Lists of each size; 0: the power of two nearest to 2.6 times the root.")
    var nlist = [0]

    @Option(help: "Bytes of a code.")
    var parts = 16

    @Option(help: "Length of the noise; the vectors' is 1.")
    var noise: Float = 0.4

    @Option(help: "Queries measured.")
    var queryCount = 300

    @Option(help: "Recall@10 to reach.")
    var recall = 0.90

    @Option(help: "Vectors to train with, for each list.")
    var samplePerList = 100

    @Option(help: "Seed of noise and training.")
    var seed: UInt64 = 1

    @Option(help: "Threads that make the index; queries have one.")
    var threads = 2

    func validate() throws {
        guard sizes.allSatisfy({ $0 >= 1_000 }), queryCount > 0, threads > 0, samplePerList > 0 else {
            throw ValidationError("sizes are at least 1,000, counts at least 1")
        }
    }

    func run() throws {
        let paths = try files.paths()
        let (base, asked) = try (HalfMatrix(path: paths[0]), HalfMatrix(path: paths[1]))
        let kernels = try KernelSet.fromEnvironment()
        var smallest: (size: Int, microseconds: Double)?
        for (place, size) in sizes.enumerated() {
            let wanted = nlist.count == sizes.count ? nlist[place] : nlist[0]
            let listCount = wanted == 0 ? 1 << Int(log2(2.6 * Double(size).squareRoot()).rounded()) : wanted
            print(
                "\(size) vectors, nlist \(listCount), m \(parts), \(kernels.instructionSet.rawValue)"
            )
            fflush(nil)
            let trial = try ScaleTrial(
                base, count: size, plan: TrainingPlan(listCount: listCount, partCount: parts, seed: seed), noise: noise,
                sampleCount: samplePerList * listCount, folder: folder, threads: threads, kernels: kernels)
            let queries = asked.spread(count: queryCount)
            let prepared = try (0..<queries.rowCount).map {
                try PreparedQuery(kernels.floats(queries[$0]), layout: trial.layout)
            }
            let truth = try trial.truth(of: prepared)
            let bytes = Double(trial.byteCount) / Double(size)
            print(
                "  \(column(bytes, 2, width: 0)) bytes a vector besides itself,",
                "\(column(bytes / Double(parts + 4), 3, width: 0)) x (m + 4) (goal: 1.2 at 10 million)")
            guard let best = try cheapest(trial, prepared, truth) else {
                print("  no setting reaches a recall of \(recall)")
                continue
            }
            guard let first = smallest else {
                smallest = (size, best)
                continue
            }
            let root = (Double(size) / Double(first.size)).squareRoot()
            print("  \(column(best / first.microseconds, 2, width: 0)) x the time of \(first.size);", terminator: " ")
            print("the root of the size grew \(column(root, 2, width: 0)) x (goal: less than that)")
            fflush(nil)
        }
    }

    /// Microseconds of a query with the setting that takes least among those that reach the recall.
    private func cheapest(
        _ trial: ScaleTrial, _ queries: [PreparedQuery], _ truth: [Set<UInt32>]
    ) throws -> Double? {
        print(["nprobe", "candidates", "recall@10", "µs"].map { column($0, width: 12) }.joined())
        var best: Double?
        var scratch = SearchScratch()
        for candidateCount in [100, 200, 300, 400, 600, 800, 1_200, 1_600, 2_400, 3_200] {
            for nprobe in [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384] where nprobe <= trial.codebook.listCount {
                var found = 0
                // Once without looking at the clock: files are read from memory after that.
                for (number, query) in queries.enumerated() {
                    let answer = try trial.search(
                        query, nprobe: nprobe, candidateCount: candidateCount, scratch: &scratch)
                    found += answer.count { truth[number].contains($0) }
                }
                let reached = Double(found) / Double(10 * queries.count)
                guard reached >= recall - 0.05 else { continue }
                let timing = try Timing(repeatCount: 3) { _ in
                    for query in queries {
                        _ = try trial.search(query, nprobe: nprobe, candidateCount: candidateCount, scratch: &scratch)
                    }
                }
                let microseconds = timing.minimum * 1e3 / Double(queries.count)
                print(
                    column("\(nprobe)", width: 12), column("\(candidateCount)", width: 12),
                    column(reached, 4, width: 12), column(microseconds, 1, width: 12), separator: "")
                fflush(nil)
                if reached >= recall {
                    best = min(best ?? microseconds, microseconds)
                    // More lists find more and take longer.
                    break
                }
            }
        }
        if let best { print("  \(column(best, 1, width: 0)) µs a query at a recall of at least \(recall)") }
        return best
    }
}
