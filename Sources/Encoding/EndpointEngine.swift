internal import Vocabulary

/// A server that speaks OpenAI's `/v1/embeddings`.
final class EndpointEngine: EncodingEngine {
    let fingerprint: String
    let dimension: Int
    let tokenLimit = 0
    let batchLimits = BatchLimits(textCountMax: 32, byteCountMax: 256 << 10, isMixingCalls: false)
    /// Where requests go.
    let address: String
    let model: String
    let headers: [String]
    let timeoutMilliseconds: Int

    /// The server is not asked: it may come up later.
    init(_ configuration: EncoderConfiguration) throws(CallFailure) {
        var url = configuration.url
        while url.hasSuffix("/") { url.removeLast() }
        if url.hasSuffix("/v1/embeddings") {
            address = url
        } else {
            address = url + (url.hasSuffix("/v1") ? "/embeddings" : "/v1/embeddings")
        }
        model = configuration.model
        dimension = configuration.dimension
        timeoutMilliseconds = configuration.timeoutMilliseconds
        var headers = ["Content-Type: application/json", "Accept: application/json"]
        if !configuration.apiKey.isEmpty { headers.append("Authorization: Bearer \(configuration.apiKey)") }
        self.headers = headers
        fingerprint =
            "endpoint url=\(Self.withoutCredentials(address)) model=\(configuration.model) "
            + "dimension=\(configuration.dimension)"
    }

    func makeWorker() throws(CallFailure) -> any EncodingWorker {
        try EndpointWorker(engine: self)
    }

    /// `url` without the `user:password@` that it may hold: fingerprints are shown.
    static func withoutCredentials(_ url: String) -> String {
        let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return url }
        let host = parts[1].prefix { $0 != "/" && $0 != "?" }
        guard let at = host.lastIndex(of: "@") else { return url }
        return "\(parts[0])://\(parts[1][parts[1].index(after: at)...])"
    }
}
