public import Vocabulary
internal import Wire

/// What travels beside a request, and what a handler wants to travel beside its reply.
@safe public final class CallMetadata: @unchecked Sendable {
    // Unchecked: the handler alone touches it until its work is over, and the loop's thread after that.

    /// Beside the request, in the order in which it came: `traceparent`, `authorization`, and over gRPC whatever the
    /// caller likes, names in lower case.
    public let request: [CallHeader]
    /// Sent before the reply. Over gRPC only.
    public var leading: [CallHeader] = []
    /// Sent after the reply. Over gRPC only.
    public var trailing: [CallHeader] = []

    /// A `traceparent` is passed on with the reply.
    public init(request: [CallHeader]) {
        self.request = request
        if let trace = request.first(where: { $0.name == TraceContext.headerName }), TraceContext(trace.value) != nil {
            leading = [trace]
        }
    }

    /// What a request of the framed protocol has beside it.
    init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        let metadata = try unsafe Metadata(wire: bytes)
        var headers: [CallHeader] = []
        for (name, value, limit) in [
            ("traceparent", metadata.traceparent, 128), ("authorization", metadata.authorization, 4_096),
        ] where !value.isEmpty {
            guard value.utf8.count <= limit else { throw Status.metadataTooLong(name, value.utf8.count, limit: limit) }
            headers.append(CallHeader(name: name, value: Array(value.utf8)))
        }
        request = headers
    }

    /// The first value of `name`; nil when there is none.
    public subscript(name: String) -> [UInt8]? {
        request.first { $0.name == name }?.value
    }
}
