import Quantization
import Testing

@Suite struct QuantizationErrorTests {
    @Test func `errors tell which part of a codebook is malformed`() {
        #expect(QuantizationError.malformed(what: "a") != .malformed(what: "b"))
    }
}
