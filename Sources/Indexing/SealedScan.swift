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
    /// True when nothing is filtered and no sealed row was deleted.
    let areAllCandidates: Bool
    let kernels: KernelSet

    /// Blocks between two looks at the bar.
    static let batchBlockCount = 16
    /// Bytes of codes between two questions whether the scan was cancelled.
    private static let askedByteCount = 64 << 10

    /// Offers what may enter of `list` to `scratch.nearest`. The tables and the list's constant are in `scratch`.
    func scan(list: Int, scratch: inout SearchScratch, isCancelled: () -> Bool) throws(IndexingError) {
        let ordinals = unsafe codes.ordinals(ofList: list)
        let bytes = unsafe codes.codes(ofList: list)
        let rowCount = codes.codebook.rowCount
        let constant = unsafe scratch.listConstants[list]
        let blockByteCount = rowCount * CodeBlock.laneCount
        let blockCount = ordinals.count / CodeBlock.laneCount
        var block = 0
        var scannedByteCount = 0
        while block < blockCount {
            guard let threshold = scratch.tables.threshold(bar: scratch.nearest.bar, constant: constant) else { return }
            let count = min(Self.batchBlockCount, blockCount - block)
            let survivors = unsafe UnsafeMutableBufferPointer(rebasing: scratch.survivors[..<count])
            let batch = unsafe UnsafeBufferPointer(
                rebasing: bytes[block * blockByteCount..<(block + count) * blockByteCount])
            unsafe kernels.scanBlocks(
                batch, rowCount: rowCount, table: scratch.tables.bytes, threshold: threshold, into: survivors)
            for place in 0..<count where unsafe survivors[place] != 0 {
                let group = unsafe Lanes(
                    codes: UnsafeBufferPointer(rebasing: batch[(place * blockByteCount)...]),
                    laneStride: CodeBlock.laneCount,
                    ordinals: UnsafeBufferPointer(rebasing: ordinals[((block + place) * CodeBlock.laneCount)...]),
                    constant: constant)
                unsafe score(survivors[place], of: group, scratch: &scratch)
            }
            offerWaiting(&scratch)
            block += count
            scannedByteCount += count * blockByteCount
            if scannedByteCount >= Self.askedByteCount {
                if isCancelled() { throw .cancelled }
                scannedByteCount = 0
            }
        }
        scanTail(
            unsafe Lanes(
                codes: UnsafeBufferPointer(rebasing: bytes[(blockCount * blockByteCount)...]),
                laneStride: CodeBlock.tailLaneCount(ordinals.count % CodeBlock.laneCount),
                ordinals: UnsafeBufferPointer(rebasing: ordinals[(blockCount * CodeBlock.laneCount)...]),
                constant: constant),
            scratch: &scratch)
    }

    private func scanTail(_ tail: Lanes, scratch: inout SearchScratch) {
        let count = unsafe tail.ordinals.count
        guard count > 0,
            let threshold = scratch.tables.threshold(bar: scratch.nearest.bar, constant: tail.constant)
        else { return }
        let survivors = unsafe kernels.scanTail(
            tail.codes, laneCount: tail.laneStride, table: scratch.tables.bytes, threshold: threshold)
        // Padding lanes are codes like others.
        score(survivors & (1 << UInt64(count) - 1), of: tail, scratch: &scratch)
        offerWaiting(&scratch)
    }

    /// Scores the lanes whose bits are set, if they are alive and allowed, and lets those wait that may enter.
    private func score(_ survivors: UInt64, of group: Lanes, scratch: inout SearchScratch) {
        let lanes = unsafe scratch.lanes
        var rest = survivors
        var count = 0
        while rest != 0 {
            let lane = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard areAllCandidates || isCandidate(unsafe group.ordinals[lane]) else { continue }
            unsafe lanes[count] = UInt8(lane)
            count += 1
        }
        guard count > 0 else { return }
        let scores = unsafe UnsafeMutableBufferPointer(rebasing: scratch.scores[..<count])
        unsafe kernels.codeScores(
            group.codes, laneStride: group.laneStride, lanes: UnsafeBufferPointer(rebasing: lanes[..<count]),
            tables: scratch.tables.floats, into: scores)
        let waiting = unsafe scratch.waiting
        var waitingCount = scratch.waitingCount
        for index in 0..<count {
            let score = unsafe scores[index] + group.constant
            guard score >= scratch.nearest.bar else { continue }
            // The hash is far away, and is not waited for here.
            let ordinal = unsafe group.ordinals[Int(lanes[index])]
            unsafe waiting[waitingCount] = Neighbor(
                ordinal: ordinal, score: score, tie: sealed.idHashes[Int(ordinal)])
            waitingCount += 1
        }
        scratch.waitingCount = waitingCount
        if waitingCount >= SearchScratch.waitingCountMax { offerWaiting(&scratch) }
    }

    private func offerWaiting(_ scratch: inout SearchScratch) {
        for place in 0..<scratch.waitingCount { scratch.nearest.offer(unsafe scratch.waiting[place]) }
        scratch.waitingCount = 0
    }

    private func isCandidate(_ ordinal: UInt32) -> Bool {
        if let allowed { return allowed.contains(ordinal) }
        return !chunks[Int(ordinal) / SegmentChunk.rowCount].isDead(Int(ordinal) % SegmentChunk.rowCount)
    }
}

/// Codes that lie side by side: a block or a tail.
@safe private struct Lanes {
    let codes: UnsafeBufferPointer<UInt8>
    let laneStride: Int
    let ordinals: UnsafeBufferPointer<UInt32>
    let constant: Float
}
