internal import Ground
internal import Indexing
internal import Kernels
public import Routing
public import Serving
public import Vocabulary
internal import Wire

/// What a store answers to coordinators, as one shard of a cluster.
public final class ShardService: Sendable {
    /// Takes note of a coordinator's call when it is over: the name of its gallery, if it is slow enough to be asked
    /// for, and how the call ended. On a worker.
    public typealias CallNote =
        @Sendable (_ method: Method, _ gallery: () -> String, _ call: CallContext, _ failure: CallFailure?) -> Void

    let store: ShardStore
    let guarded: PlacedStore
    let placement: ShardPlacement
    let version: String
    let views = ViewLeases()
    let tray = CodebookTray()
    private let note: CallNote?
    /// Drawn anew with every process.
    private let instance = UInt64.random(in: 1 ... .max)

    /// - Parameter version: of the program.
    /// - Parameter note: told of each call that a search makes; nil for nobody.
    /// - Parameter peers: the addresses of the other shards, for trainings.
    /// - Throws: `FAILED_PRECONDITION` when the store holds another shard.
    public init(
        store: ShardStore, placement: ShardPlacement, version: String, peers: [(shard: Int, address: String)] = [],
        note: CallNote? = nil
    ) throws(CallFailure) {
        self.store = store
        self.placement = placement
        self.version = version
        self.note = note
        guarded = PlacedStore(store, placement)
        try store.settle(placement)
        if !peers.isEmpty {
            let peers = try ClusterPeers(peers, placement)
            store.peers.withLock { $0 = peers }
        }
    }

    /// The store as this shard may be used: it refuses what belongs elsewhere.
    public var port: any StorePort { guarded }

    /// Adds the methods that coordinators call.
    public func register(in table: inout MethodTable) {
        table.pool(.openShard) { (request: OpenShardRequest, _) throws(CallFailure) -> OpenShardResponse in
            try self.open(request)
        }
        registerSearching(in: &table)
        registerKeeping(in: &table)
    }

    /// Has `answer` answer `method` on the worker pool, and its calls noted.
    ///
    /// - Parameter gallery: number of a request's gallery.
    func searching<Request: WireMessage, Response: WireMessage>(
        _ method: Method, in table: inout MethodTable, gallery: @escaping @Sendable (Request) -> UInt32,
        _ answer: @escaping @Sendable (Request, CallContext) throws(CallFailure) -> Response
    ) {
        guard let note else { return table.pool(method, answer) }
        table.pool(method) { [store] (request: Request, call) throws(CallFailure) -> Response in
            let name = { (try? store.state(number: gallery(request)).snapshot.spec.name) ?? "" }
            do throws(CallFailure) {
                let response = try answer(request, call)
                note(method, name, call, nil)
                return response
            } catch {
                note(method, name, call, error)
                throw error
            }
        }
    }

    private func open(_ request: OpenShardRequest) throws(CallFailure) -> OpenShardResponse {
        guard request.cluster == placement.cluster, Int(request.shard) == placement.shard,
            Int(request.shardCount) == placement.shardCount
        else {
            throw CallFailure(
                .failedPrecondition, "other_shard",
                """
                this node is shard \(placement.shard) of \(placement.shardCount) of cluster '\(placement.cluster)', \
                and was taken for shard \(request.shard) of \(request.shardCount) of cluster '\(request.cluster)'
                """, field: "shard", limit: Int64(placement.shard), value: Int64(request.shard))
        }
        let states = store.directory.withLock { Array($0.states.values) }.sorted { $0.number < $1.number }
        var galleries: [DescribeGalleryResponse] = []
        var response = OpenShardResponse(version: version, instance: instance, isReadOnly: placement.isReadOnly)
        for state in states where state.damage == nil {
            let snapshot = state.snapshot
            guard let described = try? store.describeGallery(snapshot.spec.name) else { continue }
            galleries.append(described)
            response.counts.append(
                GalleryCount(
                    gallery: state.number, itemCount: UInt64(snapshot.view.liveCount), sequence: snapshot.sequence))
            response.content = Hash.xxh3(snapshot.viewNumber, seed: response.content)
        }
        response.revision = Self.revision(of: galleries)
        if response.revision != request.knownRevision { response.galleries = galleries }
        return response
    }

    /// A hash of what is declared and trained.
    private static func revision(of galleries: [DescribeGalleryResponse]) -> UInt64 {
        let bytes = ByteBuffer()
        for gallery in galleries {
            var lasting = DescribeGalleryResponse(
                spec: gallery.spec, aliases: gallery.aliases, createdMicroseconds: gallery.createdMicroseconds,
                number: gallery.number)
            lasting.fields = gallery.fields.map { field in
                FieldDescription(spec: field.spec, index: field.index, calibration: field.calibration)
            }
            lasting.write(to: bytes)
        }
        return max(unsafe Hash.xxh3(bytes.bytes), 1)
    }
}
