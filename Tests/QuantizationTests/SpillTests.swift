import Kernels
import Testing
import TrialGround
import Vocabulary

@testable import Quantization

@Suite struct SpillTests {
    /// Vectors with many ties among centroids: halves of few different values.
    private static func trial(seed: UInt64, isCoarse: Bool) -> Trial {
        guard isCoarse else { return Trial(seed: seed, dimension: 22, count: 1_003) }
        var random = SeededRandom(seed: seed)
        return Trial(
            dimension: 22, count: 1_003,
            halves: (0..<1_003 * 22).map { _ in Float16(Int.random(in: -1...1, using: &random)).bitPattern })
    }

    private static func codebook(
        _ trial: Trial, _ metric: Metric, _ transform: VectorTransform = .none, listCount: Int = 70,
        spillWeight: Float = 1.5
    ) throws -> Codebook {
        try trial.train(
            TrainingPlan(
                listCount: listCount, partCount: 5, transform: transform, coarseIterationCount: 3,
                partIterationCount: 3, spillWeight: spillWeight),
            metric: metric)
    }

    @Test(arguments: Metric.allCases, [false, true])
    func `a vector has one second list and code in any batch, in any order, on every instruction set`(
        metric: Metric, isCoarse: Bool
    ) throws {
        let trial = Self.trial(seed: 1, isCoarse: isCoarse)
        for transform in [VectorTransform.none, .pca] {
            let codebook = try Self.codebook(trial, metric, transform)
            let expected = trial.spill(by: codebook, kernels: try KernelSet(.scalar))
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                let all = trial.spill(by: codebook, kernels: kernels)
                #expect(all.lists == expected.lists)
                #expect(all.codes == expected.codes)
                for batch in [1, 7, 300] {
                    // From the last to the first.
                    let order = Array((0..<trial.count).reversed()).prefix(batch == 1 ? 25 : trial.count)
                    for start in stride(from: 0, to: order.count, by: batch) {
                        let rows = Array(order[start..<min(start + batch, order.count)])
                        let some = trial.picked(rows).spill(by: codebook, kernels: kernels)
                        #expect(some.lists == rows.map { expected.lists[$0] })
                        let width = codebook.rowCount
                        #expect(some.codes == rows.flatMap { expected.codes[($0 * width)..<(($0 + 1) * width)] })
                    }
                }
            }
        }
    }

    @Test(arguments: Metric.allCases, [0.01, 1.5, 100] as [Float])
    func `a second list is that of the least loss, the lowest of equal ones`(
        metric: Metric, spillWeight: Float
    ) throws {
        for isCoarse in [false, true] {
            let trial = Self.trial(seed: 2, isCoarse: isCoarse)
            let codebook = try Self.codebook(trial, metric, spillWeight: spillWeight)
            let lists = trial.encode(by: codebook).lists
            let spill = trial.spill(by: codebook).lists
            let kernels = KernelSet.best
            for row in 0..<trial.count {
                let vector = codebook.transformed(trial.vector(row), kernels: kernels)
                func residual(_ list: Int) -> [Double] {
                    zip(vector, codebook.listCentroid(list)).map { Double($0) - Double($1) }
                }
                func product(_ left: [Double], _ right: [Double]) -> Double {
                    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
                }
                let first = residual(Int(lists[row]))
                func loss(_ list: Int) -> Double {
                    let rest = residual(list)
                    let along = product(rest, first)
                    return product(rest, rest) + Double(spillWeight) * along * along / product(first, first)
                }
                guard spill[row] != Codebook.noList else {
                    #expect(product(first, first) < 1e-9)
                    continue
                }
                #expect(spill[row] != lists[row])
                let losses = (0..<codebook.listCount).filter { $0 != lists[row] }.map(loss)
                #expect(loss(Int(spill[row])) <= losses.min()! + 1e-5 * (1 + Double(spillWeight)))
                // A copy of a centroid is never chosen before it.
                let chosen = Array(codebook.listCentroid(Int(spill[row])))
                let copy = (0..<Int(spill[row])).first {
                    $0 != lists[row] && Array(codebook.listCentroid($0)) == chosen
                }
                #expect(copy == nil)
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `no code of the second list is nearer`(metric: Metric) throws {
        let trial = Self.trial(seed: 3, isCoarse: false)
        let codebook = try Self.codebook(trial, metric)
        let spill = trial.spill(by: codebook)
        for row in stride(from: 0, to: trial.count, by: 97) {
            let code = Array(spill.codes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)])
            func error(_ code: [UInt8]) -> Double {
                codebook.squaredError(of: trial.vector(row), list: spill.lists[row], code: code, kernels: .best)
            }
            for part in 0..<codebook.partCount {
                for byte in stride(from: 0, to: 256, by: 7) {
                    var other = code
                    other[part] = UInt8(byte)
                    #expect(error(other) >= error(code) - 1e-5 * (1 + error(code)))
                }
            }
        }
    }

    @Test(arguments: [1, 7, 40])
    func `a vector that is its centroid has no second list, nor has any where there is one list`(count: Int) throws {
        let trial = Trial(seed: 4, dimension: 8, count: count, clusterCount: count)
        let codebook = try Self.codebook(trial, .innerProduct, listCount: count)
        let spill = trial.spill(by: codebook)
        #expect(spill.lists.allSatisfy { $0 == Codebook.noList })
        #expect(spill.codes.allSatisfy { $0 == 0 })
        let many = Self.trial(seed: 5, isCoarse: false)
        let single = try Self.codebook(many, .cosine, listCount: 1)
        #expect(many.spill(by: single).lists.allSatisfy { $0 == Codebook.noList })
        // With two it is the other one.
        let pair = try Self.codebook(many, .cosine, listCount: 2)
        #expect(many.spill(by: pair).lists == many.encode(by: pair).lists.map { 1 - $0 })
    }

    @Test(arguments: Metric.allCases)
    func `one seed gives one codebook with a spill, for any number of threads and on every instruction set`(
        metric: Metric
    ) throws {
        let trial = Self.trial(seed: 6, isCoarse: false)
        let plan = TrainingPlan(
            listCount: 20, partCount: 4, coarseIterationCount: 3, partIterationCount: 3, seed: 5, spillWeight: 1.5)
        let expected = try trial.train(plan, metric: metric, threadCount: 1)
        for (place, set) in InstructionSet.allCases.filter(\.isSupported).enumerated() {
            let codebook = try trial.train(
                plan, metric: metric, threadCount: 1 + place, kernels: KernelSet(set))
            #expect(codebook.hash == expected.hash)
        }
    }

    @Test(arguments: [-1, 1e-9, 5_000, .nan, .infinity] as [Float])
    func `a weight that is none is refused`(spillWeight: Float) {
        #expect(throws: QuantizationError.unsuitable(what: "spillWeight")) {
            try Self.codebook(Self.trial(seed: 7, isCoarse: false), .cosine, spillWeight: spillWeight)
        }
    }

    @Test func `numbers far from one have second lists as well`() throws {
        for scale in [Float(1e-18), 1e-7, 1e4] {
            let trial = Trial(seed: 8, dimension: 6, count: 200)
            let halves = trial.halves.map { half in
                Float16(Float(Float16(bitPattern: half)) * scale).bitPattern
            }
            let scaled = Trial(dimension: 6, count: 200, halves: halves)
            let codebook = try Self.codebook(scaled, .innerProduct, listCount: 9)
            let expected = scaled.spill(by: codebook, kernels: try KernelSet(.scalar))
            #expect(scaled.spill(by: codebook).lists == expected.lists)
            #expect(scaled.picked([3]).spill(by: codebook).lists == [expected.lists[3]])
        }
    }
}
