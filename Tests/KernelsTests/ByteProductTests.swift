import Kernels
import Testing
import TrialGround

struct ByteProductTests {
    private static func products(
        _ kernels: KernelSet, _ rows: [Int8], at indices: [UInt32], _ query: [Int16]
    ) -> [Int32] {
        var products = [Int32](repeating: .max, count: indices.count)
        rows.withUnsafeBufferPointer { rows in
            indices.withUnsafeBufferPointer { indices in
                query.withUnsafeBufferPointer { query in
                    products.withUnsafeMutableBufferPointer {
                        kernels.byteProducts(rows: rows, at: indices, against: query, into: $0)
                    }
                }
            }
        }
        return products
    }

    @Test(arguments: supportedSets, [32, 64, 96, 384, 1_024])
    func `products of bytes are those of whole numbers`(set: InstructionSet, stride: Int) throws {
        var random = SeededRandom(seed: UInt64(stride))
        let rows = (0..<7 * stride).map { _ in Int8.random(in: -127...127, using: &random) }
        let query = (0..<stride).map { _ in Int16.random(in: -2_000...2_000, using: &random) }
        for count in [0, 1, 2, 7, 30] {
            let indices = (0..<count).map { _ in UInt32.random(in: 0..<7, using: &random) }
            let expected = indices.map { index in
                (0..<stride).reduce(Int32(0)) { $0 + Int32(rows[Int(index) * stride + $1]) * Int32(query[$1]) }
            }
            #expect(Self.products(try KernelSet(set), rows, at: indices, query) == expected)
        }
    }

    @Test(arguments: supportedSets)
    func `the largest products are not lost`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        let rows = [Int8](repeating: 127, count: 512) + [Int8](repeating: -127, count: 512)
        let query = [Int16](repeating: 32_767, count: 512)
        let product: Int32 = 512 * 127 * 32_767
        #expect(Self.products(kernels, rows, at: [0, 1], query) == [product, -product])
    }

    @Test(arguments: supportedSets, [32, 160])
    func `products of bytes touch nothing past rows, indices and query`(set: InstructionSet, stride: Int) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        let rows = [Int8](repeating: 3, count: 5 * stride), query = [Int16](repeating: -2, count: stride)
        for count in 1...6 {
            let products = memory.copy([Int32](repeating: 0, count: count))
            kernels.byteProducts(
                rows: memory.input(rows), at: memory.input((0..<count).map { UInt32(4 - $0 % 5) }),
                against: memory.input(query), into: products)
            #expect(products.allSatisfy { $0 == Int32(-6 * stride) })
        }
    }

    @Test(arguments: supportedSets, [32, 64, 96, 384, 1_024])
    func `all rows are those that indices name, for each of several queries`(set: InstructionSet, stride: Int) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: UInt64(stride))
        for (count, queryCount) in (0...9).flatMap({ count in [0, 1, 2, 4, 5, 9].map { (count, $0) } }) {
            let queries = (0..<queryCount * stride).map { _ in Int16.random(in: -2_000...2_000, using: &random) }
            let rows = (0..<count * stride).map { _ in Int8.random(in: -127...127, using: &random) }
            let products = memory.copy([Int32](repeating: 0, count: count * queryCount))
            kernels.byteProducts(
                rows: memory.input(rows), against: memory.input(queries), stride: stride, into: products)
            for query in 0..<queryCount {
                let own = Array(queries[query * stride..<(query + 1) * stride])
                let expected = Self.products(kernels, rows, at: (0..<UInt32(count)).map { $0 }, own)
                #expect(Array(products[query * count..<(query + 1) * count]) == expected)
            }
        }
    }
}
