import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct TrainerTests {
    @Test(arguments: Metric.allCases)
    func `codes stand for vectors near those that were encoded`(metric: Metric) throws {
        let trial = Trial(seed: 1, dimension: 24, count: 600, isUnit: metric == .cosine)
        let codebook = try trial.train(TrainingPlan(listCount: 5, partCount: 12, seed: 7), metric: metric)
        let encoded = trial.encode(by: codebook)
        var error = 0.0
        var energy = 0.0
        for row in 0..<trial.count {
            let code = Array(encoded.codes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)])
            error += codebook.squaredError(
                of: trial.vector(row), list: encoded.lists[row], code: code, kernels: .best)
            energy += trial.vector(row).reduce(0) { $0 + Double($1) * Double($1) }
        }
        #expect(error < 0.01 * energy)
        #expect(abs(error / Double(trial.count) - Double(codebook.quantizationError)) < 1e-6 * energy)
    }
}
