/// Calls in the order in which they were once made, and when.
public struct LoadRecording: Sendable {
    public struct Call: Sendable {
        /// Its place among the kinds of calls.
        public var kind: Int
        /// The place of its request among those of the kind.
        public var body: Int
        /// When it began, after the first one.
        public var nanoseconds: UInt64

        public init(kind: Int, body: Int, nanoseconds: UInt64) {
            self.kind = kind
            self.body = body
            self.nanoseconds = nanoseconds
        }
    }

    /// At least one, by when they began.
    public let calls: [Call]

    public init(_ calls: [Call]) {
        precondition(!calls.isEmpty && zip(calls, calls.dropFirst()).allSatisfy { $0.nanoseconds <= $1.nanoseconds })
        self.calls = calls
    }

    /// How long a phase takes in which each of them begins once.
    public var seconds: Double { Double(calls[calls.count - 1].nanoseconds) / 1e9 + 0.001 }
}
