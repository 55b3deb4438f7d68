internal import CMessages
internal import CProtobufC
internal import Vocabulary

/// A message that protobuf-c can pack and unpack: the bridge between a value and its C struct.
protocol PackedMessage: WireMessage {
    /// The C struct. It starts with a `ProtobufCMessage`.
    associatedtype Raw

    /// What protobuf-c knows about the message.
    static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { get }

    /// Elements of one field, at most.
    static var repeatedCountMax: Int { get }

    /// A copy of a struct that passed `MessageCheck` and was unpacked.
    init(raw: UnsafePointer<Raw>)

    /// Initialises the struct from this value. What it points to lives in `scratch`.
    func fill(_ raw: UnsafeMutablePointer<Raw>, from scratch: Scratch)
}

extension PackedMessage {
    static var repeatedCountMax: Int { Limits.repeatedCountMax }
}
