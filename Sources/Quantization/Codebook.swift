public import Vocabulary
internal import Ground
internal import Kernels

/// What turns vectors of one field into codes: a transform, coarse centroids (a list each), and 256 or 16 centroids for
/// every part of a residual.
///
/// Immutable. It stands on bytes that somebody else may hold, a mapped file for instance, and copies none of them. The
/// same vector gives the same list and code on every instruction set, in any batch.
///
/// A vector x is transformed: L2 subtracts the mean; then each component is the product of a row of the matrix and x,
/// if there is a matrix; then zeros pad it to whole parts. Vectors compared by cosine are expected to be of unit
/// length.
///
/// A codebook with a spill gives a vector a second list as well, where its residual points elsewhere: if the first list
/// is far from the query because of the residual's direction, the second is not. With y the transformed vector, r what
/// is left of it in its first list, and r' = r / |r|, it is the list of the other centroids c with the least
/// |y - c|² + weight · <y - c, r'>², the lowest number of equal ones. A vector that is its centroid has none.
///
/// - SeeAlso: Jégou, Douze, Schmid, TPAMI 2011, doi:10.1109/TPAMI.2010.57. Sun, Simcha, Dopson, Guo, Kumar, "SOAR:
///   Improved Indexing for Approximate Nearest Neighbor Search", NeurIPS 2023, arXiv:2404.00774.
public final class Codebook: Sendable {
    let header: CodebookHeader
    let shape: CodebookShape
    private let holding: Holding
    /// The number of no list: a vector's second one, if it has none.
    public static let noList = UInt32.max
    /// Rules out most lists; nil for few lists, for very uneven ones, and where `listCodes` does.
    let listBytes: ListBytes?
    /// The same for very many lists.
    let listCodes: ListCodes?
    /// XXH3-128 of the content, 16 bytes.
    public let hash: [UInt8]

    /// The bytes and who keeps them alive.
    @safe private struct Holding: @unchecked Sendable {
        // Unchecked: the bytes are never written while the owner lives.
        let owner: any AnyObject & Sendable
        let bytes: UnsafeRawBufferPointer
    }

    /// Reads a codebook, checking every length, the hash, and that all numbers are finite.
    ///
    /// - Parameter owner: what keeps `bytes` alive and unchanged; held as long as the codebook.
    /// - Parameter bytes: what `bytes` of another codebook gave, on a 64-byte boundary.
    /// - Throws: `.malformed`, `.unknownVersion`.
    /// - Complexity: one pass over the bytes, some GB/s.
    public convenience init(
        holding owner: any AnyObject & Sendable, bytes: UnsafeRawBufferPointer
    ) throws(QuantizationError) {
        let header = try unsafe CodebookHeader(bytes)
        guard Int(bitPattern: bytes.baseAddress) % 64 == 0 else { throw .malformed(what: "alignment") }
        let hash = unsafe Hash.xxh3Wide(UnsafeRawBufferPointer(rebasing: bytes[CodebookHeader.hashedOffset...]))
        guard unsafe bytes[CodebookHeader.hashRange].elementsEqual(hash) else { throw .malformed(what: "hash") }
        let shape = header.shape
        for (name, offset, count) in [
            ("mean", shape.meanOffset, shape.meanCount), ("matrix", shape.matrixOffset, shape.matrixCount),
            ("list centroids", shape.listCentroidOffset, shape.listCentroidCount),
            ("list norms", shape.listHalfNormOffset, shape.listCount),
            ("part centroids", shape.partCentroidOffset, shape.partCentroidCount),
            ("part norms", shape.partHalfNormOffset, shape.partHalfNormCount),
        ] {
            guard unsafe FloatRows.areFinite(Self.section(of: bytes, offset, count)) else {
                throw .malformed(what: name)
            }
        }
        unsafe self.init(checked: header, hash: hash, owner: owner, bytes: bytes)
    }

    init(
        checked header: CodebookHeader, hash: [UInt8], owner: any AnyObject & Sendable, bytes: UnsafeRawBufferPointer
    ) {
        self.header = header
        shape = header.shape
        self.hash = hash
        holding = unsafe Holding(owner: owner, bytes: bytes)
        // Without a hash it is being trained, and its numbers still change.
        let areMany = shape.listCount >= ListCodes.listCountMin
        listBytes = unsafe hash.isEmpty || areMany ? nil : ListBytes(shape, bytes)
        listCodes = unsafe hash.isEmpty || !areMany ? nil : ListCodes(shape, bytes)
    }

    /// What `init` reads: to be written to disk by whoever keeps the codebook. They live as long as the codebook.
    public var bytes: UnsafeRawBufferPointer { unsafe holding.bytes }
}

// Facts.
extension Codebook {
    /// Components of the vectors that are compressed.
    public var dimension: Int { shape.dimension }
    public var metric: Metric { shape.metric }
    public var transform: VectorTransform { shape.transform }
    /// Components after the transform; `dimension` without one.
    public var reducedDimension: Int { shape.reducedDimension }
    /// Coarse centroids, each with a list of items.
    public var listCount: Int { shape.listCount }
    public var partCount: Int { shape.partCount }
    /// Bits that number the centroids of a part: 8, or 4 with two parts to a byte of a code, the earlier one in its low
    /// half.
    public var codeBits: Int { shape.codeBits }
    /// Centroids of a part: 256 or 16.
    public var centroidCount: Int { shape.centroidCount }
    /// Leading bytes of a code that number the parts' centroids.
    public var partRowCount: Int { shape.partRowCount }
    /// Components of a part.
    public var partDimension: Int { shape.partDimension }
    /// `partCount · partDimension`: components of a transformed vector, padding included.
    public var paddedDimension: Int { shape.paddedDimension }
    /// Bytes of a code: `partRowCount`, and two more that hold a scalar for L2.
    public var rowCount: Int { shape.rowCount }
    /// Leading bytes of a code that the pruning scan looks at; the rest can only lower a score.
    public var scannedRowCount: Int { shape.scannedRowCount }
    /// Mean squared distance of the sampled vectors to what their codes stand for.
    public var quantizationError: Float { header.quantizationError }
    /// What parallel residuals weigh when a vector's second list is chosen; 0 when vectors have one list each.
    public var spillWeight: Float { header.spillWeight }
    /// True when vectors have a second list, and a code in it.
    public var isSpilled: Bool { header.spillWeight > 0 }
    /// The seed of every random choice of its training.
    public var seed: UInt64 { header.seed }
    /// Vectors that it was trained with.
    public var sampleCount: Int { Int(clamping: header.sampleCount) }
    /// The least scalar that a code of metric L2 can hold.
    public var scalarMin: Float { header.scalarMin }
    /// The difference of two neighbouring scalars of metric L2.
    public var scalarStep: Float { header.scalarStep }
}

// The sections.
extension Codebook {
    static func section(
        of bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int
    ) -> UnsafeBufferPointer<Float> {
        let start = unsafe bytes.baseAddress! + offset
        return unsafe UnsafeBufferPointer(start: start.assumingMemoryBound(to: Float.self), count: count)
    }

    private func section(_ offset: Int, _ count: Int) -> UnsafeBufferPointer<Float> {
        unsafe Self.section(of: bytes, offset, count)
    }

    /// `[dimension]` for L2, else empty.
    var mean: UnsafeBufferPointer<Float> { unsafe section(shape.meanOffset, shape.meanCount) }
    /// `[reducedDimension, dimension]`, or empty.
    var matrix: UnsafeBufferPointer<Float> { unsafe section(shape.matrixOffset, shape.matrixCount) }
    /// `[listCount, paddedDimension]`.
    var listCentroids: UnsafeBufferPointer<Float> { unsafe section(shape.listCentroidOffset, shape.listCentroidCount) }
    /// `[listCount]`: half the squared length of each.
    var listHalfNorms: UnsafeBufferPointer<Float> { unsafe section(shape.listHalfNormOffset, shape.listCount) }
    /// `[partCount, partDimension, centroidCount]`: transposed, component by component.
    var partCentroids: UnsafeBufferPointer<Float> { unsafe section(shape.partCentroidOffset, shape.partCentroidCount) }
    /// `[partCount, centroidCount]`.
    var partHalfNorms: UnsafeBufferPointer<Float> { unsafe section(shape.partHalfNormOffset, shape.partHalfNormCount) }

    func listCentroid(_ list: Int) -> UnsafeBufferPointer<Float> {
        precondition(list < listCount, "list \(list) of \(listCount)")
        let dimension = paddedDimension
        return unsafe UnsafeBufferPointer(start: listCentroids.baseAddress! + list * dimension, count: dimension)
    }
}
