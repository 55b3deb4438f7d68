internal import Calling
internal import Eventing
internal import Ground
internal import Loading
internal import Vocabulary
internal import Wire

/// Runs the phases of a load, one after the other, and shows how they go.
struct LoadRun {
    /// What is run.
    enum Course {
        /// A rate for a time.
        case rate(LoadRate)
        /// So many calls always under way.
        case inFlight(Int)
        /// Rates up to the peak, then between the last one that kept the promise and the first one that did not.
        case ramp
        /// The requests of a recording, when they came, for at most so many seconds.
        case recorded(seconds: Double)
    }

    var course: Course
    var seconds: Double
    var warmUpSeconds: Double
    var peakInFlight: Int
    var spacing: ArrivalSchedule.Spacing
    var goal: LatencyGoal?
    var seed: UInt64
    /// Commands that are run while the judged phase goes on.
    var commands: [ScheduledCommand] = []

    /// Shares of the peak that a ramp goes through.
    private static let rampShares = [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    /// Rates tried between the last good one and the first bad one.
    private static let refinementCount = 3
    private static let showNanoseconds: UInt64 = 200_000_000

    private let crew: LoadCrew
    private var line: ProgressLine
    private var report: LoadReport

    init(
        _ course: Course, seconds: Double, warmUpSeconds: Double, peakInFlight: Int,
        spacing: ArrivalSchedule.Spacing, goal: LatencyGoal?, seed: UInt64, crew: LoadCrew, report: LoadReport,
        line: ProgressLine
    ) {
        self.course = course
        self.seconds = seconds
        self.warmUpSeconds = warmUpSeconds
        self.peakInFlight = peakInFlight
        self.spacing = spacing
        self.goal = goal
        self.seed = seed
        self.crew = crew
        self.report = report
        self.line = line
    }

    /// True when no more is to begin: Ctrl-C, or a process that was lost.
    private var isOver: Bool { Interrupt.isAsked || !crew.losses.isEmpty }

    /// Everything that was measured, until the end or Ctrl-C.
    mutating func run() async -> LoadReport {
        report.goal = goal?.words ?? ""
        switch course {
        case .inFlight(let count):
            await warmUp(.closed(inFlight: count))
            await step(.closed(inFlight: count))
        case .rate(.perSecond(let rate)):
            await warmUp(.open(perSecond: rate, spacing: spacing))
            await step(.open(perSecond: rate, spacing: spacing))
        case .rate(.ofPeak(let share)):
            guard let peak = await peak() else { break }
            await step(.open(perSecond: peak * share, spacing: spacing), LoadRate.ofPeak(share).words)
        case .ramp: await ramp()
        case .recorded(let seconds):
            self.seconds = seconds
            await step(.recorded)
        }
        line.clear()
        report.wasInterrupted = Interrupt.isAsked
        report.losses = crew.losses
        return report
    }

    /// What the server can do at most, calls a second; nil when it answered nothing.
    private mutating func peak() async -> Double? {
        let pace = LoadPhase.Pace.closed(inFlight: peakInFlight)
        await warmUp(pace)
        await step(pace, pace.peakWords, isJudged: false)
        let rate = report.steps.last?.span.goodput ?? 0
        return rate > 0 && !isOver ? rate : nil
    }

    private mutating func ramp() async {
        guard let peak = await peak() else { return }
        var good = 0.0
        var bad: Double?
        for share in Self.rampShares where bad == nil {
            let isKept = await step(
                .open(perSecond: peak * share, spacing: spacing), LoadRate.ofPeak(share).words)
            if isOver { break }
            if isKept == false { bad = peak * share } else { good = peak * share }
        }
        if let bad {
            var (low, high) = (good, bad)
            for _ in 0..<Self.refinementCount where !isOver {
                let rate = (low + high) / 2
                let isKept = await step(.open(perSecond: rate, spacing: spacing))
                if isOver { break }
                if isKept == false { high = rate } else { low = rate }
            }
            good = low
        }
        if goal != nil { report.sustainedRate = good > 0 ? good : nil }
    }

    private mutating func warmUp(_ pace: LoadPhase.Pace) async {
        guard warmUpSeconds > 0, !isOver else { return }
        _ = await watch("warm-up", LoadPhase(pace: pace, seconds: warmUpSeconds, seed: seed &+ 1))
    }

    /// Runs a phase whose figures are kept.
    ///
    /// - Parameter name: what it is called; nil: as its pace.
    /// - Returns: whether the promise was kept; nil without one.
    @discardableResult
    private mutating func step(
        _ pace: LoadPhase.Pace, _ name: String? = nil, isJudged: Bool = true
    ) async -> Bool? {
        let name = name ?? pace.words
        guard !isOver else { return nil }
        let deeds = isJudged ? commands.map { command in Task { await Self.mark(command) } } : []
        let span = await watch(name, LoadPhase(pace: pace, seconds: seconds, seed: seed))
        var marks: [LoadMark] = []
        for deed in deeds {
            // Those whose time has not come when the phase is over, as it was broken off, are left.
            deed.cancel()
            if let mark = await deed.value { marks.append(mark) }
        }
        for command in commands where isJudged && !marks.contains(where: { $0.command == command.command }) {
            marks.append(LoadMark(second: command.second, command: command.command, status: LoadMark.notRun))
        }
        let isKept = isJudged ? goal?.isKept(by: span) : nil
        report.steps.append(LoadStep(name: name, span: span, keepsGoal: isKept, marks: marks))
        return isKept
    }

    /// Runs a command at its time; nil when it was not run.
    private static func mark(_ command: ScheduledCommand) async -> LoadMark? {
        let start = MonotonicTime.now
        try? await Task.sleep(nanoseconds: UInt64(command.second * 1e9))
        guard !Task.isCancelled else { return nil }
        let second = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        return LoadMark(second: second, command: command.command, status: await ShellCommand.run(command.command))
    }

    private mutating func watch(_ name: String, _ phase: LoadPhase) async -> LoadSpan {
        let crew = crew
        let watcher = Task { [line] in
            var line = line
            while !Task.isCancelled {
                try? await Task.sleep(nanoseconds: Self.showNanoseconds)
                if Task.isCancelled { break }
                crew.tend()
                let progress = crew.progress
                line.show { Self.text(name, progress) }
            }
            line.clear()
            return line
        }
        let span = await crew.run(phase)
        watcher.cancel()
        line = await watcher.value
        return span
    }

    /// `70 % of the peak 0:12 of 0:30: 7,012/s, p50 0.812 ms, p99 2.31 ms, recall 0.953`
    private static func text(_ name: String, _ progress: LoadProgress) -> String {
        let latest = progress.latest
        let latency = latest.latency
        var text = "\(name) \(Figures.time(seconds: UInt64(progress.elapsedSeconds))) of "
        text += "\(Figures.time(seconds: UInt64(progress.seconds.rounded(.up)))): "
        text += "\(Figures.count(latest[.answered]))/s, p50 "
        text += "\(LoadText.milliseconds(latency.microseconds(atPercentile: 50))) ms, p99 "
        text += "\(LoadText.milliseconds(latency.microseconds(atPercentile: 99))) ms"
        let errors = LoadOutcome.allCases.filter { $0 != .answered && progress[$0] > 0 }
        for outcome in errors { text += ", \(Figures.count(progress[outcome])) \(outcome.name)" }
        if let recall = progress.recall { text += ", recall \(Figures.fixed(recall, digitCount: 3))" }
        return text
    }
}
