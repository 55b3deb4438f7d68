internal import Ground
internal import Kernels

/// Lloyd's k-means over whole vectors: blocks of them are compared with all centroids by matrix products.
///
/// Blocks and sums have a fixed order, so that the result depends on the machine's BLAS and on nothing else. Centroids
/// that no vector chose split the largest clusters in two; where there are fewer different vectors than centroids the
/// rest stay copies, which do no harm: the lowest number wins a tie.
///
/// - SeeAlso: Lloyd, IEEE Transactions on Information Theory 28(2), 1982.
struct CoarseTrainer {
    let rows: FloatMatrix
    let centroids: FloatMatrix
    private let halfNorms: SharedArray<Float>
    /// The list of each row.
    let lists: SharedArray<UInt32>
    private let products: [FloatMatrix]
    private let kernels: KernelSet

    private static let blockRowCount = 256
    private static let blockListCount = 1_024

    /// - Parameter rows: at least one.
    init(rows: FloatMatrix, listCount: Int, threadCount: Int, chance: inout TrainingChance, kernels: KernelSet) {
        self.rows = rows
        self.kernels = kernels
        centroids = FloatMatrix(rowCount: listCount, width: rows.width)
        halfNorms = SharedArray(repeating: 0, count: listCount)
        lists = SharedArray(repeating: 0, count: rows.rowCount)
        products = (0..<threadCount).map { _ in
            FloatMatrix(rowCount: Self.blockRowCount, width: min(listCount, Self.blockListCount))
        }
        for (list, row) in chance.choose(listCount, below: rows.rowCount).enumerated() {
            _ = unsafe centroids.row(list).update(from: rows.row(row))
        }
    }

    /// Assigns every row to its nearest centroid.
    ///
    /// - Returns: false when it was stopped.
    func assign(team: WorkTeam, stopping: () -> Bool) -> Bool {
        measureCentroids()
        return team.forEachRange(count: rows.rowCount, grain: Self.blockRowCount, stopping: stopping) { [self] in
            assign($0, products: products[$1])
        }
    }

    private func measureCentroids() {
        for list in 0..<centroids.rowCount {
            halfNorms[list] = unsafe kernels.squaredNorm(UnsafeBufferPointer(centroids.row(list))) / 2
        }
    }

    private func assign(_ range: Range<Int>, products: FloatMatrix) {
        var least = [Float](repeating: .infinity, count: range.count)
        for firstList in stride(from: 0, to: centroids.rowCount, by: Self.blockListCount) {
            let listCount = min(Self.blockListCount, centroids.rowCount - firstList)
            unsafe MatrixMath.products(
                of: rows.row(range.lowerBound).baseAddress!, count: range.count, stride: rows.width,
                with: centroids.row(firstList).baseAddress!, count: listCount, stride: rows.width,
                dimension: rows.width, into: products.start, stride: products.width)
            let halfNorms = unsafe self.halfNorms.start + firstList
            for (number, row) in range.enumerated() {
                let line = unsafe products.row(number)
                for list in 0..<listCount {
                    let distance = unsafe halfNorms[list] - line[list]
                    if distance < least[number] {
                        least[number] = distance
                        lists[row] = UInt32(firstList + list)
                    }
                }
            }
        }
    }

    /// Moves every centroid to the mean of its rows, summed in order in double precision, and splits large clusters for
    /// those that have none.
    ///
    /// - Returns: false when it was stopped.
    func update(team: WorkTeam, stopping: () -> Bool) -> Bool {
        let (starts, order) = membersByList()
        let isDone = team.forEachRange(count: centroids.rowCount, grain: 16, stopping: stopping) { [self] range in
            unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.width) { sums in
                for list in range where starts[list + 1] > starts[list] {
                    for index in unsafe sums.indices { unsafe sums[index] = 0 }
                    for member in starts[list]..<starts[list + 1] {
                        let row = unsafe rows.row(Int(order[member]))
                        for index in unsafe sums.indices { unsafe sums[index] += Double(row[index]) }
                    }
                    let scale = 1 / Double(starts[list + 1] - starts[list])
                    let centroid = unsafe centroids.row(list)
                    for index in unsafe sums.indices { unsafe centroid[index] = Float(sums[index] * scale) }
                }
            }
        }
        if isDone { split(sizes: (0..<centroids.rowCount).map { starts[$0 + 1] - starts[$0] }) }
        return isDone
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

    private func split(sizes: [Int]) {
        let empty = sizes.indices.filter { sizes[$0] == 0 }
        guard !empty.isEmpty else { return }
        let large = sizes.indices.filter { sizes[$0] > 1 }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        for (target, source) in zip(empty, large) {
            let (from, to) = unsafe (centroids.row(source), centroids.row(target))
            for index in unsafe from.indices {
                // As small as to leave the means where they are, as large as to part the rows.
                let nudge: Float = index % 2 == 0 ? 0x1p-10 : -0x1p-10
                let value = unsafe from[index]
                unsafe to[index] = value * (1 + nudge)
                unsafe from[index] = value * (1 - nudge)
            }
        }
    }
}
