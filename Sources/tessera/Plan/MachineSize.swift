/// What one machine of a cluster has.
struct MachineSize: Equatable {
    /// Bytes of memory.
    var memoryByteCount: UInt64 = 64 << 30
    var coreCount = 16
    /// Gigabits a second that its network carries each way.
    var gigabits = 10.0

    /// Share of the memory that is planned with: the rest is the system's, and room to grow.
    static let memoryShare = 0.8
    /// Share of cores and network that is planned with: beyond, calls wait for each other.
    static let loadShare = 0.6

    var usableMemoryByteCount: Double { Double(memoryByteCount) * Self.memoryShare }
    /// Seconds of processor time in a second.
    var usableCoreCount: Double { Double(coreCount) * Self.loadShare }
    /// Bytes a second.
    var usableNetworkByteCount: Double { gigabits * 1e9 / 8 * Self.loadShare }
}
