import Testing
import TrialGround
import Vocabulary

@testable import Indexing

/// Attributes as a file of rows keeps them, made a part at a time.
struct AttributeSorterTests {
    private static let rowCount = 3_000

    private struct Stop: Error {}

    /// Columns of one attribute and of many, of few values and of many, some attributes twice.
    private static func attributes(_ random: inout SeededRandom) -> [(entry: AttributeEntry, row: UInt32)] {
        var found: [(entry: AttributeEntry, row: UInt32)] = []
        let columns = (0..<12).map { _ in UInt64.random(in: 0 ... .max, using: &random) }
        for (place, column) in columns.enumerated() {
            for _ in 0..<[1, 40, 900, 5_000].randomElement(using: &random)! {
                let value: UInt64 =
                    place % 2 == 0 ? .random(in: 0...5, using: &random) : .random(in: 0 ... .max, using: &random)
                let row = UInt32.random(in: 0..<UInt32(rowCount), using: &random)
                found.append((AttributeEntry(column: column, value: value), row))
                if row % 16 == 0 { found.append(found.last!) }
            }
        }
        return found.shuffled(using: &random)
    }

    private static func list(_ attributes: [(entry: AttributeEntry, row: UInt32)]) -> AttributeList {
        var list = AttributeList()
        for (entry, row) in attributes { list.append(entry, ordinal: row) }
        return list
    }

    @Test(arguments: [1, 2, 3] as [UInt64], [1, 1_000, 1 << 20])
    func `parts together are all attributes, sorted, each once`(seed: UInt64, partCountMax: Int) throws {
        var random = SeededRandom(seed: seed)
        let attributes = Self.attributes(&random)
        var sorter = AttributeSorter(Self.list(attributes), partCountMax: partCountMax) {}
        #expect(sorter.parts.count == (partCountMax == 1 ? 12 : sorter.parts.count))
        #expect(sorter.parts.count > 1 || partCountMax > 1_000)
        #expect(sorter.byteCountMax <= 36 * max(partCountMax, sorter.counts.max()!))
        var found: [[UInt64]] = []
        for part in sorter.parts.indices {
            let table = sorter.table(part: part) {}
            for (place, column) in sorter.parts[part].enumerated() {
                for value in Int(table.columnStarts[place])..<Int(table.columnStarts[place + 1]) {
                    for row in table.rows[Int(table.starts[value])..<Int(table.starts[value + 1])] {
                        found.append([sorter.columns[column], table.values[value], UInt64(row)])
                    }
                }
            }
        }
        let expected = Set(attributes.map { [$0.entry.column, $0.entry.value, UInt64($0.row)] })
        #expect(found == expected.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func `sorting stops wherever it is told to`() throws {
        var random = SeededRandom(seed: 4)
        let list = Self.list(Self.attributes(&random))
        func run(stoppingAt last: Int) throws(Stop) -> Int {
            var asked = 0
            func check() throws(Stop) {
                asked += 1
                if asked == last { throw Stop() }
            }
            var sorter = try AttributeSorter(list, partCountMax: 5_000, check)
            for part in sorter.parts.indices { _ = try sorter.table(part: part, check) }
            return asked
        }
        let askCount = try run(stoppingAt: 0)
        #expect(askCount > 20)
        for last in 1...askCount { #expect(throws: Stop.self) { try run(stoppingAt: last) } }
    }

    @Test func `there may be no attributes at all`() {
        let sorter = AttributeSorter(AttributeList()) {}
        #expect(sorter.parts.isEmpty && sorter.columns.isEmpty && sorter.byteCountMax == 0)
    }
}
