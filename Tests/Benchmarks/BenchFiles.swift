import ArgumentParser
import Foundation

/// Which real embeddings to measure on: items, queries and the queries' true neighbors.
struct BenchFiles: ParsableArguments {
    /// The names that the three files go by.
    private static let names = [
        ["sentences.f16.npy", "queries.f16.npy", "neighbors.i32.npy"],
        ["sentences-100k.f16.npy", "queries-2k.f16.npy", "neighbors-2k-top100.i32.npy"],
    ]

    @Option(help: "Folder with the three files, for those that are not named.")
    var data = "../shared/data"

    @Option(help: "A NumPy file of halves: the items' vectors, of unit length.")
    var base: String?

    @Option(help: "A NumPy file of halves: the queries.")
    var queries: String?

    @Option(help: "A NumPy file of 32-bit integers: of each query its nearest items, best first.")
    var neighbors: String?

    /// Paths of items, queries and neighbors.
    func paths() throws -> [String] {
        let given = [base, queries, neighbors]
        for names in Self.names {
            let paths = zip(given, names).map { $0 ?? "\(data)/\($1)" }
            if paths.allSatisfy(FileManager.default.fileExists(atPath:)) { return paths }
        }
        throw ValidationError("\(data) holds none of " + Self.names.map { $0[0] }.joined(separator: " or "))
    }

    func load() throws -> (base: HalfMatrix, queries: HalfMatrix, neighbors: IndexMatrix) {
        let paths = try paths()
        let (base, queries, neighbors) = try (
            HalfMatrix(path: paths[0]), HalfMatrix(path: paths[1]), IndexMatrix(path: paths[2])
        )
        guard base.dimension == queries.dimension, neighbors.rowCount >= queries.rowCount, neighbors.columnCount >= 10
        else { throw ValidationError("the three files do not belong together") }
        return (base, queries, neighbors)
    }
}
