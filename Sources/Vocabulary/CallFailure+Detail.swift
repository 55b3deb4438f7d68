extension CallFailure {
    /// The failure that a response with `status` and this body tells.
    public init(_ status: StatusCode, detail: ErrorDetail) {
        self.init(
            status, detail.reason, detail.message, field: detail.field, limit: detail.limit, value: detail.value,
            retryAfterMicroseconds: detail.retryAfterMicroseconds)
    }

    /// What travels beside the status.
    public var detail: ErrorDetail {
        ErrorDetail(
            message: message, reason: reason, field: field, limit: limit, value: value,
            retryAfterMicroseconds: retryAfterMicroseconds)
    }
}
