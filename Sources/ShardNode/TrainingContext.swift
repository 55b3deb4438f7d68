internal import Ground
internal import Kernels
internal import Storage

/// What of a store trainings work with.
struct TrainingContext: Sendable {
    let database: Database
    let directory: Guarded<GalleryDirectory>
    let book: OperationBook
    let committer: Committer
    let kernels: KernelSet
    /// The other shards of the cluster, once they are known; none for a node that stands alone.
    let peers: Guarded<ClusterPeers?>
}
