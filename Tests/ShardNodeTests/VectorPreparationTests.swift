import Kernels
import Testing
import Vocabulary

@testable import ShardNode

@Suite struct VectorPreparationTests {
    func field(_ metric: Metric) -> FieldSpec { FieldSpec(name: "f", dimension: 4, metric: metric) }

    func refusal(_ values: [Float], _ metric: Metric = .cosine) -> CallFailure? {
        failure { _ = try VectorPreparation.halves(of: values, for: field(metric), at: "items[3].vectors[0]") }
    }

    @Test func `a vector compared by cosine is scaled to unit length`() throws {
        let halves = try VectorPreparation.halves(of: [3, 0, 4, 0], for: field(.cosine), at: "")
        #expect(halves == KernelSet.best.halvesOrNil([0.6, 0, 0.8, 0]))
    }

    @Test func `a vector compared by product or distance stays as it is`() throws {
        for metric in [Metric.innerProduct, .l2] {
            let halves = try VectorPreparation.halves(of: [3, 0, 4, 0], for: field(metric), at: "")
            #expect(halves == KernelSet.best.halvesOrNil([3, 0, 4, 0]))
        }
    }

    @Test func `a wrong dimension is refused with both numbers`() {
        let refused = refusal([1, 2, 3])
        #expect(refused?.reason == "dimension_mismatch")
        #expect(refused?.limit == 4 && refused?.value == 3)
        #expect(refused?.field == "items[3].vectors[0]")
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func `a number that is not finite is refused with its place`(bad: Float) {
        #expect(refusal([1, 2, bad, 4])?.field == "items[3].vectors[0][2]")
        #expect(refusal([1, 2, bad, 4], .l2)?.reason == "not_finite")
    }

    @Test func `a number too large for a half is refused unless it is scaled`() {
        #expect(refusal([1, 70_000, 0, 0], .innerProduct)?.reason == "out_of_range")
        #expect(refusal([1, 70_000, 0, 0], .cosine) == nil)
    }

    @Test func `zeros have no direction`() {
        #expect(refusal([0, 0, 0, 0])?.reason == "zero_vector")
        #expect(refusal([0, 0, 0, 0], .l2) == nil)
    }
}

extension KernelSet {
    fileprivate func halvesOrNil(_ floats: [Float]) -> [UInt16]? { try? halves(floats) }
}
