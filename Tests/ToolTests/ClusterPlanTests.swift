import ArgumentParser
import JSON
import Testing
import Vocabulary

@testable import tessera

/// The formulas of `tessera plan` for shards, beside what docs/BENCHMARKS.md measured.
struct ClusterPlanTests {
    /// Bytes a vector beside itself, files and codebook, of `Tests/bench scale`: 384 dimensions, codes of 16 bytes.
    @Test(arguments: [(100_000, 1_024, 41.3), (1_000_000, 2_048, 23.8), (10_000_000, 8_192, 21.4)])
    func `bytes of 100,000 to 10 million vectors are those measured`(items: Int, lists: Int, measured: Double) {
        let plan = IndexPlan(itemCount: items, dimension: 384, partCount: 16, listCount: lists)
        #expect(abs(plan.memoryByteCountPerItem / measured - 1) < 0.01)
    }

    /// Bytes a vector, itself counted, of `Tests/bench frontier`: 300,000 items in 2,048 lists with a spill.
    @Test(arguments: [(VectorTransform.none, VectorPrecision.f16, 887.0), (.opq, .f16, 889), (.none, .sq8, 1_275)])
    func `bytes of 300,000 vectors in two lists each are those measured`(
        transform: VectorTransform, rerank: VectorPrecision, measured: Double
    ) {
        let plan = IndexPlan(
            itemCount: 300_000, dimension: 384, transform: transform, listCount: 2_048, rerank: rerank, isSpilled: true)
        #expect(abs(Double(plan.diskByteCount) / 300_000 / measured - 1) < 0.01)
    }

    @Test(arguments: SearchEstimate.measuredProbes)
    func `the lists that a query needs are those measured, within a fifth`(listCount: Int, nprobe: Int) {
        let plan = IndexPlan(itemCount: 100_000, dimension: 384, listCount: listCount)
        #expect(abs(Double(SearchEstimate(index: plan).nprobe) / Double(nprobe) - 1) < 0.2)
    }

    /// The table of nprobe of "The compressed index": 100,000 vectors, 390 lists, 100 candidates.
    @Test(arguments: [(16, 68.0), (32, 77), (48, 83), (64, 91), (128, 115)])
    func `the time of a search is that measured, within a quarter`(nprobe: Int, measured: Double) {
        let index = IndexPlan(itemCount: 100_000, dimension: 384, listCount: 390)
        let estimate = SearchEstimate(index: index)
        // As the formulas say it, with the lists of the measurement.
        let codes = 100_000 * Double(nprobe) / 390
        let counted =
            ClusterPlan.callMicroseconds + estimate.planningMicroseconds + 100 * estimate.rowMicroseconds
            + estimate.scanMicroseconds(shardCount: 1)
            + (codes - estimate.codeCount(shardCount: 1)) * 48 * SearchEstimate.perCodeByte
            + Double(nprobe - estimate.nprobe) * SearchEstimate.perList
        #expect(abs(counted / measured - 1) < 0.25, "\(counted)")
    }

    /// The table of "Very many lists": what choosing them took.
    @Test(arguments: [
        (16_384, 32, 46.0), (16_384, 128, 73), (16_384, 512, 169), (65_536, 32, 78), (65_536, 128, 115),
        (65_536, 512, 248),
    ])
    func `choosing among very many lists takes what was measured, within a fifth`(
        listCount: Int, nprobe: Int, measured: Double
    ) {
        let estimate = SearchEstimate(index: IndexPlan(itemCount: 4_000_000, dimension: 384, listCount: listCount))
        let counted = estimate.planningMicroseconds + Double(nprobe - estimate.nprobe) * 0.3
        #expect(abs(counted / measured - 1) < 0.2, "\(counted)")
    }

    /// The table of "Clusters": processor time of a coordinator.
    @Test(arguments: [(1, 32, 66.0), (1, 256, 104), (1, 1_024, 216), (2, 32, 95), (2, 256, 149), (2, 1_024, 280)])
    func `a coordinator takes what was measured, within a seventh`(shardCount: Int, nprobe: Int, measured: Double) {
        let index = IndexPlan(itemCount: 300_000, dimension: 384, listCount: 2_048)
        var plan = ClusterPlan(fields: [(1, index)])
        plan.wantedShardCount = shardCount
        let further = Double(nprobe - SearchEstimate(index: index).nprobe)
        let counted = plan.coordinatorMicroseconds + further * ClusterPlan.coordinatorMicrosecondsPerList
        #expect(abs(counted / measured - 1) < 1.0 / 7, "\(counted)")
    }

    @Test func `a spill needs a quarter of the lists and half of the codes`() {
        let plain = SearchEstimate(index: IndexPlan(itemCount: 300_000, dimension: 384, listCount: 2_048))
        let spilled = SearchEstimate(
            index: IndexPlan(itemCount: 300_000, dimension: 384, listCount: 2_048, isSpilled: true))
        #expect(abs(Double(spilled.nprobe) / Double(plain.nprobe) - 0.25) < 0.01)
        #expect(abs(spilled.codeCount(shardCount: 1) / plain.codeCount(shardCount: 1) - 0.5) < 0.01)
        // The 76 µs at a recall of .95 looked into 6,400 codes.
        #expect(abs(spilled.codeCount(shardCount: 1) / 6_400 - 1) < 0.3)
    }

    private func plan(items: Int = 300_000_000, rerank: VectorPrecision = .f16) -> ClusterPlan {
        ClusterPlan(fields: [(3, IndexPlan(itemCount: items, dimension: 1_024, rerank: rerank))])
    }

    @Test func `as few shards as fit into the memory are planned`() throws {
        for rerank in [VectorPrecision.f16, .sq8] {
            let plan = plan(rerank: rerank)
            let least = try #require(plan.shardCountMin)
            #expect(plan.shardCount == least && plan.fits(shardCount: least) && !plan.fits(shardCount: least - 1))
            #expect(Double(plan.memoryByteCount) <= plan.machine.usableMemoryByteCount)
        }
    }

    @Test func `what shards hold together is what there is, and each has the codebook`() {
        let plan = plan()
        for shards in [2, 5, 16] {
            let part = plan.fields[0].index.part(shardCount: shards)
            #expect(part.itemCount == 300_000_000 / shards)
            #expect(part.codebookByteCount == plan.fields[0].index.codebookByteCount)
            #expect(part.listCount == plan.fields[0].index.listCount)
            let paddings = plan.codesByteCount(shardCount: shards) * shards - plan.codesByteCount(shardCount: 1)
            // Lists end in 16 lanes in each shard, and each has its tables.
            let perShard = plan.codesByteCount(shardCount: 1) - 3 * 300_000_000 * (128 + 4)
            #expect(abs(paddings - (shards - 1) * perShard) < 3_000)
        }
    }

    @Test func `scanning is shared among shards, and comparing nearly so, but every shard costs the network`() {
        var plan = plan(rerank: .sq8)
        plan.wantedShardCount = 20
        let (codes, time, network) = (plan.codeCountPerShard, plan.shardMicroseconds, plan.networkByteCount)
        // Five of a hundred, four deviations, and four.
        #expect(plan.candidateCountPerField == 18 && plan.candidateCountPerShard == 54)
        #expect(plan.answerByteCount == 96 + 54 * (13 + 12) + 54 * 6)
        plan.wantedShardCount = 40
        #expect(abs(plan.codeCountPerShard / codes - 0.5) < 0.001)
        #expect(plan.shardMicroseconds > time / 2 && plan.shardMicroseconds < time)
        #expect(plan.networkByteCount > network * 19 / 10)
        plan.wantedShardCount = 1
        #expect(plan.candidateCountPerField == 100)
    }

    @Test func `shards share the encoding of a training, not its clustering`() {
        var plan = plan(rerank: .sq8)
        let rate = PlanReport.trainOperationsPerSecond * Double(plan.machine.coreCount)
        let clustering = 3 * plan.fields[0].index.clusteringOperationCount / rate
        plan.wantedShardCount = 20
        let time = plan.trainingSeconds - clustering
        plan.wantedShardCount = 40
        #expect(time > 0 && abs((plan.trainingSeconds - clustering) / time - 0.5) < 0.001)
    }

    @Test func `memory asked for beyond what any number of shards has is said`() {
        var plan = plan(items: 4_000_000_000, rerank: .sq8)
        plan.machine.memoryByteCount = 1 << 30
        #expect(plan.shardCountMin == nil)
        #expect(plan.notes.contains { $0.contains("no number of shards") })
        plan.machine.memoryByteCount = 64 << 30
        plan.wantedShardCount = 2
        #expect(plan.notes.contains { $0.hasPrefix("2 shards do not fit") })
    }

    @Test func `more load takes more replicas and more coordinators, never fewer than asked for`() {
        var plan = plan(rerank: .sq8)
        plan.replicaCountMin = 3
        plan.queriesPerSecond = 1
        #expect(plan.replicaCount == 3 && plan.coordinatorCount == 2)
        plan.queriesPerSecond = 100_000
        #expect(plan.replicaCount > 3 && plan.coordinatorCount > 2)
        let busy = plan.shardCores / Double(plan.shardCount * plan.replicaCount)
        #expect(busy <= plan.machine.usableCoreCount)
    }

    @Test func `vectors that do not fit are read from disk, rows of bytes never`() {
        #expect(plan().diskReadsPerShard > 1)
        #expect(plan(rerank: .sq8).diskReadsPerShard == 0)
        var resident = plan()
        resident.isResident = true
        #expect(resident.diskReadsPerShard == 0 && resident.shardCount > 10 * plan().shardCount)
    }

    @Test func `a small gallery is one process`() {
        let plan = ClusterPlan(fields: [(3, IndexPlan(itemCount: 1_000_000, dimension: 384))])
        #expect(plan.isOneNode && plan.shardCount == 1)
        #expect(plan.json["coordinator_count"]?.integer == 0)
    }

    @Test func `every figure has a formula and a name of its own`() {
        let plan = plan()
        #expect(Set(plan.figures.map(\.key)).count == plan.figures.count)
        #expect(plan.figures.allSatisfy { !$0.formula.isEmpty && plan.json[$0.key] != nil })
        let text = plan.text(columnCount: nil)
        #expect(plan.figures.allSatisfy { text.contains($0.what) && text.contains($0.value) })
    }

    @Test(arguments: [
        (["--shards", "0"], "--shards: 0 is not between 1 and 1024"),
        (["--replicas", "17"], "--replicas: 17"), (["--rate", "0"], "--rate: 0.0"),
        (["--growing", "1.5"], "--growing: 1.5"), (["--tags", "-1"], "--tags"),
        (["--machine-cores", "0"], "--machine-cores: 0"), (["--machine-memory", "12"], "--machine-memory: 12"),
        (["--machine-memory", "much"], "--machine-memory"), (["--machine-network", "0"], "--machine-network: 0.0"),
        (["--limit", "1001"], "--limit: 1001"),
    ])
    func `a machine that cannot be is refused by the option's name`(arguments: [String], words: String) {
        let error = #expect(throws: (any Error).self) {
            try PlanVerb.parse(["--items", "100", "--dimension", "8"] + arguments)
        }
        #expect(error.map { PlanVerb.fullMessage(for: $0).contains(words) } == true)
    }
}
