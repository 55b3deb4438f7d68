internal import CBLAS
internal import Ground

/// Products and decompositions of dense matrices of floats, row-major, by OpenBLAS.
///
/// The library is its serial build: a call stays on the calling thread. Several threads may call at once and take
/// turns, as that build hands two callers the same memory to work in: one in a thousand results was wrong. Results
/// depend on the processor's BLAS kernels; what must be the same everywhere is decided by `KernelSet`.
public enum MatrixMath {
    /// Held by the one call that is in the library. The value is not empty, as a change of an empty one is, to the
    /// thread sanitizer, a change of the object's first word, which every thread reads.
    private static let turn = Guarded(0)

    /// Writes to `result` the products of every row of `left` with every row of `right`: left · rightᵀ.
    ///
    /// - Parameter left: shape `[leftCount, dimension]`, rows `leftStride` floats apart.
    /// - Parameter right: shape `[rightCount, dimension]`, rows `rightStride` floats apart.
    /// - Parameter result: shape `[leftCount, rightCount]`, rows `resultStride` floats apart.
    public static func products(
        of left: UnsafePointer<Float>, count leftCount: Int, stride leftStride: Int,
        with right: UnsafePointer<Float>, count rightCount: Int, stride rightStride: Int,
        dimension: Int, into result: UnsafeMutablePointer<Float>, stride resultStride: Int
    ) {
        precondition(leftStride >= dimension && rightStride >= dimension && resultStride >= rightCount, "rows overlap")
        guard leftCount > 0, rightCount > 0 else { return }
        turn.withLock { _ in
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, blasint(leftCount), blasint(rightCount), blasint(dimension), 1,
                left, blasint(leftStride), right, blasint(rightStride), 0, result, blasint(resultStride))
        }
    }

    /// Adds to `result`, when `isAdding`, or writes to it, leftᵀ · right: sums over rows of outer products.
    ///
    /// - Parameter left: shape `[rowCount, leftDimension]`, dense.
    /// - Parameter right: shape `[rowCount, rightDimension]`, dense.
    /// - Parameter result: shape `[leftDimension, rightDimension]`, dense.
    public static func outerProducts(
        of left: UnsafePointer<Float>, dimension leftDimension: Int,
        with right: UnsafePointer<Float>, dimension rightDimension: Int,
        rowCount: Int, addingTo isAdding: Bool, into result: UnsafeMutablePointer<Float>
    ) {
        turn.withLock { _ in
            cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, blasint(leftDimension), blasint(rightDimension),
                blasint(rowCount), 1, left, blasint(leftDimension), right, blasint(rightDimension), isAdding ? 1 : 0,
                result, blasint(rightDimension))
        }
    }

    /// The product of two dense matrices, `[rowCount, innerDimension]` and `[innerDimension, columnCount]`.
    public static func product(
        of left: [Float], rowCount: Int, with right: [Float], innerDimension: Int, columnCount: Int
    ) -> [Float] {
        precondition(left.count == rowCount * innerDimension && right.count == innerDimension * columnCount)
        var result = [Float](repeating: 0, count: rowCount * columnCount)
        turn.withLock { _ in
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rowCount), blasint(columnCount),
                blasint(innerDimension), 1, left, blasint(innerDimension), right, blasint(columnCount), 0, &result,
                blasint(columnCount))
        }
        return result
    }

    /// The eigenvalues of a symmetric matrix, largest first, and its eigenvectors, one a row, of unit length.
    ///
    /// - Parameter matrix: shape `[order, order]`; the upper triangle is read.
    /// - Returns: nil when the iteration did not converge, which only happens for numbers that are not finite.
    /// - Complexity: about 10 · order³ operations; 0.1 s for 768.
    public static func eigenvectors(
        ofSymmetric matrix: [Float], order: Int
    ) -> (values: [Float], vectors: [Float])? {
        precondition(matrix.count == order * order && order > 0, "a matrix of \(matrix.count) numbers, order \(order)")
        var vectors = matrix
        var values = [Float](repeating: 0, count: order)
        var size = CInt(order)
        var information: CInt = 0
        var workCount = CInt(1 + 6 * order + 2 * order * order)
        var integerCount = CInt(3 + 5 * order)
        var work = [Float](repeating: 0, count: Int(workCount))
        var integers = [CInt](repeating: 0, count: Int(integerCount))
        // The lower triangle by columns is the upper one by rows.
        turn.withLock { _ in
            ssyevd_(
                "V", "L", &size, &vectors, &size, &values, &work, &workCount, &integers, &integerCount, &information)
        }
        guard information == 0 else { return nil }
        // By columns, ascending: each column is a row of ours, in the opposite order.
        var descending: [Float] = []
        descending.reserveCapacity(order * order)
        for row in (0..<order).reversed() { descending += vectors[(row * order)..<((row + 1) * order)] }
        return (values.reversed(), descending)
    }

    /// The orthogonal matrix that is nearest to a square one: U · Vᵀ of its singular value decomposition.
    ///
    /// - Parameter matrix: shape `[order, order]`.
    /// - Returns: shape `[order, order]`; nil when the iteration did not converge.
    /// - SeeAlso: Schönemann, Psychometrika 31, 1966, the orthogonal Procrustes problem.
    public static func nearestOrthogonal(to matrix: [Float], order: Int) -> [Float]? {
        precondition(matrix.count == order * order && order > 0, "a matrix of \(matrix.count) numbers, order \(order)")
        // By columns A is Aᵀ = U S Vᵀ; U Vᵀ by columns is then the answer by rows.
        var content = matrix
        var values = [Float](repeating: 0, count: order)
        var left = [Float](repeating: 0, count: order * order)
        var right = left
        var size = CInt(order)
        var information: CInt = 0
        var workCount = CInt(4 * order * order + 7 * order)
        var work = [Float](repeating: 0, count: Int(workCount))
        var integers = [CInt](repeating: 0, count: 8 * order)
        turn.withLock { _ in
            sgesdd_(
                "A", &size, &size, &content, &size, &values, &left, &size, &right, &size, &work, &workCount, &integers,
                &information)
        }
        guard information == 0 else { return nil }
        var result = [Float](repeating: 0, count: order * order)
        turn.withLock { _ in
            cblas_sgemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, left, size, right, size, 0, &result,
                size)
        }
        return result
    }
}
