internal import CVectorKernels

// Several queries at once: what is the same for all of them is read once. Every number is the one that the kernel of a
// single query gives.
extension KernelSet {
    /// Writes to `products[i][j]` the inner product of row `i` and column `j`.
    ///
    /// - Parameter rows: each the first of `dimension` floats.
    /// - Parameter columns: shape `[any, dimension]`.
    /// - Parameter products: as many as rows, each the first of as many floats as there are columns.
    /// - Complexity: one multiply-add for each component of each pair; the columns are read once.
    public func products(
        _ rows: UnsafeBufferPointer<UnsafePointer<Float>>, _ columns: UnsafeBufferPointer<Float>, dimension: Int,
        into products: UnsafeBufferPointer<UnsafeMutablePointer<Float>>
    ) {
        precondition(dimension > 0 && columns.count % dimension == 0, "\(columns.count) floats of \(dimension) each")
        precondition(products.count == rows.count, "room for \(products.count) of \(rows.count) rows")
        guard rows.count > 0, columns.count > 0 else { return }
        rows.withMemoryRebound(to: UnsafePointer<Float>?.self) { rows in
            products.withMemoryRebound(to: UnsafeMutablePointer<Float>?.self) { products in
                kernels.float_products(
                    rows.baseAddress!, rows.count, columns.baseAddress!, columns.count / dimension, dimension,
                    products.baseAddress!)
            }
        }
    }

    /// Writes to `tables[i]` what `codeTables` writes for query `i`.
    ///
    /// - Parameter queries: each the first of as many floats as `centroids` has components.
    /// - Parameter centroids: shape `[d, 256]`, `d` a multiple of `partCount`.
    /// - Parameter tables: as many as queries, each the first of `partCount · 256` floats.
    /// - Complexity: 256 · `d` multiply-adds a query; the centroids are read once.
    public func codeTables(
        of queries: UnsafeBufferPointer<UnsafePointer<Float>>, centroids: UnsafeBufferPointer<Float>, partCount: Int,
        into tables: UnsafeBufferPointer<UnsafeMutablePointer<Float>>
    ) {
        let dimension = centroids.count / CodeBlock.centroidCount
        precondition(centroids.count == dimension * CodeBlock.centroidCount, "\(centroids.count) floats of centroids")
        precondition(partCount > 0 && dimension > 0 && dimension % partCount == 0, "\(dimension) in \(partCount) parts")
        precondition(tables.count == queries.count, "room for \(tables.count) of \(queries.count) queries")
        guard queries.count > 0 else { return }
        queries.withMemoryRebound(to: UnsafePointer<Float>?.self) { queries in
            tables.withMemoryRebound(to: UnsafeMutablePointer<Float>?.self) { tables in
                kernels.code_tables_of(
                    queries.baseAddress!, queries.count, centroids.baseAddress!, partCount, dimension / partCount,
                    tables.baseAddress!)
            }
        }
    }
}
