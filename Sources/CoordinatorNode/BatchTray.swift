internal import Ground
internal import Vocabulary

/// Where the answers of one batch are gathered until none is missing.
final class BatchTray: Sendable {
    typealias Done = @Sendable (Result<SearchBatchResponse, CallFailure>) -> Void

    private struct State: Sendable {
        var results: [SearchResult]
        var missingCount: Int
        /// Bytes of the payload in `results`, about.
        var byteCount = 0
        var done: Done?
    }

    private let state: Guarded<State>
    private let cancellation: CancellationFlag?

    /// - Parameter results: of all searches, those that are known already filled in.
    /// - Parameter missingCount: searches that are still to be answered.
    /// - Parameter cancellation: set when the rest is of no use, as the reply has grown too large.
    init(results: [SearchResult], missingCount: Int, cancellation: CancellationFlag?) {
        state = Guarded(State(results: results, missingCount: missingCount))
        self.cancellation = cancellation
    }

    /// Takes the answer to the search at `place`, from any thread, once.
    func put(_ answer: Result<SearchResponse, CallFailure>, at place: Int) {
        let byteCount = (try? answer.get().hits.reduce(0) { $0 + $1.approximateByteCount }) ?? 0
        let result: SearchResult =
            switch answer {
            case .success(let response): SearchResult(response: response)
            case .failure(let failure): SearchResult(failure)
            }
        let sum = state.withLock { state in
            state.results[place] = result
            state.missingCount -= 1
            state.byteCount += byteCount
            return state.byteCount
        }
        if sum > Limits.replyByteCountMax { cancellation?.set() }
        finishIfFull()
    }

    /// Calls `done` once no answer is missing, on whatever thread brings the last one.
    func whenFull(_ done: @escaping Done) {
        state.withLock { $0.done = done }
        finishIfFull()
    }

    private func finishIfFull() {
        let ready = state.withLock { state -> (done: Done, results: [SearchResult], byteCount: Int)? in
            guard state.missingCount == 0, let done = state.done else { return nil }
            state.done = nil
            return (done, state.results, state.byteCount)
        }
        guard let ready else { return }
        guard ready.byteCount <= Limits.replyByteCountMax else {
            return ready.done(.failure(Self.tooLarge(ready.byteCount)))
        }
        ready.done(.success(SearchBatchResponse(results: ready.results)))
    }

    private static func tooLarge(_ byteCount: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "reply_too_large",
            "the answers of the batch have more bytes than a reply may; send fewer searches or ask for parts of items",
            field: "searches", limit: Int64(Limits.replyByteCountMax), value: Int64(byteCount))
    }
}
