// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

/// google.protobuf.Any: a message of some type.
public struct CallStatusDetail: Equatable, Sendable {
    /// `type.googleapis.com/` and the full name of the message's type.
    public var typeUrl: String = ""
    /// The message.
    public var value: [UInt8] = []

    public init(
        typeUrl: String = "",
        value: [UInt8] = []
    ) {
        self.typeUrl = typeUrl
        self.value = value
    }
}
