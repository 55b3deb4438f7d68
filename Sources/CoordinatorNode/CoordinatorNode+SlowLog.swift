internal import Ground
internal import Serving
internal import Vocabulary
internal import Wire

/// Calls that took long are told to the slow-query log.
extension CoordinatorNode {
    /// What `body` answers, for a method whose requests hold no vectors or are kept with them.
    ///
    /// - Parameter shown: of a search, what is to be told of its response.
    /// - Parameter vectorless: the request without its vectors, and how many numbers each had.
    func logged<Request: WireMessage, Response: Sendable>(
        _ method: Method, gallery: String, _ request: Request, _ call: CallContext,
        vectorless: @escaping @Sendable (Request) -> (Request, [Int]),
        shown: @escaping @Sendable (Response) -> (explanation: Explanation?, hitCount: Int),
        _ body: () async throws(CallFailure) -> Response
    ) async throws(CallFailure) -> Response {
        guard let slowLog else { return try await body() }
        let result: Result<Response, CallFailure>
        do throws(CallFailure) {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        guard slowLog.isSlow(call) else { return try result.get() }
        call.startOnPool {
            var (failure, facts): (CallFailure?, (explanation: Explanation?, hitCount: Int)) = (nil, (nil, 0))
            switch result {
            case .success(let response): facts = shown(response)
            case .failure(let error): failure = error
            }
            let (kept, dimensions) = slowLog.keepsVectors ? (request, []) : vectorless(request)
            let bytes = ByteBuffer()
            kept.write(to: bytes)
            slowLog.write(
                SlowCall(
                    method, gallery: gallery, call, failure: failure, explanation: facts.explanation,
                    hitCount: facts.hitCount, request: unsafe Array(bytes.bytes),
                    dimensions: slowLog.keepsVectors ? nil : dimensions))
        }
        return try result.get()
    }

    /// A search without its vectors, and how many numbers each had.
    static func vectorless(_ request: SearchRequest) -> (SearchRequest, [Int]) {
        var request = request
        let dimensions = request.fields.map(\.vector.count)
        for place in request.fields.indices { request.fields[place].vector = [] }
        return (request, dimensions)
    }

    static func vectorless(_ request: FindGuidesRequest) -> (FindGuidesRequest, [Int]) {
        var request = request
        let dimensions = request.vectors.map(\.values.count)
        for place in request.vectors.indices { request.vectors[place].values = [] }
        return (request, dimensions)
    }

    static func vectorless(_ request: SearchBatchRequest) -> (SearchBatchRequest, [Int]) {
        var request = request
        var dimensions: [Int] = []
        for place in request.searches.indices {
            let (kept, counts) = vectorless(request.searches[place])
            request.searches[place] = kept
            dimensions += counts
        }
        return (request, dimensions)
    }
}
