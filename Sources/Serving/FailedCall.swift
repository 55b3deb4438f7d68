public import Vocabulary

/// A call that failed in a way that its caller could not bring about: something is wrong with the server.
public struct FailedCall: Sendable {
    /// The method's name.
    public let method: String
    public let peer: String
    /// W3C's `traceparent` of the caller; empty without one.
    public let traceparent: String
    public let failure: CallFailure
    /// From reading the request on.
    public let microseconds: UInt64
    /// How many failed like this since the last one that was told, and were not.
    public let untoldCount: UInt64

    /// True for failures that no request should be able to cause.
    static func isUnexpected(_ status: StatusCode) -> Bool {
        status == .internal || status == .unknown || status == .dataLoss
    }
}
