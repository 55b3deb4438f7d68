@testable import Fetching
import Foundation
import Testing
import TrialGround

@Suite struct FetcherTests {
    static func post(
        _ path: String = "/echo", body: String = "{}", headers: [String] = ["Content-Type: application/json"],
        timeoutMilliseconds: Int = 10_000, replyByteCountMax: Int = 1 << 20,
        isCancelled: @escaping () -> Bool = { false }
    ) throws -> FetchReply {
        try Fetcher().post(
            try EmbeddingsServer.shared.get().url + path, headers: headers, body: Array(body.utf8),
            timeoutMilliseconds: timeoutMilliseconds, replyByteCountMax: replyByteCountMax, isCancelled: isCancelled)
    }

    static func request(model: String) -> String { #"{"model":"\#(model)","input":["text"]}"# }

    @Test func `the server gets headers and body, and its reply comes back`() throws {
        let reply = try Self.post(body: #"{"key":"välue"}"#, headers: ["X-Test: seen"])
        let text = String(decoding: reply.body, as: UTF8.self)
        #expect(reply.status == 200)
        #expect(text.contains(#""X-Test": "seen""#))
        #expect(text.contains(#"{"key": "v\u00e4lue"}"#))
    }

    @Test func `a long body arrives whole`() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let reply = try Self.post(body: "[\"\(long)\"]", replyByteCountMax: 4 << 20)
        #expect(String(decoding: reply.body, as: UTF8.self).contains(long))
    }

    @Test func `one fetcher serves request after request`() throws {
        let fetcher = try Fetcher()
        for number in 0..<20 {
            let reply = try fetcher.post(
                try EmbeddingsServer.shared.get().url + "/echo", headers: [], body: Array("[\(number)]".utf8),
                timeoutMilliseconds: 10_000, replyByteCountMax: 1 << 20)
            #expect(String(decoding: reply.body, as: UTF8.self).contains("[\(number)]"))
        }
    }

    @Test func `any status is a reply`() throws {
        #expect(try Self.post("/elsewhere").status == 404)
        #expect(try Self.post("/v1/embeddings", body: Self.request(model: "error500")).status == 500)
    }

    @Test func `a redirect is not followed`() throws {
        #expect(try Self.post("/v1/embeddings", body: Self.request(model: "redirect")).status == 307)
    }

    @Test func `a reply beyond the limit is refused`() {
        #expect(throws: FetchError.replyTooLarge(byteCountMax: 1_000)) {
            try Self.post("/v1/embeddings", body: Self.request(model: "huge"), replyByteCountMax: 1_000)
        }
    }

    @Test func `a slow server is a time-out`() {
        #expect(throws: FetchError.timedOut(milliseconds: 100)) {
            try Self.post("/v1/embeddings", body: Self.request(model: "slow"), timeoutMilliseconds: 100)
        }
    }

    @Test func `a cancelled request ends`() {
        #expect(throws: FetchError.cancelled) {
            try Self.post("/v1/embeddings", body: Self.request(model: "slow"), isCancelled: { true })
        }
    }

    @Test func `a connection that closes without a reply is an error`() throws {
        let error = #expect(throws: FetchError.self) {
            try Self.post("/v1/embeddings", body: Self.request(model: "hang"))
        }
        guard case .unreachable? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "", "host", "ftp://host/", "file:///etc/passwd", "gopher://host", "http://", "http://localhost\u{0}b",
    ])
    func `what is no http URL is refused`(url: String) throws {
        let error = #expect(throws: FetchError.self) {
            try Fetcher().post(url, headers: [], body: [], timeoutMilliseconds: 1_000, replyByteCountMax: 1_000)
        }
        if url != "host" { #expect(error == .malformedURL(url: url)) }
    }

    @Test(arguments: ["A: b\nC: d", "A: b\r", "A: \u{0}"]) func `a header with a line break is refused`(line: String) {
        #expect(throws: FetchError.malformedHeader) { try Self.post(headers: [line]) }
    }

    @Test func `a port where nobody listens is unreachable`() throws {
        let error = #expect(throws: FetchError.self) {
            try Fetcher().post(
                "http://127.0.0.1:1/", headers: [], body: [], timeoutMilliseconds: 1_000, replyByteCountMax: 1_000)
        }
        guard case .unreachable? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a host without an address is told`() throws {
        let error = #expect(throws: FetchError.self) {
            try Fetcher().post(
                "http" + "://host.invalid/", headers: [], body: [], timeoutMilliseconds: 5_000,
                replyByteCountMax: 1_000)
        }
        guard case .hostUnknown? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
