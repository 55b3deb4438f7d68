import Kernels
import Testing
import TrialGround

@Suite struct NearestColumnsTests {
    struct Answer: Equatable {
        var nearest: [UInt32]
        var least: [Float]
        var second: [Float]
    }

    static func answer(
        _ kernels: KernelSet, rows: [Float], columns: [[Float]], rowCount: Int, stride: Int
    ) -> Answer {
        let dimension = columns[0].count
        let panels = ColumnPanels(columnCount: columns.count, dimension: dimension)
        for (number, column) in columns.enumerated() {
            let halfNorm = column.reduce(0) { $0 + $1 * $1 } / 2
            column.withUnsafeBufferPointer { panels.set(number, to: $0.baseAddress!, halfNorm: halfNorm) }
        }
        var answer = Answer(
            nearest: [UInt32](repeating: 9, count: rowCount), least: [Float](repeating: 9, count: rowCount),
            second: [Float](repeating: 9, count: rowCount))
        rows.withUnsafeBufferPointer { rows in
            answer.nearest.withUnsafeMutableBufferPointer { nearest in
                answer.least.withUnsafeMutableBufferPointer { least in
                    answer.second.withUnsafeMutableBufferPointer { second in
                        kernels.nearestColumns(
                            of: rows, stride: stride, in: panels, nearest: nearest, least: least, second: second)
                    }
                }
            }
        }
        return answer
    }

    static func random(_ count: Int, _ random: inout SeededRandom, isCoarse: Bool) -> [Float] {
        (0..<count).map { _ in
            // Whole numbers make ties.
            isCoarse ? Float(Int.random(in: -1...1, using: &random)) : Float.random(in: -1...1, using: &random)
        }
    }

    @Test(arguments: InstructionSet.allCases.filter(\.isSupported), [false, true])
    func `every instruction set finds the nearest columns as plain arithmetic does`(
        set: InstructionSet, isCoarse: Bool
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 3)
        for (rowCount, columnCount, dimension) in [
            (1, 1, 1), (3, 63, 2), (7, 64, 8), (13, 65, 5), (97, 256, 3), (5, 390, 33), (205, 129, 7),
        ] {
            let stride = dimension + 3
            let rows = Self.random(rowCount * stride, &random, isCoarse: isCoarse)
            let columns = (0..<columnCount).map { _ in Self.random(dimension, &random, isCoarse: isCoarse) }
            let answer = Self.answer(kernels, rows: rows, columns: columns, rowCount: rowCount, stride: stride)
            for row in 0..<rowCount {
                let values = columns.map { column in
                    let start = column.reduce(0) { $0 + $1 * $1 } / 2
                    return zip(rows[(row * stride)...], column).reduce(start) { $0.addingProduct(-$1.0, $1.1) }
                }
                let expected = values.indices.min { (values[$0], $0) < (values[$1], $1) }!
                let others = values.indices.filter { $0 != expected }.map { values[$0] }
                #expect(answer.nearest[row] == UInt32(expected))
                #expect(answer.least[row].bitPattern == values[expected].bitPattern)
                #expect(answer.second[row].bitPattern == (others.min() ?? .infinity).bitPattern)
            }
        }
    }

    @Test func `the answer without the second values is the same`() {
        var random = SeededRandom(seed: 4)
        let rows = Self.random(50 * 9, &random, isCoarse: false)
        let columns = (0..<70).map { _ in Self.random(9, &random, isCoarse: false) }
        let expected = Self.answer(.best, rows: rows, columns: columns, rowCount: 50, stride: 9)
        let panels = ColumnPanels(columnCount: 70, dimension: 9)
        for (number, column) in columns.enumerated() {
            let halfNorm = column.reduce(0) { $0 + $1 * $1 } / 2
            column.withUnsafeBufferPointer { panels.set(number, to: $0.baseAddress!, halfNorm: halfNorm) }
        }
        var nearest = [UInt32](repeating: 9, count: 50)
        var least = [Float](repeating: 9, count: 50)
        rows.withUnsafeBufferPointer { rows in
            nearest.withUnsafeMutableBufferPointer { nearest in
                least.withUnsafeMutableBufferPointer { least in
                    KernelSet.best.nearestColumns(of: rows, stride: 9, in: panels, nearest: nearest, least: least)
                }
            }
        }
        #expect(nearest == expected.nearest)
        #expect(least == expected.least)
    }
}
