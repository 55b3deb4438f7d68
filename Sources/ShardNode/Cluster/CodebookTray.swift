internal import Ground
internal import Quantization
internal import Vocabulary

/// Codebooks that come in pieces, until they are adopted.
final class CodebookTray: Sendable {
    private struct Entry {
        var bytes: [UInt8] = []
        var touched = MonotonicTime.now
    }

    private let entries = Guarded<[[UInt8]: Entry]>([:])

    /// How long a codebook that nobody adopts is kept, in microseconds.
    private static let keptMicroseconds: UInt64 = 600_000_000

    /// Takes the next piece.
    ///
    /// - Throws: `INVALID_ARGUMENT` when pieces are missing before it; `RESOURCE_EXHAUSTED` when it grows too large.
    func put(_ request: PutCodebookRequest) throws(CallFailure) {
        let now = MonotonicTime.now
        try entries.withLock { (entries) throws(CallFailure) in
            for (hash, entry) in entries where now.microseconds(since: entry.touched) > Self.keptMicroseconds {
                entries[hash] = nil
            }
            if request.offset == 0 { entries[request.codebookHash] = Entry() }
            let count = entries[request.codebookHash]?.bytes.count ?? 0
            guard request.offset == UInt64(count), entries[request.codebookHash] != nil else {
                throw CallFailure(
                    .invalidArgument, "piece_missing", "a piece of the codebook is missing", field: "offset",
                    limit: Int64(count), value: Int64(clamping: request.offset))
            }
            let heldCount = entries.values.reduce(0) { $0 + $1.bytes.count }
            guard heldCount + request.piece.count <= Limits.codebookByteCountMax else {
                throw CallFailure(
                    .resourceExhausted, "codebook_too_large", "codebooks in pieces hold too many bytes",
                    limit: Int64(Limits.codebookByteCountMax), value: Int64(heldCount + request.piece.count))
            }
            entries[request.codebookHash]?.bytes += request.piece
            entries[request.codebookHash]?.touched = now
        }
    }

    /// Takes out the codebook with that hash.
    ///
    /// - Throws: `FAILED_PRECONDITION` when it was not put; `DATA_LOSS` when it came damaged.
    func take(_ hash: [UInt8]) throws(CallFailure) -> Codebook {
        guard let bytes = entries.withLock({ $0.removeValue(forKey: hash)?.bytes }) else {
            throw CallFailure(
                .failedPrecondition, "codebook_missing", "the codebook was not put", field: "codebook_hash")
        }
        let memory = AlignedMemory(byteCount: bytes.count)
        unsafe bytes.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: $0) }
        do throws(QuantizationError) {
            let codebook = unsafe try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
            guard codebook.hash == hash else { throw .malformed(what: "hash") }
            return codebook
        } catch {
            throw CallFailure(.dataLoss, "damaged_codebook", "the codebook came damaged: \(error)")
        }
    }
}
