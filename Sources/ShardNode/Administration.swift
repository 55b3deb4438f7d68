internal import Storage
internal import Vocabulary

/// A change of galleries, aliases or operations, made by the committer between two groups.
struct Administration: Sendable {
    /// Lays out the change; what it answers is run once the batch is durable, and shows the change.
    ///
    /// The batch may stay empty, in which case nothing is written.
    let lay: @Sendable (inout WriteBatch) throws(CallFailure) -> @Sendable () -> Void
    /// True when it frees room, and so may pass on a full disk.
    let mayUseReserve: Bool
    let completion: @Sendable (CallFailure?) -> Void
}
