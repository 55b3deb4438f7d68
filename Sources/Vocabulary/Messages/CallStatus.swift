// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

/// google.rpc.Status.
public struct CallStatus: Equatable, Sendable {
    /// The status code.
    public var code: UInt32 = 0
    /// One sentence for people.
    public var message: String = ""
    /// What else is known: one ErrorDetail.
    public var details: [CallStatusDetail] = []

    public init(
        code: UInt32 = 0,
        message: String = "",
        details: [CallStatusDetail] = []
    ) {
        self.code = code
        self.message = message
        self.details = details
    }
}
