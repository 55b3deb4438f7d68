internal import Glibc
internal import Ground
internal import Kernels
internal import Vocabulary

/// The coarse centroids of very many lists, compressed by product quantization as vectors are: a byte for eight
/// components says which lists a query should look at more closely.
///
/// With x the query and ĉ what the code of a centroid stands for, lists are ordered by ⟨x, ĉ⟩ - |ĉ|² / 2, or by the
/// product alone, in steps of a byte a part. Those above a threshold, about three times as many as are wanted, are
/// decided by the floats. So a list may be missed where code and centroid differ much; the same ones are missed on
/// every instruction set, in any batch.
@safe struct ListCodes: Sendable {
    /// From this many lists on: below, bounds that miss nothing cost less.
    static let listCountMin = 16_384
    /// Asks for a smaller share of the lists than one in so many are answered.
    static let leastFactor = 4
    /// Components that a byte stands for.
    private static let partDimension = 8
    /// Centroids that the parts are trained with, at most, and how often.
    private static let trainedCountMax = 16_384
    private static let iterationCount = 6
    /// Lists of the sample in which a threshold is looked for, and of the part of it that is looked at first.
    private static let sampledListCount = 8_192
    private static let firstListCount = 1_024
    /// Rows that are encoded at once.
    private static let encodedRowCount = 1_024

    let listCount: Int
    private let partCount: Int
    private let isByProduct: Bool
    /// `[partCount · partDimension, 256]` and `[partCount, 256]`, as those of a codebook.
    private let centroids: AlignedMemory
    private let halfNorms: AlignedMemory
    /// Blocks of 64 lists; the last one is filled up with copies.
    private let codes: AlignedMemory
    /// Some of the blocks, evenly spread.
    private let sample: AlignedMemory
    private let sampleBlockCount: Int
    /// Memory of searches that are over.
    private let rooms = Guarded<[Room]>([])

    private final class Room: @unchecked Sendable {
        // Unchecked: one search has it at a time.
        var tables = CodeTables()
    }

    /// Of the codebook of `shape` that `bytes` hold.
    init(_ shape: CodebookShape, _ bytes: UnsafeRawBufferPointer) {
        let threadCount = max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        unsafe self.init(
            Source(
                floats: unsafe Codebook.section(of: bytes, shape.listCentroidOffset, shape.listCentroidCount),
                dimension: shape.paddedDimension), isByProduct: shape.metric == .innerProduct,
            team: WorkTeam(name: "lists", threadCount: threadCount), kernels: .best)
    }

    /// - Parameter lists: at least one, finite.
    /// - Parameter isByProduct: lists are ordered by product alone.
    /// - Complexity: `2048 · (6 · 16,384 + listCount) · partCount` multiply-adds, half a second for 65,536 lists of 384
    ///   components on one core.
    init(_ lists: Source, isByProduct: Bool, team: WorkTeam, kernels: KernelSet) {
        listCount = lists.count
        self.isByProduct = isByProduct
        partCount = (lists.dimension + Self.partDimension - 1) / Self.partDimension
        let width = partCount * Self.partDimension
        let blockCount = (listCount + CodeBlock.laneCount - 1) / CodeBlock.laneCount
        let step = max(1, listCount / Self.sampledListCount)
        sampleBlockCount = (blockCount + step - 1) / step
        centroids = AlignedMemory(byteCount: width * CodeBlock.centroidCount * 4)
        halfNorms = AlignedMemory(byteCount: partCount * CodeBlock.centroidCount * 4)
        codes = AlignedMemory(byteCount: blockCount * CodeBlock.laneCount * partCount)
        sample = AlignedMemory(byteCount: sampleBlockCount * CodeBlock.laneCount * partCount)
        train(lists, team, kernels)
        encode(lists, team, kernels)
        let blockByteCount = CodeBlock.laneCount * partCount
        for block in 0..<sampleBlockCount {
            let source = unsafe UnsafeRawBufferPointer(
                start: codes.bytes.baseAddress! + block * step * blockByteCount, count: blockByteCount)
            unsafe (sample.bytes.baseAddress! + block * blockByteCount).copyMemory(
                from: source.baseAddress!, byteCount: blockByteCount)
        }
    }

    /// Bytes of memory for so many lists.
    static func byteCount(listCount: Int, dimension: Int) -> Int {
        let partCount = (dimension + partDimension - 1) / partDimension
        let lists = (listCount + sampledListCount) * partCount
        return lists + partCount * CodeBlock.centroidCount * (partDimension + 1) * MemoryLayout<Float>.stride
    }

    // MARK: Making them

    /// Centroids that somebody else holds.
    @safe struct Source: @unchecked Sendable {
        // Unchecked: they are only read while codes are made of them.
        /// Shape `[count, dimension]`.
        let floats: UnsafeBufferPointer<Float>
        let dimension: Int

        var count: Int { unsafe floats.count / dimension }

        func copy(_ list: Int, to row: UnsafeMutableBufferPointer<Float>) {
            for index in 0..<dimension { unsafe row[index] = floats[list * dimension + index] }
            for index in dimension..<row.count { unsafe row[index] = 0 }
        }
    }

    private func train(_ lists: Source, _ team: WorkTeam, _ kernels: KernelSet) {
        let count = min(listCount, Self.trainedCountMax)
        let rows = FloatMatrix(rowCount: count, width: partCount * Self.partDimension)
        for number in 0..<count {
            unsafe lists.copy(number * listCount / count, to: rows.row(number))
        }
        let trainer = PartTrainer(
            rowCount: count, partCount: partCount, partDimension: Self.partDimension,
            centroidCount: CodeBlock.centroidCount, kernels: kernels)
        trainer.load(rows, team: team)
        var chance = TrainingChance(seed: 0)
        trainer.begin(chance: &chance)
        for _ in 0..<Self.iterationCount { _ = trainer.iterate(team: team) { false } }
        unsafe trainer.write(
            centroids: centroids.bytes.baseAddress!.assumingMemoryBound(to: Float.self),
            halfNorms: halfNorms.bytes.baseAddress!.assumingMemoryBound(to: Float.self))
    }

    private func encode(_ lists: Source, _ team: WorkTeam, _ kernels: KernelSet) {
        // Each range is of whole blocks.
        _ = team.forEachRange(count: codeLaneCount, grain: Self.encodedRowCount, stopping: { false }) { range in
            let rows = FloatMatrix(rowCount: range.count, width: partCount * Self.partDimension)
            for (place, lane) in range.enumerated() {
                unsafe lists.copy(min(lane, listCount - 1), to: rows.row(place))
            }
            unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count * partCount) { codes in
                unsafe kernels.encodeRows(
                    rows.rows(0..<range.count), rowCount: range.count, centroids: floats(centroids),
                    halfNorms: floats(halfNorms), partCount: partCount, codes: codes)
                for (place, lane) in range.enumerated() {
                    let (block, column) = lane.quotientAndRemainder(dividingBy: CodeBlock.laneCount)
                    for part in 0..<partCount {
                        let target = (block * partCount + part) * CodeBlock.laneCount + column
                        unsafe self.codes.bytes[target] = codes[place * partCount + part]
                    }
                }
            }
        }
    }

    /// Lists with those that fill up the last block.
    private var codeLaneCount: Int { unsafe codes.bytes.count / partCount }

    private func floats(_ memory: AlignedMemory) -> UnsafeBufferPointer<Float> {
        let start = unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: Float.self)
        return unsafe UnsafeBufferPointer(start: UnsafePointer(start), count: memory.bytes.count / 4)
    }

    // MARK: Asking them

    /// Calls `body` with lists, ascending, among which the `count` nearest to `vector` are, but for a few; with nil
    /// where codes tell nothing.
    ///
    /// - Parameter vector: `dimension` finite components.
    /// - Parameter count: 1...`listCount`.
    /// - Complexity: a pass over the codes, a byte for eight components, and some over a sample of them.
    func candidates(
        nearestTo vector: UnsafeBufferPointer<Float>, count: Int, kernels: KernelSet,
        _ body: (UnsafeBufferPointer<UInt32>?) -> Void
    ) {
        let room = rooms.withLock { $0.popLast() } ?? Room()
        defer { rooms.withLock { $0.append(room) } }
        unsafe fill(&room.tables, for: vector, kernels)
        unsafe candidates(room.tables, count: count, kernels, body)
    }

    private func fill(
        _ tables: inout CodeTables, for vector: UnsafeBufferPointer<Float>, _ kernels: KernelSet
    ) {
        tables.reserve(
            vectorCount: partCount * Self.partDimension, rowCount: partCount, scannedRowCount: partCount)
        unsafe Source(floats: vector, dimension: vector.count).copy(0, to: tables.mutableVector)
        unsafe kernels.codeTables(
            of: tables.vector, centroids: floats(centroids), partCount: partCount, into: tables.mutableFloats)
        if !isByProduct {
            let (entries, norms) = unsafe (tables.mutableFloats, floats(halfNorms))
            for place in entries.indices { unsafe entries[place] -= norms[place] }
        }
        tables.bound(kernels: kernels)
    }

    private func candidates(
        _ tables: borrowing CodeTables, count: Int, _ kernels: KernelSet, _ body: (UnsafeBufferPointer<UInt32>?) -> Void
    ) {
        guard tables.levelSumMax > 0 else { return body(nil) }
        let wantedCount = min(listCount, 3 * count + CodeBlock.laneCount)
        let neededCount = min(listCount, count + count / 4)
        var threshold = self.threshold(wantedCount: wantedCount, tables, kernels)
        let blockCount = codeLaneCount / CodeBlock.laneCount
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: blockCount) { survivors in
            var step = max(1, tables.levelSumMax / 64)
            var found = unsafe survivorCount(codes, threshold, tables, kernels, survivors)
            while found < neededCount, threshold > 0 {
                threshold = max(0, threshold - step)
                step *= 2
                found = unsafe survivorCount(codes, threshold, tables, kernels, survivors)
            }
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: found) { lists in
                var place = 0
                for block in survivors.indices {
                    var lanes = unsafe survivors[block]
                    while lanes != 0 {
                        unsafe lists[place] = UInt32(block * CodeBlock.laneCount + lanes.trailingZeroBitCount)
                        lanes &= lanes &- 1
                        place += 1
                    }
                }
                unsafe body(UnsafeBufferPointer(lists))
            }
        }
    }

    /// A threshold that about as many lists reach as are wanted: that which holds for the sample.
    private func threshold(wantedCount: Int, _ tables: borrowing CodeTables, _ kernels: KernelSet) -> Int {
        let sampledCount = max(1, (wantedCount * sampleBlockCount * CodeBlock.laneCount + listCount - 1) / listCount)
        let firstBlockCount = min(sampleBlockCount, Self.firstListCount / CodeBlock.laneCount)
        let firstCount = max(1, sampledCount * firstBlockCount / sampleBlockCount)
        let largest = tables.levelSumMax
        return unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: sampleBlockCount) { survivors in
            // Roughly, among few.
            let few = unsafe UnsafeMutableBufferPointer(rebasing: survivors[..<firstBlockCount])
            var (low, high) = (0, largest)
            while high - low > max(largest / 64, 1) {
                let middle = (low + high + 1) / 2
                let count = unsafe survivorCount(sample, middle, tables, kernels, few)
                if count >= firstCount { low = middle } else { high = middle - 1 }
            }
            // From there in growing steps until there is one on either side, and then by halving.
            var (middle, step) = (max(low, 1), max(largest / 128, 1))
            (low, high) = (0, largest)
            while high > low {
                middle = min(max(middle, low + 1), high)
                let count = unsafe survivorCount(sample, middle, tables, kernels, survivors)
                if count >= sampledCount { low = middle } else { high = middle - 1 }
                if count >= sampledCount, count <= sampledCount + sampledCount / 4 + 1 { break }
                if low > 0, high < largest {
                    middle = (low + high + 1) / 2
                } else {
                    middle += count >= sampledCount ? step : -step
                    step *= 2
                }
            }
            return low
        }
    }

    /// Marks the lanes that reach `threshold` and counts them.
    private func survivorCount(
        _ codes: AlignedMemory, _ threshold: Int, _ tables: borrowing CodeTables, _ kernels: KernelSet,
        _ survivors: UnsafeMutableBufferPointer<UInt64>
    ) -> Int {
        let bytes = unsafe UnsafeBufferPointer(
            start: codes.bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), count: codes.bytes.count)
        unsafe kernels.scanBlocks(
            bytes, rowCount: partCount, table: tables.bytes, threshold: UInt16(clamping: threshold), into: survivors)
        // Those that fill up the last block of all are none.
        if codes === self.codes, listCount % CodeBlock.laneCount != 0 {
            unsafe survivors[survivors.count - 1] &= 1 << UInt64(listCount % CodeBlock.laneCount) - 1
        }
        var count = 0
        for place in survivors.indices { count += unsafe survivors[place].nonzeroBitCount }
        return count
    }
}
