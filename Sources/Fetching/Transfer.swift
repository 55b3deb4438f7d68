internal import CCurl

/// One request under way: what libcurl's callbacks fill and ask.
final class Transfer {
    var status = 0
    private(set) var body: [UInt8] = []
    private let replyByteCountMax: Int
    private let isCancelled: () -> Bool
    private var isTooLarge = false
    private var wasCancelled = false

    init(replyByteCountMax: Int, isCancelled: @escaping () -> Bool) {
        self.replyByteCountMax = replyByteCountMax
        self.isCancelled = isCancelled
    }

    /// Keeps `bytes`; false when the limit is passed.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= replyByteCountMax - body.count else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Whether the request shall end now.
    func mustStop() -> Bool {
        wasCancelled = wasCancelled || isCancelled()
        return wasCancelled
    }

    /// What libcurl's `code` means for this request.
    func error(_ code: CURLcode, message: String, url: String, timeoutMilliseconds: Int) -> FetchError {
        switch code {
        case CURLE_WRITE_ERROR where isTooLarge: .replyTooLarge(byteCountMax: replyByteCountMax)
        case CURLE_ABORTED_BY_CALLBACK where wasCancelled: .cancelled
        case CURLE_OPERATION_TIMEDOUT: .timedOut(milliseconds: timeoutMilliseconds)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .malformedURL(url: url)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .hostUnknown(message: message)
        case CURLE_COULDNT_CONNECT, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            .unreachable(code: Int32(code.rawValue), message: message)
        default: .failed(code: Int32(code.rawValue), message: message)
        }
    }
}

/// libcurl's write callback. A count other than the one given ends the request.
let receivePart: tsk_curl_write = { bytes, size, count, context in
    let transfer = Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
    let byteCount = size * count
    return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: byteCount)) ? byteCount : byteCount &+ 1
}
