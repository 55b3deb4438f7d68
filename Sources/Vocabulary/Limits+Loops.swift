extension Limits {
    /// Event loops of a node with that many cores.
    public static func loopCount(coreCount: Int) -> Int {
        min(max(coreCount / coreCountPerLoop, 1), loopCountMax)
    }
}
