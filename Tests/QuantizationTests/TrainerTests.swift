import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct TrainerTests {
    /// The mean squared error of all vectors, and their mean squared length.
    private func loss(_ trial: Trial, _ codebook: Codebook) -> (error: Double, energy: Double) {
        let encoded = trial.encode(by: codebook)
        var (error, energy) = (0.0, 0.0)
        for row in 0..<trial.count {
            let code = Array(encoded.codes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)])
            error += codebook.squaredError(of: trial.vector(row), list: encoded.lists[row], code: code, kernels: .best)
            energy += trial.vector(row).reduce(0) { $0 + Double($1) * Double($1) }
        }
        return (error / Double(trial.count), energy / Double(trial.count))
    }

    @Test(arguments: Metric.allCases, VectorTransform.allCases)
    func `codes stand for vectors near those that were encoded`(metric: Metric, transform: VectorTransform) throws {
        let trial = Trial(seed: 1, dimension: 24, count: 600, isUnit: metric == .cosine)
        let codebook = try trial.train(
            TrainingPlan(listCount: 5, partCount: 12, transform: transform, seed: 7), metric: metric)
        let (error, energy) = loss(trial, codebook)
        #expect(error < 0.01 * energy)
        #expect(abs(error - Double(codebook.quantizationError)) < 1e-5 * energy)
    }

    @Test(arguments: [VectorTransform.pca, .opq])
    func `a reduced dimension counts what it drops as error`(transform: VectorTransform) throws {
        let trial = Trial(seed: 2, dimension: 24, count: 600)
        func trained(_ reducedDimension: Int) throws -> Codebook {
            try trial.train(
                TrainingPlan(listCount: 4, partCount: 5, transform: transform, reducedDimension: reducedDimension))
        }
        let (whole, reduced) = (try trained(0), try trained(7))
        #expect(reduced.reducedDimension == 7)
        #expect(reduced.partDimension == 2)
        #expect(loss(trial, reduced).error > loss(trial, whole).error)
        #expect(abs(loss(trial, reduced).error - Double(reduced.quantizationError)) < 1e-5)
    }

    @Test func `optimized parts lose less than plain ones where components hang together`() throws {
        // Every component is a mixture of few, so that plain parts differ in what they hold.
        var random = SeededRandom(seed: 5)
        let (count, dimension) = (1_500, 16)
        let scales = (0..<dimension).map { Float(1) / Float(1 + $0 * $0) }
        let mixture = (0..<dimension * dimension).map { _ in Float.random(in: -1...1, using: &random) }
        var halves: [UInt16] = []
        for _ in 0..<count {
            let sources = scales.map { $0 * Float.random(in: -1...1, using: &random) }
            halves += (0..<dimension).map { row in
                Float16((0..<dimension).reduce(Float(0)) { $0 + mixture[row * dimension + $1] * sources[$1] })
                    .bitPattern
            }
        }
        let trial = Trial(dimension: dimension, count: count, halves: halves)
        func error(_ transform: VectorTransform) throws -> Float {
            try trial.train(TrainingPlan(listCount: 2, partCount: 4, transform: transform), metric: .l2)
                .quantizationError
        }
        let (plain, optimized) = (try error(.none), try error(.opq))
        #expect(optimized < 0.9 * plain)
    }

    @Test(arguments: VectorTransform.allCases, [Metric.cosine, .l2])
    func `one seed gives one codebook whatever the number of threads`(
        transform: VectorTransform, metric: Metric
    ) throws {
        let trial = Trial(seed: 3, dimension: 20, count: 2_500)
        let plan = TrainingPlan(listCount: 9, partCount: 7, transform: transform, partIterationCount: 5, seed: 11)
        let hashes = try [1, 2, 5].map { try trial.train(plan, metric: metric, threadCount: $0).hash }
        #expect(Set(hashes).count == 1)
        var other = plan
        other.seed = 12
        #expect(try trial.train(other, metric: metric).hash != hashes[0])
    }

    @Test func `one seed gives one codebook on every instruction set`() throws {
        let trial = Trial(seed: 4, dimension: 20, count: 700)
        let plan = TrainingPlan(listCount: 9, partCount: 7, partIterationCount: 5)
        let hashes = try InstructionSet.allCases.filter(\.isSupported).map { set in
            try trial.train(plan, metric: .l2, kernels: KernelSet(set)).hash
        }
        #expect(Set(hashes).count == 1)
    }

    enum Odd: CaseIterable {
        case one, few, equal, zero, duplicates, outlier, giant
    }

    private func odd(_ kind: Odd, dimension: Int) -> Trial {
        let base = Trial(seed: 6, dimension: dimension, count: 300)
        switch kind {
        case .one: return base.picked([0])
        case .few: return base.picked(Array(0..<7))
        case .equal: return base.picked([Int](repeating: 3, count: 300))
        case .zero: return Trial(dimension: dimension, count: 50, halves: [UInt16](repeating: 0, count: 50 * dimension))
        case .duplicates: return base.picked((0..<300).map { $0 % 4 })
        case .outlier:
            var halves = base.halves
            for index in 0..<dimension { halves[index] = Float16(60_000).bitPattern }
            return Trial(dimension: dimension, count: 300, halves: halves)
        case .giant:
            return Trial(
                dimension: dimension, count: 300,
                halves: (0..<300 * dimension).map { Float16($0 % 3 == 0 ? 65_504 : -65_504).bitPattern })
        }
    }

    @Test(arguments: Odd.allCases, Metric.allCases)
    func `odd samples give a codebook that encodes them`(kind: Odd, metric: Metric) throws {
        for transform in VectorTransform.allCases {
            let trial = odd(kind, dimension: 10)
            let codebook = try trial.train(
                TrainingPlan(
                    listCount: 16, partCount: 4, transform: transform, coarseIterationCount: 3, partIterationCount: 3),
                metric: metric)
            let (error, energy) = loss(trial, codebook)
            #expect(error.isFinite)
            #expect(trial.encode(by: codebook).lists.allSatisfy { $0 < 16 })
            // Few different vectors are kept all but exactly.
            if [.one, .few, .equal, .zero, .duplicates].contains(kind) { #expect(error <= 1e-5 * energy + 1e-12) }
        }
    }

    @Test func `a plan that does not fit is refused`() {
        let trial = Trial(seed: 7, dimension: 6, count: 20)
        for (plan, what) in [
            (TrainingPlan(listCount: 0, partCount: 2), "listCount"),
            (TrainingPlan(listCount: 262_145, partCount: 2), "listCount"),
            (TrainingPlan(listCount: 2, partCount: 0), "partCount"),
            (TrainingPlan(listCount: 2, partCount: 7), "partCount"),
            (TrainingPlan(listCount: 2, partCount: 4, transform: .pca, reducedDimension: 3), "partCount"),
            (TrainingPlan(listCount: 2, partCount: 2, reducedDimension: 3), "reducedDimension"),
            (TrainingPlan(listCount: 2, partCount: 2, transform: .pca, reducedDimension: 7), "reducedDimension"),
            (TrainingPlan(listCount: 2, partCount: 2, coarseIterationCount: 0), "coarseIterationCount"),
            (TrainingPlan(listCount: 2, partCount: 2, partIterationCount: 0), "partIterationCount"),
            (TrainingPlan(listCount: 2, partCount: 2, partSampleCountMax: 0), "partSampleCountMax"),
        ] {
            #expect(throws: QuantizationError.unsuitable(what: what)) { _ = try trial.train(plan) }
        }
    }

    @Test func `no vectors are refused`() {
        #expect(throws: QuantizationError.emptySample) {
            _ = try Trial(dimension: 4, count: 0, halves: []).train(TrainingPlan(listCount: 1, partCount: 1))
        }
    }

    @Test(arguments: [UInt16(0x7c00), 0xfc00, 0x7e01])
    func `the first vector that is not finite is named`(bits: UInt16) {
        let base = Trial(seed: 8, dimension: 4, count: 3_000)
        var halves = base.halves
        halves[1_801 * 4 + 2] = bits
        halves[2_900 * 4] = bits
        let trial = Trial(dimension: 4, count: 3_000, halves: halves)
        #expect(throws: QuantizationError.notFinite(row: 1_801)) {
            _ = try trial.train(TrainingPlan(listCount: 2, partCount: 2))
        }
    }

    @Test(arguments: [VectorTransform.none, .opq])
    func `a training can be cancelled whenever it asks`(transform: VectorTransform) throws {
        let trial = Trial(seed: 9, dimension: 12, count: 400)
        let plan = TrainingPlan(
            listCount: 4, partCount: 3, transform: transform, coarseIterationCount: 2, partIterationCount: 2)
        var askedCount = 0
        _ = try trial.train(
            plan,
            isCancelled: {
                askedCount += 1
                return false
            })
        #expect(askedCount > 8)
        for number in 0..<askedCount {
            var count = 0
            #expect(throws: QuantizationError.cancelled) {
                _ = try trial.train(
                    plan,
                    isCancelled: {
                        count += 1
                        return count > number
                    })
            }
        }
    }

    @Test func `progress goes through all stages in order`() throws {
        var steps: [TrainingStep] = []
        _ = try Trial(seed: 10, dimension: 8, count: 300).train(
            TrainingPlan(listCount: 3, partCount: 2, coarseIterationCount: 4, partIterationCount: 6),
            progress: { steps.append($0) })
        #expect(
            steps.map(\.stage) == [.lists, .lists, .lists, .lists, .lists] + Array(repeating: .parts, count: 7)
                + [.measure, .measure])
        #expect(steps.filter { $0.stage == .parts }.map(\.iteration) == Array(0...6))
        #expect(steps.allSatisfy { $0.iteration <= $0.iterationCount })
    }
}
