internal import COnnxRuntime

extension UnsafePointer<OrtApi> {
    /// Throws what `status` says and releases it; does nothing when it is null, which means success.
    func check(_ status: OpaquePointer?) throws(InferenceError) {
        guard let status else { return }
        let code = pointee.GetErrorCode(status)
        let message = pointee.GetErrorMessage(status).map { String(cString: $0) } ?? ""
        pointee.ReleaseStatus(status)
        throw .failed(code: code, message: message)
    }

    /// What `create` puts into its out parameter. The caller releases it.
    func make(
        _ create: (UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?
    ) throws(InferenceError) -> OpaquePointer {
        var made: OpaquePointer?
        try check(create(&made))
        guard let made else { throw .failed(code: 0, message: "nothing was made") }
        return made
    }

    /// The number that `ask` puts into its out parameter.
    func number<Number: BinaryInteger>(
        _ ask: (UnsafeMutablePointer<Number>) -> OpaquePointer?
    ) throws(InferenceError) -> Number {
        var answer: Number = 0
        try check(ask(&answer))
        return answer
    }
}
