/// How hard a search looks.
public struct ScanTuning: Equatable, Sendable {
    /// Lists to probe per field; 0: the gallery's choice.
    public var nprobe: Int
    /// Compare with every allowed item, whatever codes there are.
    public var isExact: Bool

    public init(nprobe: Int = 0, isExact: Bool = false) {
        self.nprobe = nprobe
        self.isExact = isExact
    }
}
