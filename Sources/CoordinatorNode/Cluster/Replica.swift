internal import Calling
internal import Ground
internal import Routing
internal import Vocabulary

/// One replica of a shard, the connections to it, and what it told last. On the loop.
final class Replica {
    let place: ReplicaId
    let address: String
    let client: Client
    /// Why it is not asked; nil for one that is.
    var fault: CallFailure? = CallFailure(.unavailable, "not_reached", "it was not reached yet")
    /// What it answered last; nil before it has answered.
    var told: OpenShardResponse?
    /// The galleries it holds, as it told them last.
    var galleries: [DescribeGalleryResponse] = []
    /// True while it is being visited.
    var isVisited = false
    /// Who waits for a visit after that one.
    var nextVisit: [() -> Void] = []

    init(_ place: ReplicaId, address: String, client: Client) {
        self.place = place
        self.address = address
        self.client = client
    }

    var isUsable: Bool { fault == nil }
}
