internal import Ground
internal import Vocabulary

/// The bytes of a codebook while it is being trained.
struct CodebookDraft {
    var header: CodebookHeader
    private let memory: AlignedMemory

    init(_ header: CodebookHeader) {
        self.header = header
        memory = AlignedMemory(byteCount: header.shape.byteCount)
    }

    /// The floats from byte `offset` on.
    func section(_ offset: Int) -> UnsafeMutablePointer<Float> {
        unsafe (memory.bytes.baseAddress! + offset).assumingMemoryBound(to: Float.self)
    }

    /// The codebook, as it stands, without a look at its numbers. Later changes show in it: it is for measuring.
    func unfinished() -> Codebook {
        unsafe Codebook(checked: header, hash: [], owner: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
    }

    /// Writes header and hash.
    func finished() throws(QuantizationError) -> Codebook {
        unsafe header.write(to: memory.bytes)
        let content = unsafe UnsafeRawBufferPointer(rebasing: memory.bytes[CodebookHeader.hashedOffset...])
        let hash = unsafe Hash.xxh3Wide(content)
        for (place, byte) in zip(CodebookHeader.hashRange, hash) { unsafe memory.bytes[place] = byte }
        return try unsafe Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
    }
}
