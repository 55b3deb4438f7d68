import JSON
import Testing
import Vocabulary

@testable import tessera

/// The formulas of `tessera plan`.
struct IndexPlanTests {
    @Test(arguments: [
        (1, 1), (255, 1), (512, 2), (7_458, 29), (100_000, 390), (10_000_000, 25_298), (4_000_000_000, 262_144),
    ])
    func `lists hold 256 items or more, and are eight times the root at most`(itemCount: Int, listCount: Int) {
        #expect(IndexPlan(itemCount: itemCount, dimension: 8).listCount == listCount)
    }

    @Test(arguments: [(384, 48), (1, 1), (9, 2), (768, 96)])
    func `a code has a byte for eight dimensions`(dimension: Int, partCount: Int) {
        #expect(IndexPlan(itemCount: 1_000, dimension: dimension).partCount == partCount)
    }

    @Test func `sizes are those of the layout`() {
        let plan = IndexPlan(itemCount: 100_000, dimension: 384)
        #expect(plan.codesByteCount == 100_000 * 48 + 390 * 48 * 15 / 2)
        #expect(plan.ordinalsByteCount == 400_000)
        #expect(plan.listTablesByteCount == 391 * 12)
        #expect(plan.codebookByteCount == 4 * (390 * 385 + 256 * (384 + 48)))
        #expect(plan.memoryByteCount == 4_940_400 + 400_000 + 4_692 + 1_042_968)
        #expect(plan.vectorsByteCount == 25 * 4_096 * 768)
    }

    @Test func `parts of four bits are half a byte, and have a sixteenth of the centroids`() {
        let plan = IndexPlan(itemCount: 1_000, dimension: 24, codeBits: 4, listCount: 10)
        #expect(plan.partCount == 6 && plan.codeByteCount == 3)
        let floatCount = 10 * 25 + 16 * 30
        #expect(plan.codebookByteCount == 4 * floatCount)
        #expect(IndexPlan(itemCount: 10, dimension: 9, metric: .l2, codeBits: 4).codeByteCount == 4)
        let recalls = (1...192).map {
            IndexPlan(itemCount: 1, dimension: 384, partCount: 2 * $0, codeBits: 4).expectedRecall
        }
        #expect(recalls == recalls.sorted())
    }

    @Test func `rows of sq8 are a byte a dimension and a scale, for l2 a length too`() {
        let plain = IndexPlan(itemCount: 1_000, dimension: 390)
        let cosine = IndexPlan(itemCount: 1_000, dimension: 390, rerank: .sq8)
        #expect(cosine.rerankByteCount == 1_000 * (416 + 4) && plain.rerankByteCount == 0)
        #expect(cosine.memoryByteCount == plain.memoryByteCount + cosine.rerankByteCount)
        #expect(IndexPlan(itemCount: 10, dimension: 32, metric: .l2, rerank: .sq8).rerankByteCount == 10 * 40)
    }

    @Test func `items in two lists have two codes and ordinals`() {
        let plain = IndexPlan(itemCount: 100_000, dimension: 384)
        let spilled = IndexPlan(itemCount: 100_000, dimension: 384, isSpilled: true)
        #expect(spilled.codesByteCount == plain.codesByteCount + 100_000 * 48)
        #expect(spilled.ordinalsByteCount == 2 * plain.ordinalsByteCount)
        #expect(spilled.codebookByteCount == plain.codebookByteCount)
        #expect(spilled.listTablesByteCount == plain.listTablesByteCount)
        // One list is all there is.
        #expect(IndexPlan(itemCount: 9, dimension: 8, listCount: 1, isSpilled: true).codeCount == 9)
    }

    @Test func `l2 keeps a scalar with each code and the mean with the codebook`() {
        let cosine = IndexPlan(itemCount: 1_000, dimension: 24, listCount: 10)
        let squared = IndexPlan(itemCount: 1_000, dimension: 24, metric: .l2, listCount: 10)
        #expect(squared.codeByteCount == cosine.codeByteCount + 2)
        #expect(squared.codebookByteCount == cosine.codebookByteCount + 24 * 4)
    }

    @Test func `a transform is a matrix of the codebook, and PCA keeps fewer dimensions`() {
        let plain = IndexPlan(itemCount: 1_000, dimension: 24, partCount: 3, listCount: 10)
        let turned = IndexPlan(itemCount: 1_000, dimension: 24, transform: .opq, partCount: 3, listCount: 10)
        let reduced = IndexPlan(
            itemCount: 1_000, dimension: 24, transform: .pca, reducedDimension: 12, partCount: 3, listCount: 10)
        #expect(turned.codebookByteCount == plain.codebookByteCount + 24 * 24 * 4)
        #expect(reduced.partDimension == 4)
        #expect(reduced.codebookByteCount == 4 * (10 * 13 + 256 * 15 + 12 * 24))
        #expect(reduced.vectorsByteCount == plain.vectorsByteCount)
    }

    @Test func `the last part is filled up where the parts do not divide the dimension`() {
        let plan = IndexPlan(itemCount: 1_000, dimension: 10, partCount: 4, listCount: 2)
        #expect(plan.partDimension == 3)
        #expect(plan.codebookByteCount == 4 * (2 * 13 + 256 * 16))
    }

    @Test func `more lists than items and more parts than dimensions are not planned`() {
        let plan = IndexPlan(itemCount: 5, dimension: 4, partCount: 9, listCount: 9)
        #expect(plan.listCount == 5 && plan.partCount == 4)
    }

    @Test(arguments: IndexPlan.measuredRecalls)
    func `measured code sizes have their measured recall`(partCount: Int, recall: Double) {
        let plan = IndexPlan(itemCount: 100_000, dimension: 384, partCount: partCount)
        #expect(abs(plan.expectedRecall - recall) < 1e-9)
        // What counts is the share of a byte that a dimension has.
        let wide = IndexPlan(itemCount: 100_000, dimension: 768, partCount: 2 * partCount)
        #expect(abs(wide.expectedRecall - recall) < 1e-9)
    }

    @Test func `expected recall grows with the code and stays between 0 and 1`() {
        let recalls = (1...384).map { IndexPlan(itemCount: 1, dimension: 384, partCount: $0).expectedRecall }
        #expect(zip(recalls, recalls.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(recalls.allSatisfy { (0...1).contains($0) })
    }

    @Test(arguments: [(1_000, 1_000), (100_000, 1_000), (1_000_000, 500), (50_000_000, 200), (20, 20)])
    func `recall is measured with as many items as comparing them with all allows`(itemCount: Int, queryCount: Int) {
        let plan = IndexPlan(itemCount: itemCount, dimension: 8)
        #expect(plan.measureOperationCount == Double(queryCount) * Double(itemCount) * 8)
    }

    @Test func `a report sums up its fields and says which of them stay exact`() {
        let plan = IndexPlan(itemCount: 1_000, dimension: 64)
        var report = PlanReport(title: "t", itemCount: 1_000)
        report.fields = [("each of 3 fields", 3, plan)]
        report.payloadByteCountPerItem = 500
        #expect(report.memoryByteCount == 3 * plan.memoryByteCount)
        #expect(
            report.diskByteCount == 3 * (plan.memoryByteCount + plan.vectorsByteCount) + 1_000 * (100 + 500))
        #expect(report.text(columnCount: nil).contains("stays exact"))
        report.exactBelow = 1_000
        #expect(!report.text(columnCount: nil).contains("stays exact"))
        #expect(report.json["fields"]?.array?.first?["list_count"]?.integer == 3)
    }
}
