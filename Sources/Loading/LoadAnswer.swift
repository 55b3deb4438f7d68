internal import Vocabulary

/// The answer of one call, as its connection's protocol tells it.
@safe struct LoadAnswer {
    var status: StatusCode
    /// The reason of a failure, as far as the protocol tells one.
    var reason = ""
    /// The message, valid during the call that tells of it; empty where nobody looks at it.
    var body: UnsafeRawBufferPointer
    /// The time that the server says it took; nil where it says nothing.
    var serverMicroseconds: UInt32?
}
