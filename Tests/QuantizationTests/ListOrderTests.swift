import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct ListOrderTests {
    @Test(arguments: Metric.allCases)
    func `lists come nearest first, ties lowest number first, on every instruction set`(metric: Metric) throws {
        // Few different vectors make copies among the centroids, and ties.
        let trial = Trial(seed: 1, dimension: 9, count: 400, clusterCount: 30).picked((0..<400).map { $0 % 40 })
        let codebook = try trial.train(
            TrainingPlan(listCount: 64, partCount: 3, coarseIterationCount: 2, partIterationCount: 1), metric: metric)
        for row in 0..<12 {
            let query = trial.vector(row).map { $0 * 1.25 }
            let all = codebook.lists(nearestTo: query, count: 64, kernels: try KernelSet(.scalar))
            #expect(all.sorted() == Array(0..<64))
            var tables = CodeTables()
            codebook.tables(for: query, into: &tables, kernels: .best)
            let scores = (0..<UInt32(64)).map { codebook.constant(ofList: $0, tables: tables, kernels: .best) }
            for (near, far) in zip(all, all.dropFirst()) where metric != .cosine {
                #expect(
                    scores[Int(near)] > scores[Int(far)] - 1e-5
                        && (scores[Int(near)] != scores[Int(far)] || metric == .l2 || near < far))
            }
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                for count in [0, 1, 2, 7, 63, 64, 99] {
                    let expected = Array(all.prefix(count))
                    #expect(codebook.lists(nearestTo: query, count: count, kernels: kernels) == expected)
                    #expect(codebook.lists(nearestTo: tables, count: count, kernels: kernels) == expected)
                }
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `of many lists the nearest are those by exact products`(metric: Metric) throws {
        let trial = Trial(seed: 2, dimension: 24, count: 1_200, clusterCount: 300)
        let codebook = try trial.train(
            TrainingPlan(listCount: 300, partCount: 3, coarseIterationCount: 2, partIterationCount: 1), metric: metric)
        for row in 0..<20 {
            let query = trial.vector(row)
            // All lists are ordered without bytes.
            let all = codebook.lists(nearestTo: query, count: 300, kernels: .best)
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                for count in [1, 2, 10, 100, 149] {
                    #expect(
                        codebook.lists(nearestTo: query, count: count, kernels: kernels) == Array(all.prefix(count)))
                }
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `lists within reach are the nearest ones up to the gap, on every instruction set`(metric: Metric) throws {
        let trial = Trial(seed: 2, dimension: 9, count: 1_200, clusterCount: 300)
        for listCount in [300, 64, 5] {
            let codebook = try trial.train(
                TrainingPlan(listCount: listCount, partCount: 3, coarseIterationCount: 2, partIterationCount: 1),
                metric: metric)
            for row in 0..<12 {
                let query = trial.vector(row).map { $0 * 1.25 }
                let all = codebook.lists(nearestTo: query, count: listCount, kernels: .best)
                let gaps = codebook.gaps(of: all, to: query, kernels: .best)
                #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0 <= $1 })
                #expect(abs(gaps.prefix(8).reduce(0, +)) < 1e-3)
                for reach in [-.infinity, -0.1, gaps[0], gaps[listCount / 2], gaps[listCount - 1].nextDown, .infinity] {
                    for set in InstructionSet.allCases.filter(\.isSupported) {
                        let kernels = try KernelSet(set)
                        for count in [1, 3, 20, 99] {
                            let reached = max(1, gaps.count { $0 <= reach })
                            let expected = Array(all.prefix(min(count, reached)))
                            let ask = ListAsk(count: count, reach: reach)
                            #expect(codebook.lists(nearestTo: query, ask, kernels: kernels) == expected)
                        }
                    }
                }
            }
        }
    }
}
