internal import Vocabulary

/// A connection as the server sees it, whatever it speaks. Called on the loop.
protocol ServedConnection: AnyObject, Sendable {
    /// Takes no new calls, and ends once the last one is answered.
    func drain()

    /// Ends now, whatever is in flight.
    func endAtOnce()

    /// Ends because the client did not send in time what it had to; `failure` says what.
    func giveUp(_ failure: CallFailure)
}
