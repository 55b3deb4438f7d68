import ArgumentParser
import Foundation
import Ground
import Vocabulary

/// What it costs to spread a gallery over shards: processor time of shards and coordinator, and latency.
struct ClusterBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "What shards save and a coordinator costs.",
        discussion: """
            The same gallery in clusters of several sizes, imported and trained through their coordinators once and \
            kept in --folder. Engine time is that of a shard's worker, coordinator time that of the whole process; \
            latency is measured by turns through the coordinator and of the one shard directly.
            """)

    @OptionGroup var files: BenchFiles

    @Option(help: "Folder that keeps the galleries for the next run.")
    var folder: String

    @Option(parsing: .upToNextOption, help: "Numbers of shards; the first one is what others are compared with.")
    var shards = [1, 2]

    @Option(parsing: .unconditional, help: "Arguments of `tessera train`, separated by spaces.")
    var training = "--nlist 2048 --parts 48"

    @Option(parsing: .upToNextOption, help: "Numbers of lists to probe.")
    var nprobe = [32, 256, 2_048]

    @Option(help: "Calls under way at once.")
    var inFlight = 8

    @Option(help: "Passes over the queries; the fastest counts.")
    var rounds = 3

    func validate() throws {
        guard rounds > 0, inFlight > 0, shards.allSatisfy({ (1...64).contains($0) }), !shards.isEmpty else {
            throw ValidationError("rounds and calls are at least 1, shards 1 to 64")
        }
    }

    func run() async throws {
        let (base, asked, truth) = try files.load()
        let path = try files.paths()[0]
        let load = SearchLoad(queries: asked, truth: truth)
        let arguments = training.split(separator: " ").map(String.init)
        var alone: [Int: Double] = [:]
        let heads = ["shards", "nprobe", "recall@10", "shard µs", "of one", "coordinator µs"]
        print(heads.map { column($0, width: 15) }.joined())
        for count in shards {
            let trial = try await ClusterTrial(
                folder: "\(folder)/\(count)", shardCount: count, base: (path, base), training: arguments)
            for nprobe in nprobe {
                let point = try await point(trial, load, SearchTuning(nprobe: UInt32(nprobe)))
                if count == shards[0] { alone[nprobe] = point.shard }
                let columns = [
                    "\(count)", "\(nprobe)", column(point.recall, 4, width: 0), column(point.shard * 1e6, 1, width: 0),
                    column(point.shard / (alone[nprobe] ?? point.shard), 3, width: 0),
                    column(point.coordinator * 1e6, 1, width: 0),
                ]
                print(columns.map { column($0, width: 15) }.joined())
                fflush(nil)
            }
            if count == 1 { try await compareLatency(trial, load) }
            trial.stop()
        }
    }

    /// Recall, and seconds a query of the mean shard's worker and of the coordinator: of the fastest pass.
    private func point(
        _ trial: ClusterTrial, _ load: SearchLoad, _ tuning: SearchTuning
    ) async throws -> (recall: Double, shard: Double, coordinator: Double) {
        var best = (recall: 0.0, shard: Double.infinity, coordinator: Double.infinity)
        for _ in 0..<rounds {
            let before = trial.seconds
            best.recall = try await load.measure(trial.coordinator, tuning: tuning, inFlight: inFlight)
            let after = trial.seconds
            let sum = zip(before.shards, after.shards).reduce(0) { $0 + $1.1 - $1.0 }
            best.shard = min(best.shard, sum / Double(before.shards.count * load.count))
            best.coordinator = min(best.coordinator, (after.coordinator - before.coordinator) / Double(load.count))
        }
        return best
    }

    /// Prints medians of searches one at a time, asked through the coordinator and of the shard by turns.
    private func compareLatency(_ trial: ClusterTrial, _ load: SearchLoad) async throws {
        let tuning = SearchTuning(nprobe: UInt32(nprobe[0]))
        var times: [[Double]] = [[], []]
        for number in 0..<min(load.count, 2_000) {
            for (place, client) in [trial.coordinator, trial.shards[0]].enumerated() {
                let start = MonotonicTime.now
                try await load.ask(client, number, tuning: tuning)
                times[place].append(Double(MonotonicTime.now.nanoseconds - start.nanoseconds) / 1e3)
            }
        }
        let medians = times.map { $0.sorted()[$0.count / 2] }
        print(
            "one at a time, nprobe \(nprobe[0]): median through the coordinator",
            "\(column(medians[0], 0, width: 0)) µs, of the shard directly \(column(medians[1], 0, width: 0)) µs,",
            "\(column(medians[0] - medians[1], 0, width: 0)) µs more")
    }
}
