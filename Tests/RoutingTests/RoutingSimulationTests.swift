import Glibc
import Routing
import Testing

/// Clusters in which much goes wrong, each from its seed. `TESSERA_SEED=17` repeats one and prints what happens in it.
@Suite struct RoutingSimulationTests {
    private static let wanted = getenv("TESSERA_SEED").flatMap { UInt64(String(cString: $0)) }
    private static let seeds: [UInt64] = wanted.map { [$0] } ?? Array(0..<300)

    @Test(arguments: seeds)
    func `whatever goes wrong, replies are in time, once and honest`(seed: UInt64) throws {
        let simulation = try Simulation(seed: seed, isTraced: Self.wanted != nil)
        simulation.run()
        for line in simulation.trace { print(line) }
        #expect(
            simulation.violations.isEmpty,
            "\(simulation.violations); once more: TESSERA_SEED=\(seed) swift test --filter RoutingSimulationTests")
    }

    @Test func `a seed always goes the same`() throws {
        let runs = try (0..<2).map { _ in
            let simulation = try Simulation(seed: 11, isTraced: true)
            simulation.run()
            return simulation.trace
        }
        #expect(runs[0] == runs[1])
        #expect(!runs[0].isEmpty)
    }

    @Test func `in the simulations much goes wrong and more goes right`() throws {
        var answered = 0
        var failed = 0
        var hedgeCount: UInt64 = 0
        var retryCount: UInt64 = 0
        for seed in 0..<100 as Range<UInt64> {
            let simulation = try Simulation(seed: seed)
            simulation.run()
            answered += simulation.queries.reduce(0) { $0 + $1.answered.count }
            failed += simulation.queries.reduce(0) { $0 + $1.failed.count }
            hedgeCount += simulation.router.hedgeCount
            retryCount += simulation.router.retryCount
        }
        #expect(failed > 50)
        #expect(answered > 10 * failed)
        #expect(hedgeCount > 50)
        #expect(retryCount > 50)
    }
}
