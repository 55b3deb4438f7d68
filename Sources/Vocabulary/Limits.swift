/// Every limit of the system, in one place. What a peer may send is checked against these before any memory is taken.
///
/// Fixed ones are `static let`; those an operator may lower or raise are the stored properties, with their defaults.
public struct Limits: Equatable, Sendable {
    // What a connection may do.

    /// Bytes of one frame's body, at most.
    public var frameByteCountMax = 32 << 20
    /// Connections held open at once.
    public var connectionCountMax = 4_096
    /// Calls of one connection that wait for their answer.
    public var inFlightCountMax = 1_024
    /// Calls of all connections that wait for their answer.
    public var inFlightTotalCountMax = 16_384
    /// Bytes of replies that one connection may pile up before its requests are no longer read.
    public var bufferedReplyByteCountMax = 8 << 20
    /// Bytes of replies that all connections may pile up; beyond, calls are refused and each may pile up little.
    public var bufferedReplyTotalByteCountMax = 512 << 20
    /// Bytes of requests held for all connections before they are answered.
    public var bufferedRequestByteCountMax = 512 << 20
    /// Time that a call without a deadline may be expected to wait for a worker; then it is refused.
    public var queueDelayMilliseconds = 10_000
    /// Time for a new connection to send its preface.
    public var prefaceTimeoutMilliseconds = 5_000
    /// Time for a client to send the rest of a frame that it has begun.
    public var frameTimeoutMilliseconds = 60_000
    /// Time for a client to take something of the replies that wait for it.
    public var replyTimeoutMilliseconds = 30_000
    /// How long a connection must have been idle to give way to a new one, when there are as many as may be.
    public var idleTimeoutMilliseconds = 10_000
    /// How long a client of gRPC may be silent before it is asked whether it is there.
    public var keepAliveMilliseconds = 120_000
    /// Time for it to answer that.
    public var keepAliveTimeoutMilliseconds = 20_000
    /// Time that a drain waits for calls in flight.
    public var drainTimeoutMilliseconds = 10_000
    /// Deadline of a call that names none; 0 = none.
    public var defaultTimeoutMicroseconds: UInt32 = 0

    public init() {}

    // What a message may hold.

    /// Bytes of replies that a connection may pile up while all together pile up too many.
    public static let scarceReplyByteCountMax = 64 << 10
    /// Bytes of messages that a stream of the framed protocol may send before it was given more credit.
    public static let streamCreditByteCount = 256 << 10

    /// Bytes of a stream's replies that may wait for its caller before its handler waits too.
    ///
    /// - Parameter waitingByteCount: bytes of replies that wait on the whole connection; over its `limit` each stream
    ///   gets little.
    public static func streamRoom(waitingByteCount: Int, limit: Int) -> Int {
        waitingByteCount > limit ? 16 << 10 : 256 << 10
    }
    /// Bytes of the headers of a call over gRPC: names, values, and 32 for each.
    public static let headerListByteCountMax = 16 << 10

    /// Depth of nested messages.
    public static let messageDepthMax = 8
    /// Elements of one repeated field, packed numbers excepted (the frame bounds those).
    public static let repeatedCountMax = 100_000
    /// Bytes that unpacking a message of `byteCount` bytes may take.
    ///
    /// protobuf-c takes about 50 bytes for an id of one byte and 280 for a hit that is 20: a call at the limits below
    /// fits.
    public static func unpackQuota(byteCount: Int) -> Int { (2 << 20) + 16 * byteCount }

    // What a gallery and its items may hold.

    /// Bytes of an item's id.
    public static let idByteCountMax = 128
    /// Bytes of a gallery's name or alias, tenant included.
    public static let galleryNameByteCountMax = 128
    /// Bytes of each part of a gallery's name, the tenant and the rest.
    public static let galleryNamePartByteCountMax = 63
    /// Bytes of a field's name.
    public static let fieldNameByteCountMax = 64
    public static let galleryCountMax = 4_096
    public static let fieldCountMax = 16
    public static let dimensionMax = 16_384
    /// Bytes of a template, a description or a prompt.
    public static let textByteCountMax = 64 << 10
    /// Bytes of all texts that wait for one encoder.
    public static let encodingByteCountMax = 256 << 20
    public static let urlByteCountMax = 8_192
    public static let tagCountMax = 1_024
    public static let tagByteCountMax = 256
    public static let detectionCountMax = 1_024
    /// Bytes of a detection's label.
    public static let labelByteCountMax = 256
    public static let similarCountMax = 1_024
    public static let attributeCountMax = 256
    /// Bytes of an attribute's name.
    public static let attributeNameByteCountMax = 256
    /// Bytes of an author's id or name.
    public static let authorByteCountMax = 1_024
    public static let attributeByteCountMax = 4_096
    /// Bytes of one row of a catalogue.
    public static let catalogueRowByteCountMax = 4 << 20

    // What one call may ask.

    /// Items of one upsert, delete or get.
    public static let batchItemCountMax = 10_000
    /// Items of one response of an export, unless more or fewer are asked for.
    public static let exportPageItemCount = 256
    /// Hits or guides of one search.
    public static let searchLimitMax = 1_000
    /// Searches of one batch.
    public static let searchBatchCountMax = 1_000
    /// Hits that the searches of one batch may ask for together.
    public static let searchBatchHitCountMax = 100_000
    /// Searches that one worker answers together, at most.
    public static let searchTogetherCountMax = 16
    /// Candidates that searches may have in memory together, unless it is one alone.
    public static let candidateTogetherCountMax = 65_536
    /// Ids in one exclusion or id filter.
    public static let idFilterCountMax = 10_000
    /// Clauses of a filter, and tags of one clause.
    public static let filterClauseCountMax = 64
    /// Values of one clause about an attribute.
    public static let filterValueCountMax = 1_024
    /// Candidates a field hands to fusion at first, at least.
    public static let candidateFloor = 100
    /// Bytes of a cluster's name.
    public static let clusterNameByteCountMax = 128
    /// Shards of a cluster.
    public static let shardCountMax = 1_024
    /// Searches that a coordinator has with its shards at once: the more, the longer each waits for the others.
    public static let coordinatedCallCount = 128
    /// Replicas of a shard.
    public static let replicaCountMax = 16
    /// Elements of one field of a shard's answer to a scan.
    public static let shardAnswerCountMax = 16 << 20
    /// Items that a shard answers whole beside its candidates.
    public static let likelyItemCountMax = 64
    /// Bytes of a codebook that a coordinator takes from a shard.
    public static let codebookByteCountMax = 4 << 30
    /// Time for a shard to answer a search that has no deadline.
    public static let shardTimeoutMicroseconds: UInt64 = 30_000_000
    /// Time before a search's deadline that is kept for merging and for the reply, at most; a tenth where that is less.
    public static let mergeReserveMicroseconds: UInt64 = 5_000
    /// Time for a shard to change something.
    public static let shardChangeMicroseconds: UInt64 = 60_000_000
    /// Candidates a field may be asked for in the first round, at most.
    public static let candidateCountMax = 65_536
    /// Candidates per field, as a multiple of the hits asked for, when the request does not say.
    public static let oversamplingDefault: Float = 4
    /// The largest weight of a field and the largest constant of reciprocal rank fusion.
    public static let weightMax: Float = 1_000_000
    /// Rounds of one search.
    public static let searchRoundCountMax = 3
    /// How often one search probes more lists, when those it probed held too little.
    public static let probeWideningCountMax = 3
    /// Guides of a scene that does not say how many.
    public static let guideCountDefault = 4
    /// Words of style, and trigger words of one LoRA.
    public static let sceneWordCountMax = 256
    /// Bytes of a search reply's payload.
    public static let replyByteCountMax = 16 << 20
    /// Bytes that the items of one get may hold: what a frame takes.
    public static let itemsByteCountMax = 32 << 20
    /// Bytes of an operation's resume point.
    public static let resumePointByteCountMax = 4_096
    /// Bytes of the name of an import's source.
    public static let importSourceByteCountMax = 1_024
    /// Time that a watch may wait.
    public static let watchMicrosecondsMax: UInt64 = 60_000_000
    /// Payload of a ping.
    public static let pingByteCountMax = 1 << 20
    /// Texts of one call that asks for their vectors.
    public static let embedTextCountMax = 1_000

    // What the store does at once.

    /// Items of one commit group, from which on the next group is begun.
    public static let commitItemCountMax = 4_096
    /// Bytes of one commit group, from which on the next group is begun.
    public static let commitByteCountMax = 16 << 20
    /// Bytes of writes that wait for the committer; more are refused.
    public static let commitQueueByteCountMax = 256 << 20
    /// Operations kept after they have ended, the latest.
    public static let endedOperationCountMax = 1_000
    /// Operations that have not ended, those whose client went away included.
    public static let runningOperationCountMax = 1_000
    /// Calls that wait for a change of an operation.
    public static let watcherCountMax = 10_000
    /// How long a watch waits that names no time.
    public static let watchMicrosecondsDefault: UInt64 = 30_000_000

    // The threads of a node.

    /// Event loops of one node.
    public static let loopCountMax = 64
    /// Cores for each of which there is an event loop, unless the configuration says otherwise. A search takes its loop
    /// a tenth at most of what it takes a worker.
    public static let coreCountPerLoop = 8

    // What a training takes and how it measures.

    /// A field with fewer items stays exact when neither gallery nor request say otherwise.
    public static let exactBelowDefault = 20_000
    /// Coarse clusters of one codebook.
    public static let listCountMax = 262_144
    /// What it may weigh that residuals differ when an item's second list is chosen.
    public static let spillWeights: ClosedRange<Float> = 0x1p-10...1_024
    /// The weight when nobody asked for another.
    public static let spillWeightDefault: Float = 1.5
    /// Iterations of one k-means.
    public static let trainIterationCountMax = 1_000
    /// Threads of one training.
    public static let trainThreadCountMax = 1_024
    /// Queries of one field that recall may be measured with.
    public static let trainQueryCountMax = 10_000
    /// Recall@10 that the number of probed lists is chosen for when the gallery does not say.
    public static let targetRecallDefault: Float = 0.95
    /// Levels of recall@10 for each of which a training keeps the cheapest way to reach it.
    public static let recallLevels: [Float] = [
        0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995,
        1,
    ]
    /// Sampled items a centroid, at most and at least.
    public static let sampleCountPerCentroidMax = 256
    public static let sampleCountPerCentroidMin = 16
    /// Items of one field that recall is measured with, at most.
    public static let heldOutCountMax = 1_000
    /// And at least, however many items there are.
    public static let heldOutCountMin = 200
    /// Pairs of vectors that measuring one field compares, about.
    public static let heldOutComparisonCountMax = 500_000_000
    /// Lists that measuring looks into, at most; no search that is cheaper than an exact one needs more.
    public static let measuredListCountMax = 4_096
    /// Random pairs of items whose mean similarity calibrates a field.
    public static let calibrationPairCount = 10_000
    /// Allowed items up to which comparing all of them costs less than scanning codes.
    public static let exactScanItemCountMax = 5_000
}
