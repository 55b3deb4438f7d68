extension CandidateAnswer {
    /// What shard number `shard` answered, unchecked but for numbers that are too large for their place.
    public init(_ message: ScanShardResponse, shard: UInt32) {
        self.init(
            shard: shard, sequence: message.sequence, allowedCount: message.allowedCount,
            plannedCount: message.plannedCount, scannedCount: message.scannedCount,
            fieldPlannedCounts: message.fieldPlannedCounts, fieldMatchedCounts: message.fieldMatchedCounts,
            ordinals: message.ordinals, idHashes: message.idHashes,
            presence: message.presence.map { UInt16(truncatingIfNeeded: $0) }, similarities: message.similarities,
            lists: message.lists.map { CandidateList(positions: $0.positions, scores: $0.scores) },
            similarStarts: message.similarStarts, similarHashes: message.similarHashes)
    }

    /// The answer as it is sent.
    ///
    /// - Parameter view: the view that it was given from, and its live items.
    public func message(view: UInt64, liveCount: UInt64) -> ScanShardResponse {
        ScanShardResponse(
            view: view, sequence: sequence, allowedCount: allowedCount, plannedCount: plannedCount,
            scannedCount: scannedCount, fieldPlannedCounts: fieldPlannedCounts,
            fieldMatchedCounts: fieldMatchedCounts, ordinals: ordinals, idHashes: idHashes,
            presence: presence.map { UInt32($0) }, similarities: similarities,
            lists: lists.map { ScanList(positions: $0.positions, scores: $0.scores) }, similarStarts: similarStarts,
            similarHashes: similarHashes, liveCount: liveCount)
    }
}
