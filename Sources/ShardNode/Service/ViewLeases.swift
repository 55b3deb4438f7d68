internal import Ground

/// Snapshots that searches were answered from and may ask more of: kept a little longer than they are the newest.
final class ViewLeases: Sendable {
    private struct Lease {
        let snapshot: GallerySnapshot
        var end: MonotonicTime
    }

    private let leases = Guarded<[UInt64: Lease]>([:])

    /// How long a snapshot is kept after it was handed out last, in microseconds.
    static let leaseMicroseconds: UInt64 = 10_000_000
    /// A lease is only made longer once this much of it has passed, in microseconds.
    private static let renewalMicroseconds: UInt64 = 1_000_000

    /// Keeps `snapshot` for a while from now on.
    func hold(_ snapshot: GallerySnapshot) {
        let now = MonotonicTime.now
        let end = now.advanced(microseconds: Self.leaseMicroseconds)
        leases.withLock { leases in
            if let known = leases[snapshot.viewNumber] {
                guard end.microseconds(since: known.end) > Self.renewalMicroseconds else { return }
                leases[snapshot.viewNumber]?.end = end
                return
            }
            for (number, lease) in leases where lease.end <= now { leases[number] = nil }
            leases[snapshot.viewNumber] = Lease(snapshot: snapshot, end: end)
        }
    }

    /// The snapshot that `number` names; nil when it is kept no more.
    func snapshot(_ number: UInt64) -> GallerySnapshot? {
        leases.withLock { $0[number]?.snapshot }
    }
}
