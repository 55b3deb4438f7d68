internal import Wire

/// The daemon itself.
extension GuideClient {
    /// Returns once the daemon has answered; touches no gallery.
    public func ping(timeout: Duration? = nil) async throws(CallFailure) {
        let _: PingResponse = try await call(.ping, PingRequest(), timeout: timeout)
    }

    /// What the daemon runs with and how it is. `state` is `serving` when it answers searches.
    public func status(timeout: Duration? = nil) async throws(CallFailure) -> GetStatusResponse {
        try await call(.getStatus, GetStatusRequest(), timeout: timeout)
    }
}
