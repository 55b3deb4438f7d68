/// How hard a search looks.
public struct ScanTuning: Equatable, Sendable {
    /// Lists to probe per field; 0: the gallery's choice.
    public var nprobe: Int
    /// Compare with every allowed item, whatever codes there are.
    public var isExact: Bool
    /// Recall@10 to look for, 0...1; 0: the gallery's target. Of no account where `nprobe` is given.
    public var targetRecall: Float

    public init(nprobe: Int = 0, isExact: Bool = false, targetRecall: Float = 0) {
        self.nprobe = nprobe
        self.isExact = isExact
        self.targetRecall = targetRecall
    }
}
