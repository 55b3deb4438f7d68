// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// The body of a response whose status is not OK, and of a go-away; over gRPC the value of the detail in
/// `grpc-status-details-bin`.
public struct ErrorDetail: Equatable, Sendable {
    /// One sentence for people: what and where.
    public var message: String = ""
    /// A stable word for programs, lower case with underscores: `dimension_mismatch`.
    public var reason: String = ""
    /// Path of the offending field: `fields[1].vector`. Empty: none is to blame.
    public var field: String = ""
    /// The limit that was passed, or the value that was expected. Absent: there is none.
    public var limit: Int64?
    /// The value that was found. Absent: there is none.
    public var value: Int64?
    /// Microseconds from now after which trying again makes sense. Absent: not known, or trying again will not help.
    public var retryAfterMicroseconds: UInt64?

    public init(
        message: String = "",
        reason: String = "",
        field: String = "",
        limit: Int64? = nil,
        value: Int64? = nil,
        retryAfterMicroseconds: UInt64? = nil
    ) {
        self.message = message
        self.reason = reason
        self.field = field
        self.limit = limit
        self.value = value
        self.retryAfterMicroseconds = retryAfterMicroseconds
    }
}
