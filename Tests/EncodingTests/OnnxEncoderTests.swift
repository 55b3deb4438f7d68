import Encoding
import Glibc
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
}
