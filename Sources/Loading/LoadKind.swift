/// One kind of call of a load, its requests made before the clock runs.
public struct LoadKind: Sendable {
    public var name: String
    /// Number of the method in the framed protocol.
    public var method: UInt16
    /// What names the method over gRPC.
    public var path: String
    /// How often it is called beside the others, more than 0.
    public var weight: Double
    /// What a caller gives it, in microseconds, from when it was scheduled; more than 0.
    public var timeoutMicroseconds: UInt32
    /// The same for each request; empty when all have `timeoutMicroseconds`.
    public var ownTimeouts: [UInt32] = []
    /// Requests, sent in turn, again and again; at least one.
    public var bodies: [[UInt8]]
    /// Whether its answers are looked at; nil: that they come is enough.
    public var check: LoadCheck?

    public init(
        name: String, method: UInt16, path: String, weight: Double = 1, timeoutMicroseconds: UInt32, bodies: [[UInt8]],
        check: LoadCheck? = nil
    ) {
        precondition(!bodies.isEmpty && weight > 0 && timeoutMicroseconds > 0)
        self.name = name
        self.method = method
        self.path = path
        self.weight = weight
        self.timeoutMicroseconds = timeoutMicroseconds
        self.bodies = bodies
        self.check = check
    }

    /// What a caller gives the request at `place`.
    func timeoutMicroseconds(ofBody place: Int) -> UInt32 {
        ownTimeouts.isEmpty ? timeoutMicroseconds : ownTimeouts[place]
    }
}
