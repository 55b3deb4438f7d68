/// Looking for images.
extension GuideClient {
    /// Guide images for a scene, a prompt or vectors, and the plan of the generation.
    ///
    /// - Throws: `NOT_FOUND` for a gallery that is not there, `INVALID_ARGUMENT` with the path of what is wrong.
    public func findGuides(
        _ request: FindGuidesRequest, timeout: Duration? = nil
    ) async throws(CallFailure) -> FindGuidesResponse {
        try await call(.findGuides, request, timeout: timeout)
    }

    /// Guide images for `scene`, best first, and the plan of the generation.
    ///
    /// - Parameter imageCount: 1...1,000.
    /// - Parameter seed: another seed gives another good choice; the best ones when nil.
    public func findGuides(
        for scene: Scene, in gallery: String, imageCount: Int = 4, seed: UInt64? = nil, timeout: Duration? = nil
    ) async throws(CallFailure) -> FindGuidesResponse {
        try await findGuides(
            FindGuidesRequest(gallery: gallery, scene: scene, imageCount: UInt32(clamping: imageCount), seed: seed),
            timeout: timeout)
    }

    /// The best items for vectors, texts or an item of the gallery.
    public func search(
        _ request: SearchRequest, timeout: Duration? = nil
    ) async throws(CallFailure) -> SearchResponse {
        try await call(.search, request, timeout: timeout)
    }

    /// The answers to several searches, which share their work; what is wrong with one stops no other.
    ///
    /// - Parameter searches: 1...1,000, which may ask for 100,000 hits together.
    /// - Returns: one per search, in order.
    /// - Throws: what stopped all of them.
    public func searchBatch(
        _ searches: [SearchRequest], timeout: Duration? = nil
    ) async throws(CallFailure) -> [Result<SearchResponse, CallFailure>] {
        let response: SearchBatchResponse = try await call(
            .searchBatch, SearchBatchRequest(searches: searches), timeout: timeout)
        return response.results.map { result in
            if let found = result.response { return .success(found) }
            let status = StatusCode(rawValue: UInt16(clamping: result.status)) ?? .unknown
            return .failure(CallFailure(status, detail: result.error ?? ErrorDetail()))
        }
    }

    /// `texts` as vectors of unit length, by an encoder of the daemon.
    ///
    /// - Parameter texts: 1...1,000, none empty.
    /// - Parameter encoder: its name; the daemon's first when empty.
    public func embed(
        _ texts: [String], encoder: String = "", timeout: Duration? = nil
    ) async throws(CallFailure) -> EmbedTextsResponse {
        try await call(.embedTexts, EmbedTextsRequest(encoder: encoder, texts: texts), timeout: timeout)
    }
}
