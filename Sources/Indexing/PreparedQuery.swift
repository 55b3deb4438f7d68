internal import Ground

/// A query vector, checked once and laid out for the kernels. Good for every segment with the same field layout.
public struct PreparedQuery: Sendable {
    public let layout: FieldLayout
    /// The components, of unit length when the field is compared by cosine.
    public let vector: [Float]
    private let memory: AlignedMemory

    /// - Parameter vector: finite; scaled to unit length here when the field is compared by cosine.
    /// - Throws: `.dimensionMismatch`, `.componentNotFinite`, `.zeroVector`.
    public init(_ vector: [Float], layout: FieldLayout) throws(IndexingError) {
        let ready = try layout.ready(vector)
        self.layout = layout
        self.vector = ready
        memory = AlignedMemory(byteCount: layout.stride * MemoryLayout<Float>.stride)
        unsafe ready.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: $0) }
    }

    /// The components, padded with zeros. Valid while this query lives.
    var floats: UnsafeBufferPointer<Float> {
        unsafe UnsafeBufferPointer(memory.bytes.assumingMemoryBound(to: Float.self))
    }
}
