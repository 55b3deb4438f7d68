public import Kernels
internal import Vocabulary

/// Turns many vectors into lists and codes: a codebook and its coarse centroids laid out for comparing them with many
/// vectors at once. Threads may share it.
///
/// It takes as much memory as the coarse centroids; drop it when the many vectors are done.
public struct CodebookEncoder: Sendable {
    public let codebook: Codebook
    let kernels: KernelSet
    /// Nil when so few vectors are expected that laying out is not worth it.
    let panels: ColumnPanels?
    let halfNormMax: Float

    /// Vectors that are worth laying the centroids out for.
    private static let panelRowCountMin = 16

    /// - Parameter rowCount: vectors that are expected.
    /// - Complexity: a copy of the coarse centroids, unless only few vectors are expected.
    public init(_ codebook: Codebook, rowCount: Int = .max, kernels: KernelSet) {
        self.codebook = codebook
        self.kernels = kernels
        guard rowCount >= Self.panelRowCountMin else {
            panels = nil
            halfNormMax = 0
            return
        }
        let panels = ColumnPanels(columnCount: codebook.listCount, dimension: codebook.paddedDimension)
        var halfNormMax: Float = 0
        for list in 0..<codebook.listCount {
            let halfNorm = unsafe codebook.listHalfNorms[list]
            halfNormMax = max(halfNormMax, halfNorm)
            unsafe panels.set(list, to: codebook.listCentroid(list).baseAddress!, halfNorm: halfNorm)
        }
        self.panels = panels
        self.halfNormMax = halfNormMax
    }

    /// Writes the list and the code of each of `lists.count` vectors. The same for any batch, in any order, on every
    /// instruction set.
    ///
    /// - Parameter halves: rows of halves, of which the first `dimension` are the vector; of unit length for cosine.
    /// - Parameter stride: halves from row to row.
    /// - Parameter codes: shape `[lists.count, codebook.rowCount]`.
    /// - Parameter spill: receives second lists and the codes there, `Codebook.noList` and zeros for a vector that has
    ///   none. Nil for first lists only.
    /// - Complexity: `(listCount + centroidCount) · paddedDimension` multiply-adds a vector, and those of the matrix;
    ///   three times as many with second lists.
    public func encode(
        halves: UnsafeBufferPointer<UInt16>, stride: Int, lists: UnsafeMutableBufferPointer<UInt32>,
        codes: UnsafeMutableBufferPointer<UInt8>, spill: CodePlaces? = nil
    ) {
        let (dimension, rowCount) = (codebook.dimension, codebook.rowCount)
        if let spill {
            precondition(codebook.isSpilled, "the codebook has no spill")
            unsafe precondition(
                spill.lists.count == lists.count && spill.codes.count == codes.count, "second places differ in count")
        }
        precondition(stride >= dimension, "rows of \(stride) halves, not \(dimension)")
        precondition(lists.isEmpty || halves.count >= (lists.count - 1) * stride + dimension, "more lists than vectors")
        precondition(codes.count == lists.count * rowCount, "\(codes.count) bytes for \(lists.count) codes")
        let scratch = EncodingScratch(codebook, rowCount: min(lists.count, EncodingScratch.rowCountMax))
        for start in Swift.stride(from: 0, to: lists.count, by: EncodingScratch.rowCountMax) {
            let range = start..<min(start + EncodingScratch.rowCountMax, lists.count)
            let rows = unsafe UnsafeBufferPointer(rebasing: halves[(start * stride)...])
            unsafe transform(rows, stride: stride, count: range.count, into: scratch)
            let places = unsafe CodePlaces(lists: lists, codes: codes).part(range, rowCount: rowCount)
            unsafe assign(scratch, to: places.lists)
            if let others = spill?.part(range, rowCount: rowCount) {
                unsafe assignSpill(scratch, besides: UnsafeBufferPointer(places.lists), to: others.lists)
                unsafe subtract(others.lists, from: scratch, into: scratch.directions)
                unsafe compress(UnsafeBufferPointer(scratch.directions), scratch, to: others)
            }
            unsafe subtract(places.lists, from: scratch, into: scratch.rows)
            unsafe compress(UnsafeBufferPointer(scratch.rows), scratch, to: places)
        }
    }

    private func transform(
        _ halves: UnsafeBufferPointer<UInt16>, stride: Int, count: Int, into scratch: EncodingScratch
    ) {
        let dimension = codebook.dimension
        let widened = unsafe UnsafeMutableBufferPointer(rebasing: scratch.vector[..<dimension])
        for row in 0..<count {
            unsafe kernels.convert(
                UnsafeBufferPointer(rebasing: halves[(row * stride)..<(row * stride + dimension)]), to: widened)
            unsafe codebook.transform(UnsafeBufferPointer(widened), into: scratch.row(row), kernels: kernels)
        }
    }

    /// The lists of the transformed rows: those that the panels prove, or else those of a walk over all centroids.
    private func assign(_ scratch: EncodingScratch, to lists: UnsafeMutableBufferPointer<UInt32>) {
        let width = codebook.paddedDimension
        guard let panels else {
            for row in lists.indices { unsafe lists[row] = exactList(of: UnsafeBufferPointer(scratch.row(row))) }
            return
        }
        let least = unsafe UnsafeMutableBufferPointer(rebasing: scratch.least[..<lists.count])
        let second = unsafe UnsafeMutableBufferPointer(rebasing: scratch.second[..<lists.count])
        unsafe kernels.nearestColumns(
            of: UnsafeBufferPointer(rebasing: scratch.rows[..<(lists.count * width)]), stride: width, in: panels,
            nearest: lists, least: least, second: second)
        for row in lists.indices {
            let vector = unsafe UnsafeBufferPointer(scratch.row(row))
            let gap = unsafe Double(second[row]) - Double(least[row])
            if unsafe !(gap > 2 * uncertainty(of: vector)) { unsafe lists[row] = exactList(of: vector) }
        }
    }

    /// More than what either way of computing half norm - product is off for any centroid, both ways together.
    ///
    /// A sum of n products in any order is off by less than n · 2⁻²⁴ of the sum of their magnitudes, which is at most
    /// the product of the lengths (Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1). The panels
    /// add the half norm first; the other way adds it last.
    func uncertainty(of vector: UnsafeBufferPointer<Float>) -> Double {
        let termCount = Double(2 * codebook.paddedDimension + 16)
        let length = unsafe Double(kernels.squaredNorm(vector)).squareRoot() * 1.001
        let halfNorm = Double(halfNormMax) * 1.001
        return termCount * 0x1p-24 * 1.001 * (halfNorm + length * (2 * halfNorm).squareRoot()) + 1e-37
    }

    private func exactList(of vector: UnsafeBufferPointer<Float>) -> UInt32 {
        var best = 0
        var least = Float.infinity
        for list in 0..<codebook.listCount {
            let distance = unsafe codebook.listHalfNorms[list] - kernels.product(vector, codebook.listCentroid(list))
            if distance < least {
                least = distance
                best = list
            }
        }
        return UInt32(best)
    }

    /// Writes to `residuals` what is left of the transformed rows when the centroids of `lists` are taken off, zeros
    /// where there is no list.
    private func subtract(
        _ lists: UnsafeMutableBufferPointer<UInt32>, from scratch: EncodingScratch,
        into residuals: UnsafeMutableBufferPointer<Float>
    ) {
        let width = codebook.paddedDimension
        for row in lists.indices {
            let (vector, residual) = unsafe (scratch.row(row).baseAddress!, residuals.baseAddress! + row * width)
            guard unsafe lists[row] != Codebook.noList else {
                unsafe residual.update(repeating: 0, count: width)
                continue
            }
            let centroid = unsafe codebook.listCentroid(Int(lists[row])).baseAddress!
            for index in 0..<width { unsafe residual[index] = vector[index] - centroid[index] }
        }
    }

    /// Writes the codes of `residuals`, of the vectors in the lists of `places`; zeros where there is no list.
    private func compress(
        _ residuals: UnsafeBufferPointer<Float>, _ scratch: EncodingScratch, to places: CodePlaces
    ) {
        let (width, partRowCount, rowCount) = (codebook.paddedDimension, codebook.partRowCount, codebook.rowCount)
        let (lists, codes) = unsafe (places.lists, places.codes)
        let isScalar = codebook.metric == .l2
        let byteCount = lists.count * partRowCount
        let target =
            unsafe isScalar ? UnsafeMutableBufferPointer(rebasing: scratch.codes[..<byteCount]) : codes
        unsafe codebook.encodeParts(
            UnsafeBufferPointer(rebasing: residuals[..<(lists.count * width)]), rowCount: lists.count, codes: target,
            kernels: kernels)
        let residual = unsafe UnsafeMutableBufferPointer(rebasing: scratch.vector[..<width])
        for row in lists.indices {
            let start = unsafe codes.baseAddress! + row * rowCount
            guard unsafe lists[row] != Codebook.noList else {
                unsafe start.update(repeating: 0, count: rowCount)
                continue
            }
            guard isScalar else { continue }
            let code = unsafe UnsafeBufferPointer(rebasing: target[(row * partRowCount)..<((row + 1) * partRowCount)])
            let step = unsafe codebook.scalarStep(list: lists[row], code: code, residual: residual, kernels: kernels)
            for byte in 0..<partRowCount { unsafe start[byte] = code[byte] }
            unsafe start[partRowCount] = UInt8(step >> 8)
            unsafe start[partRowCount + 1] = UInt8(step & 255)
        }
    }
}
