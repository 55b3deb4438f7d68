internal import Folding
internal import Ground
internal import Indexing
public import Kernels
public import Routing
public import Storage
public import Vocabulary

/// The galleries of one partition: on disk in RocksDB, in memory for searching, changed by one committer.
///
/// What is acknowledged is on disk and in the next search. Reads hold no lock while they work. Close it: dropping an
/// open one is a mistake that is caught.
public final class ShardStore: StorePort {
    let database: Database
    let directory: Guarded<GalleryDirectory>
    let book: OperationBook
    let committer: Committer
    let trainings = TrainingDesk()
    let scratches = ScratchPool()
    /// The other shards of the cluster, for trainings; nil for a node that stands alone.
    let peers = Guarded<ClusterPeers?>(nil)
    let kernels: KernelSet
    private let isClosed = Guarded(false)
    /// What was found damaged when the store was opened; the galleries concerned are not served.
    public let damages: [CallFailure]
    /// Files of codes that were found damaged when the store was opened; the fields concerned are searched exactly.
    public let indexDamages: [CallFailure]

    /// Opens or makes the store in the directory `path` and reads what it holds; 100,000 items take a second or two.
    ///
    /// - Throws: `FAILED_PRECONDITION` when the directory is held by another process, foreign or of a newer format;
    ///   `DATA_LOSS` when what all galleries depend on is damaged.
    public init(
        path: String, options: DatabaseOptions = DatabaseOptions(), kernels: KernelSet = .best
    ) throws(CallFailure) {
        let database = try storing { () throws(StorageError) in try Database(path: path, options: options) }
        let loader = StoreLoader(database: database, kernels: kernels)
        let contents = try loader.load()
        loader.removeStrayFiles(besides: contents.directory)
        let directory = Guarded(contents.directory)
        let book = OperationBook()
        book.replaceAll(Self.failInterrupted(contents.operations, in: database))
        self.database = database
        self.directory = directory
        self.book = book
        self.kernels = kernels
        let states = contents.directory.states.values.sorted { $0.number < $1.number }
        damages = states.compactMap(\.damage)
        indexDamages = states.flatMap { $0.sealed?.damages.compactMap { $0 } ?? [] }
        committer = Committer(
            database: database, directory: directory, book: book, commitNumber: contents.commitNumber,
            reload: { [trainings] () throws(CallFailure) in try Self.reload(directory, book, loader, trainings) },
            renew: { number in Self.renewIfWorn(number, directory: directory, loader: loader) })
        committer.start()
        book.start()
        let context = TrainingContext(
            database: database, directory: directory, book: book, committer: committer, kernels: kernels,
            peers: peers)
        trainings.start { TrainingRun($0, context).run() }
    }

    /// Stops trainings, makes what waits durable, answers those who watch, and closes the store. Calls from now on are
    /// refused.
    public func close() {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        trainings.stop()
        peers.withLock { $0 }?.close()
        committer.stop()
        book.stop()
        database.close()
    }

    deinit {
        precondition(isClosed.withLock { $0 }, "a store was dropped without being closed")
    }

    /// Shows what is on disk, whatever is in memory. Searches under way keep their views.
    static func reload(
        _ directory: Guarded<GalleryDirectory>, _ book: OperationBook, _ loader: StoreLoader, _ trainings: TrainingDesk
    ) throws(CallFailure) {
        let fresh = try loader.load(reusing: directory.withLock { $0 })
        directory.withLock { $0 = fresh.directory }
        book.replaceAll(
            failInterrupted(fresh.operations, in: loader.database, besides: trainings.operations))
    }

    /// The data directory.
    public var path: String { database.path }

    /// What was cut off the end of a damaged write-ahead log when the store was opened; nil after a clean start.
    public var cutLog: String? { database.cutLog }

    /// The form of a tag that is compared.
    static func fold(_ tag: String) -> String { foldedTag(tag) }

    /// The gallery called `name`, or that the alias `name` points to.
    ///
    /// - Throws: `NOT_FOUND`.
    func state(_ name: String) throws(CallFailure) -> GalleryState {
        try directory.withLock { (directory) throws(CallFailure) in try directory.state(name) }
    }

    /// The gallery with that number.
    ///
    /// - Throws: `NOT_FOUND`.
    func state(number: UInt32) throws(CallFailure) -> GalleryState {
        try directory.withLock { (directory) throws(CallFailure) in try directory.state(number: number) }
    }

    public func counts() -> StoreCounts {
        let states = directory.withLock { Array($0.states.values) }
        let statistics = try? database.statistics()
        return StoreCounts(
            galleryCount: UInt64(states.count),
            itemCount: states.reduce(0) { $0 + UInt64($1.snapshot.view.liveCount) },
            diskByteCount: (statistics?.diskByteCount ?? 0)
                + states.reduce(0) { $0 + UInt64($1.sealed?.fileByteCount ?? 0) })
    }

    /// Makes a gallery's rows in memory anew from the log when most of them are those of deleted items.
    private static func renewIfWorn(
        _ number: UInt32, directory: Guarded<GalleryDirectory>, loader: StoreLoader
    ) {
        guard let state = directory.withLock({ $0.states[number] }), state.damage == nil else { return }
        guard state.isWorn else { return }
        // A reading error leaves the segment as it is: worn, and right.
        guard let fresh = try? loader.gallery(state.snapshot.record, reusing: state.sealed), fresh.damage == nil
        else { return }
        directory.withLock { $0.replace(fresh) }
    }
}
