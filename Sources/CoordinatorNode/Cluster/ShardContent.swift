internal import Vocabulary

/// What a replica holds, as far as it takes to tell which of two holds more.
struct ShardContent {
    /// The same for replicas that hold the same.
    let hash: UInt64
    /// By number of the gallery: the sequence number of its last change.
    private let sequences: [UInt32: UInt64]
    /// When the last of its trainings ended, in microseconds since 1970.
    private let trainedMicroseconds: UInt64

    /// - Parameter galleries: those that the answer stands for; it leaves them out where they are known.
    init(_ told: OpenShardResponse, _ galleries: [DescribeGalleryResponse]) {
        hash = told.content
        sequences = Dictionary(told.counts.map { ($0.gallery, $0.sequence) }) { $1 }
        trainedMicroseconds =
            galleries.flatMap(\.fields).compactMap { $0.index?.trainedMicroseconds }.max() ?? 0
    }

    /// True when this one has changes that `other` lacks, and lacks none of the other's: a later change of a gallery, a
    /// gallery of its own, or with equal ones a later training.
    func isNewer(than other: ShardContent) -> Bool {
        let (hasMore, lacksSome) = (hasChanges(beyond: other), other.hasChanges(beyond: self))
        if hasMore || lacksSome { return hasMore && !lacksSome }
        return trainedMicroseconds > other.trainedMicroseconds
    }

    private func hasChanges(beyond other: ShardContent) -> Bool {
        sequences.contains { gallery, sequence in other.sequences[gallery].map { $0 < sequence } ?? true }
    }
}
