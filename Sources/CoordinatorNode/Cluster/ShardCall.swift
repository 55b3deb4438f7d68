internal import Calling
internal import Ground
internal import Routing
internal import Vocabulary

/// A call to a shard, of which one replica or another is to answer. On the loop.
final class ShardCall {
    let ask: ShardAsk
    let method: Method
    let deadline: MonotonicTime
    /// Whether anybody waits.
    let context: ShardContext
    let round: ShardRound
    /// Its place in the round.
    let place: Int
    /// By replica: the call that was made there.
    var started: [Int: StartedCall] = [:]
    /// By replica: how that ended.
    var results: [Int: Result<ShardReply, CallFailure>] = [:]
    /// Why a replica could not answer.
    var lastFailure: CallFailure?

    init(
        _ ask: ShardAsk, _ method: Method, deadline: MonotonicTime, context: ShardContext, _ round: ShardRound,
        place: Int
    ) {
        self.context = context
        self.ask = ask
        self.method = method
        self.deadline = deadline
        self.round = round
        self.place = place
    }
}
