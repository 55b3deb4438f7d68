internal import Ground
internal import Vocabulary

/// A connection as the server sees it, whatever it speaks. Called on the loop.
protocol ServedConnection: AnyObject, Sendable {
    /// Takes no new calls, and ends once the last one is answered.
    func drain()

    /// Ends now, whatever is in flight.
    func endAtOnce()

    /// Ends itself, or streams, if the client takes nothing of what waits for it. Called now and then.
    func look(at now: MonotonicTime)

    /// Since when nothing came and nothing was to be done; nil while there is.
    var idleSince: MonotonicTime? { get }

    /// Ends because the client did not send in time what it had to; `failure` says what.
    func giveUp(_ failure: CallFailure)
}
