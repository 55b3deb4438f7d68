internal import Ground
internal import Kernels

/// The rotation with which product quantization loses least: by turns the parts' centroids for the rotation at hand,
/// and the rotation that brings the rows nearest to what their codes stand for.
///
/// - SeeAlso: Ge, He, Ke, Sun, "Optimized Product Quantization", CVPR 2013, the non-parametric solution.
struct RotationTrainer {
    /// Shape `[rowCount, width]`, of which the first `dimension` components are turned.
    let residuals: FloatMatrix
    let dimension: Int
    let partCount: Int
    let centroidCount: Int
    let kernels: KernelSet

    static let roundCount = 20
    /// Iterations of k-means in a round.
    private static let iterationCount = 3

    /// - Returns: shape `[dimension, dimension]`, a rotation a row; nil when it was stopped.
    func run(
        chance: inout TrainingChance, team: WorkTeam, progress: (Int) -> Void, stopping: () -> Bool
    ) throws(QuantizationError) -> [Float]? {
        let width = residuals.width
        var rotation = [Float](repeating: 0, count: dimension * dimension)
        for index in 0..<dimension { rotation[index * dimension + index] = 1 }
        let turned = FloatMatrix(rowCount: residuals.rowCount, width: width)
        let reconstructed = FloatMatrix(rowCount: residuals.rowCount, width: width)
        let parts = PartTrainer(
            rowCount: residuals.rowCount, partCount: partCount, partDimension: width / partCount,
            centroidCount: centroidCount, kernels: kernels)
        for round in 0..<Self.roundCount {
            progress(round)
            guard
                Self.turn(
                    residuals, by: rotation, from: dimension, to: dimension, into: turned, team: team,
                    stopping: stopping)
            else { return nil }
            parts.load(turned, team: team)
            if round == 0 { parts.begin(chance: &chance) }
            for _ in 0..<Self.iterationCount {
                guard parts.iterate(team: team, stopping: stopping) else { return nil }
            }
            guard parts.reconstruct(into: reconstructed, team: team, stopping: stopping),
                let moments = TransformTrainer.moments(
                    of: reconstructed, with: residuals, team: team, stopping: stopping)
            else { return nil }
            let square = (0..<dimension).flatMap { moments[($0 * width)..<($0 * width + dimension)] }
            guard let nearest = MatrixMath.nearestOrthogonal(to: square, order: dimension) else {
                throw .unsuitable(what: "transform")
            }
            rotation = nearest
        }
        return rotation
    }

    /// Writes to the first `target` components of each row of `result` the products of the matrix's rows and the row of
    /// `rows`.
    ///
    /// - Parameter matrix: shape `[to, from]`.
    /// - Returns: false when it was stopped.
    static func turn(
        _ rows: FloatMatrix, by matrix: [Float], from source: Int, to target: Int, into result: FloatMatrix,
        team: WorkTeam, stopping: () -> Bool
    ) -> Bool {
        precondition(matrix.count == source * target && rows.width >= source && result.width >= target)
        return team.forEachRange(count: rows.rowCount, grain: 512, stopping: stopping) { range in
            unsafe matrix.withUnsafeBufferPointer { matrix in
                unsafe MatrixMath.products(
                    of: rows.row(range.lowerBound).baseAddress!, count: range.count, stride: rows.width,
                    with: matrix.baseAddress!, count: target, stride: source, dimension: source,
                    into: result.row(range.lowerBound).baseAddress!, stride: result.width)
            }
        }
    }
}
