import ArgumentParser
import Calling
import Foundation
import Ground
import Vocabulary

/// Recall against queries a second through the daemon: processor time of its worker thread.
struct DaemonBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon", abstract: "Recall@10 against queries a second through the daemon.",
        discussion: """
            The daemon has one worker thread on a core of its own; client, loop and all else have the others. A rate \
            is queries by seconds that the worker ran. The gallery is imported and trained once and kept in --folder.
            """)

    @OptionGroup var files: BenchFiles

    @Option(help: "Folder that keeps the gallery for the next run.")
    var folder: String

    @Option(parsing: .unconditional, help: "Arguments of `tessera train`, separated by spaces.")
    var training = ""

    @Option(help: "What the daemon is called in the tables.")
    var name = "Tessera daemon"

    @Option(parsing: .upToNextOption, help: "Numbers of lists to probe.")
    var nprobe = [8, 16, 32, 64, 128]

    @Option(parsing: .upToNextOption, help: "Candidates as multiples of the limit, 10.")
    var oversampling = [10.0]

    @Option(parsing: .upToNextOption, help: "Recall to ask for, instead of lists and candidates; 0: none.")
    var targetRecall: [Float] = [0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99]

    @Option(parsing: .upToNextOption, help: "Calls under way at once.")
    var inFlight = [1, 16]

    @Option(parsing: .upToNextOption, help: "Searches of one SearchBatch; none: no batches.")
    var batch: [Int] = []

    @Option(help: "Passes over the queries; the fastest counts.")
    var rounds = 2

    @Option(help: "Let the daemon hold its own memory, the codes and this share of the vectors; 0: no limit.")
    var vectorShare = 0.0

    @Option(help: "File for the points, which Tests/Peers/compare.py sets beside those of peers.")
    var json: String?

    func validate() throws {
        guard rounds > 0, (inFlight + batch).allSatisfy({ $0 > 0 }), vectorShare >= 0 else {
            throw ValidationError("rounds, calls and searches of a batch are at least 1")
        }
    }

    func run() throws {
        let finished = DispatchSemaphore(value: 0)
        let failure = Guarded<(any Error)?>(nil)
        Task.detached { [self] in
            do { try await measure() } catch { failure.withLock { $0 = error } }
            finished.signal()
        }
        finished.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func measure() async throws {
        let (base, asked, truth) = try files.load()
        let path = try files.paths()[0]
        let arguments = training.split(separator: " ").map(String.init)
        var trial = try await DaemonTrial(
            folder: folder, base: (path, base), training: arguments, memoryMax: nil)
        let queries = SearchLoad(queries: asked, truth: truth)
        let perVector = try bytes(of: trial, dimension: asked.dimension, count: base.rowCount)
        if vectorShare > 0 {
            // What is its own is known once it has searched.
            _ = try await queries.measure(trial.client, tuning: SearchTuning(), inFlight: 1)
            let vectors = Int(vectorShare * Double(base.rowCount * asked.dimension * 2))
            let codes = Int(trial.description.index?.codeByteCount ?? 0)
            let memoryMax = trial.ownByteCount + codes + vectors
            print("the daemon may hold \(memoryMax >> 20) MiB: \(trial.ownByteCount >> 20) of its own,")
            print(
                "  \(codes >> 20) of codes, \(vectors >> 20) of \((base.rowCount * asked.dimension) >> 19) of vectors"
            )
            trial.stop()
            trial = try await DaemonTrial(
                folder: folder, base: (path, base), training: arguments, memoryMax: memoryMax)
        }
        var report = Frontier()
        for count in inFlight {
            let told = count == 1 ? "one at a time" : "\(count) in flight"
            let engine = try await sweep(trial, queries, perVector, "\(name), \(told)") {
                try await queries.measure(trial.client, tuning: $0, inFlight: count)
            }
            report.engines.append(engine)
        }
        for size in batch {
            let engine = try await sweep(trial, queries, perVector, "\(name), batches of \(size)") {
                try await queries.measure(trial.client, tuning: $0, batchCount: size)
            }
            report.engines.append(engine)
        }
        try report.write(to: json)
    }

    /// Prints what the index takes.
    ///
    /// - Returns: bytes a vector: itself, its code, and its part of the codebook.
    private func bytes(of trial: DaemonTrial, dimension: Int, count: Int) throws -> Double {
        guard let index = trial.description.index else { throw ValidationError("the gallery was not trained") }
        let codes = Double(index.codeByteCount + index.codebookByteCount) / Double(count)
        print("nlist \(index.listCount), m \(index.partCount), nprobe \(index.nprobe) by default,")
        print("  \(column(codes, 1, width: 0)) bytes a vector besides the vector itself")
        return codes + Double(2 * dimension)
    }

    /// Prints and returns what `ask` reaches with every setting.
    private func sweep(
        _ trial: DaemonTrial, _ load: SearchLoad, _ perVector: Double, _ name: String,
        _ ask: (SearchTuning) async throws -> Double
    ) async throws -> Frontier.Engine {
        var engine = Frontier.Engine(name: name, items: Int(trial.description.itemCount), bytesPerVector: perVector)
        print(name)
        let heads = ["nprobe", "candidates", "asked for", "recall@10", "worker µs", "daemon µs", "queries/s"]
        print(heads.map { column($0, width: 12) }.joined())
        for tuning in tunings(listCount: Int(trial.description.index?.listCount ?? 0)) {
            var recall = 0.0, fastest = (worker: Double.infinity, all: Double.infinity)
            for _ in 0..<rounds {
                let before = trial.seconds
                recall = try await ask(tuning)
                let after = trial.seconds
                let count = Double(load.count)
                let spent = (worker: (after.worker - before.worker) / count, all: (after.all - before.all) / count)
                if spent.worker < fastest.worker { fastest = spent }
            }
            let knobs = [
                "nprobe": Double(tuning.nprobe), "oversampling": Double(tuning.oversampling),
                "target_recall": Double(tuning.targetRecall),
            ].filter { $0.value > 0 }
            engine.points.append(Frontier.Point(recall: recall, qps: 1 / fastest.worker, knobs: knobs))
            let told =
                tuning.targetRecall > 0
                ? column("", width: 24) + column(Double(tuning.targetRecall), 3, width: 12)
                : column("\(tuning.nprobe)", width: 12) + column(Double(tuning.oversampling) * 10, 0, width: 12)
                    + column("", width: 12)
            print(
                told, column(recall, 4, width: 12), column(fastest.worker * 1e6, 1, width: 12),
                column(fastest.all * 1e6, 1, width: 12), column(1 / fastest.worker, 0, width: 12), separator: "")
            fflush(nil)
        }
        return engine
    }

    /// Every setting that is tried.
    private func tunings(listCount: Int) -> [SearchTuning] {
        let plain = oversampling.flatMap { factor in
            nprobe.filter { 0 < $0 && $0 <= listCount }.map {
                SearchTuning(nprobe: UInt32($0), oversampling: Float(factor))
            }
        }
        return targetRecall.filter { $0 > 0 }.map { SearchTuning(targetRecall: $0) } + plain
    }
}
