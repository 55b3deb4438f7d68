internal import Encoding
internal import Serving
internal import Vocabulary

/// Texts of one call as vectors, each encoded once per encoder.
struct EncodedTexts: Sendable {
    private struct Key: Hashable {
        let encoder: String
        let text: String
    }

    private var results: [Key: Result<EncodedText, CallFailure>] = [:]
    private var order: [Key] = []

    /// Encodes `texts` on the encode threads; the caller's task waits without a thread.
    ///
    /// - Throws: what concerns the call as a whole; `FAILED_PRECONDITION` when the node has no such encoder, or one of
    ///   another fingerprint than the field's vectors were made with. What is wrong with one text is told by `vector`.
    init(
        _ texts: [(field: FieldSpec, text: String)], by encoders: EncoderSet, _ call: CallContext
    ) async throws(CallFailure) {
        var wanted: [String: [String]] = [:]
        var seen: Set<Key> = []
        for (field, text) in texts {
            let key = Key(encoder: field.encoder, text: text)
            guard seen.insert(key).inserted else { continue }
            if wanted[field.encoder] == nil { try Self.checkEncoder(of: field, in: encoders) }
            wanted[field.encoder, default: []].append(text)
            order.append(key)
        }
        for (name, texts) in wanted {
            guard let encoder = encoders.encoder(named: name) else { continue }
            let encoded = try await call.aside { () async throws(CallFailure) in
                try await encoder.encodeEach(texts, deadline: call.deadline) { call.isCancelled }
            }
            for (text, result) in zip(texts, encoded) { results[Key(encoder: name, text: text)] = result }
        }
    }

    /// Returns when the node's encoder is the one that made the vectors of `field`.
    static func checkEncoder(of field: FieldSpec, in encoders: EncoderSet) throws(CallFailure) {
        guard let encoder = encoders.encoder(named: field.encoder) else {
            throw CallFailure(
                .failedPrecondition, "unknown_encoder",
                "field \(field.name) needs the encoder \(field.encoder), which this node is not configured with")
        }
        guard encoder.fingerprint == field.encoderFingerprint else {
            throw CallFailure(
                .failedPrecondition, "encoder_mismatch",
                """
                vectors of field \(field.name) were made by \(field.encoderFingerprint), and encoder \(field.encoder) \
                of this node is \(encoder.fingerprint)
                """)
        }
    }

    /// The vector of a text that was given to `init`, or why it has none.
    func vector(of text: String, for field: FieldSpec) throws(CallFailure) -> [Float] {
        try results[Key(encoder: field.encoder, text: text)]!.get().vector
    }

    /// One report per text of `texts` that was encoded, in that order, none twice.
    func reports(of texts: [(field: FieldSpec, text: String)]) -> [TextReport] {
        var seen: Set<Key> = []
        return texts.compactMap { field, text in
            let key = Key(encoder: field.encoder, text: text)
            guard seen.insert(key).inserted, case .success(let result) = results[key] else { return nil }
            return TextReport(result, encoder: key.encoder)
        }
    }

    /// Texts that were encoded.
    var count: UInt64 { UInt64(reports.count) }

    /// Texts that were cut at their encoder's token limit.
    var truncatedCount: UInt64 { UInt64(reports.count { $0.truncated }) }

    /// One report per text that was encoded, in the order they were given.
    var reports: [TextReport] {
        order.compactMap { key in
            guard case .success(let result) = results[key] else { return nil }
            return TextReport(result, encoder: key.encoder)
        }
    }
}
