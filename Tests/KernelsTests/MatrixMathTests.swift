import Ground
import Kernels
import Testing
import TrialGround

@Suite struct MatrixMathTests {
    private static func random(_ count: Int, seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
    }

    private static func plainProduct(_ left: [Float], _ right: [Float], _ rows: Int, _ inner: Int, _ columns: Int)
        -> [Float]
    {
        (0..<rows * columns).map { place in
            let (row, column) = place.quotientAndRemainder(dividingBy: columns)
            return Float(
                (0..<inner).reduce(0.0) { $0 + Double(left[row * inner + $1]) * Double(right[$1 * columns + column]) })
        }
    }

    private static func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<rows * columns).map { matrix[$0 % rows * columns + $0 / rows] }
    }

    private static func areNear(_ left: [Float], _ right: [Float]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-4 }
    }

    @Test func `threads that compute at once get what one thread gets`() {
        let (count, dimension) = (512, 20)
        let rows = Self.random(count * dimension, seed: 8)
        let matrix = Self.random(dimension * dimension, seed: 9)
        @Sendable func moments() -> [Float] {
            var result = [Float](repeating: 0, count: dimension * dimension)
            MatrixMath.outerProducts(
                of: rows, dimension: dimension, with: rows, dimension: dimension, rowCount: count, addingTo: true,
                into: &result)
            return result
        }
        @Sendable func products() -> [Float] {
            var result = [Float](repeating: 0, count: count * dimension)
            MatrixMath.products(
                of: rows, count: count, stride: dimension, with: matrix, count: dimension, stride: dimension,
                dimension: dimension, into: &result, stride: dimension)
            return result
        }
        let (expectedMoments, expectedProducts) = (moments(), products())
        let differingCount = Guarded(0)
        WorkTeam(name: "trial", threadCount: 5).forEachRange(count: 20_000, grain: 100) { range in
            let differing = range.count { $0 % 2 == 0 ? moments() != expectedMoments : products() != expectedProducts }
            differingCount.withLock { $0 += differing }
        }
        #expect(differingCount.withLock { $0 } == 0)
    }

    @Test func `products are those of plain loops`() {
        let (rows, inner, columns) = (5, 7, 3)
        let left = Self.random(rows * inner, seed: 1)
        let right = Self.random(inner * columns, seed: 2)
        let expected = Self.plainProduct(left, right, rows, inner, columns)
        let product = MatrixMath.product(
            of: left, rowCount: rows, with: right, innerDimension: inner, columnCount: columns)
        #expect(Self.areNear(product, expected))
        let byRows = Self.transposed(right, rows: inner, columns: columns)
        var result = [Float](repeating: 9, count: rows * (columns + 1))
        MatrixMath.products(
            of: left, count: rows, stride: inner, with: byRows, count: columns, stride: inner, dimension: inner,
            into: &result, stride: columns + 1)
        for row in 0..<rows {
            #expect(Self.areNear(Array(result[(row * 4)..<(row * 4 + 3)]), Array(expected[(row * 3)..<(row * 3 + 3)])))
            #expect(result[row * 4 + 3] == 9)
        }
    }

    @Test func `outer products add up`() {
        let (rows, first, second) = (6, 4, 3)
        let left = Self.random(rows * first, seed: 3)
        let right = Self.random(rows * second, seed: 4)
        let expected = Self.plainProduct(
            Self.transposed(left, rows: rows, columns: first), right, first, rows, second)
        var sums = [Float](repeating: 7, count: first * second)
        for isAdding in [false, true] {
            MatrixMath.outerProducts(
                of: left, dimension: first, with: right, dimension: second, rowCount: rows, addingTo: isAdding,
                into: &sums)
        }
        #expect(Self.areNear(sums, expected.map { 2 * $0 }))
    }

    @Test(arguments: [1, 2, 9, 40])
    func `eigenvectors are orthonormal, largest first, and give the matrix back`(order: Int) throws {
        let root = Self.random(order * order, seed: 5)
        let matrix = Self.plainProduct(root, Self.transposed(root, rows: order, columns: order), order, order, order)
        let (values, vectors) = try #require(MatrixMath.eigenvectors(ofSymmetric: matrix, order: order))
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
        let turned = Self.transposed(vectors, rows: order, columns: order)
        let identity = (0..<order * order).map { Float($0 / order == $0 % order ? 1 : 0) }
        #expect(Self.areNear(Self.plainProduct(vectors, turned, order, order, order), identity))
        let scaled = (0..<order * order).map { vectors[$0] * values[$0 / order] }
        #expect(Self.areNear(Self.plainProduct(turned, scaled, order, order, order), matrix))
    }

    @Test(arguments: [1, 2, 9, 40])
    func `the nearest orthogonal matrix of a rotation that was stretched is the rotation`(order: Int) throws {
        let root = Self.random(order * order, seed: 6)
        let symmetric = Self.plainProduct(root, Self.transposed(root, rows: order, columns: order), order, order, order)
        let rotation = try #require(MatrixMath.eigenvectors(ofSymmetric: symmetric, order: order)).vectors
        // Rotation times a positive symmetric matrix: its polar factor is the rotation.
        let shifted = (0..<order * order).map { symmetric[$0] + ($0 / order == $0 % order ? 1 : 0) }
        let stretched = Self.plainProduct(rotation, shifted, order, order, order)
        let nearest = try #require(MatrixMath.nearestOrthogonal(to: stretched, order: order))
        #expect(Self.areNear(nearest, rotation))
    }
}
