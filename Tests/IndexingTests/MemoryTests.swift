import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@testable import Indexing

/// What is told of memory.
struct MemoryTests {
    private static let layouts = [FieldLayout(dimension: 1, metric: .innerProduct)]

    /// Rows with a rare and a frequent tag, a column of few values and one of many.
    private static func segment(_ rowCount: Int) throws -> GrowingSegment {
        let segment = GrowingSegment(layouts: layouts)
        for number in 0..<rowCount {
            _ = try segment.append(
                idHash: UInt64(number), vectors: [nil], tags: number % 100 == 0 ? [1, 2] : number % 3 == 0 ? [1] : [],
                attributes: [
                    AttributeEntry(column: 1, value: UInt64(number % 7)),
                    AttributeEntry(column: 2, value: UInt64(number) &* 0x9e37_79b9),
                ])
        }
        return segment
    }

    @Test(arguments: [0, 300, 5_000, 70_000])
    func `bitmaps of opened rows take no more than was foretold`(rowCount: Int) throws {
        let directory = TemporaryDirectory()
        let view = try Self.segment(rowCount).publish()
        let cost = SealedRowsCost(view) {}
        let path = directory.appending("rows")
        _ = try SealedRows.write(
            view, to: path, names: { $0.map { ("\($0)", version: UInt64($0) + 1) } }, tagName: { "\($0)" })
        let rows = try SealedRows(path: path, layouts: Self.layouts)
        #expect(rows.memoryByteCount <= cost.openByteCount)
        #expect(rowCount < 5_000 || rows.memoryByteCount > rowCount)
        #expect(rowCount == 0 || cost.openByteCount < 64 * rowCount + 20_000)
        #expect(cost.writingByteCount >= 24 * rowCount + 36 * 2 * rowCount)
        let sealed = GrowingSegment(layouts: Self.layouts, kernels: .best, sealed: rows, codes: [], codebooks: [])
        #expect(sealed.publish().commonByteCount >= rows.memoryByteCount)
    }

    @Test func `attributes that are in no file count as memory`() throws {
        let directory = TemporaryDirectory()
        let path = directory.appending("rows")
        _ = try SealedRows.write(
            try Self.segment(100).publish(), to: path,
            names: { $0.map { ("\($0)", version: UInt64($0) + 1) } }, tagName: { "\($0)" })
        let rows = try SealedRows(path: path, layouts: Self.layouts)
        let before = rows.memoryByteCount
        var list = AttributeList()
        for row in 0..<100 { list.append(AttributeEntry(column: 1, value: UInt64(row)), ordinal: UInt32(row)) }
        rows.setAttributes(list)
        // A column and its starts, a hundred values, starts and rows.
        #expect(rows.memoryByteCount == before + 8 * (1 + 2 + 100 + 101) + 4 * 100)
    }

    @Test func `lists of rows in memory count by what they hold`() throws {
        let segment = GrowingSegment(layouts: Self.layouts)
        _ = try segment.append(idHash: 1, vectors: [nil])
        let before = segment.publish().commonByteCount
        _ = try segment.append(
            idHash: 2, vectors: [nil], tags: [1, 2, 3], attributes: [AttributeEntry(column: 1, value: 1)],
            similar: [5])
        // Hash, presence and the places of three lists; then the lists, in words of eight bytes.
        #expect(segment.publish().commonByteCount == before + 10 + 48 + 16 + 16 + 8)
    }

    @Test(arguments: [Metric.cosine, .l2], [Float(0), 1.5])
    func `a row in memory takes its vector, its codes and its row of bytes`(metric: Metric, spill: Float) throws {
        let layout = FieldLayout(dimension: 40, metric: metric)
        let plan = TrainingPlan(
            listCount: 4, partCount: 4, coarseIterationCount: 2, partIterationCount: 2, spillWeight: spill)
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: 3)
        try model.append(50)
        let segment = try model.segment(model.seal(30, hasByteRows: true))
        let view = segment.segment.publish()
        let rowCount = view.count - view.growingStart
        // Vectors lie in rows of 64 halves, rows of bytes in 32; L2 has two bytes more a code and a number more a row.
        let code = 4 + (metric == .l2 ? 2 : 0) + 4
        let byteRow = 64 + (metric == .l2 ? 8 : 4)
        #expect(rowCount > 0)
        #expect(
            view.growingByteCount(field: 0) == rowCount * (2 * layout.stride + code * (spill > 0 ? 2 : 1) + byteRow))
    }
}
