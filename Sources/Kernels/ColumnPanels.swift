internal import CVectorKernels
internal import Ground

/// Vectors laid out to be compared with many rows at once: panels of 64 columns, component by component, and half of
/// each one's squared length.
///
/// Columns that were not set are infinitely far from everything. Whoever sets columns does so before others read.
public struct ColumnPanels: Sendable {
    private let memory: AlignedMemory
    public let columnCount: Int
    public let dimension: Int

    /// Columns of a panel.
    public static let panelColumnCount = Int(TSK_PANEL_COLUMN_COUNT)

    /// No column is set.
    public init(columnCount: Int, dimension: Int) {
        self.columnCount = columnCount
        self.dimension = dimension
        let panelCount = (columnCount + Self.panelColumnCount - 1) / Self.panelColumnCount
        memory = AlignedMemory(byteCount: panelCount * Self.panelColumnCount * (dimension + 1) * 4)
        for column in 0..<panelCount * Self.panelColumnCount { halfNorms[column] = .infinity }
    }

    /// Sets one column.
    ///
    /// - Parameter vector: `dimension` floats, `stride` floats apart.
    public func set(_ column: Int, to vector: UnsafePointer<Float>, stride: Int = 1, halfNorm: Float) {
        precondition(column >= 0 && column < columnCount, "column \(column) of \(columnCount)")
        let (panel, place) = column.quotientAndRemainder(dividingBy: Self.panelColumnCount)
        let target = panels + panel * dimension * Self.panelColumnCount + place
        for index in 0..<dimension { target[index * Self.panelColumnCount] = vector[index * stride] }
        halfNorms[column] = halfNorm
    }

    var panelCount: Int { (columnCount + Self.panelColumnCount - 1) / Self.panelColumnCount }

    var panels: UnsafeMutablePointer<Float> { memory.bytes.baseAddress!.assumingMemoryBound(to: Float.self) }

    var halfNorms: UnsafeMutablePointer<Float> { panels + panelCount * Self.panelColumnCount * dimension }
}
