internal import CVectorKernels

// Many rows against many columns.
extension KernelSet {
    /// Finds for each row the column with the least half norm - <row, column>, the lowest of equal ones.
    ///
    /// The value is a chain of fused multiply-subtracts in order of components, from the half norm: the same bits on
    /// every instruction set.
    ///
    /// - Parameter rows: rows of `panels.dimension` finite floats, `stride` floats apart.
    /// - Parameter nearest: receives the columns, one a row.
    /// - Parameter least: receives their values, one a row.
    /// - Parameter second: nil, or receives the least values of all other columns, `least` itself at a tie.
    /// - Complexity: `panels.columnCount · panels.dimension` multiply-adds a row, near the processor's peak.
    public func nearestColumns(
        of rows: UnsafeBufferPointer<Float>, stride: Int, in panels: ColumnPanels,
        nearest: UnsafeMutableBufferPointer<UInt32>, least: UnsafeMutableBufferPointer<Float>,
        second: UnsafeMutableBufferPointer<Float>? = nil
    ) {
        let rowCount = nearest.count
        guard rowCount > 0 else { return }
        precondition(stride >= panels.dimension, "rows of \(stride) floats, not \(panels.dimension)")
        precondition(rows.count >= (rowCount - 1) * stride + panels.dimension, "more answers than rows")
        precondition(least.count == rowCount && second.map { $0.count == rowCount } ?? true, "answers differ in count")
        kernels.nearest_columns(
            rows.baseAddress!, rowCount, stride, panels.panels, panels.halfNorms, panels.panelCount, panels.dimension,
            nearest.baseAddress!, least.baseAddress!, second?.baseAddress)
    }
}

// The second list of a row.
extension KernelSet {
    /// Finds for each row x, besides one column that is left out, the column c with the least
    /// half norm - <x, c> + (<w, c> - offset)², the lowest of equal ones.
    ///
    /// Both products are chains of fused multiply-adds in order of components, the first from the half norm, the second
    /// from -offset: the same bits on every instruction set.
    ///
    /// - Parameter rows: rows of `panels.dimension` finite floats, `stride` floats apart.
    /// - Parameter directions: w of each row, laid out alike.
    /// - Parameter offsets: one a row.
    /// - Parameter excluded: the column that each row leaves out.
    /// - Parameter nearest: receives the columns, one a row; 0 when there is no other.
    /// - Parameter least: receives their values, one a row.
    /// - Parameter second: receives the least values of all columns that are left, `least` itself at a tie.
    /// - Complexity: 2 · `panels.columnCount · panels.dimension` multiply-adds a row, near the processor's peak.
    public func spillColumns(
        of rows: UnsafeBufferPointer<Float>, directions: UnsafeBufferPointer<Float>,
        offsets: UnsafeBufferPointer<Float>, excluding excluded: UnsafeBufferPointer<UInt32>, stride: Int,
        in panels: ColumnPanels, nearest: UnsafeMutableBufferPointer<UInt32>,
        least: UnsafeMutableBufferPointer<Float>, second: UnsafeMutableBufferPointer<Float>
    ) {
        let rowCount = nearest.count
        guard rowCount > 0 else { return }
        precondition(stride >= panels.dimension, "rows of \(stride) floats, not \(panels.dimension)")
        let floatCount = (rowCount - 1) * stride + panels.dimension
        precondition(rows.count >= floatCount && directions.count >= floatCount, "more answers than rows")
        precondition(offsets.count == rowCount && excluded.count == rowCount, "a number for each row")
        precondition(least.count == rowCount && second.count == rowCount, "answers differ in count")
        kernels.spill_columns(
            rows.baseAddress!, directions.baseAddress!, offsets.baseAddress!, excluded.baseAddress!, rowCount, stride,
            panels.panels, panels.halfNorms, panels.panelCount, panels.dimension, nearest.baseAddress!,
            least.baseAddress!, second.baseAddress!)
    }
}
