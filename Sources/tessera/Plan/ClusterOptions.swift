internal import ArgumentParser
internal import Vocabulary

/// What `tessera plan` is told of the machines and of the load.
struct ClusterOptions: ParsableArguments {
    @Option(help: "Shards. (default: as few as fit into the memory)")
    var shards: Int?
    @Option(help: "Replicas of each shard, at least.")
    var replicas = 2
    @Option(help: "Searches a second, of all callers.")
    var rate = 100.0
    @Option(help: "Hits of a search.")
    var limit = 10
    @Option(help: "Tags of an item.")
    var tags = 10
    @Option(
        help: ArgumentHelp("Share of the items that was written since the last training, 0 to 1.", valueName: "share"))
    var growing = 0.01
    @Flag(help: "Vectors of 16 bits lie in memory too.")
    var resident = false
    @Option(help: ArgumentHelp("Memory of a machine: 64GiB. (default: 64GiB)", valueName: "bytes"))
    var machineMemory: ByteCountArgument?
    @Option(help: "Cores of a machine.")
    var machineCores = 16
    @Option(help: ArgumentHelp("Network of a machine, in Gbit/s.", valueName: "gigabits"))
    var machineNetwork = 10.0

    func validate() throws {
        try Self.check(shards ?? 1, 1...Limits.shardCountMax, "--shards")
        try Self.check(replicas, 1...Limits.replicaCountMax, "--replicas")
        try Self.check(limit, 1...Limits.searchLimitMax, "--limit")
        try Self.check(tags, 0...Limits.tagCountMax, "--tags")
        try Self.check(machineCores, 1...4_096, "--machine-cores")
        try Self.check(rate, 0.001...1e7, "--rate")
        try Self.check(growing, 0...1, "--growing")
        try Self.check(machineNetwork, 0.001...10_000, "--machine-network")
        if let machineMemory, machineMemory.byteCount < 1 << 30 || machineMemory.byteCount > 1 << 50 {
            throw ValidationError("--machine-memory: \(machineMemory.byteCount) is not between 1GiB and 1024TiB")
        }
    }

    private static func check<Value: Comparable>(
        _ value: Value, _ range: ClosedRange<Value>, _ name: String
    ) throws(ValidationError) {
        guard range.contains(value) else {
            throw ValidationError("\(name): \(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    /// The plan of a gallery with these fields.
    func plan(_ fields: [(count: Int, index: IndexPlan)], payloadByteCountPerItem: UInt64) -> ClusterPlan {
        var machine = MachineSize()
        if let machineMemory { machine.memoryByteCount = machineMemory.byteCount }
        machine.coreCount = machineCores
        machine.gigabits = machineNetwork
        return ClusterPlan(
            fields: fields, payloadByteCountPerItem: Int(payloadByteCountPerItem), tagCount: tags,
            growingShare: growing, limit: limit, isResident: resident, queriesPerSecond: rate, machine: machine,
            replicaCountMin: replicas, wantedShardCount: shards)
    }
}
