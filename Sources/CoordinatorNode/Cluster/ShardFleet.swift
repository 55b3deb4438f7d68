internal import Calling
public import Eventing
internal import Ground
public import Kernels
internal import Quantization
public import Routing
public import Vocabulary
internal import Wire

/// The shards of a cluster as a coordinator sees them: connections to all replicas, what each holds, and the galleries
/// that follow from it.
///
/// Each replica is asked once a second who it is and what it holds; one that is somebody else, or holds something else
/// than the others of its shard, is not asked anything further.
public final class ShardFleet: @unchecked Sendable {
    // Unchecked: confined to the loop, but for `catalogue`, which is guarded, and what never changes.

    public let map: ClusterMap
    let loop: EventLoop
    let kernels: KernelSet
    let planning: PlanningTurn
    /// By shard and replica.
    let replicas: [[Replica]]
    let catalogue = Guarded(ClusterCatalogue())
    /// By shard: live items of each gallery, as it told last.
    var liveCounts: [[UInt32: UInt64]]
    private let log: @Sendable (String) -> Void
    /// By shard of several replicas: the newest that any of them has told since this process began. Whoever holds
    /// something else is not asked, even when nobody else is there: what was deleted must not come back.
    private var newest: [ShardContent?]
    /// Which replica of a shard is asked, and what is done when it is slow or gone.
    var router: Router
    /// Calls that are not over.
    var calls: [CallId: ShardCall] = [:]
    private var timer: LoopTimer?
    /// Runs while calls are open.
    private var routingTimer: LoopTimer?
    private var isRouting = false
    private var isClosed = false
    private var tick = 0
    /// Codebooks that were fetched, by hash.
    private var codebooks: [[UInt8]: Codebook] = [:]

    /// Milliseconds between two looks at open calls.
    private static let routingMilliseconds = 2
    /// Milliseconds between two visits of a replica that is not asked, and how many of these pass between two of one
    /// that is.
    private static let visitMilliseconds = 200
    private static let visitTickCount = 5
    /// Time that a refresh waits for a replica.
    private static let patienceMilliseconds = 500
    /// Time for a replica to say who it is.
    private static let visitMicroseconds: UInt32 = 2_000_000

    /// - Parameter loop: where connections live and answers are told.
    /// - Parameter log: told when a replica is found, lost or refused.
    public init(
        map: ClusterMap, loop: EventLoop, kernels: KernelSet, limits: Limits, log: @escaping @Sendable (String) -> Void
    ) throws(CallFailure) {
        self.map = map
        self.loop = loop
        self.kernels = kernels
        planning = PlanningTurn(loop: loop, kernels: kernels)
        self.log = log
        var replicas: [[Replica]] = []
        let options = ClientOptions(connectionCountMax: 2, callCountPerConnection: 256)
        for (shard, place) in map.shards.enumerated() {
            var own: [Replica] = []
            for (number, replica) in place.replicas.enumerated() {
                do throws(LoopError) {
                    let address = try SocketAddress(replica.address)
                    own.append(
                        Replica(
                            ReplicaId(shard: shard, replica: number), address: replica.address,
                            client: Client(address: address, limits: limits, options: options, loop: loop)))
                } catch {
                    throw CallFailure(
                        .invalidArgument, "address_invalid", "\(error)",
                        field: "shards[\(shard)].replicas[\(number)].address")
                }
            }
            replicas.append(own)
        }
        self.replicas = replicas
        liveCounts = map.shards.map { _ in [:] }
        newest = map.shards.map { _ in nil }
        var router = Router(map, seed: UInt64.random(in: 0 ... .max))
        for replica in replicas.joined() { router.setUsable(replica.place, false, .now) }
        self.router = router
    }

    /// Visits all replicas, now and every second from now on; returns once each was reached or found away.
    public func start() async {
        await withCheckedContinuation { continuation in
            loop.post { [self] in
                timer = try? LoopTimer(loop: loop) { [self] in visitDue() }
                routingTimer = try? LoopTimer(loop: loop) { [self] in
                    advance()
                    guard calls.isEmpty else { return }
                    routingTimer?.stop()
                    isRouting = false
                }
                timer?.start(
                    afterMilliseconds: Self.visitMilliseconds, repeatMilliseconds: Self.visitMilliseconds)
                refresh { continuation.resume() }
            }
        }
    }

    /// Ends all connections, and with them the calls in flight.
    public func close() {
        loop.sync { [self] in
            isClosed = true
            timer?.close()
            timer = nil
            routingTimer?.close()
            routingTimer = nil
            for replica in replicas.joined() { replica.client.close() }
        }
    }

    /// Looks at open calls now and then until there are none.
    func startRouting() {
        guard !isRouting else { return }
        isRouting = true
        routingTimer?.start(
            afterMilliseconds: Self.routingMilliseconds, repeatMilliseconds: Self.routingMilliseconds)
    }

    // MARK: What the replicas hold

    /// Visits all replicas, and tells when that is done; one that takes long to answer is not waited for. On the loop.
    func refresh(_ done: @escaping @Sendable () -> Void) {
        guard !isClosed else { return done() }
        let round = VisitRound(done)
        for replica in replicas.joined() {
            round.expect()
            startVisit(replica) { round.arrive() }
        }
        round.arrive()
        round.limit(milliseconds: Self.patienceMilliseconds, on: loop)
    }

    /// Visits a replica, after the visit under way if there is one, as that one may have looked too early.
    private func startVisit(_ replica: Replica, _ done: @escaping () -> Void) {
        guard !replica.isVisited else { return replica.nextVisit.append(done) }
        replica.isVisited = true
        nonisolated(unsafe) let (replica, done) = (replica, done)
        Task(executorPreference: loop) { [self] in
            unsafe await visit(replica)
            unsafe replica.isVisited = false
            unsafe done()
            let next = unsafe replica.nextVisit
            unsafe replica.nextVisit = []
            if !next.isEmpty { unsafe startVisit(replica) { for done in next { done() } } }
        }
    }

    /// Visits the replicas whose turn it is.
    private func visitDue() {
        tick += 1
        for replica in replicas.joined() where !replica.isVisited && !isClosed {
            if tick % Self.visitTickCount == 0 || !replica.isUsable { startVisit(replica) {} }
        }
    }

    private func visit(_ replica: Replica) async {
        let request = OpenShardRequest(
            cluster: map.name, shard: UInt32(replica.place.shard), shardCount: UInt32(map.shards.count),
            knownRevision: replica.isUsable ? replica.told?.revision ?? 0 : 0)
        do throws(CallFailure) {
            let told: OpenShardResponse = try await replica.client.call(
                .openShard, request, timeoutMicroseconds: Self.visitMicroseconds)
            let isNews = told.revision != request.knownRevision
            if isNews { replica.galleries = told.galleries }
            replica.told = told
            router.heard(replica.place, .now)
            for count in told.counts { liveCounts[replica.place.shard][count.gallery] = count.itemCount }
            let fault = disagreement(of: replica)
            let wasUsable = replica.isUsable
            if isNews || !wasUsable, fault == nil { try await settle(replica) }
            set(fault, of: replica)
            if isNews || wasUsable != replica.isUsable { rebuild() }
        } catch {
            let wasUsable = replica.isUsable
            set(error, of: replica)
            if wasUsable { rebuild() }
        }
    }

    private func set(_ fault: CallFailure?, of replica: Replica) {
        guard !isClosed, replica.fault != fault else { return }
        if fault == nil { router.heard(replica.place, .now) }
        router.setUsable(replica.place, fault == nil, .now)
        let wasUsable = replica.isUsable
        let isOther = replica.fault?.reason != fault?.reason
        replica.fault = fault
        let name = "shard \(replica.place.shard), replica \(replica.place.replica) at \(replica.address)"
        if let fault {
            if wasUsable || isOther { log("\(name) is not asked: \(fault.message)") }
        } else {
            log("\(name) serves")
        }
    }

    /// Why `replica` cannot stand in for the others of its shard; nil when it can.
    private func disagreement(of replica: Replica) -> CallFailure? {
        guard let told = replica.told else { return nil }
        let siblings = replicas[replica.place.shard]
        guard siblings.count > 1 else { return nil }
        if !told.isReadOnly {
            return CallFailure(
                .failedPrecondition, "takes_writes",
                "the cluster file gives its shard \(siblings.count) replicas, and its own names one")
        }
        let content = ShardContent(told, replica.galleries)
        guard let newest = newest[replica.place.shard], newest.hash != content.hash else {
            self.newest[replica.place.shard] = content
            return nil
        }
        guard content.isNewer(than: newest) else { return Self.otherContent(isOlder: newest.isNewer(than: content)) }
        self.newest[replica.place.shard] = content
        for other in siblings where other !== replica && other.isUsable {
            set(Self.otherContent(isOlder: true), of: other)
        }
        return nil
    }

    private static func otherContent(isOlder: Bool) -> CallFailure {
        CallFailure(
            .failedPrecondition, "other_content",
            isOlder
                ? "it holds older items than another replica of its shard"
                : "it holds other items than the replicas of its shard, and neither those alone that came later")
    }

    /// Fetches the codebooks that the replica's galleries have and nobody has fetched.
    private func settle(_ replica: Replica) async throws(CallFailure) {
        for gallery in replica.galleries {
            for field in gallery.fields where !field.codebookHash.isEmpty && codebooks[field.codebookHash] == nil {
                let hash = field.codebookHash
                codebooks[hash] = try await codebook(hash, gallery: gallery.number, from: replica)
            }
        }
    }

    private func codebook(
        _ hash: [UInt8], gallery: UInt32, from replica: Replica
    ) async throws(CallFailure) -> Codebook {
        var bytes: [UInt8] = []
        var byteCount: UInt64 = 0
        repeat {
            let request = FetchCodebookRequest(gallery: gallery, codebookHash: hash, offset: UInt64(bytes.count))
            let response: FetchCodebookResponse = try await replica.client.call(
                .fetchCodebook, request, timeoutMicroseconds: 30_000_000)
            byteCount = response.byteCount
            bytes += response.piece
            guard !response.piece.isEmpty, byteCount <= UInt64(Limits.codebookByteCountMax) else {
                throw CallFailure(.internal, "bad_shard_answer", "a codebook came incomplete")
            }
        } while UInt64(bytes.count) < byteCount
        // Takes a second where there are very many lists, in which the loop has other things to do.
        let whole = bytes
        return try await loop.runOnPool { () throws(CallFailure) in try Self.opened(whole, hash) }
    }

    private static func opened(_ bytes: [UInt8], _ hash: [UInt8]) throws(CallFailure) -> Codebook {
        let memory = AlignedMemory(byteCount: bytes.count)
        unsafe bytes.withUnsafeBytes { unsafe memory.bytes.copyMemory(from: $0) }
        do {
            let codebook = unsafe try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
            guard codebook.hash == hash else { throw QuantizationError.malformed(what: "hash") }
            return codebook
        } catch {
            throw CallFailure(.dataLoss, "damaged_codebook", "a codebook came damaged: \(error)")
        }
    }

    /// Makes the catalogue anew from what the shards told.
    private func rebuild() {
        var declared: [UInt32: [DescribeGalleryResponse]] = [:]
        var tellerCount = 0
        for shard in replicas {
            // One that is away is believed until another says otherwise.
            guard let teller = shard.first(where: \.isUsable) ?? shard.first(where: { $0.told != nil }) else {
                continue
            }
            tellerCount += 1
            for gallery in teller.galleries { declared[gallery.number, default: []].append(gallery) }
        }
        guard tellerCount > 0 else { return }
        let galleries = declared.values.map { merged($0, tellerCount: tellerCount) }
        let used = Set(galleries.flatMap(\.codebooks).compactMap { $0?.hash })
        for hash in codebooks.keys where !used.contains(hash) { codebooks[hash] = nil }
        catalogue.withLock { $0 = ClusterCatalogue(galleries) }
    }

    /// What the shards declare together. A field is searched by codes where all have the same codebook.
    private func merged(_ declarations: [DescribeGalleryResponse], tellerCount: Int) -> ClusterGallery {
        let first = declarations[0]
        let fields = first.fields.indices
        let indexes = fields.map { field -> FieldIndex? in
            // A shard without items has nothing to encode.
            let holders = declarations.filter { $0.itemCount > 0 }.map { $0.fields[field] }
            guard let hash = holders.first?.codebookHash, !hash.isEmpty, declarations.count == tellerCount,
                holders.allSatisfy({ $0.codebookHash == hash })
            else { return nil }
            return holders.first?.index
        }
        return ClusterGallery(
            record: GalleryRecord(
                number: first.number, spec: first.spec, createdMicroseconds: first.createdMicroseconds),
            aliases: first.aliases, codebooks: indexes.map { $0.flatMap { codebooks[$0.codebookHash] } },
            indexes: indexes, calibrations: first.fields.map(\.calibration))
    }
}
