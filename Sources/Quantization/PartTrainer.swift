internal import Ground
internal import Kernels

/// Lloyd's k-means of every part of residuals, 256 centroids each.
///
/// Fewer than 256 different rows leave copies among the centroids; the lowest number wins a tie.
struct PartTrainer {
    /// `[partCount, rowCount, partDimension]`: part by part.
    private let rows: FloatMatrix
    private let rowCount: Int
    private let partCount: Int
    private let partDimension: Int
    /// As a codebook keeps them.
    private let centroids: SharedArray<Float>
    private let halfNorms: SharedArray<Float>
    /// `[partCount, rowCount]`.
    private let codes: SharedArray<UInt8>

    private static let blockRowCount = 4_096

    /// - Parameter residuals: shape `[rowCount, partCount · partDimension]`, at least one.
    init(residuals: FloatMatrix, partCount: Int, chance: inout TrainingChance) {
        self.partCount = partCount
        partDimension = residuals.width / partCount
        rowCount = residuals.rowCount
        rows = FloatMatrix(rowCount: partCount * residuals.rowCount, width: partDimension)
        centroids = SharedArray(repeating: 0, count: residuals.width * 256)
        halfNorms = SharedArray(repeating: 0, count: partCount * 256)
        codes = SharedArray(repeating: 0, count: partCount * residuals.rowCount)
        for row in 0..<rowCount {
            let source = unsafe residuals.row(row)
            for part in 0..<partCount {
                let target = unsafe rows.row(part * rowCount + row)
                for index in 0..<partDimension { unsafe target[index] = source[part * partDimension + index] }
            }
        }
        for part in 0..<partCount {
            for (code, row) in chance.choose(256, below: rowCount).enumerated() {
                for index in 0..<partDimension {
                    centroids[(part * partDimension + index) * 256 + code] = unsafe rows.row(part * rowCount + row)[
                        index]
                }
            }
            measureCentroids(ofPart: part)
        }
    }

    /// One iteration: every row chooses its centroid, every centroid moves to the mean of its rows.
    ///
    /// - Returns: false when it was stopped.
    func iterate(team: WorkTeam, stopping: () -> Bool) -> Bool {
        let blockCount = (rowCount + Self.blockRowCount - 1) / Self.blockRowCount
        let isAssigned = team.forEachRange(count: partCount * blockCount, grain: 1, stopping: stopping) {
            [self] tasks in
            for task in tasks {
                let start = task % blockCount * Self.blockRowCount
                assign(part: task / blockCount, rows: start..<min(start + Self.blockRowCount, rowCount))
            }
        }
        guard isAssigned else { return false }
        return team.forEachRange(count: partCount, grain: 1, stopping: stopping) { [self] parts in
            for part in parts {
                move(part: part)
                measureCentroids(ofPart: part)
            }
        }
    }

    /// Copies the centroids and their half norms to a codebook's sections.
    func write(centroids target: UnsafeMutablePointer<Float>, halfNorms targetNorms: UnsafeMutablePointer<Float>) {
        unsafe target.update(from: centroids.start, count: centroids.count)
        unsafe targetNorms.update(from: halfNorms.start, count: halfNorms.count)
    }

    private func assign(part: Int, rows range: Range<Int>) {
        unsafe PartMath.encodeRows(
            rows.row(part * rowCount + range.lowerBound).baseAddress!, rowCount: range.count,
            centroids: centroids.start + part * partDimension * 256, halfNorms: halfNorms.start + part * 256,
            partCount: 1, partDimension: partDimension, codes: codes.start + part * rowCount + range.lowerBound,
            values: nil)
    }

    private func move(part: Int) {
        var sums = [Double](repeating: 0, count: 256 * partDimension)
        var sizes = [Int](repeating: 0, count: 256)
        for row in 0..<rowCount {
            let code = Int(codes[part * rowCount + row])
            let source = unsafe rows.row(part * rowCount + row)
            sizes[code] += 1
            for index in 0..<partDimension { sums[code * partDimension + index] += unsafe Double(source[index]) }
        }
        let target = unsafe centroids.start + part * partDimension * 256
        for code in 0..<256 where sizes[code] > 0 {
            let scale = 1 / Double(sizes[code])
            for index in 0..<partDimension {
                unsafe target[index * 256 + code] = Float(sums[code * partDimension + index] * scale)
            }
        }
        split(sizes: sizes, centroids: target)
    }

    private func split(sizes: [Int], centroids: UnsafeMutablePointer<Float>) {
        let empty = sizes.indices.filter { sizes[$0] == 0 }
        guard !empty.isEmpty else { return }
        let large = sizes.indices.filter { sizes[$0] > 1 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        for (target, source) in zip(empty, large) {
            for index in 0..<partDimension {
                let nudge: Float = index % 2 == 0 ? 0x1p-10 : -0x1p-10
                let value = unsafe centroids[index * 256 + source]
                unsafe centroids[index * 256 + target] = value * (1 + nudge)
                unsafe centroids[index * 256 + source] = value * (1 - nudge)
            }
        }
    }

    private func measureCentroids(ofPart part: Int) {
        let norms = unsafe halfNorms.start + part * 256
        for code in 0..<256 { unsafe norms[code] = 0 }
        for component in (part * partDimension)..<((part + 1) * partDimension) {
            let row = unsafe centroids.start + component * 256
            for code in 0..<256 { unsafe norms[code].addProduct(row[code] / 2, row[code]) }
        }
    }
}
