internal import Ground
internal import Kernels
internal import Vocabulary

/// The principal axes of vectors.
enum TransformTrainer {
    /// The `shape.reducedDimension` axes along which the rows extend farthest, one a row, of unit length.
    ///
    /// Second moments about zero: for L2 the mean was taken off before, for the other metrics zero is what counts. With
    /// `isBalanced` the axes are dealt to the parts so that the product of the variances of each is about the same.
    ///
    /// - Parameter rows: `shape.dimension` components each.
    /// - Returns: shape `[reducedDimension, dimension]`; nil when it was stopped.
    /// - SeeAlso: Ge, He, Ke, Sun, TPAMI 2014, doi:10.1109/TPAMI.2013.240, section 3.2, eigenvalue allocation.
    static func principalAxes(
        of rows: FloatMatrix, shape: CodebookShape, isBalanced: Bool, team: WorkTeam, stopping: () -> Bool
    ) throws(QuantizationError) -> [Float]? {
        let dimension = shape.dimension
        guard let moments = moments(of: rows, with: rows, team: team, stopping: stopping) else { return nil }
        guard let (values, vectors) = MatrixMath.eigenvectors(ofSymmetric: moments, order: dimension) else {
            throw .unsuitable(what: "transform")
        }
        guard isBalanced else { return Array(vectors[..<(shape.reducedDimension * dimension)]) }
        return balanced(Array(values[..<shape.reducedDimension]), shape: shape).flatMap {
            vectors[($0 * dimension)..<(($0 + 1) * dimension)]
        }
    }

    /// The sums over all rows of the products of each component of `left` and each of `right`, divided by the number of
    /// rows: shape `[left.width, right.width]`. Nil when it was stopped.
    static func moments(
        of left: FloatMatrix, with right: FloatMatrix, team: WorkTeam, stopping: () -> Bool
    ) -> [Float]? {
        // As many sums as there are groups, whatever the number of threads, each in order.
        let groupCount = 8
        let groupRowCount = (left.rowCount + groupCount - 1) / groupCount
        let size = left.width * right.width
        let sums = FloatMatrix(rowCount: groupCount, width: size)
        let isDone = team.forEachRange(count: groupCount, grain: 1, stopping: stopping) { groups in
            for group in groups {
                let end = min((group + 1) * groupRowCount, left.rowCount)
                for start in stride(from: group * groupRowCount, to: end, by: 1_024) {
                    unsafe MatrixMath.outerProducts(
                        of: left.row(start).baseAddress!, dimension: left.width, with: right.row(start).baseAddress!,
                        dimension: right.width, rowCount: min(1_024, end - start), addingTo: true,
                        into: sums.row(group).baseAddress!)
                }
            }
        }
        guard isDone else { return nil }
        return (0..<size).map { index in
            var sum = 0.0
            for group in 0..<groupCount { sum += unsafe Double(sums.row(group)[index]) }
            return Float(sum / Double(left.rowCount))
        }
    }

    /// Which axis stands at which place: each goes, largest first, to the part with room whose product of variances is
    /// least.
    private static func balanced(_ variances: [Float], shape: CodebookShape) -> [Int] {
        var members = [[Int]](repeating: [], count: shape.partCount)
        var logarithms = [Double](repeating: 0, count: shape.partCount)
        // The last parts have fewer components when the parts are not full.
        let rooms = (0..<shape.partCount).map {
            max(0, min(shape.partDimension, shape.reducedDimension - $0 * shape.partDimension))
        }
        let floor = Double(max(variances.first ?? 0, .leastNormalMagnitude)) * 1e-9
        for (axis, variance) in variances.enumerated() {
            var chosen: Int?
            for part in members.indices where members[part].count < rooms[part] {
                guard let best = chosen else {
                    chosen = part
                    continue
                }
                if logarithms[part] < logarithms[best] { chosen = part }
            }
            guard let part = chosen else { break }
            members[part].append(axis)
            logarithms[part] += Double.logarithm(max(Double(variance), floor) / floor)
        }
        return members.flatMap { $0 }
    }
}

extension Double {
    /// The natural logarithm, near enough to compare sizes: the exponent and a straight line through the rest.
    fileprivate static func logarithm(_ value: Double) -> Double {
        Double(value.exponent) + value.significand - 1
    }
}
