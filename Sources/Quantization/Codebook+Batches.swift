public import Kernels
internal import Vocabulary

// Several queries at once: centroids and matrix are read once for all of them. What comes out is the same, bit for bit,
// as for each query alone.
extension Codebook {
    /// What `lists(nearestTo:)` answers for each of `vectors`.
    ///
    /// - Parameter vectors: each of `dimension` finite components; of unit length for cosine.
    /// - Parameter asks: what each wants.
    /// - Complexity: `listCount · paddedDimension` multiply-adds of bytes a vector, at a higher rate than of one alone.
    public func lists(nearestTo vectors: [[Float]], _ asks: [ListAsk], kernels: KernelSet) -> [[UInt32]] {
        precondition(vectors.count == asks.count, "\(asks.count) asks for \(vectors.count) vectors")
        let width = paddedDimension
        var transformed = [Float](repeating: 0, count: vectors.count * width)
        return unsafe transformed.withUnsafeMutableBufferPointer { transformed in
            guard let start = transformed.baseAddress else { return [] }
            unsafe transform(vectors, into: vectors.indices.map { unsafe start + $0 * width }, kernels: kernels)
            let rows = unsafe vectors.indices.map {
                unsafe UnsafeBufferPointer(start: start + $0 * width, count: width)
            }
            return unsafe nearestLists(to: rows, asks, kernels: kernels)
        }
    }

    /// Fills several tables, each as `tables(for:into:)` fills it for its vector.
    ///
    /// - Parameter vectors: each of `dimension` finite components; of unit length for cosine.
    /// - Parameter access: called with a place of `vectors` and what to do with the tables that are to be filled for
    ///   it: the same tables each time.
    public func tables(
        for vectors: [[Float]], kernels: KernelSet, access: (Int, (inout CodeTables) -> Void) -> Void
    ) {
        var transformed: [UnsafeMutablePointer<Float>] = unsafe []
        var queries: [UnsafePointer<Float>] = unsafe []
        var floats: [UnsafeMutablePointer<Float>] = unsafe []
        for place in vectors.indices {
            access(place) { tables in
                reserve(&tables)
                unsafe transformed.append(tables.mutableVector.baseAddress!)
                let query = unsafe metric == .l2 ? tables.scratch : tables.mutableVector
                unsafe queries.append(UnsafePointer(query.baseAddress!))
                unsafe floats.append(tables.mutableFloats.baseAddress!)
            }
        }
        unsafe transform(vectors, into: transformed, kernels: kernels)
        if metric == .l2 { for place in vectors.indices { access(place) { double(&$0, kernels: kernels) } } }
        if codeBits == 4 {
            for place in vectors.indices { access(place) { fillParts(&$0, kernels: kernels) } }
        } else {
            unsafe queries.withUnsafeBufferPointer { queries in
                unsafe floats.withUnsafeBufferPointer { floats in
                    unsafe kernels.codeTables(of: queries, centroids: partCentroids, partCount: partCount, into: floats)
                }
            }
        }
        for place in vectors.indices { access(place) { finish(&$0, kernels: kernels) } }
    }

    /// Writes each of the transformed `vectors` to its result, `paddedDimension` floats.
    private func transform(_ vectors: [[Float]], into results: [UnsafeMutablePointer<Float>], kernels: KernelSet) {
        guard transform != .none, vectors.count > 1 else {
            for place in vectors.indices {
                let result = unsafe UnsafeMutableBufferPointer(start: results[place], count: paddedDimension)
                unsafe vectors[place].withUnsafeBufferPointer { unsafe transform($0, into: result, kernels: kernels) }
            }
            return
        }
        var centred = [Float](repeating: 0, count: vectors.count * dimension)
        for (place, vector) in vectors.enumerated() {
            precondition(vector.count == dimension, "a vector of \(vector.count) components, not \(dimension)")
            let start = place * dimension
            for index in 0..<dimension {
                centred[start + index] = unsafe metric == .l2 ? vector[index] - mean[index] : vector[index]
            }
        }
        unsafe centred.withUnsafeBufferPointer { centred in
            let rows = unsafe vectors.indices.map { unsafe centred.baseAddress! + $0 * dimension }
            unsafe Self.products(rows, matrix, dimension: dimension, into: results, kernels: kernels)
        }
        for place in vectors.indices {
            for index in reducedDimension..<paddedDimension { unsafe results[place][index] = 0 }
        }
    }

    private static func products(
        _ rows: [UnsafePointer<Float>], _ columns: UnsafeBufferPointer<Float>, dimension: Int,
        into products: [UnsafeMutablePointer<Float>], kernels: KernelSet
    ) {
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe products.withUnsafeBufferPointer { products in
                unsafe kernels.products(rows, columns, dimension: dimension, into: products)
            }
        }
    }
}
