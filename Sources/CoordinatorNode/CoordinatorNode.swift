public import Encoding
internal import Gallery
internal import Ground
public import Kernels
public import Routing
public import Serving
internal import Vocabulary

/// Answers every method of the protocol for whole galleries: checks the request, gets vectors for its texts, asks the
/// shards, and makes the reply.
public final class CoordinatorNode: Sendable {
    let store: any StorePort
    let encoders: EncoderSet
    let kernels: KernelSet
    let desk: any SearchAnswering
    /// The shards of the cluster; nil for a node that stands alone.
    let fleet: ShardFleet?
    let version: String
    let slowLog: SlowLog?
    let startedAt = MonotonicTime.now

    /// - Parameter shards: in the order of their numbers, from 0.
    /// - Parameter planner: holds the codebooks that are the same on all shards.
    /// - Parameter version: of the program, for its status.
    /// - Parameter slowLog: takes searches that took long; nil for none.
    public init(
        store: any StorePort, shards: [any ShardPort], planner: any ProbePlanner, encoders: EncoderSet,
        kernels: KernelSet, version: String, slowLog: SlowLog? = nil
    ) {
        self.store = store
        self.encoders = encoders
        self.kernels = kernels
        self.version = version
        self.slowLog = slowLog
        fleet = nil
        desk = SearchDesk(
            store: store, pipeline: SearchPipeline(shards: shards, planner: planner, kernels: kernels),
            slowLog: slowLog)
    }

    /// A node whose galleries are spread over the shards of a cluster.
    public init(
        fleet: ShardFleet, encoders: EncoderSet, kernels: KernelSet, version: String, slowLog: SlowLog? = nil
    ) {
        store = ClusterStore(fleet)
        self.encoders = encoders
        self.kernels = kernels
        self.version = version
        self.slowLog = slowLog
        self.fleet = fleet
        desk = ClusterDesk(fleet: fleet, slowLog: slowLog)
    }

    /// Every method with its lane.
    ///
    /// - Parameter counters: what the server has counted, for the status; nil before it serves.
    public func methods(counters: @escaping @Sendable () async -> ServerCounters?) -> MethodTable {
        var table = MethodTable()
        if fleet != nil { table.waitingCallCount = Limits.coordinatedCallCount }
        table.inline(.ping) { (request: PingRequest, _) throws(CallFailure) -> PingResponse in
            PingResponse(payload: request.payload)
        }
        registerStatus(in: &table, counters: counters)
        registerGalleries(in: &table)
        registerItems(in: &table)
        registerGuides(in: &table)
        registerBatches(in: &table)
        registerOperations(in: &table)
        registerExport(in: &table)
        registerDiscovery(in: &table)
        return table
    }
}
