internal import Vocabulary

/// The answers of one round, gathered until none is missing. On the loop.
final class ShardRound {
    typealias Completion = ([Result<ShardReply, CallFailure>]) -> Void

    private var results: [Result<ShardReply, CallFailure>?]
    private var missingCount: Int
    private var completion: Completion?

    init(count: Int, completion: @escaping Completion) {
        results = Array(repeating: nil, count: count)
        missingCount = count
        self.completion = completion
    }

    /// Takes what became of the ask at `place`, once.
    func take(_ result: Result<ShardReply, CallFailure>, at place: Int) {
        guard results[place] == nil else { return }
        results[place] = result
        missingCount -= 1
        guard missingCount == 0 else { return }
        let completion = completion
        self.completion = nil
        completion?(results.map { $0! })
    }
}
