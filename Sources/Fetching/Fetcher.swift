internal import CCurl

/// An HTTP client that keeps its connection between requests. One thread at a time uses it, and waits in each request.
public final class Fetcher: @unchecked Sendable {
    // Unchecked: whoever holds the fetcher is its only user.
    private let handle: UnsafeMutableRawPointer
    /// Keeps the connections, and lets a request be left between two waits.
    private let multi: UnsafeMutableRawPointer

    /// How long one wait may be before the caller is asked whether it still wants the reply.
    private static let waitMillisecondsMax: Int32 = 50

    /// libcurl wants one call for the process before any handle is made.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    public init() throws(FetchError) {
        let failure = FetchError.failed(code: Int32(CURLE_FAILED_INIT.rawValue), message: "libcurl could not start")
        guard Self.isReady, let handle = curl_easy_init() else { throw failure }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(handle)
            throw failure
        }
        self.handle = handle
        self.multi = UnsafeMutableRawPointer(multi)
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_multi_cleanup(multi)
    }

    /// Sends `body` to `url` and answers what comes back, whatever its status. Redirects are not followed.
    ///
    /// - Parameters:
    ///   - headers: whole lines, `Content-Type: application/json` for example, without line break.
    ///   - timeoutMilliseconds: for everything from the name's look-up to the last byte; at least 1.
    ///   - replyByteCountMax: a longer body ends the request with `.replyTooLarge`.
    ///   - isCancelled: asked about 20 times a second; true ends the request.
    public func post(
        _ url: String, headers: [String], body: [UInt8], timeoutMilliseconds: Int, replyByteCountMax: Int,
        isCancelled: @escaping () -> Bool = { false }
    ) throws(FetchError) -> FetchReply {
        guard headers.allSatisfy({ line in !line.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 } }) else {
            throw .malformedHeader
        }
        guard !url.utf8.contains(0) else { throw .malformedURL(url: url) }
        var list: UnsafeMutablePointer<curl_slist>?
        // Without it libcurl asks leave before a long body and may wait a second for it.
        for line in headers + ["Expect:"] { list = curl_slist_append(list, line) }
        defer { curl_slist_free_all(list) }
        let transfer = Transfer(replyByteCountMax: replyByteCountMax, isCancelled: isCancelled)
        return try perform(
            transfer, url: url, headers: list, body: body, timeoutMilliseconds: max(1, timeoutMilliseconds))
    }

    private func perform(
        _ transfer: Transfer, url: String, headers: UnsafeMutablePointer<curl_slist>?, body: [UInt8],
        timeoutMilliseconds: Int
    ) throws(FetchError) -> FetchReply {
        var text = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let curl = handle
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        let code = text.withUnsafeMutableBytes { message in
            body.withUnsafeBytes { bytes in
                withExtendedLifetime(transfer) {
                    var code = tsk_curl_set_pointer(curl, CURLOPT_ERRORBUFFER, message.baseAddress)
                    func set(_ next: @autoclosure () -> CURLcode) { if code == CURLE_OK { code = next() } }
                    set(tsk_curl_set_text(curl, CURLOPT_URL, url))
                    set(tsk_curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "http,https"))
                    set(tsk_curl_set_long(curl, CURLOPT_POST, 1))
                    set(tsk_curl_set_long(curl, CURLOPT_POSTFIELDSIZE, bytes.count))
                    set(tsk_curl_set_body(curl, bytes.baseAddress))
                    set(tsk_curl_set_pointer(curl, CURLOPT_HTTPHEADER, headers))
                    set(tsk_curl_set_text(curl, CURLOPT_USERAGENT, "tessera"))
                    set(tsk_curl_set_long(curl, CURLOPT_TIMEOUT_MS, timeoutMilliseconds))
                    // Signals are the program's, not a library's.
                    set(tsk_curl_set_long(curl, CURLOPT_NOSIGNAL, 1))
                    set(tsk_curl_set_write(curl, receivePart, context))
                    set(exchange(transfer))
                    set(tsk_curl_get_long(curl, CURLINFO_RESPONSE_CODE, &transfer.status))
                    // Forgets the pointers of this request; the connection and the name cache stay.
                    curl_easy_reset(curl)
                    return code
                }
            }
        }
        if code == CURLE_OK { return FetchReply(status: transfer.status, body: transfer.body) }
        let detail = text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        throw transfer.error(
            code, message: detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail, url: url,
            timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Lets libcurl work until the reply is whole, something failed or nobody wants it any longer.
    private func exchange(_ transfer: Transfer) -> CURLcode {
        guard curl_multi_add_handle(multi, handle) == CURLM_OK else { return CURLE_FAILED_INIT }
        defer { curl_multi_remove_handle(multi, handle) }
        while true {
            if transfer.mustStop() { return CURLE_ABORTED_BY_CALLBACK }
            var runningCount: Int32 = 0
            guard curl_multi_perform(multi, &runningCount) == CURLM_OK else { return CURLE_FAILED_INIT }
            if runningCount == 0 { break }
            guard curl_multi_poll(multi, nil, 0, Self.waitMillisecondsMax, nil) == CURLM_OK else {
                return CURLE_FAILED_INIT
            }
        }
        var messageCount: Int32 = 0
        guard let message = curl_multi_info_read(multi, &messageCount), message.pointee.msg == CURLMSG_DONE else {
            return CURLE_FAILED_INIT
        }
        return message.pointee.data.result
    }
}
