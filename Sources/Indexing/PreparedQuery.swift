internal import Ground
internal import Quantization

/// A query vector, checked once and laid out for the kernels. Good for every segment with the same field layout.
public struct PreparedQuery: Sendable {
    public let layout: FieldLayout
    /// The components, of unit length when the field is compared by cosine.
    public let vector: [Float]
    private let memory: AlignedMemory
    /// For comparing with rows of bytes; nil for comparing with vectors.
    private(set) var bytes: ByteQuery?

    /// - Parameter vector: finite; scaled to unit length here when the field is compared by cosine.
    /// - Throws: `.dimensionMismatch`, `.componentNotFinite`, `.zeroVector`.
    public init(_ vector: [Float], layout: FieldLayout) throws(IndexingError) {
        let ready = try layout.ready(vector)
        self.layout = layout
        self.vector = ready
        memory = AlignedMemory(byteCount: layout.stride * MemoryLayout<Float>.stride)
        unsafe ready.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: $0) }
    }

    /// The same, to be compared with the rows of bytes that were made with `codebook`.
    func forByteRows(of codebook: Codebook) -> PreparedQuery {
        var query = self
        query.bytes = ByteQuery(vector, codebook: codebook)
        return query
    }

    /// The components, padded with zeros. Valid while this query lives.
    var floats: UnsafeBufferPointer<Float> {
        unsafe UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Float.self))
    }
}
