@testable import Encoding
import Ground
import Testing
import Vocabulary

@Suite(.enabled(if: ModelFiles.areExpected)) struct OnnxEncoderTests {
    @Test func `a text has the vector that the model's makers' own runtime gives it`() async throws {
        let encoder = try ModelFiles.shared.get()
        let encoded = try await encoder.encode(["a cat and a dog"])
        #expect(encoder.dimension == 384)
        #expect(encoded[0].vector.count == 384)
        #expect(zip(encoded[0].vector, [0.00402, 0.04232, 0.03239] as [Float]).allSatisfy { abs($0 - $1) < 0.0001 })
        #expect(encoded[0].tokenCount == 7)
        #expect(!encoded[0].isTruncated)
    }

    @Test func `vectors agree with the reference file when there is one`() async throws {
        guard let path = ModelFiles.environment("TESSERA_VECTOR_PARITY") else { return }
        try await VectorParity.check(path: path)
    }

    @Test func `a batch gives each text the vector that it has alone`() async throws {
        let texts = [
            "a cat", "an old wizard and a small dragon, reading a book", "龍", "café au lait",
            String(repeating: "long text ", count: 200), "x", "emoji 👩‍👩‍👧‍👦",
        ]
        var configuration = ModelFiles.configuration
        configuration.cacheByteCountMax = 0
        let encoder = try TextEncoder(configuration)
        let together = try await encoder.encode(texts)
        for (text, encoded) in zip(texts, together) {
            let alone = try await encoder.encode([text])
            let dot = zip(alone[0].vector, encoded.vector).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(dot > 0.99999, "\(text.prefix(20))")
        }
    }

    @Test func `every vector has unit length`() async throws {
        let texts = (0..<50).map { String(repeating: "word \($0) ", count: $0 % 7 + 1) }
        for encoded in try await ModelFiles.shared.get().encode(texts) {
            #expect(abs(encoded.vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
        }
    }

    @Test func `similar texts are nearer than others`() async throws {
        let texts = ["a dragon breathes fire", "a fire-breathing dragon", "quarterly tax report"]
        let vectors = try await ModelFiles.shared.get().encode(texts).map(\.vector)
        func dot(_ a: Int, _ b: Int) -> Float { zip(vectors[a], vectors[b]).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(dot(0, 1) > 0.7)
        #expect(dot(0, 2) < 0.3)
    }

    @Test func `a text of 10,000 words is truncated and says so`() async throws {
        let encoded = try await ModelFiles.shared.get().encode([String(repeating: "word ", count: 10_000)])
        #expect(encoded[0].isTruncated)
        #expect(encoded[0].tokenCount == 256)
    }

    @Test func `a text of unknown characters is answered and says so`() async throws {
        let encoded = try await ModelFiles.shared.get().encode(["𒀀𒀁 𒀂 𒀃"])
        #expect(encoded[0].unknownShare == 1)
        #expect(encoded[0].vector.count == 384)
    }

    @Test(arguments: ["", " ", "\u{200B}\u{7}", "\n\t\u{3000}", "\u{301}"])
    func `a text without anything to encode is INVALID_ARGUMENT`(text: String) async throws {
        let encoder = try ModelFiles.shared.get()
        let failure = await #expect(throws: CallFailure.self) { try await encoder.encode(["fine", text]) }
        #expect(failure?.status == .invalidArgument)
        #expect(failure?.reason == "empty_text")
        #expect(failure?.field == "texts[1]")
    }

    @Test func `a text beyond the limit is INVALID_ARGUMENT`() async throws {
        let encoder = try ModelFiles.shared.get()
        let long = String(repeating: "a ", count: Limits.textByteCountMax)
        let failure = await #expect(throws: CallFailure.self) { try await encoder.encode([long]) }
        #expect(failure?.reason == "text_too_long")
        #expect(failure?.value == Int64(2 * Limits.textByteCountMax))
    }

    @Test func `no texts have no vectors`() async throws {
        #expect(try await ModelFiles.shared.get().encode([]) == [])
    }

    @Test func `a call that comes too late or cancelled is not even tried`() async throws {
        let encoder = try ModelFiles.shared.get()
        let late = await #expect(throws: CallFailure.self) {
            try await encoder.encode(["text"], deadline: MonotonicTime(nanoseconds: 1))
        }
        #expect(late?.status == .deadlineExceeded)
        let cancelled = await #expect(throws: CallFailure.self) {
            try await encoder.encode(["text"], isCancelled: { true })
        }
        #expect(cancelled?.status == .cancelled)
    }

    @Test func `the first token's vector and the mean differ, and so do their fingerprints`() async throws {
        var configuration = ModelFiles.configuration
        configuration.pooling = .cls
        let encoder = try TextEncoder(configuration)
        let first = try await encoder.encode(["a cat and a dog"])[0].vector
        let mean = try await ModelFiles.shared.get().encode(["a cat and a dog"])[0].vector
        #expect(first != mean)
        #expect(encoder.fingerprint != (try ModelFiles.shared.get().fingerprint))
    }

    @Test func `a fingerprint tells model, vocabulary, pooling, token limit and dimension`() throws {
        let fingerprint = try ModelFiles.shared.get().fingerprint
        let words = fingerprint.split(separator: " ")
        #expect(words[0] == "onnx")
        #expect(words[1].hasPrefix("model=") && words[1].utf8.count == 22)
        #expect(words[2].hasPrefix("vocabulary=") && words[2].utf8.count == 27)
        #expect(words[3...] == ["pooling=mean", "tokens=256", "dimension=384"])
    }

    @Test func `a short call does not wait for a long one`() async throws {
        var configuration = ModelFiles.configuration
        configuration.sessionCount = 1
        configuration.cacheByteCountMax = 0
        let encoder = try TextEncoder(configuration)
        let long = Task { try await encoder.encode((0..<400).map { "the long import's text number \($0)" }) }
        while encoder.statistics.encodedTextCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        _ = try await encoder.encode(["a short question"])
        // Counted, not timed: most of the long call is still to do.
        #expect(encoder.statistics.encodedTextCount < 300)
        #expect(try await long.value.count == 400)
    }

    @Test func `a long call that is cancelled leaves the encoder free`() async throws {
        var configuration = ModelFiles.configuration
        configuration.sessionCount = 1
        let encoder = try TextEncoder(configuration)
        let start = MonotonicTime.now
        let failure = await #expect(throws: CallFailure.self) {
            try await encoder.encode(
                (0..<5_000).map { "text number \($0)" },
                isCancelled: { MonotonicTime.now.microseconds(since: start) > 200_000 })
        }
        #expect(failure?.status == .cancelled)
        _ = try await encoder.encode(["next"])
        #expect(encoder.statistics.encodedTextCount < 5_000)
        #expect(encoder.statistics.waitingByteCount == 0)
    }

    @Test func `a task that is cancelled ends its call without being asked`() async throws {
        var configuration = ModelFiles.configuration
        configuration.sessionCount = 1
        let encoder = try TextEncoder(configuration)
        let task = Task { try await encoder.encode((0..<5_000).map { "text number \($0)" }) }
        while encoder.statistics.encodedTextCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        let failure = await #expect(throws: CallFailure.self) { try await task.value }
        #expect(failure?.status == .cancelled)
        _ = try await encoder.encode(["next"])
        #expect(encoder.statistics.encodedTextCount < 5_000)
        #expect(encoder.statistics.waitingByteCount == 0)
    }

    @Test func `closing ends the calls that wait`() async throws {
        let encoder = try TextEncoder(ModelFiles.configuration)
        let task = Task { try await encoder.encode((0..<5_000).map { "text number \($0)" }) }
        while encoder.statistics.encodedTextCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        encoder.close()
        let failure = await #expect(throws: CallFailure.self) { try await task.value }
        #expect(failure?.reason == "encoder_closed")
        let later = await #expect(throws: CallFailure.self) { try await encoder.encode(["text"]) }
        #expect(later?.status == .unavailable)
    }

    @Test func `calls from many tasks are all answered rightly`() async throws {
        let encoder = try ModelFiles.shared.get()
        let expected = try await encoder.encode((0..<20).map { "shared text \($0)" }).map(\.vector)
        var configuration = ModelFiles.configuration
        configuration.cacheByteCountMax = 30_000
        let fresh = try TextEncoder(configuration)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<40 {
                group.addTask {
                    let places = (0..<4).map { (task * 7 + $0 * 3) % 20 }
                    let vectors = try await fresh.encode(places.map { "shared text \($0)" }).map(\.vector)
                    return zip(places, vectors).allSatisfy { place, vector in
                        zip(expected[place], vector).reduce(0) { $0 + $1.0 * $1.1 } > 0.99999
                    }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func `a dimension other than the model's is refused`() {
        var configuration = ModelFiles.configuration
        configuration.dimension = 512
        let failure = #expect(throws: CallFailure.self) { try TextEncoder(configuration) }
        #expect(failure?.field == "dimension")
        #expect(failure?.limit == 384)
    }
}
