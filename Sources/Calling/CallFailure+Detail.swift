internal import Vocabulary
internal import Wire

extension CallFailure {
    /// The failure that a server's frame with `status` and the `ErrorDetail` in `body` tells.
    init(_ status: StatusCode, detail body: UnsafeRawBufferPointer) {
        if let detail = try? unsafe ErrorDetail(wire: body) {
            self.init(
                status, detail.reason, detail.message, field: detail.field, limit: detail.limit, value: detail.value,
                retryAfterMicroseconds: detail.retryAfterMicroseconds)
        } else {
            self.init(status, "detail_invalid", "the server answered \(status.name) with a detail that is none")
        }
    }
}
