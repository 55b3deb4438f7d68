internal import Ground
internal import Kernels
internal import Vocabulary

/// Encodes vectors of a sample and compares them with what their codes stand for.
struct ErrorMeasure: Sendable {
    struct Figures {
        var meanSquaredError: Float
        /// The scalars of L2 codes: where sixteen bits begin, and their step.
        var scalarMin: Float
        var scalarStep: Float
    }

    let codebook: Codebook
    let sample: SampleRows
    /// Vectors that are measured, evenly spread over the sample.
    let count: Int
    let kernels: KernelSet

    private static let blockCount = 256

    /// Nil when it was stopped.
    func run(team: WorkTeam, stopping: () -> Bool) -> Figures? {
        let errors = SharedArray<Double>(repeating: 0, count: count)
        // Of L2 codes, those of second lists behind those of the first.
        let scalars = SharedArray<Float>(repeating: 0, count: codebook.isSpilled ? 2 * count : count)
        let isDone = team.forEachRange(count: count, grain: Self.blockCount, stopping: stopping) { range in
            measure(range, errors: errors, scalars: scalars)
        }
        guard isDone else { return nil }
        var sum = 0.0
        var (low, high) = (scalars[0], scalars[0])
        for number in 0..<count { sum += errors[number] }
        for place in 0..<scalars.count {
            low = min(low, scalars[place])
            high = max(high, scalars[place])
        }
        // Later vectors may lie somewhat outside of the sample's range.
        let margin = max((high - low) / 4, abs(high) * 0x1p-4, abs(low) * 0x1p-4, 0x1p-40)
        return Figures(
            meanSquaredError: Float(sum / Double(count)), scalarMin: low - margin,
            scalarStep: (high - low + 2 * margin) / 65_535)
    }

    private func measure(_ range: Range<Int>, errors: SharedArray<Double>, scalars: SharedArray<Float>) {
        var lists: [UInt32] = [], spillLists: [UInt32] = []
        var codes: [UInt8] = [], spillCodes: [UInt8] = []
        let isSpilled = codebook.isSpilled && codebook.metric == .l2
        var halves = [UInt16](repeating: 0, count: range.count * codebook.dimension)
        for (place, number) in range.enumerated() {
            let row = unsafe sample.row(sample.spread(number, of: count))
            for index in 0..<codebook.dimension {
                halves[place * codebook.dimension + index] = unsafe row[index]
            }
        }
        unsafe halves.withUnsafeBufferPointer { halves in
            if isSpilled {
                unsafe codebook.encode(
                    halves: halves, stride: codebook.dimension, rowCount: range.count, lists: &lists, codes: &codes,
                    spillLists: &spillLists, spillCodes: &spillCodes, kernels: kernels)
            } else {
                unsafe codebook.encode(
                    halves: halves, stride: codebook.dimension, rowCount: range.count, lists: &lists, codes: &codes,
                    kernels: kernels)
            }
        }
        for (place, number) in range.enumerated() {
            let start = place * codebook.dimension
            let vector = kernels.floats(Array(halves[start..<(start + codebook.dimension)]))
            let code = Array(codes[(place * codebook.rowCount)..<((place + 1) * codebook.rowCount)])
            errors[number] = codebook.squaredError(of: vector, list: lists[place], code: code, kernels: kernels)
            if codebook.metric == .l2 {
                scalars[number] = codebook.scalar(list: lists[place], code: code, kernels: kernels)
            }
            guard isSpilled else { continue }
            scalars[count + number] = scalars[number]
            if spillLists[place] != Codebook.noList {
                let code = Array(spillCodes[(place * codebook.rowCount)..<((place + 1) * codebook.rowCount)])
                scalars[count + number] = codebook.scalar(list: spillLists[place], code: code, kernels: kernels)
            }
        }
    }
}
