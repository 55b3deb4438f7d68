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
    }

    private(set) var entries: [Entry] = []
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
    /// - Parameter path: by which it is called over gRPC; nil when it is not.
    public mutating func register(_ code: UInt16, name: String, path: String? = nil, _ lane: Lane) {
        precondition(index(of: code) == nil, "method \(code) was registered twice")
        while indices.count <= Int(code) { indices.append(-1) }
        indices[Int(code)] = Int16(entries.count)
        if let path { paths.add(path, index: entries.count, takesStream: false) }
        unsafe entries.append(Entry(code: code, name: name, lane: lane))
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
        _ method: Method, _ handler: @escaping @Sendable (Request, CallContext) async throws(CallFailure) -> Response
    ) {
        async(method.rawValue, name: "\(method)", path: method.path, handler)
    }

    /// Answers method `code` on the loop itself, for what takes under 20 µs.
    public mutating func inline<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, name: String, path: String? = nil,
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
        _ code: UInt16, name: String, path: String? = nil,
        _ handler: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path,
            .pool { (body, call, reply) throws(CallFailure) in
                try handler(unsafe Request(wire: body), call).write(to: reply)
            })
    }

    /// Answers method `code` by a task on the loop, which may wait.
    public mutating func async<Request: WireMessage, Response: WireMessage>(
        _ code: UInt16, name: String, path: String? = nil,
        _ handler: @escaping @Sendable (Request, CallContext) async throws(CallFailure) -> Response
    ) {
        unsafe register(
            code, name: name, path: path,
            .async { (body, skippedByteCount, call, reply) async throws(CallFailure) in
                let request: Request
                if body.count > Self.largeBodyByteCount {
                    request = try await call.onPool { () throws(CallFailure) in
                        try Self.decode(body, skippedByteCount)
                    }
                } else {
                    request = try Self.decode(body, skippedByteCount)
                }
                try await handler(request, call).write(to: reply)
            })
    }

    private static func decode<Request: WireMessage>(
        _ body: ByteBuffer, _ skippedByteCount: Int
    ) throws(CallFailure) -> Request {
        try unsafe Request(wire: UnsafeRawBufferPointer(rebasing: body.bytes[skippedByteCount...]))
    }
}
