internal import Calling
internal import Vocabulary
internal import Wire

/// Texts as vectors, by encoder: encoded by the node, once each.
struct EncodedTexts {
    /// Texts of one call that encodes them.
    private static let callTextCountMax = 64

    let texts: [String]
    private let caller: Caller
    private var encoded: [String: (vectors: [[Float]], fingerprint: String)] = [:]

    init(_ texts: [String], caller: Caller) {
        self.texts = texts
        self.caller = caller
    }

    /// A vector of each text, as `field` is searched with it.
    ///
    /// - Parameter field: one that has an encoder.
    /// - Parameter progress: told how many are encoded after each call.
    /// - Throws: when the node's encoder is not the one that made the field's vectors; what the node answers.
    mutating func vectors(for field: FieldSpec, progress: (Int) -> Void = { _ in }) async throws -> [[Float]] {
        if encoded[field.encoder] == nil { encoded[field.encoder] = try await encode(by: field.encoder, progress) }
        let (vectors, fingerprint) = encoded[field.encoder]!
        guard fingerprint == field.encoderFingerprint else {
            throw ToolError(
                description: "field '\(field.name)' has vectors of the encoder \(field.encoderFingerprint), and the "
                    + "daemon's encoder '\(field.encoder)' is \(fingerprint) now")
        }
        return vectors
    }

    private func encode(
        by encoder: String, _ progress: (Int) -> Void
    ) async throws -> (vectors: [[Float]], fingerprint: String) {
        var vectors: [[Float]] = []
        var fingerprint = ""
        while vectors.count < texts.count {
            let part = Array(texts[vectors.count..<min(texts.count, vectors.count + Self.callTextCountMax)])
            let response: EmbedTextsResponse = try await caller.call(
                .embedTexts, EmbedTextsRequest(encoder: encoder, texts: part))
            guard response.vectors.count == part.count else {
                throw ToolError(
                    description: "the daemon answered \(response.vectors.count) vectors for \(part.count) texts")
            }
            vectors += response.vectors.map(\.values)
            fingerprint = response.encoderFingerprint
            progress(vectors.count)
        }
        return (vectors, fingerprint)
    }
}
