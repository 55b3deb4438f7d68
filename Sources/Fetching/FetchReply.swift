/// What a server answered.
public struct FetchReply: Equatable, Sendable {
    /// The HTTP status, 200 for example.
    public let status: Int
    public let body: [UInt8]
}
