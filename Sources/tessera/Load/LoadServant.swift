internal import Glibc
internal import Ground
internal import Loading

/// The side of `LoadHelper` that does the work: reads orders from standard input, and says on standard output what came
/// of them. Ends with the process that directs it.
struct LoadServant {
    /// Between two looks at whether to stop.
    private static let watchNanoseconds: UInt64 = 100_000_000
    /// Looks between two words about how it goes.
    private static let looksPerWord = 5

    private let share: LoadShare
    private let phases: AsyncStream<(phase: LoadPhase, start: MonotonicTime)>

    init(_ share: LoadShare) {
        self.share = share
        // Ctrl-C goes to all processes of a terminal; the one that directs says what is to be done.
        signal(SIGINT, SIG_IGN)
        let (phases, ordered) = AsyncStream.makeStream(of: (phase: LoadPhase, start: MonotonicTime).self)
        self.phases = phases
        _ = NamedThread(name: "tessera-orders") {
            var lines = LineReader(STDIN_FILENO)
            while let line = lines.next(), let order = try? LoadOrder(line) {
                switch order {
                case .run(let phase, let start): ordered.yield((phase, start))
                case .stop: Interrupt.ask()
                }
            }
            // The one that directs has ended: nobody wants to know any more.
            _exit(0)
        }
    }

    /// Makes this process's share of one phase after the other, until there is nobody who orders them.
    ///
    /// - Parameter prepare: makes the team, connected.
    func serve(_ prepare: () async throws -> LoadTeam) async {
        let team: LoadTeam
        do {
            team = try await prepare()
        } catch {
            let (text, code) = Ending.words(for: error)
            return Self.say(.failed(text, exitCode: code))
        }
        defer { team.close() }
        Self.say(.ready)
        for await (phase, start) in phases {
            await start.reached()
            let watcher = Task {
                var lookCount = 0
                while !Task.isCancelled {
                    try? await Task.sleep(nanoseconds: Self.watchNanoseconds)
                    if Task.isCancelled { break }
                    if Interrupt.isAsked { team.stop() }
                    lookCount += 1
                    if lookCount % Self.looksPerWord == 0 { Self.say(.progress(team.progress)) }
                }
            }
            let span = await team.run(share.phase(of: phase))
            watcher.cancel()
            await watcher.value
            Self.say(.span(span))
        }
    }

    private static func say(_ word: LoadWord) {
        Output.write(word.line)
    }
}
