internal import Ground
internal import Kernels

/// Lloyd's k-means over whole vectors.
///
/// Sums have a fixed order, so that neither threads nor the instruction set change the result. A centroid that no
/// vector chose takes half of a large cluster; where there are fewer different vectors than centroids the rest stay
/// copies, which do no harm: the lowest number wins a tie.
///
/// - SeeAlso: Lloyd, IEEE Transactions on Information Theory 28(2), 1982.
struct CoarseTrainer {
    let rows: FloatMatrix
    let centroids: FloatMatrix
    /// The list of each row.
    let lists: SharedArray<UInt32>
    private let panels: ColumnPanels
    private let kernels: KernelSet

    private static let blockRowCount = 960

    /// - Parameter rows: at least one.
    init(rows: FloatMatrix, listCount: Int, chance: inout TrainingChance, kernels: KernelSet) {
        self.rows = rows
        self.kernels = kernels
        centroids = FloatMatrix(rowCount: listCount, width: rows.width)
        lists = SharedArray(repeating: 0, count: rows.rowCount)
        panels = ColumnPanels(columnCount: listCount, dimension: rows.width)
        for (list, row) in chance.choose(listCount, below: rows.rowCount).enumerated() {
            _ = unsafe centroids.row(list).update(from: rows.row(row))
        }
    }

    /// Assigns every row to its nearest centroid.
    ///
    /// - Returns: false when it was stopped.
    func assign(team: WorkTeam, stopping: () -> Bool) -> Bool {
        assign(rows, to: lists, team: team, stopping: stopping)
    }

    /// Writes to `lists` the nearest centroid of every row of `rows`.
    ///
    /// - Returns: false when it was stopped.
    func assign(_ rows: FloatMatrix, to lists: SharedArray<UInt32>, team: WorkTeam, stopping: () -> Bool) -> Bool {
        let isSet = team.forEachRange(
            count: centroids.rowCount, grain: ColumnPanels.panelColumnCount, stopping: stopping
        ) { [self] range in
            for list in range {
                let centroid = unsafe UnsafeBufferPointer(centroids.row(list))
                let halfNorm = unsafe kernels.squaredNorm(centroid) / 2
                unsafe panels.set(list, to: centroid.baseAddress!, halfNorm: halfNorm)
            }
        }
        guard isSet else { return false }
        // Ranges of about 20 ms at most, so that a stop is soon heard.
        let cost = centroids.rowCount * rows.width
        let grain = max(96, min(Self.blockRowCount, (1 << 31) / cost / 96 * 96))
        return team.forEachRange(count: rows.rowCount, grain: grain, stopping: stopping) { [self] range in
            unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count) { least in
                unsafe kernels.nearestColumns(
                    of: rows.rows(range), stride: rows.width, in: panels,
                    nearest: UnsafeMutableBufferPointer(rebasing: lists.buffer[range]), least: least)
            }
        }
    }

    /// Moves every centroid to the mean of its rows, summed in order in double precision, and splits large clusters for
    /// those that have none.
    ///
    /// - Returns: false when it was stopped.
    func update(team: WorkTeam, stopping: () -> Bool) -> Bool {
        let (starts, order) = membersByList()
        let isDone = team.forEachRange(count: centroids.rowCount, grain: 8, stopping: stopping) { [self] range in
            unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.width) { sums in
                for list in range where starts[list + 1] > starts[list] {
                    unsafe sums.update(repeating: 0)
                    for member in starts[list]..<starts[list + 1] {
                        unsafe FloatRows.add(rows.row(Int(order[member])), to: sums)
                    }
                    let scale = 1 / Double(starts[list + 1] - starts[list])
                    let centroid = unsafe centroids.row(list)
                    for index in sums.indices { unsafe centroid[index] = Float(sums[index] * scale) }
                }
            }
        }
        guard isDone else { return false }
        let sizes = (0..<centroids.rowCount).map { starts[$0 + 1] - starts[$0] }
        for (empty, large) in ClusterSplit.pairs(sizes: sizes) {
            unsafe ClusterSplit.split(
                centroids.row(large).baseAddress!, into: centroids.row(empty).baseAddress!, count: centroids.width,
                stride: 1)
        }
        return true
    }

    /// The numbers of all rows by list, ascending within one, and where each list begins.
    private func membersByList() -> (starts: [Int], order: SharedArray<UInt32>) {
        var starts = [Int](repeating: 0, count: centroids.rowCount + 1)
        for row in 0..<rows.rowCount { starts[Int(lists[row]) + 1] += 1 }
        for list in 0..<centroids.rowCount { starts[list + 1] += starts[list] }
        var places = starts
        let order = SharedArray<UInt32>(repeating: 0, count: rows.rowCount)
        for row in 0..<rows.rowCount {
            let list = Int(lists[row])
            order[places[list]] = UInt32(row)
            places[list] += 1
        }
        return (starts, order)
    }
}
