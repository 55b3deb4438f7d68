internal import Loading

// Reports of one load that several machines made together, as one report.
extension LoadReport {
    /// What a file says.
    struct Part {
        let path: String
        let report: LoadReport
    }

    /// Facts of which the whole has the sum.
    private static let summed: Set = ["connections", "threads", "processes"]

    /// - Parameter parts: at least one; steps with the same place belong together.
    /// - Throws: what keeps them from being added up.
    init(merging parts: [Part]) throws(ToolError) {
        let reports = parts.map(\.report)
        let names = Self.distinct(reports.map(\.name))
        self.init(
            name: names.joined(separator: " + "),
            startMicroseconds: reports.map(\.startMicroseconds).min() ?? 0, facts: Self.facts(reports))
        facts.append(("merged of", parts.map(\.path).joined(separator: ", ")))
        for part in parts where part.report.steps.count != reports[0].steps.count {
            throw ToolError(
                description: "steps: \(part.report.steps.count) in \(part.path), \(reports[0].steps.count) in "
                    + "\(parts[0].path); these are no parts of one load: "
                    + "tessera load compare shows them side by side")
        }
        if Set(reports.map(\.goal)).count == 1 { goal = reports[0].goal }
        let judged = LatencyGoal(words: goal)
        for place in reports[0].steps.indices { steps.append(try Self.step(place, of: parts, judged)) }
        if reports.contains(where: { $0.sustainedRate != nil }) {
            let kept = steps.filter { $0.keepsGoal == true }.map(\.span.pace.number)
            sustainedRate = kept.max()
        }
        wasInterrupted = reports.contains { $0.wasInterrupted }
        losses = reports.flatMap(\.losses)
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var known: Set<String> = []
        return texts.filter { known.insert($0).inserted }
    }

    private static func facts(_ reports: [LoadReport]) -> [(name: String, value: String)] {
        distinct(reports.flatMap { $0.facts.map(\.name) }).map { name in
            let values = reports.flatMap { $0.facts.filter { $0.name == name }.map(\.value) }
            let numbers = values.compactMap { Int($0) }
            if summed.contains(name), numbers.count == values.count {
                return (name, "\(numbers.reduce(0) { $0 &+ $1 })")
            }
            return (name, distinct(values).joined(separator: "; "))
        }
    }

    private static func step(_ place: Int, of parts: [Part], _ goal: LatencyGoal?) throws(ToolError) -> LoadStep {
        let steps = parts.map { $0.report.steps[place] }
        guard let pace = sum(steps.map(\.span.pace)), let name = name(steps, pace) else {
            let each = zip(parts, steps).map { "'\($1.name)' in \($0.path)" }.joined(separator: ", ")
            throw ToolError(
                description: "step \(place + 1) is \(each); these are no parts of one load: "
                    + "tessera load compare shows them side by side")
        }
        let first = steps.map(\.span.startMicroseconds).min() ?? 0
        var step = LoadStep(
            name: name,
            span: LoadSpan(
                pace: pace, startMicroseconds: first, seconds: 0, kinds: steps[0].span.tallies.map(\.name)))
        let shortest = zip(parts, steps).min { end($0.1) < end($1.1) }!
        for (part, own) in zip(parts, steps) {
            guard own.span.startMicroseconds <= end(shortest.1) else {
                let microseconds = own.span.startMicroseconds - shortest.1.span.startMicroseconds
                throw ToolError(
                    description: "\(name): \(part.path) began "
                        + "\(Figures.fixed(Double(microseconds) / 1e6, digitCount: 1)) s after \(shortest.0.path), "
                        + "when that was over, or their clocks differ; tessera load compare shows them side by side")
            }
            let delay = Double(own.span.startMicroseconds - first) / 1e6
            step.span.add(own.span, delayedBySeconds: Int(delay.rounded()))
            step.marks += own.marks.map { LoadMark(second: $0.second + delay, command: $0.command, status: $0.status) }
        }
        if steps.allSatisfy({ $0.keepsGoal != nil }) { step.keepsGoal = goal?.isKept(by: step.span) }
        return step
    }

    private static func end(_ step: LoadStep) -> UInt64 {
        step.span.startMicroseconds &+ UInt64(max(0, min(step.span.seconds, 1e9)) * 1e6)
    }

    /// The pace of all together; nil when they are of different kinds.
    private static func sum(_ paces: [LoadPhase.Pace]) -> LoadPhase.Pace? {
        let words = Set(paces.map(\.word))
        let number = paces.reduce(0) { $0 + $1.number }
        if words.count == 1 { return LoadPhase.Pace(word: paces[0].word, number: number) }
        // Even arrivals among random ones.
        let areOpen = words.allSatisfy { ArrivalSchedule.Spacing(rawValue: $0) != nil }
        return areOpen ? .open(perSecond: number, spacing: .poisson) : nil
    }

    /// What the sum is called; nil when these are different things.
    private static func name(_ steps: [LoadStep], _ pace: LoadPhase.Pace) -> String? {
        if steps.allSatisfy({ $0.name == $0.span.pace.words }) { return pace.words }
        if steps.allSatisfy({ $0.name == $0.span.pace.peakWords }) { return pace.peakWords }
        return Set(steps.map(\.name)).count == 1 ? steps[0].name : nil
    }
}
