internal import Ground
internal import Quantization
internal import Vocabulary

/// Codebooks that another shard has trained, for this one to encode its items with; shown when all shards are ready.
final class Adoption: Sendable {
    /// By field of the gallery.
    let fields: [AdoptedField]
    /// By hash.
    let codebooks: [[UInt8]: Codebook]
    private let isCommitted = Monitor(false)

    /// How long the others may take, in microseconds.
    static let waitMicroseconds: UInt64 = 3_600_000_000
    /// How often a cancellation is looked for, in microseconds.
    private static let pieceMicroseconds: UInt64 = 20_000

    init(fields: [AdoptedField], codebooks: [[UInt8]: Codebook]) {
        self.fields = fields
        self.codebooks = codebooks
    }

    /// Has the result shown.
    func commit() {
        isCommitted.withLock { $0 = true }
        isCommitted.ring()
    }

    /// Returns once the result is to be shown.
    ///
    /// - Throws: what `check` throws; `UNAVAILABLE` when nobody has said so for long.
    func wait(_ check: () throws(CallFailure) -> Void) throws(CallFailure) {
        let end = MonotonicTime.now.advanced(microseconds: Self.waitMicroseconds)
        while true {
            try check()
            let now = MonotonicTime.now
            guard now < end else {
                throw CallFailure(
                    .unavailable, "not_committed", "the shard that trained has not said that all are ready")
            }
            let piece = now.advanced(microseconds: Self.pieceMicroseconds)
            if isCommitted.wait(until: piece, for: { $0 ? true : nil }) == true { return }
        }
    }
}
