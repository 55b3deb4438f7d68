internal import Glibc
internal import Ground
internal import Indexing
internal import Storage
internal import Vocabulary

/// One training, from a snapshot of the gallery to the switch to its new index. Belongs to the training thread.
final class TrainingRun {
    let job: TrainingJob
    let context: TrainingContext
    let progress: TrainingProgress
    let folder: SegmentFolder
    let team: WorkTeam
    /// What was made of each field, for the operation's last word.
    var outcomes: [String] = []
    /// True once the gallery stands on the new index.
    var isPublished = false

    init(_ job: TrainingJob, _ context: TrainingContext) {
        self.job = job
        self.context = context
        progress = TrainingProgress(job.operation, book: context.book, committer: context.committer)
        folder = SegmentFolder(directory: context.database.path, gallery: job.gallery)
        let threadCount =
            job.request.threadCount > 0 ? Int(job.request.threadCount) : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        // Searches come first where cores are few.
        team = WorkTeam(name: "train", threadCount: threadCount, niceness: 5)
    }

    /// Does all of it, and leaves the operation ended and no file that nobody needs.
    func run() {
        do throws(CallFailure) {
            try job.check()
            try work(try state().checkedSnapshot())
        } catch {
            end(error)
        }
        removeStrayFiles()
    }

    /// The gallery as the committer has it now.
    func state() throws(CallFailure) -> GalleryState {
        try context.directory.withLock { (directory) throws(CallFailure) in try directory.state(number: job.gallery) }
    }

    private func work(_ snapshot: GallerySnapshot) throws(CallFailure) {
        progress.begin("choosing items")
        let peers = job.adoption == nil ? context.peers.withLock { $0 } : nil
        var works: [FieldWork]
        if let adoption = job.adoption {
            works = try plan(adoption, snapshot)
        } else {
            works = try plan(snapshot, peers)
        }
        var index = IndexRecord(gallery: job.gallery, nextSegment: max(1, snapshot.index.nextSegment))
        var fresh: GalleryState?
        if snapshot.view.liveCount > 0, snapshot.sealed != nil || works.contains(where: { !$0.isExact }) {
            try folder.make()
            for place in works.indices { try train(&works[place], snapshot.view) }
            let (sealed, ordinals) = try seal(&works, snapshot, as: index.nextSegment)
            let state = GalleryState(record: snapshot.record, sealed: sealed, kernels: context.kernels)
            for place in works.indices {
                if let adoption = job.adoption {
                    adopt(&works[place], adoption, codes: sealed.codes[works[place].field])
                    continue
                }
                let heldOut = works[place].heldOut.map { ordinals[Int($0)] }
                try measure(
                    &works[place], heldOut: heldOut, snapshot, in: state.snapshot.view,
                    codes: sealed.codes[works[place].field])
            }
            try checkRecall(works, snapshot.spec)
            index.segments = [sealed.segment]
            index.nextSegment += 1
            fresh = state
        } else {
            for place in works.indices where job.adoption == nil {
                try measure(
                    &works[place], heldOut: works[place].heldOut, snapshot, in: snapshot.view, codes: nil)
            }
            // Of what was sealed nothing lives any more.
            if snapshot.sealed != nil { fresh = GalleryState(record: snapshot.record, kernels: context.kernels) }
        }
        var operations: [String] = []
        if let peers {
            for place in works.indices where works[place].isTrained {
                works[place].index?.spread(over: peers.shardCount)
            }
            progress.begin("having the other shards encode their items")
            operations = try peers.adopt(
                works, gallery: job.gallery, threadCount: job.request.threadCount,
                told: { progress.begin("\($0) of \(peers.shardCount - 1) other shards are ready") },
                check: { () throws(CallFailure) in try job.check() })
        }
        for work in works {
            index.setIndex(work.index, field: work.field)
            index.setCalibration(work.calibration, field: work.field)
        }
        if let adoption = job.adoption {
            progress.begin(AdoptionRun.readyStage)
            try adoption.wait { () throws(CallFailure) in try job.check() }
        }
        // The others first: who sees the operation end sees the new index everywhere.
        try peers?.commit(operations)
        try publish(index, fresh)
    }

    /// The living items that have `field`, in the order of their versions.
    func liveRows(_ view: SegmentView, field: Int) -> [UInt32] {
        view.liveOrdinals().filter { view.hasVector(field: field, $0) }
    }

    /// The seed of what is chosen for a field.
    func seed(field: Int, _ purpose: UInt64) -> UInt64 {
        Hash.xxh3(UInt64(field) << 8 | purpose, seed: job.request.seed)
    }
}
