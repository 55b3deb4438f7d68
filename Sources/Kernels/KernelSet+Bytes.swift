internal import CVectorKernels

// Products of rows of bytes and a query of 16-bit numbers, in whole numbers: exact, and so the same everywhere.
extension KernelSet {
    /// Writes to `products[i]` the inner product of `query` and row `indices[i]`.
    ///
    /// - Parameter rows: `query.count` bytes a row, a multiple of `ByteRow.rowAlignment`, padded with zeros.
    /// - Parameter indices: as many as there are products, each the index of a row of `rows`, in any order.
    /// - Parameter query: padded with zeros. No sum of some products of components may leave 32 bits: the length of
    ///   the query times that of a row, at most `ByteRow.largest` · √stride, must stay below 2³¹.
    /// - Complexity: `query.count` multiply-adds a row; rows are fetched some ahead.
    public func byteProducts(
        rows: UnsafeBufferPointer<Int8>, at indices: UnsafeBufferPointer<UInt32>,
        against query: UnsafeBufferPointer<Int16>, into products: UnsafeMutableBufferPointer<Int32>
    ) {
        let stride = query.count
        precondition(stride > 0 && stride % ByteRow.rowAlignment == 0, "a query of \(stride) numbers is not padded")
        precondition(indices.count == products.count, "\(indices.count) indices for \(products.count) products")
        guard products.count > 0 else { return }
        var largest: UInt32 = 0
        for index in indices { largest = max(largest, index) }
        precondition((Int(largest) + 1) * stride <= rows.count, "row \(largest) is not among the rows")
        kernels.byte_products_at(
            rows.baseAddress!, indices.baseAddress!, products.count, stride, query.baseAddress!,
            products.baseAddress!)
    }

    /// Writes to `products[j · rowCount + i]` the inner product of query `j` and row `i`: all rows, one after the
    /// other.
    ///
    /// - Parameter rows: shape `[rowCount, stride]`, padded with zeros.
    /// - Parameter queries: shape `[any, stride]`, each as for the rows that indices name.
    /// - Parameter products: shape `[queries, rowCount]`.
    /// - Complexity: `stride` multiply-adds a pair; rows are read once.
    public func byteProducts(
        rows: UnsafeBufferPointer<Int8>, against queries: UnsafeBufferPointer<Int16>, stride: Int,
        into products: UnsafeMutableBufferPointer<Int32>
    ) {
        precondition(stride > 0 && stride % ByteRow.rowAlignment == 0, "a query of \(stride) numbers is not padded")
        let (rowCount, queryCount) = (rows.count / stride, queries.count / stride)
        precondition(rows.count == rowCount * stride, "\(rows.count) bytes of rows")
        precondition(queries.count == queryCount * stride, "\(queries.count) numbers of queries")
        precondition(products.count == rowCount * queryCount, "room for \(products.count) products")
        guard products.count > 0 else { return }
        kernels.byte_products(
            rows.baseAddress!, rowCount, stride, queries.baseAddress!, queryCount, products.baseAddress!)
    }
}
