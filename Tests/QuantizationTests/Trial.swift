import Ground
import Kernels
import Quantization
import TrialGround
import Vocabulary

/// Vectors of halves for trials.
struct Trial {
    let dimension: Int
    let count: Int
    let halves: [UInt16]

    init(dimension: Int, count: Int, halves: [UInt16]) {
        self.dimension = dimension
        self.count = count
        self.halves = halves
    }

    /// `count` vectors around `clusterCount` places; of unit length when `isUnit`.
    init(seed: UInt64, dimension: Int, count: Int, clusterCount: Int = 5, isUnit: Bool = true, offset: Float = 0) {
        var random = SeededRandom(seed: seed)
        let centres = (0..<clusterCount * dimension).map { _ in Float.random(in: -1...1, using: &random) }
        var halves: [UInt16] = []
        for number in 0..<count {
            let cluster = number % clusterCount
            var vector = (0..<dimension).map {
                centres[cluster * dimension + $0] + Float.random(in: -0.3...0.3, using: &random) + offset
            }
            if isUnit { vector = VectorMath.normalise(vector) ?? vector }
            halves += vector.map { Float16($0).bitPattern }
        }
        self.init(dimension: dimension, count: count, halves: halves)
    }

    func vector(_ row: Int) -> [Float] {
        halves[(row * dimension)..<((row + 1) * dimension)].map { Float(Float16(bitPattern: $0)) }
    }

    /// The vectors of `rows`, in that order.
    func picked(_ rows: [Int]) -> Trial {
        Trial(
            dimension: dimension, count: rows.count,
            halves: rows.flatMap { halves[($0 * dimension)..<(($0 + 1) * dimension)] })
    }

    func train(
        _ plan: TrainingPlan, metric: Metric = .cosine, threadCount: Int = 2, kernels: KernelSet = .best,
        progress: (TrainingStep) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws(QuantizationError) -> Codebook {
        let team = WorkTeam(name: "trial", threadCount: threadCount)
        let copy = UnsafeMutableBufferPointer<UInt16>.allocate(capacity: halves.count)
        defer { copy.deallocate() }
        _ = copy.initialize(from: halves)
        return try Trainer.train(
            plan, dimension: dimension, metric: metric, sample: UnsafeBufferPointer(copy), stride: dimension,
            sampleCount: count, team: team, kernels: kernels, progress: progress, isCancelled: isCancelled)
    }

    /// The second lists and the codes there.
    func spill(by codebook: Codebook, kernels: KernelSet = .best) -> (lists: [UInt32], codes: [UInt8]) {
        var lists: [UInt32] = [], spillLists: [UInt32] = []
        var codes: [UInt8] = [], spillCodes: [UInt8] = []
        halves.withUnsafeBufferPointer {
            codebook.encode(
                halves: $0, stride: dimension, rowCount: count, lists: &lists, codes: &codes, spillLists: &spillLists,
                spillCodes: &spillCodes, kernels: kernels)
        }
        precondition(lists == encode(by: codebook, kernels: kernels).lists, "a spill changes no first list")
        precondition(codes == encode(by: codebook, kernels: kernels).codes, "a spill changes no first code")
        return (spillLists, spillCodes)
    }

    func encode(by codebook: Codebook, kernels: KernelSet = .best) -> (lists: [UInt32], codes: [UInt8]) {
        var lists: [UInt32] = []
        var codes: [UInt8] = []
        halves.withUnsafeBufferPointer {
            codebook.encode(
                halves: $0, stride: dimension, rowCount: count, lists: &lists, codes: &codes, kernels: kernels)
        }
        return (lists, codes)
    }
}
