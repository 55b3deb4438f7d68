import CAllocations
import Foundation
import Ground
import Indexing
import Kernels
import Quantization
import TrialGround
import Vocabulary

/// Searches the same made-up vectors again and again, so that what a search costs can be counted.
///
///     counted-search make FOLDER                        trains, encodes, writes
///     counted-search allocations FOLDER                 prints allocations of searches: nprobe, codes scanned, count
///     counted-search search FOLDER COUNT                searches COUNT times, and prints what was found, as one hash
///
/// Needs `SWIFT_DETERMINISTIC_HASHING=1` to take the same steps in every run.
@main
struct CountedSearch {
    static let layout = FieldLayout(dimension: 64, metric: .cosine)
    static let itemCount = 6_000
    static let listCount = 32

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { fatalError("counted-search make|allocations|search FOLDER [COUNT]") }
        if arguments[1] == "make" { return try make(arguments[2]) }
        let kernels = try KernelSet.fromEnvironment()
        let index = try CountedIndex(folder: arguments[2], kernels: kernels)
        if arguments[1] == "allocations" { return try countAllocations(index, kernels) }
        var found: [UInt8] = []
        var scratch = SearchScratch()
        let queries = try queries(8, kernels)
        for number in 0..<Int(arguments[3])! {
            for (ordinal, _) in try index.search(queries[number % 8], nprobe: 8, candidateCount: 100, &scratch) {
                found.append(contentsOf: withUnsafeBytes(of: ordinal) { Array($0) })
            }
        }
        print(found.withUnsafeBytes { Hash.xxh3($0) })
    }

    /// Vectors about 40 centres.
    private static func vectors(_ count: Int, seed: UInt64) -> [[Float]] {
        var centres = SeededRandom(seed: 1)
        var random = SeededRandom(seed: seed)
        func drawn(_ random: inout SeededRandom) -> [Float] {
            (0..<layout.dimension).map { _ in Float.random(in: -1...1, using: &random) }
        }
        let middle = (0..<40).map { _ in drawn(&centres) }
        return (0..<count).map { _ in
            zip(middle[Int.random(in: 0..<40, using: &random)], drawn(&random)).map { $0 + 0.6 * $1 }
        }
    }

    private static func queries(_ count: Int, _ kernels: KernelSet) throws -> [PreparedQuery] {
        try vectors(count, seed: 3).map { try PreparedQuery($0, layout: layout) }
    }

    private static func make(_ folder: String) throws {
        // The same bits on every instruction set: what is made does not depend on the machine.
        let kernels = KernelSet.best
        let team = WorkTeam(name: "counted", threadCount: 1)
        let rows = try vectors(itemCount, seed: 2).map { try layout.encode($0) }
        let plan = TrainingPlan(
            listCount: listCount, partCount: 16, coarseIterationCount: 4, partIterationCount: 4, seed: 1)
        let codebook = try rows.flatMap { $0.prefix(layout.dimension) }.withUnsafeBufferPointer {
            try Trainer.train(
                plan, dimension: layout.dimension, metric: layout.metric, sample: $0, stride: layout.dimension,
                sampleCount: itemCount, team: team, kernels: kernels)
        }
        try Data(codebook.bytes).write(to: URL(fileURLWithPath: "\(folder)/codebook"))
        let growing = GrowingSegment(layouts: [layout], kernels: kernels)
        for (number, row) in rows.enumerated() {
            _ = try growing.append(idHash: UInt64(number), vectors: [row])
        }
        _ = try SealedRows.write(
            growing.publish(), to: "\(folder)/rows", names: { $0.map { (String($0), UInt64($0) + 1) } },
            tagName: { String($0) })
        let sealed = try SealedRows(path: "\(folder)/rows", layouts: [layout])
        _ = try SealedCodes.write(
            rows: sealed, field: 0, codebook: codebook, to: "\(folder)/codes", kernels: kernels, team: team)
    }

    /// Allocations of a search that has been made before, by lists probed and candidates.
    private static func countAllocations(_ index: CountedIndex, _ kernels: KernelSet) throws {
        var scratch = SearchScratch()
        let queries = try queries(8, kernels)
        for (nprobe, candidateCount) in [(2, 50), (8, 50), (32, 50), (32, 200)] {
            var most: UInt64 = 0
            var scanned = 0
            for round in 0..<3 {
                most = 0
                scanned = 0
                for query in queries {
                    let before = tessera_allocation_count()
                    let lists = index.codebook.lists(nearestTo: query.vector, count: nprobe, kernels: kernels)
                    let answer = try index.view.nearest(
                        field: 0, query: query, lists: lists, count: candidateCount, scratch: &scratch)
                    let count = tessera_allocation_count() - before
                    if round > 0 { most = max(most, count) }
                    scanned += answer.plannedCount
                }
            }
            print("\(nprobe) \(candidateCount) \(scanned / queries.count) \(most)")
        }
    }
}
