internal import Vocabulary
internal import Wire

/// What a server says about a failure.
enum ErrorDetail {
    /// The failure that `body` describes, with the status of its frame.
    static func read(_ body: UnsafeRawBufferPointer, status: StatusCode) -> CallFailure {
        var failure = CallFailure(status, "unknown", "no detail was given")
        let type: Any.Type = CallFailure.self
        if let type = type as? any WireMessage.Type, let detail: Any = try? unsafe type.init(wire: body),
            let detail = detail as? CallFailure
        {
            failure = detail
        }
        failure.status = status
        return failure
    }
}
