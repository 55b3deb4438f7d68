import ArgumentParser
import Ground
import Kernels
import Quantization
import Vocabulary

/// What choosing the lists of a query costs, and how many of the nearest are found.
struct ListsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists",
        abstract: "Processor time of choosing a query's lists, among few and very many.",
        discussion: """
            Centroids are real embeddings, as many as there are lists. Found is the share of the nearest lists, by \
            comparing all of them in floats, that are among the chosen.
            """)

    @OptionGroup var files: BenchFiles

    @Option(parsing: .upToNextOption, help: "Numbers of lists.")
    var lists = [2_048, 16_384, 65_536]

    @Option(parsing: .upToNextOption, help: "Lists to choose.")
    var nprobe = [32, 128, 512]

    @Option(help: "Queries.")
    var count = 500

    func run() throws {
        let base = try HalfMatrix(path: files.paths()[0])
        let asked = try HalfMatrix(path: files.paths()[1])
        let kernels = try KernelSet.fromEnvironment()
        let queries = (0..<min(count, asked.rowCount)).map { kernels.floats(asked[$0]) }
        let team = WorkTeam(name: "lists", threadCount: 2)
        print("lists of \(base.dimension) components, \(kernels.instructionSet.rawValue), \(queries.count) queries")
        print(
            ["lists", "opened s", "chosen", "µs", "µs of 16 at once", "found"].map { column($0, width: 18) }.joined())
        for listCount in lists where listCount <= base.rowCount {
            let rows = base.spread(count: listCount)
            let plan = TrainingPlan(
                listCount: listCount, partCount: 8, coarseIterationCount: 1, partIterationCount: 1,
                partSampleCountMax: 256)
            let trained = try rows.withRows { halves in
                try Trainer.train(
                    plan, dimension: rows.dimension, metric: .cosine, sample: halves, stride: rows.dimension,
                    sampleCount: listCount, team: team, kernels: kernels)
            }
            let start = MonotonicTime.now
            let codebook = try Codebook(holding: trained, bytes: trained.bytes)
            let seconds = Double(MonotonicTime.now.nanoseconds - start.nanoseconds) / 1e9
            for nprobe in nprobe where nprobe <= listCount / 8 {
                measure(codebook, queries, nprobe, seconds, kernels)
            }
        }
    }

    private func measure(
        _ codebook: Codebook, _ queries: [[Float]], _ nprobe: Int, _ seconds: Double, _ kernels: KernelSet
    ) {
        var chosen: [[UInt32]] = []
        _ = codebook.lists(nearestTo: queries[0], count: nprobe, kernels: kernels)
        let alone = Timing(repeatCount: 5) { _ in
            chosen = queries.map { codebook.lists(nearestTo: $0, count: nprobe, kernels: kernels) }
        }
        let together = Timing(repeatCount: 5) { _ in
            for start in stride(from: 0, to: queries.count, by: 16) {
                let part = Array(queries[start..<min(start + 16, queries.count)])
                _ = codebook.lists(
                    nearestTo: part, part.map { _ in ListAsk(count: nprobe) }, kernels: kernels)
            }
        }
        var foundCount = 0
        for (query, chosen) in zip(queries, chosen) {
            let nearest = codebook.lists(nearestTo: query, count: codebook.listCount, kernels: kernels).prefix(nprobe)
            foundCount += Set(nearest).intersection(chosen).count
        }
        let figures = [
            "\(codebook.listCount)", column(seconds, 2, width: 0), "\(nprobe)",
            column(alone.median * 1e3 / Double(queries.count), 1, width: 0),
            column(together.median * 1e3 / Double(queries.count), 1, width: 0),
            column(Double(foundCount) / Double(queries.count * nprobe), 4, width: 0),
        ]
        print(figures.map { column($0, width: 18) }.joined())
    }
}
