internal import Calling
internal import Eventing
internal import Ground
internal import Kernels
internal import Routing
internal import Vocabulary
internal import Wire

/// The galleries of a cluster as one store: what concerns an item goes to its shard, what concerns a gallery to all.
final class ClusterStore: StorePort {
    let fleet: ShardFleet
    /// Of whom the shards are asked for.
    private let trace: TraceContext?

    init(_ fleet: ShardFleet, trace: TraceContext? = nil) {
        self.fleet = fleet
        self.trace = trace
    }

    func traced(_ trace: TraceContext?) -> any StorePort {
        trace == nil ? self : ClusterStore(fleet, trace: trace)
    }

    var shards: Range<Int> { 0..<fleet.replicas.count }

    /// Number of the shard that owns the item with this id.
    func owner(of id: String) -> Int { Hash.shard(of: Hash.xxh3(id), shardCount: shards.count) }

    // MARK: Asking from a worker

    /// What each of `asked` answers, in that order. Blocks.
    func ask<Request: WireMessage, Response: WireMessage>(
        _ asked: [(shard: Int, request: Request)], _ method: Method,
        timeoutMicroseconds: UInt64 = Limits.shardChangeMicroseconds
    ) -> [Result<Response, CallFailure>] {
        let handover = Handover<[Result<Response, CallFailure>]>()
        askLater(asked, method, timeoutMicroseconds: timeoutMicroseconds) { handover.give($0) }
        return handover.wait()
    }

    /// The same without waiting: `completion` runs on the loop.
    func askLater<Request: WireMessage, Response: WireMessage>(
        _ asked: [(shard: Int, request: Request)], _ method: Method,
        timeoutMicroseconds: UInt64 = Limits.shardChangeMicroseconds,
        completion: @escaping @Sendable ([Result<Response, CallFailure>]) -> Void
    ) {
        guard !asked.isEmpty else { return completion([]) }
        let deadline = MonotonicTime.now.advanced(microseconds: timeoutMicroseconds)
        let isPosted = fleet.loop.post { [fleet, trace] in
            let asks = asked.map { ShardAsk(shard: $0.shard, frame: $0.request.frame) }
            fleet.ask(asks, method, deadline: deadline, context: ShardContext(trace: trace)) { replies in
                completion(
                    zip(asked, replies).map { ask, reply in
                        do throws(CallFailure) {
                            return .success(try unsafe Response(wire: reply.get().bytes.bytes))
                        } catch {
                            return .failure(error.naming(shard: ask.shard))
                        }
                    })
            }
        }
        if !isPosted {
            completion(asked.map { _ in .failure(CallFailure(.unavailable, "stopping", "the node is stopping")) })
        }
    }

    /// What each shard answers to the same request; the first failure of any is thrown. Blocks.
    func askAll<Request: WireMessage, Response: WireMessage>(
        _ request: Request, _ method: Method
    ) throws(CallFailure) -> [Response] {
        var responses: [Response] = []
        for result: Result<Response, CallFailure> in ask(shards.map { ($0, request) }, method) {
            responses.append(try result.get())
        }
        return responses
    }

    /// Has the shards say anew what they hold. Blocks.
    func refresh() {
        let handover = Handover<Bool>()
        if !fleet.loop.post({ [fleet] in fleet.refresh { handover.give(true) } }) { return }
        _ = handover.wait()
    }

    // MARK: From memory

    func record(of gallery: String) throws(CallFailure) -> GalleryRecord {
        try fleet.catalogue.withLock { (catalogue) throws(CallFailure) in try catalogue.gallery(gallery).record }
    }

    func calibrations(ofGallery number: UInt32) -> [FieldCalibration?] {
        fleet.catalogue.withLock { $0.galleries[number]?.calibrations ?? [] }
    }

    func counts() -> StoreCounts {
        let galleryCount = fleet.catalogue.withLock { $0.galleries.count }
        let results: [Result<GetStatusResponse, CallFailure>] = ask(
            shards.map { ($0, GetStatusRequest()) }, .getStatus, timeoutMicroseconds: 2_000_000)
        let answered = results.compactMap { try? $0.get() }
        return StoreCounts(
            galleryCount: UInt64(galleryCount), itemCount: answered.reduce(0) { $0 + $1.itemCount },
            diskByteCount: answered.reduce(0) { $0 + $1.diskByteCount })
    }
}

extension CallFailure {
    /// Reasons that name their shard already, or that every shard has alike.
    private static let reasonsOfNoShard = ["shard_unavailable", "shard_read_only", "gallery_not_found"]

    /// The failure with the shard that it came from.
    func naming(shard: Int) -> CallFailure {
        guard !Self.reasonsOfNoShard.contains(reason) else { return self }
        var failure = self
        failure.message = "shard \(shard): \(message)"
        return failure
    }
}
