internal import Vocabulary

/// What `start` completes with, awaited by a task of the loop.
func completion<Value: Sendable>(
    _ start: (@escaping @Sendable (Result<Value, CallFailure>) -> Void) -> Void
) async throws(CallFailure) -> Value {
    let result = unsafe await withUnsafeContinuation { continuation in
        start { unsafe continuation.resume(returning: $0) }
    }
    return try result.get()
}
