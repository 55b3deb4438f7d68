import ArgumentParser
import Glibc
import Ground
import Kernels
import TrialGround
import Vocabulary

/// What searches with filters find, and what they cost beside the same searches without.
struct FiltersBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filters",
        abstract: "Recall@10 and processor time of searches with filters that keep a share of the items.",
        discussion: """
            A random filter keeps items by a number that has nothing to do with them; a correlated one keeps whole \
            clusters, so that what is left lies together, mostly elsewhere than the query.
            """)

    @OptionGroup var files: BenchFiles

    @Option(help: "Lists; 0: by the number of items.")
    var nlist = 0

    @Option(help: "Bytes of a code; 0: an eighth of the dimension.")
    var parts = 0

    @Option(parsing: .upToNextOption, help: "Shares of the items that filters keep.")
    var shares = [0.5, 0.25, 0.1, 0.05, 0.01, 0.001]

    @Option(help: "Queries to measure with; others tune the gallery.")
    var count = 400

    @Option(help: "Items to take, at most.")
    var items = Int.max

    @Option(help: "Passes over the queries; the fastest of each query counts.")
    var rounds = 3

    func validate() throws {
        guard shares.allSatisfy({ (0...1).contains($0) && $0 > 0 }) else { throw ValidationError("shares are 0...1") }
        guard count > 0, rounds > 0, items > 0 else { throw ValidationError("there is nothing to measure") }
    }

    func run() throws {
        let paths = try files.paths()
        let base = try HalfMatrix(path: paths[0], rowCountMax: items)
        let asked = try HalfMatrix(path: paths[1])
        guard asked.rowCount >= 2 * count else { throw ValidationError("\(asked.rowCount) queries are too few") }
        let kernels = try KernelSet.fromEnvironment()
        let queries = (0..<asked.rowCount).map { kernels.floats(asked[$0]) }
        let gallery = try FilteredGallery(
            base, queries: Array(queries[count...].prefix(1_000)), listCount: nlist, partCount: parts,
            kernels: kernels)
        let measured = Array(queries[..<count])
        print("\(base.rowCount) items of \(base.dimension), \(kernels.instructionSet.rawValue), \(count) queries")
        let titles = ["kept", "recall@10", "lists", "exact", "filter µs", "µs", "ratio", "worst 1 %"]
        print("filter".padded(to: 24), titles.map { column($0) }.joined(), separator: "")
        let plain = try measure(gallery, measured, filter: { _ in nil })
        show("none", 1, plain, beside: plain)
        for share in shares {
            let random = Filter(attributes: [AttributeClause(name: "chance", maximum: share)])
            show("random", share, try measure(gallery, measured) { _ in random }, beside: plain)
            let filters = (0..<8).map { correlated(share, gallery, seed: $0) }
            let results = try measure(gallery, measured) { filters[$0 % filters.count] }
            show("correlated", share, results, beside: plain)
        }
    }

    /// Whole clusters in a random order, the last one in part.
    private func correlated(_ share: Double, _ gallery: FilteredGallery, seed: Int) -> Filter {
        var random = SeededRandom(seed: UInt64(seed))
        var sizes = [Int](repeating: 0, count: FilteredGallery.clusterCount)
        for cluster in gallery.clusters { sizes[cluster] += 1 }
        let wanted = Int((Double(gallery.clusters.count) * share).rounded())
        var chosen: [Int] = []
        var size = 0
        for cluster in (0..<sizes.count).shuffled(using: &random) where size < wanted {
            chosen.append(cluster)
            size += sizes[cluster]
        }
        return Filter(attributes: [
            AttributeClause(name: "cluster", any: chosen.map { Attribute(value: .integer(Int64($0))) }),
            AttributeClause(name: "chance", maximum: Double(wanted) / Double(max(size, 1))),
        ])
    }

    private struct Result {
        var found: FilteredGallery.Found
        var recall: Double
    }

    private func measure(
        _ gallery: FilteredGallery, _ queries: [[Float]], filter: (Int) -> Filter?
    ) throws -> [Result] {
        var results: [Result] = []
        for (number, query) in queries.enumerated() {
            let best = try gallery.search(query, filter(number), isExact: true)
            let found = try gallery.search(query, filter(number))
            let hits = found.rows.count { best.rows.contains($0) }
            results.append(Result(found: found, recall: best.rows.isEmpty ? 1 : Double(hits) / Double(best.rows.count)))
        }
        for _ in 0..<rounds {
            for (number, query) in queries.enumerated() {
                let found = try gallery.search(query, filter(number))
                results[number].found.microseconds = min(results[number].found.microseconds, found.microseconds)
                results[number].found.filterMicroseconds = min(
                    results[number].found.filterMicroseconds, found.filterMicroseconds)
            }
        }
        return results
    }

    private func show(_ name: String, _ share: Double, _ results: [Result], beside plain: [Result]) {
        func mean(_ results: [Result], _ value: (Result) -> Double) -> Double {
            results.reduce(0) { $0 + value($1) } / Double(results.count)
        }
        let time = mean(results) { $0.found.microseconds }
        let ratios = zip(results, plain).map { $0.found.microseconds / $1.found.microseconds }.sorted()
        print(
            name.padded(to: 24), column(100 * share, 1), column(mean(results, \.recall), 4),
            column(mean(results) { Double($0.found.listCount) }, 0),
            column(mean(results) { $0.found.listCount == 0 ? 1 : 0 }, 2),
            column(mean(results) { $0.found.filterMicroseconds }, 1), column(time, 1),
            column(time / mean(plain) { $0.found.microseconds }), column(ratios[ratios.count * 99 / 100]),
            separator: "")
        fflush(nil)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
