import Kernels
import Testing
import TrialGround

@Suite struct SpillColumnsTests {
    @Test(arguments: InstructionSet.allCases.filter(\.isSupported), [false, true])
    func `every instruction set finds the second columns as plain arithmetic does`(
        set: InstructionSet, isCoarse: Bool
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 5)
        for (rowCount, columnCount, dimension) in [
            (1, 1, 1), (3, 63, 2), (7, 64, 8), (13, 65, 5), (97, 256, 3), (5, 390, 33), (205, 129, 7),
        ] {
            let stride = dimension + 3
            func drawn(_ count: Int) -> [Float] { NearestColumnsTests.random(count, &random, isCoarse: isCoarse) }
            let (rows, directions, offsets) = (drawn(rowCount * stride), drawn(rowCount * stride), drawn(rowCount))
            let columns = (0..<columnCount).map { _ in drawn(dimension) }
            let halfNorms = drawn(columnCount)
            let excluded = (0..<rowCount).map { _ in UInt32.random(in: 0..<UInt32(columnCount), using: &random) }
            let panels = ColumnPanels(columnCount: columnCount, dimension: dimension)
            for (number, column) in columns.enumerated() {
                column.withUnsafeBufferPointer {
                    panels.set(number, to: $0.baseAddress!, halfNorm: halfNorms[number])
                }
            }
            var nearest = [UInt32](repeating: 9, count: rowCount)
            var least = [Float](repeating: 9, count: rowCount), second = least
            rows.withUnsafeBufferPointer { rows in
                directions.withUnsafeBufferPointer { directions in
                    offsets.withUnsafeBufferPointer { offsets in
                        excluded.withUnsafeBufferPointer { excluded in
                            nearest.withUnsafeMutableBufferPointer { nearest in
                                least.withUnsafeMutableBufferPointer { least in
                                    second.withUnsafeMutableBufferPointer { second in
                                        kernels.spillColumns(
                                            of: rows, directions: directions, offsets: offsets, excluding: excluded,
                                            stride: stride, in: panels, nearest: nearest, least: least, second: second)
                                    }
                                }
                            }
                        }
                    }
                }
            }
            for row in 0..<rowCount {
                let values = columns.indices.map { number -> Float in
                    if number == excluded[row] { return .infinity }
                    var (value, along) = (halfNorms[number], -offsets[row])
                    for index in 0..<dimension {
                        value = value.addingProduct(-rows[row * stride + index], columns[number][index])
                        along = along.addingProduct(directions[row * stride + index], columns[number][index])
                    }
                    return value.addingProduct(along, along)
                }
                let expected = columnCount == 1 ? 0 : values.indices.min { (values[$0], $0) < (values[$1], $1) }!
                let others = values.indices.filter { $0 != expected }.map { values[$0] }
                #expect(nearest[row] == UInt32(expected))
                #expect(least[row].bitPattern == values[expected].bitPattern)
                #expect(second[row].bitPattern == (others.min() ?? .infinity).bitPattern)
            }
        }
    }
}
