internal import Ground
internal import Session
public import Vocabulary
public import Wire

/// Which methods a server answers, and how. Filled once at start.
public struct MethodTable: Sendable {
    @safe struct Entry: Sendable {
        let code: UInt16
        let name: String
        let lane: Lane
        /// Whether a drain ends its calls rather than wait for them.
        let endsAtDrain: Bool
        let work: CallWork
    }

    private(set) var entries: [Entry] = []
    /// Calls that are worth having in the making at once, as they wait for other nodes rather than work; nil: as many
    /// as the worker pool has threads.
    public var waitingCallCount: Int?
    /// The methods that are called over gRPC, by index in `entries`.
    private(set) var paths = MethodPaths()
    /// Index in `entries` by method code; -1 for none.
    private var indices: [Int16] = []

    /// Bodies larger than this are decoded on the worker pool by the async lane.
    private static let largeBodyByteCount = 64 << 10

    public init() {}

    /// The index of a method's entry; nil when there is none.
    func index(of code: UInt16) -> Int? {
        guard Int(code) < indices.count else { return nil }
        let index = indices[Int(code)]
        return index < 0 ? nil : Int(index)
    }

    /// Has the calls of method `code` handled by `lane`. Traps when the method has a handler already.
    ///
    /// - Parameter code: its number in the framed protocol; nil when it is called over gRPC only.
    /// - Parameter path: by which it is called over gRPC; nil when it is not.
    /// - Parameter endsAtDrain: whether a drain ends its calls rather than wait for them.
    /// - Parameter work: what its calls take on the worker pool.
    public mutating func register(
        _ code: UInt16?, name: String, path: String? = nil, endsAtDrain: Bool = false, work: CallWork = .none,
        _ lane: Lane
    ) {
        if let code {
            precondition(index(of: code) == nil, "method \(code) was registered twice")
            while indices.count <= Int(code) { indices.append(-1) }
            indices[Int(code)] = Int16(entries.count)
        }
        var takesStream = false
        if case .stream(takesStream: true, _) = unsafe lane { takesStream = true }
        if let path { paths.add(path, index: entries.count, takesStream: takesStream) }
        unsafe entries.append(Entry(code: code ?? 0, name: name, lane: lane, endsAtDrain: endsAtDrain, work: work))
    }

    // MARK: Typed handlers

    /// Answers `method` on the loop itself, for what takes under 20 µs.
    public mutating func inline<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ handler: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        inline(method.rawValue, name: "\(method)", path: method.path, handler)
    }

    /// Answers `method` on the worker pool.
    public mutating func pool<Request: WireMessage, Response: WireMessage>(
        _ method: Method, _ handler: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        pool(method.rawValue, name: "\(method)", path: method.path, handler)
    }

    /// Answers `method` by a task on the loop, which may wait.
    public mutating func async<Request: WireMessage, Response: WireMessage>(
        _ method: Method, work: CallWork = .none,
        _ handler: @escaping @Sendable (Request, CallContext) async throws(CallFailure) -> Response
    ) {
        async(method.rawValue, name: "\(method)", path: method.path, work: work, handler)
    }

    /// Answers method `code` on the loop itself, for what takes under 20 µs.
    public mutating func inline<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil,
        _ handler: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path,
            .inline { (body, call, reply) throws(CallFailure) in
                try handler(unsafe Request(wire: body), call).write(to: reply)
            })
    }

    /// Answers method `code` on the worker pool.
    public mutating func pool<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil,
        _ handler: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path, work: .perCall,
            .pool { (body, call, reply) throws(CallFailure) in
                try handler(unsafe Request(wire: body), call).write(to: reply)
            })
    }

    /// Answers method `code` by a task on the loop, which may wait.
    public mutating func async<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16? = nil, name: String, path: String? = nil, work: CallWork = .none,
        _ handler: @escaping @Sendable (Request, CallContext) async throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path, work: work,
            .async { (body, skippedByteCount, call, reply) async throws(CallFailure) in
                let request: Request = try await Self.decoded(body, skippedByteCount, call)
                try await handler(request, call).write(to: reply)
            })
    }

    /// The message in `body`; a large one is decoded on the worker pool.
    static func decoded<Request: WireMessage>(
        _ body: ByteBuffer, _ skippedByteCount: Int, _ call: CallContext
    ) async throws(CallFailure) -> Request {
        guard body.count > largeBodyByteCount else { return try decode(body, skippedByteCount) }
        return try await call.onPool { () throws(CallFailure) in try decode(body, skippedByteCount) }
    }

    private static func decode<Request: WireMessage>(
        _ body: ByteBuffer, _ skippedByteCount: Int
    ) throws(CallFailure) -> Request {
        try unsafe Request(wire: UnsafeRawBufferPointer(rebasing: body.bytes[skippedByteCount...]))
    }
}
