@testable import Encoding
import Ground
import Testing
import TrialGround
import Vocabulary

@Suite struct EndpointEncoderTests {
    static func encoder(
        model: String, url: String? = nil, apiKey: String = "", timeoutMilliseconds: Int = 10_000
    ) throws -> TextEncoder {
        var configuration = EncoderConfiguration(name: "remote", kind: .endpoint)
        configuration.url = try url ?? EmbeddingsServer.shared.get().url
        configuration.model = model
        configuration.apiKey = apiKey
        configuration.dimension = 8
        configuration.sessionCount = 1
        configuration.timeoutMilliseconds = timeoutMilliseconds
        return try TextEncoder(configuration)
    }

    static func failure(_ encoder: TextEncoder, _ texts: [String] = ["one", "two"]) async -> CallFailure? {
        do {
            _ = try await encoder.encode(texts)
            return nil
        } catch { return error }
    }

    @Test func `vectors come back in the order of the texts and of unit length`() async throws {
        let encoder = try Self.encoder(model: "good")
        let texts = (0..<100).map { "text \($0)" }
        let together = try await encoder.encode(texts)
        for (text, encoded) in zip(texts, together).prefix(10) {
            let alone = try await Self.encoder(model: "good").encode([text])
            #expect(alone[0].vector == encoded.vector)
        }
        #expect(together.allSatisfy { abs($0.vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5 })
        #expect(Set(together.map(\.vector)).count == 100)
    }

    @Test(arguments: ["shuffled", "unindexed"])
    func `the index of each vector decides its place`(model: String) async throws {
        let texts = ["one", "two", "three"]
        let expected = try await Self.encoder(model: "good").encode(texts).map(\.vector)
        #expect(try await Self.encoder(model: model).encode(texts).map(\.vector) == expected)
    }

    @Test func `a lone text is told with the server's count of its tokens`() async throws {
        #expect(try await Self.encoder(model: "good").encode(["four words are here"])[0].tokenCount == 4)
    }

    @Test func `the key is sent as a bearer token`() async throws {
        let encoded = try await Self.encoder(model: "secret", apiKey: "opensesame").encode(["text"])
        #expect(encoded.count == 1)
    }

    @Test(
        arguments: [
            ("secret", StatusCode.failedPrecondition, "endpoint_refused", "HTTP 401: the key is wrong"),
            ("error401", .failedPrecondition, "endpoint_refused", "HTTP 401: this is a 401"),
            ("error404", .failedPrecondition, "endpoint_refused", "HTTP 404: this is a 404"),
            ("redirect", .failedPrecondition, "endpoint_refused", "HTTP 307"),
            ("error429", .unavailable, "endpoint_unavailable", "HTTP 429: this is a 429"),
            ("error500", .unavailable, "endpoint_unavailable", "HTTP 500: this is a 500"),
            ("html500", .unavailable, "endpoint_unavailable", "HTTP 500: <html> oops</html>"),
            ("garbage", .internal, "endpoint_reply_malformed", "no JSON"),
            ("empty", .internal, "endpoint_reply_malformed", "no JSON"),
            ("deep", .internal, "endpoint_reply_malformed", "no JSON"),
            ("short", .internal, "endpoint_reply_malformed", "1 vectors for 2 texts"),
            ("long", .internal, "endpoint_reply_malformed", "3 vectors for 2 texts"),
            ("words", .internal, "endpoint_reply_malformed", "no number"),
            ("double", .internal, "endpoint_reply_malformed", "stands twice"),
            ("range", .internal, "endpoint_reply_malformed", "out of range"),
            ("dimension", .failedPrecondition, "endpoint_dimension", "another dimension"),
            ("nan", .internal, "endpoint_reply_malformed", "no JSON"),
            ("zero", .internal, "not_finite", "zero or not finite"),
            ("huge", .internal, "endpoint_failed", "longer than"),
            ("hang", .unavailable, "endpoint_unreachable", "no answer"),
        ] as [(String, StatusCode, String, String)])
    func `what the server does wrong is told`(
        model: String, status: StatusCode, reason: String, words: String
    ) async throws {
        let failure = await Self.failure(try Self.encoder(model: model))
        #expect(failure?.status == status)
        #expect(failure?.reason == reason)
        #expect(failure?.message.contains(words) == true, "\(failure.map(String.init(describing:)) ?? "no failure")")
    }

    @Test func `one text that the server refuses does not fail the others`() async throws {
        let results = try await Self.encoder(model: "error400").encodeEach(["fine", "bad", "good"])
        #expect(throws: Never.self) { try results[0].get() }
        #expect(throws: Never.self) { try results[2].get() }
        let failure = #expect(throws: CallFailure.self) { try results[1].get() }
        #expect(failure?.status == .failedPrecondition)
        #expect(failure?.message.contains("I do not like that text") == true)
    }

    @Test func `an encoder works again after a failure`() async throws {
        let encoder = try Self.encoder(model: "error400")
        #expect(await Self.failure(encoder, ["bad"]) != nil)
        #expect(await Self.failure(encoder, ["fine"]) == nil)
    }

    @Test func `nobody at the address is UNAVAILABLE`() async throws {
        let failure = await Self.failure(try Self.encoder(model: "good", url: "http://127.0.0.1:1"))
        #expect(failure?.status == .unavailable)
        #expect(failure?.message.contains("http://127.0.0.1:1/v1/embeddings") == true)
    }

    @Test func `a host without an address is UNAVAILABLE`() async throws {
        let failure = await Self.failure(try Self.encoder(model: "good", url: "http" + "://host.invalid"))
        #expect(failure?.status == .unavailable)
    }

    @Test func `a server slower than the configured time is UNAVAILABLE`() async throws {
        let failure = await Self.failure(try Self.encoder(model: "slow", timeoutMilliseconds: 100))
        #expect(failure?.status == .unavailable)
        #expect(failure?.message.contains("100 ms") == true)
    }

    @Test func `a server slower than the call's deadline is DEADLINE_EXCEEDED`() async throws {
        let encoder = try Self.encoder(model: "slow")
        let start = MonotonicTime.now
        await #expect(throws: CallFailure(.deadlineExceeded, "deadline_exceeded", "the text was not encoded in time")) {
            try await encoder.encode(["text"], deadline: start.advanced(microseconds: 100_000))
        }
        #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
    }

    @Test func `a cancelled call ends before the server answers`() async throws {
        let encoder = try Self.encoder(model: "slow")
        let start = MonotonicTime.now
        let failure = await #expect(throws: CallFailure.self) {
            try await encoder.encode(
                ["text"], isCancelled: { MonotonicTime.now.microseconds(since: start) > 100_000 })
        }
        #expect(failure?.status == .cancelled)
        #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
    }

    @Test func `closing ends a request under way`() async throws {
        let encoder = try Self.encoder(model: "slow")
        let start = MonotonicTime.now
        async let failure = Self.failure(encoder)
        try await Task.sleep(for: .milliseconds(100))
        encoder.close()
        #expect(await failure?.reason == "encoder_closed")
        #expect(MonotonicTime.now.microseconds(since: start) < 20_000_000)
    }

    @Test(arguments: [
        ("", "/v1/embeddings"), ("/", "/v1/embeddings"), ("/v1", "/v1/embeddings"),
        ("/v1/embeddings", "/v1/embeddings"), ("/prefix/", "/prefix/v1/embeddings"),
    ])
    func `the path is added to the address as far as it lacks it`(pair: (String, String)) throws {
        var configuration = EncoderConfiguration(name: "remote", kind: .endpoint)
        configuration.url = "http://localhost:8080" + pair.0
        #expect(try EndpointEngine(configuration).address == "http://localhost:8080" + pair.1)
    }

    @Test func `a fingerprint names the server and the model but no password`() throws {
        let encoder = try Self.encoder(model: "good", url: "http" + "://me:secret@example.com/v1")
        #expect(encoder.fingerprint == "endpoint url=http://example.com/v1/embeddings model=good dimension=8")
    }

    @Test(arguments: [
        "url", "model", "dimension", "apiKey", "name", "timeoutMilliseconds", "sessionCount", "cacheByteCountMax",
    ])
    func `a value out of its range is named`(field: String) {
        var configuration = EncoderConfiguration(name: "remote", kind: .endpoint)
        configuration.url = "http://example.com"
        configuration.model = "model"
        configuration.dimension = 8
        switch field {
        case "url": configuration.url = "ftp://host"
        case "model": configuration.model = ""
        case "dimension": configuration.dimension = 100_000
        case "apiKey": configuration.apiKey = "line\nbreak"
        case "name": configuration.name = ""
        case "timeoutMilliseconds": configuration.timeoutMilliseconds = 0
        case "sessionCount": configuration.sessionCount = -1
        default: configuration.cacheByteCountMax = -1
        }
        let failure = #expect(throws: CallFailure.self) { try TextEncoder(configuration) }
        #expect(failure?.reason == "configuration_invalid")
        #expect(failure?.field == field)
    }
}
