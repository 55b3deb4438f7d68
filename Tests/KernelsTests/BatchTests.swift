import Kernels
import Testing
import TrialGround

/// Kernels of several queries: each number is that of the kernel of one.
struct BatchTests {
    /// Products of all pairs, by row.
    private static func products(
        _ kernels: KernelSet, _ rows: [[Float]], _ columns: [Float], dimension: Int, memory: EndingMemory
    ) -> [[UInt32]] {
        let columnCount = columns.count / dimension
        let inputs = rows.map { memory.input($0).baseAddress! }
        let outputs = rows.map { _ in memory.copy([Float](repeating: .nan, count: columnCount)) }
        inputs.withUnsafeBufferPointer { inputs in
            outputs.map { $0.baseAddress! }.withUnsafeBufferPointer {
                kernels.products(inputs, memory.input(columns), dimension: dimension, into: $0)
            }
        }
        return outputs.map { $0.map(\.bitPattern) }
    }

    @Test(arguments: supportedSets, dimensions)
    func `products of several rows and columns are those of each pair, and touch nothing past them`(
        set: InstructionSet, dimension: Int
    ) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: UInt64(dimension))
        for (rowCount, columnCount) in [(1, 1), (2, 3), (4, 4), (5, 9), (7, 6)] {
            let flavour = Flavour.allCases.randomElement(using: &random)!
            let rows = (0..<rowCount).map { _ in flavour.floats(dimension, &random) }
            let columns = flavour.floats(columnCount * dimension, &random)
            let expected = rows.map { row in
                (0..<columnCount).map { column in
                    row.withUnsafeBufferPointer { row in
                        columns[column * dimension..<(column + 1) * dimension].withUnsafeBufferPointer {
                            scalar.product(row, $0).bitPattern
                        }
                    }
                }
            }
            let found = Self.products(kernels, rows, columns, dimension: dimension, memory: memory)
            #expect(found == expected, "\(flavour), \(rowCount) rows, \(columnCount) columns")
        }
    }

    @Test(arguments: supportedSets, 1...17)
    func `tables of several queries are those of each`(set: InstructionSet, partDimension: Int) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: UInt64(partDimension) + 50)
        for (partCount, rowCount) in [(1, 1), (2, 2), (3, 5), (2, 9)] {
            let flavour = Flavour.allCases.randomElement(using: &random)!
            let example = PartsExample(
                partCount: partCount, partDimension: partDimension, rowCount: rowCount, flavour: flavour,
                random: &random)
            let rows = (0..<rowCount).map {
                Array(example.rows[$0 * example.dimension..<($0 + 1) * example.dimension])
            }
            let expected = rows.map { row in
                var tables = [Float](repeating: .nan, count: partCount * 256)
                row.withUnsafeBufferPointer { query in
                    example.centroids.withUnsafeBufferPointer { centroids in
                        tables.withUnsafeMutableBufferPointer {
                            scalar.codeTables(of: query, centroids: centroids, partCount: partCount, into: $0)
                        }
                    }
                }
                return tables.map(\.bitPattern)
            }
            let outputs = rows.map { _ in memory.copy([Float](repeating: .nan, count: partCount * 256)) }
            rows.map { memory.input($0).baseAddress! }.withUnsafeBufferPointer { queries in
                outputs.map { $0.baseAddress! }.withUnsafeBufferPointer {
                    kernels.codeTables(
                        of: queries, centroids: memory.input(example.centroids), partCount: partCount, into: $0)
                }
            }
            #expect(outputs.map { $0.map(\.bitPattern) } == expected, "\(flavour), \(rowCount) queries")
        }
    }
}
