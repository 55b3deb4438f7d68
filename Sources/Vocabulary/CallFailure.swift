/// Why a call was not answered: a status and what a person or program needs to mend it.
///
/// This is the one error that handlers throw and callers catch; `ErrorDetail` is its form on the wire.
public struct CallFailure: Error, Equatable, Sendable {
    public var status: StatusCode
    /// One sentence for people, with what and where.
    public var message: String
    /// A stable word for programs, `dimension_mismatch` for example; lower case with underscores.
    public var reason: String
    /// The path of the offending field, `fields[1].vector` for example; empty when none is to blame.
    public var field: String
    /// The limit that was passed or the value that was expected; nil when there is none.
    public var limit: Int64?
    /// The value that was found; nil when there is none.
    public var value: Int64?
    /// When to try again, in microseconds from now; nil when trying again will not help or is not known to.
    public var retryAfterMicroseconds: UInt64?

    public init(
        _ status: StatusCode, _ reason: String, _ message: String, field: String = "", limit: Int64? = nil,
        value: Int64? = nil, retryAfterMicroseconds: UInt64? = nil
    ) {
        self.status = status
        self.reason = reason
        self.message = message
        self.field = field
        self.limit = limit
        self.value = value
        self.retryAfterMicroseconds = retryAfterMicroseconds
    }
}

extension CallFailure: CustomStringConvertible {
    /// `INVALID_ARGUMENT (dimension_mismatch) at fields[0].vector: …`
    public var description: String {
        var text = "\(status.name) (\(reason))"
        if !field.isEmpty { text += " at \(field)" }
        return text + ": " + message
    }
}
