internal import Ground
internal import Loading

/// All processes that make one load: this one, which directs it, and its helpers.
final class LoadCrew: Sendable {
    /// Orders are with all by then.
    private static let startMicroseconds: UInt64 = 50_000
    private static let watchNanoseconds: UInt64 = 100_000_000

    private let team: LoadTeam
    private let helpers: [LoadHelper]
    private let share: LoadShare

    /// - Parameter team: of this process.
    init(_ team: LoadTeam, _ helpers: [LoadHelper] = []) {
        self.team = team
        self.helpers = helpers
        share = LoadShare(0, of: helpers.count + 1)
    }

    /// Returns once all helpers are prepared.
    func assemble() async throws {
        let watcher = Task { [helpers] in
            while !Task.isCancelled {
                if Interrupt.isAsked { for helper in helpers { helper.stop() } }
                try? await Task.sleep(nanoseconds: Self.watchNanoseconds)
            }
        }
        defer { watcher.cancel() }
        for helper in helpers { try await helper.ready() }
    }

    /// Runs `phase` and waits until all of its calls are answered or late. One at a time.
    ///
    /// - Returns: what all saw that are not lost.
    func run(_ phase: LoadPhase) async -> LoadSpan {
        guard !helpers.isEmpty else { return await team.run(phase) }
        let start = MonotonicTime.now.advanced(microseconds: Self.startMicroseconds)
        for helper in helpers { helper.begin(phase, at: start) }
        await start.reached()
        let own = await team.run(share.phase(of: phase))
        var sum = LoadSpan(
            pace: phase.pace, startMicroseconds: own.startMicroseconds, seconds: 0, kinds: own.tallies.map(\.name))
        sum.add(own)
        for helper in helpers {
            if let span = await helper.span() { sum.add(span) }
        }
        return sum
    }

    /// How the phase goes; any thread may ask.
    var progress: LoadProgress {
        var sum = team.progress
        for helper in helpers { sum.add(helper.progress) }
        return sum
    }

    /// Helpers that were lost, and how.
    var losses: [String] { helpers.compactMap(\.loss) }

    /// Called now and then while a phase goes on: ends it where Ctrl-C or a loss asks for that.
    func tend() {
        for helper in helpers { helper.tend() }
        guard Interrupt.isAsked || !losses.isEmpty else { return }
        team.stop()
        for helper in helpers { helper.stop() }
    }
}
