internal import Vocabulary

/// The sizes of a codebook, from which the place of all its parts follows.
struct CodebookShape: Equatable, Sendable {
    let dimension: Int
    let metric: Metric
    let transform: VectorTransform
    /// Components after the transform; `dimension` without one.
    let reducedDimension: Int
    let listCount: Int
    let partCount: Int
    /// Bits that number the centroids of a part: 8, or 4 with two parts to a byte of a code.
    let codeBits: Int

    /// Components of a part, the last of which are padding where `partCount` does not divide `reducedDimension`.
    let partDimension: Int

    static let listCountMax = 262_144
    private static let alignment = 64

    /// - Throws: `.unsuitable`, naming what is out of range.
    init(
        dimension: Int, metric: Metric, transform: VectorTransform, reducedDimension: Int, listCount: Int,
        partCount: Int, codeBits: Int = 8
    ) throws(QuantizationError) {
        guard (1...Limits.dimensionMax).contains(dimension) else { throw .unsuitable(what: "dimension") }
        let isReducible = transform == .none ? dimension...dimension : 1...dimension
        guard isReducible.contains(reducedDimension) else { throw .unsuitable(what: "reducedDimension") }
        guard (1...Self.listCountMax).contains(listCount) else { throw .unsuitable(what: "listCount") }
        guard (1...reducedDimension).contains(partCount) else { throw .unsuitable(what: "partCount") }
        guard codeBits == 8 || codeBits == 4 else { throw .unsuitable(what: "codeBits") }
        guard codeBits == 8 || partCount % 2 == 0 else { throw .unsuitable(what: "partCount") }
        self.codeBits = codeBits
        self.dimension = dimension
        self.metric = metric
        self.transform = transform
        self.reducedDimension = reducedDimension
        self.listCount = listCount
        self.partCount = partCount
        partDimension = (reducedDimension + partCount - 1) / partCount
    }

    /// Components that are compressed: those after the transform, padded with zeros to whole parts.
    var paddedDimension: Int { partCount * partDimension }

    /// Centroids of a part.
    var centroidCount: Int { 1 << codeBits }
    /// Leading bytes of a code that number the parts' centroids.
    var partRowCount: Int { partCount * codeBits / 8 }
    /// Bytes of a code.
    var rowCount: Int { metric == .l2 ? partRowCount + 2 : partRowCount }
    /// Leading bytes of a code that the pruning scan looks at; the rest can only lower a score.
    var scannedRowCount: Int { metric == .l2 ? partRowCount + 1 : partRowCount }

    // The sections, in floats; each begins on a 64-byte boundary.

    var meanCount: Int { metric == .l2 ? dimension : 0 }
    var matrixCount: Int { transform == .none ? 0 : reducedDimension * dimension }
    var listCentroidCount: Int { listCount * paddedDimension }
    var partCentroidCount: Int { paddedDimension * centroidCount }
    var partHalfNormCount: Int { partCount * centroidCount }

    var meanOffset: Int { CodebookHeader.byteCount }
    var matrixOffset: Int { meanOffset + Self.padded(meanCount) }
    var listCentroidOffset: Int { matrixOffset + Self.padded(matrixCount) }
    var listHalfNormOffset: Int { listCentroidOffset + Self.padded(listCentroidCount) }
    var partCentroidOffset: Int { listHalfNormOffset + Self.padded(listCount) }
    var partHalfNormOffset: Int { partCentroidOffset + Self.padded(partCentroidCount) }
    /// Bytes of the whole codebook.
    var byteCount: Int { partHalfNormOffset + Self.padded(partHalfNormCount) }

    /// Bytes of a section of `floatCount` floats.
    private static func padded(_ floatCount: Int) -> Int {
        (floatCount * 4 + alignment - 1) / alignment * alignment
    }
}
