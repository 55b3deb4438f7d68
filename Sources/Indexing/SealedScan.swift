internal import Kernels
internal import Quantization
internal import Vocabulary

/// The scan of sealed lists for one query.
struct SealedScan {
    let codes: SealedCodes
    let sealed: SealedRows
    /// Those of the view: they know which rows were deleted.
    let chunks: [ChunkState]
    /// Without deleted rows; nil for all living ones.
    let allowed: OrdinalSet?
    /// What is counted as planned: all rows that are alive; nil when nobody asks, or none was deleted.
    let living: OrdinalSet?
    /// True when no sealed row was deleted.
    let areAllAlive: Bool
    let kernels: KernelSet

    /// Blocks between two looks at the bar.
    static let batchBlockCount = 16
    /// A bar is looked for among the sums of bytes until so many are left.
    private static let thresholdStep = 16
    /// Bytes of codes between two questions whether the scan was cancelled.
    private static let askedByteCount = 64 << 10

    /// Offers what may enter of `list` to `scratch.candidates`. The tables and the list's constant are in `scratch`.
    ///
    /// - Returns: how many rows of the list are allowed; 0 when all are.
    func scan(list: Int, scratch: inout SearchScratch, isCancelled: () -> Bool) throws(IndexingError) -> Int {
        let ordinals = unsafe codes.ordinals(ofList: list)
        let bytes = unsafe codes.codes(ofList: list)
        let rowCount = codes.codebook.rowCount
        let constant = unsafe scratch.listConstants[list]
        let blockByteCount = rowCount * CodeBlock.laneCount
        let blockCount = ordinals.count / CodeBlock.laneCount
        if scratch.candidates.isEmpty, allowed == nil, areAllAlive, blockCount <= Self.batchBlockCount {
            unsafe raiseBar(bytes, ordinals, constant, &scratch)
        }
        var block = 0
        var matchedCount = 0
        var scannedByteCount = 0
        while block < blockCount {
            let threshold = scratch.tables.threshold(bar: scratch.candidates.bar, constant: constant)
            // Without a filter nobody counts what is in the list.
            if threshold == nil, allowed == nil { return 0 }
            let count = min(Self.batchBlockCount, blockCount - block)
            let batchOrdinals = unsafe UnsafeBufferPointer(rebasing: ordinals[(block * CodeBlock.laneCount)...])
            matchedCount += unsafe fillMasks(count, batchOrdinals, scratch)
            if let threshold {
                let batch = unsafe Batch(
                    codes: UnsafeBufferPointer(
                        rebasing: bytes[block * blockByteCount..<(block + count) * blockByteCount]),
                    ordinals: batchOrdinals, blockCount: count, constant: constant, threshold: threshold)
                scannedByteCount += scan(batch, &scratch) * blockByteCount
            }
            block += count
            if scannedByteCount >= Self.askedByteCount {
                if isCancelled() { throw .cancelled }
                scannedByteCount = 0
            }
        }
        return matchedCount
            + scanTail(
                unsafe Lanes(
                    codes: UnsafeBufferPointer(rebasing: bytes[(blockCount * blockByteCount)...]),
                    laneStride: CodeBlock.tailLaneCount(ordinals.count % CodeBlock.laneCount),
                    ordinals: UnsafeBufferPointer(rebasing: ordinals[(blockCount * CodeBlock.laneCount)...]),
                    constant: constant),
                scratch: &scratch)
    }

    /// Finds a bar in the first list that is scanned, so that not all of it must be scored: the scores of those whose
    /// bytes are best, a few more than are wanted. The list is scanned with that bar afterwards.
    private func raiseBar(
        _ bytes: UnsafeBufferPointer<UInt8>, _ ordinals: UnsafeBufferPointer<UInt32>, _ constant: Float,
        _ scratch: inout SearchScratch
    ) {
        let blockCount = ordinals.count / CodeBlock.laneCount
        let wantedCount = scratch.candidates.capacity
        guard wantedCount > 0, blockCount * CodeBlock.laneCount >= 2 * wantedCount else { return }
        let batch = { (threshold: UInt16) in
            unsafe Batch(
                codes: UnsafeBufferPointer(
                    rebasing: bytes[..<(blockCount * codes.codebook.rowCount * CodeBlock.laneCount)]),
                ordinals: ordinals, blockCount: blockCount, constant: constant, threshold: threshold)
        }
        // Of thresholds a high one that enough lanes reach: near that of the search before, whose share of the largest
        // sum is much the same, in growing steps until there is one on either side, and then by halving.
        let largest = scratch.tables.levelSumMax
        var (low, high) = (0, largest)
        var middle = Int(scratch.thresholdShare * Double(largest))
        var step = max(largest / 64, 1)
        while high - low > Self.thresholdStep {
            middle = min(max(middle, low + 1), high)
            let survivors = unsafe survivors(batch(UInt16(middle)), 0..<blockCount, scratch)
            var count = 0
            for place in survivors.indices { count += unsafe survivors[place].nonzeroBitCount }
            if count >= wantedCount { low = middle } else { high = middle - 1 }
            if count >= wantedCount, count <= wantedCount + wantedCount / 2 { break }
            if low > 0, high < largest {
                middle = (low + high + 1) / 2
            } else {
                middle += count >= wantedCount ? step : -step
                step *= 2
            }
        }
        scratch.thresholdShare = Double(low) / Double(max(largest, 1))
        scan(batch(UInt16(low)), 0..<blockCount, &scratch)
        let idHashes = unsafe sealed.idHashes
        scratch.candidates.restart { unsafe idHashes[Int($0)] }
    }

    /// Rows of the list, only those alive if `living` tells.
    func plannedCount(list: Int, scratch: borrowing SearchScratch) -> Int {
        let ordinals = unsafe codes.ordinals(ofList: list)
        guard let living else { return ordinals.count }
        let blockCount = ordinals.count / CodeBlock.laneCount
        var count = 0
        for start in stride(from: 0, to: blockCount, by: Self.batchBlockCount) {
            let rest = unsafe UnsafeBufferPointer(rebasing: ordinals[(start * CodeBlock.laneCount)...])
            count += unsafe fillMasks(min(Self.batchBlockCount, blockCount - start), rest, of: living, scratch)
        }
        for place in blockCount * CodeBlock.laneCount..<ordinals.count
        where living.contains(unsafe ordinals[place]) {
            count += 1
        }
        return count
    }

    /// Makes masks of the allowed lanes of `count` blocks in `scratch.masks`, if there is a filter.
    ///
    /// - Returns: how many lanes are allowed; 0 without a filter.
    private func fillMasks(
        _ count: Int, _ ordinals: UnsafeBufferPointer<UInt32>, _ scratch: borrowing SearchScratch
    ) -> Int {
        guard let allowed else { return 0 }
        return unsafe fillMasks(count, ordinals, of: allowed, scratch)
    }

    private func fillMasks(
        _ count: Int, _ ordinals: UnsafeBufferPointer<UInt32>, of set: OrdinalSet, _ scratch: borrowing SearchScratch
    ) -> Int {
        let masks = unsafe UnsafeMutableBufferPointer(rebasing: scratch.masks[..<count])
        unsafe set.words.withUnsafeBufferPointer { words in
            unsafe kernels.laneMasks(of: ordinals, in: words, into: masks)
        }
        var laneCount = 0
        for place in 0..<count { laneCount += unsafe masks[place].nonzeroBitCount }
        return laneCount
    }

    /// Scores what may enter of a batch of blocks; with a filter, only blocks in which something is allowed are read.
    ///
    /// - Returns: how many blocks were read.
    private func scan(_ batch: Batch, _ scratch: inout SearchScratch) -> Int {
        let masks = unsafe scratch.masks
        var readCount = 0
        var start = 0
        while start < batch.blockCount {
            if allowed != nil, unsafe masks[start] == 0 {
                start += 1
                continue
            }
            var end = start + 1
            while end < batch.blockCount, unsafe allowed == nil || masks[end] != 0 { end += 1 }
            scan(batch, start..<end, &scratch)
            readCount += end - start
            start = end
        }
        return readCount
    }

    /// By block, the lanes that reach the batch's threshold. Valid until the next call.
    private func survivors(
        _ batch: Batch, _ blocks: Range<Int>, _ scratch: borrowing SearchScratch
    ) -> UnsafeMutableBufferPointer<UInt64> {
        let rowCount = codes.codebook.rowCount
        let blockByteCount = rowCount * CodeBlock.laneCount
        let survivors = unsafe UnsafeMutableBufferPointer(rebasing: scratch.survivors[..<blocks.count])
        let bytes = unsafe UnsafeBufferPointer(
            rebasing: batch.codes[blocks.lowerBound * blockByteCount..<blocks.upperBound * blockByteCount])
        if scratch.tables.isHalved {
            unsafe kernels.scanNibbleBlocks(
                bytes, rowCount: rowCount, table: scratch.tables.bytes, threshold: batch.threshold, into: survivors)
        } else {
            unsafe kernels.scanBlocks(
                bytes, rowCount: rowCount, table: scratch.tables.bytes, threshold: batch.threshold, into: survivors)
        }
        return unsafe survivors
    }

    private func scan(_ batch: Batch, _ blocks: Range<Int>, _ scratch: inout SearchScratch) {
        let blockByteCount = codes.codebook.rowCount * CodeBlock.laneCount
        let masks = unsafe scratch.masks
        let survivors = unsafe survivors(batch, blocks, scratch)
        for place in blocks {
            var lanes = unsafe survivors[place - blocks.lowerBound]
            if allowed != nil { lanes &= unsafe masks[place] }
            if lanes == 0 { continue }
            let group = unsafe Lanes(
                codes: UnsafeBufferPointer(rebasing: batch.codes[(place * blockByteCount)...]),
                laneStride: CodeBlock.laneCount,
                ordinals: UnsafeBufferPointer(rebasing: batch.ordinals[(place * CodeBlock.laneCount)...]),
                constant: batch.constant)
            score(lanes, of: group, scratch: &scratch)
        }
    }

    /// - Returns: how many lanes are allowed; 0 without a filter.
    private func scanTail(_ tail: Lanes, scratch: inout SearchScratch) -> Int {
        let count = unsafe tail.ordinals.count
        // Padding lanes are codes like others.
        var lanes: UInt64 = 1 << UInt64(count) - 1
        if let allowed {
            for lane in 0..<count where !allowed.contains(unsafe tail.ordinals[lane]) { lanes &= ~(1 << UInt64(lane)) }
        }
        let matchedCount = allowed == nil ? 0 : lanes.nonzeroBitCount
        guard lanes != 0, let threshold = scratch.tables.threshold(bar: scratch.candidates.bar, constant: tail.constant)
        else { return matchedCount }
        lanes &=
            scratch.tables.isHalved
            ? unsafe kernels.scanNibbleTail(
                tail.codes, laneCount: tail.laneStride, table: scratch.tables.bytes, threshold: threshold)
            : unsafe kernels.scanTail(
                tail.codes, laneCount: tail.laneStride, table: scratch.tables.bytes, threshold: threshold)
        score(lanes, of: tail, scratch: &scratch)
        return matchedCount
    }

    /// Scores the lanes whose bits are set, if they are alive, and offers them. With a filter the bits are those of
    /// allowed rows.
    private func score(_ survivors: UInt64, of group: Lanes, scratch: inout SearchScratch) {
        let lanes = unsafe scratch.lanes.baseAddress!
        let ordinals = unsafe group.ordinals.baseAddress!
        var rest = survivors
        var count = 0
        while rest != 0 {
            let lane = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard allowed != nil || areAllAlive || isAlive(unsafe ordinals[lane]) else { continue }
            unsafe lanes[count] = UInt8(truncatingIfNeeded: lane)
            count &+= 1
        }
        guard count > 0 else { return }
        let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<count])
        unsafe kernels.codeScores(
            group.codes, laneStride: group.laneStride,
            lanes: UnsafeBufferPointer(start: lanes, count: count), tables: scratch.tables.floats, into: scores)
        let first = scores.baseAddress!
        let idHashes = unsafe sealed.idHashes
        for index in 0..<count {
            let score = unsafe first[index] + group.constant
            guard score >= scratch.candidates.bar else { continue }
            scratch.candidates.offer(unsafe ordinals[Int(lanes[index])], score) { unsafe idHashes[Int($0)] }
        }
    }

    private func isAlive(_ ordinal: UInt32) -> Bool {
        !chunks[Int(ordinal) / SegmentChunk.rowCount].isDead(Int(ordinal) % SegmentChunk.rowCount)
    }
}

/// Codes that lie side by side: a block or a tail.
@safe private struct Lanes {
    let codes: UnsafeBufferPointer<UInt8>
    let laneStride: Int
    let ordinals: UnsafeBufferPointer<UInt32>
    let constant: Float
}

/// Blocks that lie side by side.
@safe private struct Batch {
    let codes: UnsafeBufferPointer<UInt8>
    let ordinals: UnsafeBufferPointer<UInt32>
    let blockCount: Int
    let constant: Float
    let threshold: UInt16
}
