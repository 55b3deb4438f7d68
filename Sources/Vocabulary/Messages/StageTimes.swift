// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Where the time went, in microseconds.
public struct StageTimes: Equatable, Sendable {
    /// Waiting before work began.
    public var queue: UInt64 = 0
    /// Texts to vectors.
    public var encode: UInt64 = 0
    /// Filter to bitmap.
    public var filter: UInt64 = 0
    /// Scans, together with those of other searches.
    public var scan: UInt64 = 0
    /// Fusion and choice.
    public var fuse: UInt64 = 0
    /// Payload of the answered items.
    public var fetch: UInt64 = 0
    /// Choice between codes and all items, and of the lists to look into.
    public var plan: UInt64 = 0
    /// Exact similarities of the candidates, on the shards; no part of `scan`.
    public var rerank: UInt64 = 0
    /// The reply to bytes, as far as it is known when it is sent.
    public var reply: UInt64 = 0

    public init(
        queue: UInt64 = 0,
        encode: UInt64 = 0,
        filter: UInt64 = 0,
        scan: UInt64 = 0,
        fuse: UInt64 = 0,
        fetch: UInt64 = 0,
        plan: UInt64 = 0,
        rerank: UInt64 = 0,
        reply: UInt64 = 0
    ) {
        self.queue = queue
        self.encode = encode
        self.filter = filter
        self.scan = scan
        self.fuse = fuse
        self.fetch = fetch
        self.plan = plan
        self.rerank = rerank
        self.reply = reply
    }
}
