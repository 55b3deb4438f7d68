internal import Ground
internal import Kernels

/// Lloyd's k-means of every part of residuals, as many centroids each.
///
/// Fewer different rows than centroids leave copies among the centroids; the lowest number wins a tie. Sums have a
/// fixed order, so that neither threads nor the instruction set change the result.
struct PartTrainer {
    /// `[partCount, rowCount, partDimension]`: part by part.
    private let rows: FloatMatrix
    private let rowCount: Int
    private let partCount: Int
    private let partDimension: Int
    private let centroidCount: Int
    /// As a codebook keeps them.
    private let centroids: SharedArray<Float>
    private let halfNorms: SharedArray<Float>
    private let panels: [ColumnPanels]
    /// `[partCount, blockCount, centroidCount, partDimension]`, and how many rows each sum is of.
    private let sums: SharedArray<Double>
    private let sizes: SharedArray<UInt32>
    private let kernels: KernelSet

    /// Rows whose sums are made one after the other.
    private static let blockRowCount = 16_384
    /// Rows that are compared at once.
    private static let stepRowCount = 192

    /// - Parameter rowCount: of the residuals to come, at least one.
    init(rowCount: Int, partCount: Int, partDimension: Int, centroidCount: Int, kernels: KernelSet) {
        self.rowCount = rowCount
        self.partCount = partCount
        self.partDimension = partDimension
        self.centroidCount = centroidCount
        self.kernels = kernels
        rows = FloatMatrix(rowCount: partCount * rowCount, width: partDimension)
        centroids = SharedArray(repeating: 0, count: partCount * partDimension * centroidCount)
        halfNorms = SharedArray(repeating: 0, count: partCount * centroidCount)
        panels = (0..<partCount).map { _ in ColumnPanels(columnCount: centroidCount, dimension: partDimension) }
        let blockCount = (rowCount + Self.blockRowCount - 1) / Self.blockRowCount
        sums = SharedArray(repeating: 0, count: partCount * blockCount * centroidCount * partDimension)
        sizes = SharedArray(repeating: 0, count: partCount * blockCount * centroidCount)
    }

    private var blockCount: Int { (rowCount + Self.blockRowCount - 1) / Self.blockRowCount }

    /// Takes the rows to work on.
    ///
    /// - Parameter residuals: shape `[rowCount, partCount · partDimension]`.
    func load(_ residuals: FloatMatrix, team: WorkTeam) {
        precondition(residuals.rowCount == rowCount && residuals.width == partCount * partDimension)
        team.forEachRange(count: rowCount, grain: 1_024) { [self] range in
            for row in range {
                let source = unsafe residuals.row(row).baseAddress!
                for part in 0..<partCount {
                    let target = unsafe rows.row(part * rowCount + row).baseAddress!
                    for index in 0..<partDimension { unsafe target[index] = source[part * partDimension + index] }
                }
            }
        }
    }

    /// Starts from rows chosen at random, different ones for every part.
    func begin(chance: inout TrainingChance) {
        for part in 0..<partCount {
            for (code, row) in chance.choose(centroidCount, below: rowCount).enumerated() {
                let source = unsafe rows.row(part * rowCount + row)
                for index in 0..<partDimension {
                    centroids[(part * partDimension + index) * centroidCount + code] = unsafe source[index]
                }
            }
            measureCentroids(ofPart: part)
        }
    }

    /// One iteration: every row chooses its centroid, every centroid moves to the mean of its rows.
    ///
    /// - Returns: false when it was stopped.
    func iterate(team: WorkTeam, stopping: () -> Bool) -> Bool {
        let isAssigned = team.forEachRange(count: partCount * blockCount, grain: 1, stopping: stopping) {
            [self] tasks in
            for task in tasks { addUp(part: task / blockCount, block: task % blockCount) }
        }
        guard isAssigned else { return false }
        return team.forEachRange(count: partCount, grain: 1, stopping: stopping) { [self] parts in
            for part in parts {
                move(part: part)
                measureCentroids(ofPart: part)
            }
        }
    }

    /// Writes to `target`, shaped as the residuals, what the nearest centroids stand for.
    ///
    /// - Returns: false when it was stopped.
    func reconstruct(into target: FloatMatrix, team: WorkTeam, stopping: () -> Bool) -> Bool {
        team.forEachRange(count: rowCount, grain: Self.blockRowCount, stopping: stopping) { [self] range in
            for part in 0..<partCount {
                unsafe forEachStep(part: part, rows: range) { start, nearest in
                    for unsafe(place, code) in unsafe nearest.enumerated() {
                        let row = unsafe target.row(start + place)
                        for index in (part * partDimension)..<((part + 1) * partDimension) {
                            unsafe row[index] = centroids[index * centroidCount + Int(code)]
                        }
                    }
                }
            }
        }
    }

    /// Copies the centroids and their half norms to a codebook's sections.
    func write(centroids target: UnsafeMutablePointer<Float>, halfNorms targetNorms: UnsafeMutablePointer<Float>) {
        unsafe target.update(from: centroids.start, count: centroids.count)
        unsafe targetNorms.update(from: halfNorms.start, count: halfNorms.count)
    }

    /// Gives the nearest centroids of a part of some rows to `body`, a few rows at a time.
    private func forEachStep(
        part: Int, rows range: Range<Int>, _ body: (Int, UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.stepRowCount) { nearest in
            unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.stepRowCount) { least in
                for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.stepRowCount) {
                    let count = min(Self.stepRowCount, range.upperBound - start)
                    let first = part * rowCount + start
                    let found = unsafe UnsafeMutableBufferPointer(rebasing: nearest[..<count])
                    unsafe kernels.nearestColumns(
                        of: rows.rows(first..<(first + count)), stride: partDimension, in: panels[part],
                        nearest: found, least: UnsafeMutableBufferPointer(rebasing: least[..<count]))
                    unsafe body(start, found)
                }
            }
        }
    }

    private func addUp(part: Int, block: Int) {
        let sums = unsafe self.sums.start + (part * blockCount + block) * centroidCount * partDimension
        let sizes = unsafe self.sizes.start + (part * blockCount + block) * centroidCount
        unsafe sums.update(repeating: 0, count: centroidCount * partDimension)
        unsafe sizes.update(repeating: 0, count: centroidCount)
        let start = block * Self.blockRowCount
        unsafe forEachStep(part: part, rows: start..<min(start + Self.blockRowCount, rowCount)) { start, nearest in
            for unsafe(place, code) in unsafe nearest.enumerated() {
                unsafe sizes[Int(code)] += 1
                unsafe FloatRows.add(
                    rows.row(part * rowCount + start + place),
                    to: UnsafeMutableBufferPointer(start: sums + Int(code) * partDimension, count: partDimension))
            }
        }
    }

    private func move(part: Int) {
        let sums = unsafe self.sums.start + part * blockCount * centroidCount * partDimension
        let sizes = unsafe self.sizes.start + part * blockCount * centroidCount
        let target = unsafe centroids.start + part * partDimension * centroidCount
        var all = [Int](repeating: 0, count: centroidCount)
        for code in 0..<centroidCount {
            for block in 0..<blockCount { all[code] += unsafe Int(sizes[block * centroidCount + code]) }
            guard all[code] > 0 else { continue }
            for index in 0..<partDimension {
                var sum = 0.0
                for block in 0..<blockCount {
                    sum += unsafe sums[(block * centroidCount + code) * partDimension + index]
                }
                unsafe target[index * centroidCount + code] = Float(sum / Double(all[code]))
            }
        }
        for (empty, large) in ClusterSplit.pairs(sizes: all) {
            unsafe ClusterSplit.split(target + large, into: target + empty, count: partDimension, stride: centroidCount)
        }
    }

    /// Half the squared length of each centroid, summed in order in double precision.
    private func measureCentroids(ofPart part: Int) {
        let start = unsafe centroids.start + part * partDimension * centroidCount
        for code in 0..<centroidCount {
            var sum = 0.0
            for index in 0..<partDimension {
                let component = unsafe Double(start[index * centroidCount + code])
                sum += component * component
            }
            halfNorms[part * centroidCount + code] = Float(sum / 2)
            unsafe panels[part].set(code, to: start + code, stride: centroidCount, halfNorm: Float(sum / 2))
        }
    }
}
