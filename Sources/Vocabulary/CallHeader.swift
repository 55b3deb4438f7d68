/// One name and value that travel beside a request or a reply.
public struct CallHeader: Equatable, Sendable {
    /// In lower case. A name that ends in `-bin` has a value of any bytes.
    public var name: String
    /// As it is, not as base64, for a name that ends in `-bin`.
    public var value: [UInt8]

    public init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// The value as text.
    public var text: String { String(decoding: value, as: UTF8.self) }

    /// True when the value may be any bytes.
    public var isBinary: Bool { name.hasSuffix("-bin") }
}
