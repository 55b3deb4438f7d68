/// How many texts a worker takes at a time.
struct BatchLimits: Equatable, Sendable {
    var textCountMax: Int
    /// The batch ends with the text that passes it.
    var byteCountMax: Int
    /// Whether texts of different calls may share a batch, and a text that two calls wait for is encoded once. Not so
    /// where one bad text fails its whole batch.
    var isMixingCalls: Bool
}
