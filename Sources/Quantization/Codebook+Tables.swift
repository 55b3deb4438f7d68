public import Kernels
internal import Vocabulary

// Queries.
extension Codebook {
    /// Fills `tables` for one query.
    ///
    /// For cosine and inner product T_j[k] = <q_j, e_jk>. For L2 the query is doubled, and two more rows take off the
    /// code's scalar, its high byte first. With codes of four bits the row of a byte is the sum of the two rows of its
    /// halves, the low one's first.
    ///
    /// - Parameter vector: `dimension` finite components; of unit length for cosine.
    /// - Complexity: `centroidCount` · `paddedDimension` multiply-adds, and those of the matrix if there is one.
    public func tables(for vector: [Float], into tables: inout CodeTables, kernels: KernelSet) {
        precondition(vector.count == dimension, "a query of \(vector.count) components, not \(dimension)")
        reserve(&tables)
        let transformed = unsafe tables.mutableVector
        unsafe vector.withUnsafeBufferPointer { vector in
            unsafe transform(vector, into: transformed, kernels: kernels)
        }
        if metric == .l2 { double(&tables, kernels: kernels) }
        fillParts(&tables, kernels: kernels)
        finish(&tables, kernels: kernels)
    }

    func reserve(_ tables: inout CodeTables) {
        tables.reserve(
            vectorCount: paddedDimension, rowCount: rowCount, scannedRowCount: scannedRowCount,
            isHalved: codeBits == 4)
    }

    /// For L2: twice the transformed vector, to the scratch.
    func double(_ tables: inout CodeTables, kernels: KernelSet) {
        let (vector, doubled) = unsafe (tables.vector, tables.scratch)
        tables.squaredNorm = unsafe kernels.squaredNorm(vector)
        for index in vector.indices { unsafe doubled[index] = 2 * vector[index] }
    }

    /// The rows of the parts, of bytes or of their halves.
    func fillParts(_ tables: inout CodeTables, kernels: KernelSet) {
        let query = unsafe UnsafeBufferPointer(metric == .l2 ? tables.scratch : tables.mutableVector)
        if codeBits == 4 {
            unsafe kernels.nibbleTables(
                of: query, centroids: partCentroids, partCount: partCount, into: tables.mutableNibbles)
        } else {
            unsafe kernels.codeTables(
                of: query, centroids: partCentroids, partCount: partCount, into: tables.mutableFloats)
        }
    }

    /// What follows once the rows of the parts are filled: those of the scalar, and the bounds.
    func finish(_ tables: inout CodeTables, kernels: KernelSet) {
        let rows = unsafe codeBits == 4 ? tables.mutableNibbles : tables.mutableFloats
        if metric == .l2 {
            unsafe fillScalars(UnsafeMutableBufferPointer(rebasing: rows[(partCount * centroidCount)...]))
        }
        if codeBits == 4 {
            unsafe kernels.pairTables(of: UnsafeBufferPointer(rows), into: tables.mutableFloats)
        }
        tables.bound(kernels: kernels)
    }

    /// The rows that take off the scalar of an L2 code: of its high and low byte, or of the halves of each, the low
    /// half first.
    private func fillScalars(_ rows: UnsafeMutableBufferPointer<Float>) {
        let weights: [Float] = codeBits == 4 ? [256, 4_096, 1, 16] : [256, 1]
        for (row, weight) in weights.enumerated() {
            for number in 0..<centroidCount {
                unsafe rows[row * centroidCount + number] = -(scalarStep * weight * Float(number))
            }
        }
    }

    /// What `list` adds to the scores of its codes.
    ///
    /// Cosine and inner product: <q, c>. L2: ((2<q, c> - |c|²) - |q|²) - `scalarMin`.
    public func constant(ofList list: UInt32, tables: borrowing CodeTables, kernels: KernelSet) -> Float {
        unsafe precondition(tables.vector.count == paddedDimension, "tables of another codebook")
        let product = unsafe kernels.product(tables.vector, listCentroid(Int(list)))
        guard metric == .l2 else { return product }
        let squaredLength = unsafe 2 * listHalfNorms[Int(list)]
        return 2 * product - squaredLength - tables.squaredNorm - scalarMin
    }

    /// `vector` as it is compressed: `[paddedDimension]`.
    ///
    /// - Parameter vector: `dimension` finite components; of unit length for cosine.
    public func transformed(_ vector: [Float], kernels: KernelSet) -> [Float] {
        precondition(vector.count == dimension, "a vector of \(vector.count) components, not \(dimension)")
        return unsafe [Float](unsafeUninitializedCapacity: paddedDimension) { result, count in
            count = paddedDimension
            unsafe vector.withUnsafeBufferPointer { vector in
                unsafe transform(
                    vector, into: UnsafeMutableBufferPointer(rebasing: result[..<paddedDimension]), kernels: kernels)
            }
        }
    }

    /// Writes the transformed `vector` to `result`, `paddedDimension` floats.
    func transform(
        _ vector: UnsafeBufferPointer<Float>, into result: UnsafeMutableBufferPointer<Float>, kernels: KernelSet
    ) {
        for index in reducedDimension..<paddedDimension { unsafe result[index] = 0 }
        guard transform != .none else {
            for index in 0..<dimension { unsafe result[index] = vector[index] }
            if metric == .l2 { for index in 0..<dimension { unsafe result[index] -= mean[index] } }
            return
        }
        func turn(_ vector: UnsafeBufferPointer<Float>) {
            for row in 0..<reducedDimension {
                let axis = unsafe UnsafeBufferPointer(
                    start: matrix.baseAddress! + row * dimension, count: dimension)
                unsafe result[row] = kernels.product(axis, vector)
            }
        }
        guard metric == .l2 else { return unsafe turn(vector) }
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: dimension) { centred in
            for index in 0..<dimension { unsafe centred[index] = vector[index] - mean[index] }
            unsafe turn(UnsafeBufferPointer(centred))
        }
    }
}
