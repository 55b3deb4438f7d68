// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// How the node is.
public struct GetStatusResponse: Equatable, Sendable {
    /// Version of the program: `0.1.0`.
    public var version: String = ""
    /// How far the node is in its life.
    public var state: NodeState?
    /// Microseconds since the process started.
    public var uptimeMicroseconds: UInt64 = 0
    /// Instruction set of the kernels in use: `avx512vbmi`, `avx512`, `avx2`, `neon` or `scalar`.
    public var instructionSet: String = ""
    /// Connections open.
    public var connectionCount: UInt64 = 0
    /// Calls waiting for their answer.
    public var inFlightCount: UInt64 = 0
    /// Calls answered since start.
    public var answeredCount: UInt64 = 0
    /// Calls answered with another status than OK since start.
    public var failedCount: UInt64 = 0
    /// Calls refused for overload since start.
    public var refusedCount: UInt64 = 0
    /// Galleries open.
    public var galleryCount: UInt64 = 0
    /// Live items in all galleries.
    public var itemCount: UInt64 = 0
    /// Bytes of the data directory on disk.
    public var diskByteCount: UInt64 = 0
    /// Resident bytes of the process.
    public var residentByteCount: UInt64 = 0
    /// The encoders the node was configured with.
    public var encoders: [EncoderStatus] = []
    /// Of a coordinator: every replica of its cluster, by shard. Empty for other nodes.
    public var replicas: [ReplicaStatus] = []

    public init(
        version: String = "",
        state: NodeState? = nil,
        uptimeMicroseconds: UInt64 = 0,
        instructionSet: String = "",
        connectionCount: UInt64 = 0,
        inFlightCount: UInt64 = 0,
        answeredCount: UInt64 = 0,
        failedCount: UInt64 = 0,
        refusedCount: UInt64 = 0,
        galleryCount: UInt64 = 0,
        itemCount: UInt64 = 0,
        diskByteCount: UInt64 = 0,
        residentByteCount: UInt64 = 0,
        encoders: [EncoderStatus] = [],
        replicas: [ReplicaStatus] = []
    ) {
        self.version = version
        self.state = state
        self.uptimeMicroseconds = uptimeMicroseconds
        self.instructionSet = instructionSet
        self.connectionCount = connectionCount
        self.inFlightCount = inFlightCount
        self.answeredCount = answeredCount
        self.failedCount = failedCount
        self.refusedCount = refusedCount
        self.galleryCount = galleryCount
        self.itemCount = itemCount
        self.diskByteCount = diskByteCount
        self.residentByteCount = residentByteCount
        self.encoders = encoders
        self.replicas = replicas
    }
}
