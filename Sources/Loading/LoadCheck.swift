/// How answers of a kind of call are looked at.
///
/// What is true was found out before the load began, so that looking costs the server nothing but the stages' times in
/// its answer.
public struct LoadCheck: Sendable {
    /// Share of the calls with a known truth whose answer is looked at, 0...1.
    public var share: Double
    /// What is true, by place of the request among the kind's.
    public var truths: [Int: LoadReading]
    /// These requests, asking for times as well.
    public var explained: [Int: [UInt8]]
    /// What an answer says; nil when it is none.
    public var read: @Sendable ([UInt8]) -> LoadReading?

    public init(
        share: Double, truths: [Int: LoadReading], explained: [Int: [UInt8]],
        read: @escaping @Sendable ([UInt8]) -> LoadReading?
    ) {
        self.share = share
        self.truths = truths
        self.explained = explained
        self.read = read
    }
}
