/// What an encoder has done since it was made, and what it holds now.
public struct EncoderStatistics: Equatable, Sendable {
    /// Texts that were encoded, not counting those the cache answered.
    public let encodedTextCount: UInt64
    public let encodedTokenCount: UInt64
    public let cacheHitCount: UInt64
    public let cacheMissCount: UInt64
    public let cacheByteCount: Int
    /// Bytes of the texts of calls that wait.
    public let waitingByteCount: Int
}
