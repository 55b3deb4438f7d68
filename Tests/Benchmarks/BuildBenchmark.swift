import ArgumentParser
import Glibc
import Ground
import Kernels
import Quantization
import Vocabulary

/// How long training a codebook and encoding all vectors take, and how much the codes lose.
struct BuildBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Trains codebooks of real embeddings and encodes them; Tests/Peers/build compares with FAISS.")

    @OptionGroup var files: BenchFiles

    @Option(help: "Coarse centroids, several cases separated by commas.")
    var lists = "390,1024"

    @Option(help: "Parts, several cases separated by commas.")
    var parts = "48,8"

    @Option(help: "Iterations of k-means over whole vectors.")
    var iterations = 10

    @Option(help: "Iterations of k-means of each part.")
    var partIterations = 25

    @Option(help: "Threads.")
    var threads = 2

    @Option(help: "none, pca or opq.")
    var transform = "none"

    @Option(help: "cosine, innerProduct or l2.")
    var metric = "cosine"

    @Option(help: "Seed of every random choice.")
    var seed: UInt64 = 1

    @Flag(help: "Print when each stage begins.")
    var stages = false

    func run() throws {
        let matrix = try HalfMatrix(path: files.paths()[0])
        let kernels = try KernelSet.fromEnvironment()
        guard let transform = VectorTransform.allCases.first(where: { "\($0)" == transform }),
            let metric = Metric.allCases.first(where: { "\($0)" == metric })
        else { throw ValidationError("no such transform or metric") }
        let team = WorkTeam(name: "build", threadCount: threads)
        print(
            "# tessera \(kernels.instructionSet.rawValue): lists, parts, s of train, of add, processor s, error"
        )
        for listCount in lists.split(separator: ",").compactMap({ Int($0) }) {
            for partCount in parts.split(separator: ",").compactMap({ Int($0) }) {
                let plan = TrainingPlan(
                    listCount: listCount, partCount: partCount, transform: transform,
                    coarseIterationCount: iterations, partIterationCount: partIterations, seed: seed)
                try measure(plan, metric: metric, matrix: matrix, team: team, kernels: kernels)
            }
        }
    }

    private func measure(
        _ plan: TrainingPlan, metric: Metric, matrix: HalfMatrix, team: WorkTeam, kernels: KernelSet
    ) throws {
        let sample = matrix.spread(count: min(matrix.rowCount, 256 * plan.listCount))
        let spent = Self.processSeconds
        let start = MonotonicTime.now
        var stage: TrainingStep.Stage?
        let codebook = try sample.withRows { rows in
            try Trainer.train(
                plan, dimension: matrix.dimension, metric: metric, sample: rows, stride: matrix.dimension,
                sampleCount: sample.rowCount, team: team, kernels: kernels,
                progress: { step in
                    guard stages, step.stage != stage else { return }
                    stage = step.stage
                    print("#   \(step.stage) from \(seconds(since: start)) s")
                })
        }
        let trained = MonotonicTime.now
        let rowCount = matrix.rowCount
        let codes = AlignedMemory(byteCount: rowCount * codebook.rowCount)
        let lists = AlignedMemory(byteCount: rowCount * 4)
        let encoder = CodebookEncoder(codebook, kernels: kernels)
        team.forEachRange(count: rowCount, grain: 2_304) { range in
            let found = lists.bytes.bindMemory(to: UInt32.self)
            let bytes = codes.bytes.bindMemory(to: UInt8.self)
            matrix.withRows { rows in
                encoder.encode(
                    halves: UnsafeBufferPointer(rebasing: rows[(range.lowerBound * matrix.dimension)...]),
                    stride: matrix.dimension, lists: UnsafeMutableBufferPointer(rebasing: found[range]),
                    codes: UnsafeMutableBufferPointer(
                        rebasing: bytes[
                            (range.lowerBound * codebook.rowCount)..<(range.upperBound * codebook.rowCount)]))
            }
        }
        let added = MonotonicTime.now
        let processSeconds = Self.processSeconds - spent
        let errors = Guarded([Double](repeating: 0, count: rowCount))
        team.forEachRange(count: rowCount, grain: 1_024) { range in
            let found = lists.bytes.bindMemory(to: UInt32.self)
            let bytes = codes.bytes.bindMemory(to: UInt8.self)
            let some = range.map { row in
                codebook.squaredError(
                    of: kernels.floats(matrix[row]), list: found[row],
                    code: Array(bytes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)]), kernels: kernels)
            }
            errors.withLock { $0.replaceSubrange(range, with: some) }
        }
        let error = errors.withLock { $0.reduce(0, +) } / Double(rowCount)
        print(
            "tessera \(plan.listCount) \(plan.partCount) \(seconds(since: start, until: trained))",
            seconds(since: trained, until: added),
            "\(column(processSeconds, 3, width: 0)) \(column(error, 6, width: 0))"
        )
        measureQueries(codebook, matrix, kernels)
    }

    /// What a query pays before it scans: its tables, and the choice of lists.
    private func measureQueries(_ codebook: Codebook, _ matrix: HalfMatrix, _ kernels: KernelSet) {
        let queries = (0..<500).map { kernels.floats(matrix[$0 * 7 % matrix.rowCount]) }
        var tables = CodeTables()
        let filling = Timing(repeatCount: queries.count) {
            codebook.tables(for: queries[$0], into: &tables, kernels: kernels)
        }
        let choosing = Timing(repeatCount: queries.count) { _ in
            _ = codebook.lists(nearestTo: tables, count: 32, kernels: kernels)
        }
        print(
            "#   a query: tables \(column(filling.median * 1e3, 1, width: 0)) µs,",
            "32 of \(codebook.listCount) lists \(column(choosing.median * 1e3, 1, width: 0)) µs")
    }

    /// Processor time of all threads.
    private static var processSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func seconds(since start: MonotonicTime, until end: MonotonicTime = .now) -> String {
        column(Double(end.microseconds(since: start)) / 1e6, 3, width: 0)
    }
}
